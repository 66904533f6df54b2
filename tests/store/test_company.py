"""Facts beside the log: who is there, who is syncing, what is linked to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from core.domain.board import Presence
from core.domain.ids import RecordId
from core.domain.project import CreateProject
from core.service import Service, create_project
from core.store.exchange import Exchange, LinkRow
from tests.hand_clock import HandClock
from tests.store.racing import together

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


def enter(service: Service, session: str, name: str) -> None:
    service.store.enter(service.project, session, name, service.now())


def present(service: Service) -> list[str]:
    return [each.name for each in service.board().present]


def test_who_enters_is_seen_and_who_leaves_is_not(service: Service) -> None:
    enter(service, "s1", "张伟")
    enter(service, "s2", "王敏")
    assert service.board().present == (Presence("张伟"), Presence("王敏"))

    service.store.leave("s1")

    assert present(service) == ["王敏"]


def test_who_is_not_heard_of_for_long_has_left(service: Service, clock: HandClock) -> None:
    enter(service, "s1", "张伟")
    enter(service, "s2", "王敏")
    clock.forward(seconds=60)
    enter(service, "s1", "张伟")
    clock.forward(seconds=60)

    assert present(service) == ["张伟"]


def test_entering_again_is_one_presence(service: Service) -> None:
    for _ in range(3):
        enter(service, "s1", "张伟")

    assert present(service) == ["张伟"]


def test_the_forgotten_are_swept_out_after_a_day(service: Service, clock: HandClock) -> None:
    enter(service, "s1", "张伟")
    clock.forward(days=2)
    enter(service, "s2", "王敏")
    clock.forward(days=-2)

    assert present(service) == ["王敏"]


def test_the_company_of_another_project_is_not_ours(service: Service) -> None:
    wish = CreateProject(code="other", name="另一个")
    other = Service(service.store, create_project(service.store, wish, actor="x"), "x", service.now)
    enter(other, "s9", "路人")

    assert present(service) == []
    assert present(other) == ["路人"]


def test_presence_is_seen_by_who_catches_up(service: Service) -> None:
    board = service.board()
    enter(service, "s1", "张伟")

    after = service.catch_up(board)

    assert [each.name for each in after.present] == ["张伟"]
    assert after.revision == board.revision


def exchange(service: Service, work: Callable[[Exchange], T]) -> T:
    """Works on the facts of the source "feishu" in one transaction."""
    with service.store.begin(service.project) as unit:
        return work(Exchange(unit.connection, service.project, "feishu"))


def seize(service: Service, holder: str, mine: datetime | None = None) -> str:
    """Tries to sync for a minute; who does it, where somebody else does."""
    now = service.now()
    return exchange(service, lambda facts: facts.seize(holder, now, now + MINUTE, mine))


def running(service: Service) -> str:
    return service.board().sources[0].running


def test_one_syncs_at_a_time_and_the_other_is_told_who(service: Service) -> None:
    assert seize(service, "甲") == ""
    assert seize(service, "乙") == "甲"
    assert running(service) == "甲"


def test_a_lease_is_kept_by_who_has_it_and_not_by_a_namesake(
    service: Service, clock: HandClock
) -> None:
    seize(service, "甲")
    until = clock() + MINUTE
    clock.forward(seconds=50)
    assert seize(service, "甲") == "甲"
    assert seize(service, "甲", until) == ""
    clock.forward(seconds=50)

    assert seize(service, "乙") == "甲"


def test_a_lease_that_ran_out_is_free(service: Service, clock: HandClock) -> None:
    seize(service, "甲")
    late = clock() + MINUTE
    clock.forward(seconds=61)

    assert running(service) == ""
    assert seize(service, "乙") == ""
    assert not exchange(service, lambda facts: facts.holds(late))
    assert seize(service, "甲", late) == "乙"


def test_a_lease_that_was_given_back_is_free_and_says_how_it_went(service: Service) -> None:
    seize(service, "甲")
    at = service.now()
    exchange(
        service,
        lambda facts: facts.release(synced_at=at, failed="", clashes=2, cursor={"page": 3}),
    )
    (source,) = service.board().sources

    assert (source.name, source.synced_at, source.running, source.clashes) == ("feishu", at, "", 2)
    assert exchange(service, lambda facts: facts.cursor()) == {"page": 3}
    assert seize(service, "乙") == ""


def test_of_eight_who_want_to_sync_at_once_one_does_and_all_know_who(service: Service) -> None:
    told = together(lambda number: seize(service, f"写手 {number}"))

    assert told.count("") == 1
    assert set(told) == {"", f"写手 {told.index('')}"}


def test_links_are_kept_as_they_were_made_and_changed(service: Service) -> None:
    first = LinkRow("rec1", RecordId("T-01"), {"title": "调研", "actual": 80}, "https://a.example")
    second = LinkRow("rec2", RecordId("T-02"), {})
    exchange(service, lambda facts: facts.add_links([first, second]))
    ended = LinkRow("rec2", RecordId("T-03"), {"title": "上线"}, ended=True)
    exchange(service, lambda facts: facts.change_links([ended]))

    assert exchange(service, lambda facts: facts.links()) == {"rec1": first, "rec2": ended}
    exchange(service, lambda facts: facts.add_links([]))


def test_links_of_another_source_are_not_ours(service: Service) -> None:
    row = LinkRow("rec1", RecordId("T-01"), {})
    exchange(service, lambda facts: facts.add_links([row]))
    with service.store.begin(service.project) as unit:
        other = Exchange(unit.connection, service.project, "teambition")

        assert other.links() == {}
        assert other.cursor() is None
