"""What comes due is carried out once, however many programs look at the clock at the same time."""

from __future__ import annotations

import multiprocessing
from collections.abc import MutableMapping
from datetime import timedelta

import pytest

from core.domain import ticking
from core.domain.blocker import Acknowledge, Blocker, BlockerStatus, RaiseBlocker, SnoozeBlocker
from core.domain.board import Board
from core.domain.definitions import Definitions
from core.domain.ids import SYSTEM, Kind, RecordId, record_id
from core.domain.project import CreateProject
from core.service import Service, create_project
from core.store import Store, open_store
from core.ticking import Ticker, tick
from tests.hand_clock import HandClock
from tests.store.racing import PATIENCE, WRITERS, Barrier, together

ONE = record_id(Kind.BLOCKER, 1)


@pytest.fixture(autouse=True)
def clocks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is reminded here of what is late in the small project."""
    monkeypatch.setattr(ticking, "RULES", ticking.CLOCKS)
    monkeypatch.setattr(ticking, "reminders", lambda *_: ())


@pytest.fixture
def stuck(service: Service) -> Service:
    """The small project with one blocker, raised just now."""
    raise_one(service)
    return service


def raise_one(service: Service) -> None:
    service.perform(RaiseBlocker(title="样机没到", tasks=(RecordId("T-02"),)))


def blocker(service: Service, identity: RecordId = ONE) -> Blocker:
    (found,) = service.store.records(service.project, [identity])
    assert isinstance(found, Blocker)
    return found


def alarms(service: Service, kind: str = "blocker.alarmed") -> list[str]:
    """Who sounded each alarm that the log holds."""
    return [each.actor for each in service.history() if each.event.kind == kind]


def test_nothing_is_written_while_nothing_is_due(stuck: Service, clock: HandClock) -> None:
    before = stuck.store.revision(stuck.project)
    clock.forward(hours=1)

    assert tick(stuck).happened == ()
    assert stuck.store.revision(stuck.project) == before


def test_a_breach_goes_one_rung_up_in_the_name_of_the_system(
    stuck: Service, clock: HandClock
) -> None:
    clock.forward(hours=2, seconds=1)

    (alarm,) = [each for each in tick(stuck).happened if each.event.subject == ONE]

    assert (alarm.actor, alarm.event.kind) == (SYSTEM, "blocker.alarmed")
    assert blocker(stuck).rung == 1


def test_the_same_breach_is_acted_upon_once(stuck: Service, clock: HandClock) -> None:
    clock.forward(hours=3)
    tick(stuck)
    clock.forward(hours=3)

    assert tick(stuck).happened == ()
    assert blocker(stuck).rung == 1


def test_the_next_breach_is_the_next_rung(stuck: Service, clock: HandClock) -> None:
    clock.forward(hours=3)
    tick(stuck)
    clock.forward(hours=22)
    tick(stuck)

    assert blocker(stuck).rung == 2
    assert alarms(stuck) == [SYSTEM, SYSTEM]


def test_both_breaches_are_caught_up_with_after_a_long_night(
    stuck: Service, clock: HandClock
) -> None:
    clock.forward(days=3)

    tick(stuck)

    assert blocker(stuck).rung == 2
    assert tick(stuck).happened == ()


def test_an_acknowledgement_that_nothing_follows_rings_and_then_sounds(
    stuck: Service, clock: HandClock
) -> None:
    stuck.perform(Acknowledge(blocker=ONE))
    clock.forward(hours=8, minutes=1)
    tick(stuck)
    rung = blocker(stuck)

    assert (rung.status, rung.responded_at, rung.rung) == (BlockerStatus.OPEN, None, 0)

    clock.forward(hours=2)
    tick(stuck)

    assert blocker(stuck).rung == 1


def test_a_snooze_ends_by_itself_and_sounds_nothing(stuck: Service, clock: HandClock) -> None:
    until = clock() + timedelta(hours=30)
    stuck.perform(SnoozeBlocker(blocker=ONE, until=until, reason="等回复"))
    clock.forward(hours=29)

    assert tick(stuck).happened == ()

    clock.forward(hours=2)
    tick(stuck)

    assert blocker(stuck).status is not BlockerStatus.SNOOZED
    assert alarms(stuck) == []


def test_what_a_person_took_back_stays_taken_back(stuck: Service, clock: HandClock) -> None:
    clock.forward(hours=3)
    alarm = tick(stuck).happened[0]
    stuck.undo(event=alarm.seq)

    assert tick(stuck).happened == ()
    assert blocker(stuck).rung == 0


def test_what_cannot_be_done_stops_nothing_else(
    stuck: Service, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(hours=3)
    due = ticking.due_now

    def with_a_ghost(board: Board, now: object, known: Definitions) -> tuple[object, ...]:
        return ("auto:ghost", Acknowledge(blocker=RecordId("B-99"))), *due(board, clock(), known)

    monkeypatch.setattr("core.ticking.due_now", with_a_ghost)

    ticked = tick(stuck)

    assert [problem.args[0] for problem in ticked.refused] == ["no-such-record"]
    assert blocker(stuck).rung == 1


def test_a_board_of_a_moment_ago_does_no_harm(stuck: Service, clock: HandClock) -> None:
    clock.forward(hours=3)
    old = stuck.board()
    tick(stuck)

    assert Ticker(stuck).tick(old).happened == ()
    assert alarms(stuck) == [SYSTEM]


def test_each_project_has_its_own_alarms(stuck: Service, clock: HandClock) -> None:
    founding = CreateProject(code="other", name="另一个")
    number = create_project(stuck.store, founding, actor="张伟", now=clock())
    other = Service(stuck.store, number, "张伟", clock)
    other.perform(RaiseBlocker(title="同号的阻塞"))
    clock.forward(hours=3)

    assert tick(stuck).happened
    assert tick(other).happened
    assert (blocker(stuck).rung, blocker(other).rung) == (1, 1)


def test_many_boards_in_one_process_sound_one_alarm(stuck: Service, clock: HandClock) -> None:
    clock.forward(hours=3)
    stale = stuck.board()
    tickers = [Ticker(Service(stuck.store, stuck.project, "x", clock)) for _ in range(WRITERS)]

    told = together(lambda number: tickers[number].tick(stale).happened)

    assert alarms(stuck) == [SYSTEM]
    assert sum(bool(each) for each in told) == 1


def test_programs_that_tick_at_the_same_moment_sound_one_alarm(
    stuck: Service, clock: HandClock, database_url: str
) -> None:
    clock.forward(hours=3)

    told = in_processes(database_url, clock.at.isoformat())

    assert sorted(told) == [0] * (WRITERS - 1) + [1]
    assert alarms(stuck) == [SYSTEM]
    assert blocker(stuck).rung == 1


def in_processes(url: str, moment: str) -> list[int]:
    """How many alarms each of several programs says it sounded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.test_tick"])
    barrier = context.Barrier(WRITERS)
    with context.Manager() as manager:
        told = manager.dict()
        programs = [
            context.Process(target=_program, args=(url, moment, number, barrier, told))
            for number in range(WRITERS)
        ]
        for each in programs:
            each.start()
        for each in programs:
            each.join(PATIENCE)
        return list(told.values())


def _program(
    url: str, moment: str, number: int, barrier: Barrier, told: MutableMapping[int, int]
) -> None:
    store: Store = open_store(url)
    service = Service(store, 1, f"板 {number}", HandClock(moment))
    barrier.wait(PATIENCE)
    happened = tick(service).happened
    told[number] = sum(each.event.kind == "blocker.alarmed" for each in happened)
    store.close()
