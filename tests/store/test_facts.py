"""What a line is read against, asked for in a few questions, is what the board would have said."""

from __future__ import annotations

from datetime import timedelta

from core.capture.gathering import gathered, ground_of
from core.capture.ground import Ground
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision, SetMilestone
from core.domain.ids import RecordId
from core.domain.meeting import MeetingKind, Presence, Purpose
from core.domain.meeting_wishes import GoToItem, PlanMeeting, SetSeries, Slot, StartMeeting
from core.domain.people import AddPerson, EditPerson, Function
from core.domain.raci import FillRaci, Letter
from core.service import Service
from core.store.facts import facts_of
from tests.hand_clock import HandClock

ZHANG, WANG, LI = (RecordId(f"P-0{number}") for number in (1, 2, 3))
T1, T2 = RecordId("T-01"), RecordId("T-02")


def furnish(service: Service, clock: HandClock) -> None:
    """Something of every kind, and a person who is there under two names."""
    day = clock().date()
    for command in (
        AddAction(title="写方案", owner=LI),
        AddAction(title="订会议室"),
        RaiseBlocker(title="样机没到", owner=WANG),
        RecordDecision(title="改用顺丰", maker=ZHANG),
        SetMilestone(title="上线", day=day),
        FillRaci(task=T1, party=LI, letter=Letter.R),
        FillRaci(task=T1, party="市场部", letter=Letter.A),
        EditPerson(person=ZHANG, functions=(Function.LIAISON,)),
        AddPerson(name="钱进", dept="市场部"),
    ):
        service.perform(command)
    service.store.enter(service.project, "seat", "王敏", clock())


def test_the_facts_say_what_the_board_says(service: Service, clock: HandClock) -> None:
    furnish(service, clock)

    facts = service.store.ask(facts_of, service.project, clock(), linked=True)

    by_facts = gathered(facts, clock(), "张伟")
    by_board = ground_of(service.board(), clock(), "张伟")
    assert by_facts == by_board
    assert by_facts.myself == ZHANG


def test_roles_come_from_the_grid_and_else_from_the_owner(
    service: Service, clock: HandClock
) -> None:
    furnish(service, clock)

    ground = ground_of(service.board(), clock(), "张伟")

    assert ground.responsible[T1] == (LI,)
    assert ground.responsible[T2] == (WANG,)
    assert ground.accountable[T1] == (ZHANG,)


def test_a_department_is_its_liaison_or_else_all_of_it(service: Service, clock: HandClock) -> None:
    furnish(service, clock)

    ground = ground_of(service.board(), clock(), "张伟")

    assert ground.departments["市场部"] == (ZHANG,)
    assert ground.departments["研发部"] == (WANG,)


def test_who_has_the_board_open_was_named_of_late_and_is_not_present(
    service: Service, clock: HandClock
) -> None:
    furnish(service, clock)

    ground = ground_of(service.board(), clock(), "张伟")

    assert ground.recent == (WANG, LI)
    assert ground.present == frozenset()


def test_titles_are_left_out_where_nothing_is_linked(service: Service, clock: HandClock) -> None:
    facts = service.store.ask(facts_of, service.project, clock(), linked=False)

    assert (facts.titles, facts.grid) == ({}, {})
    assert len(list(facts.people)) == 3


AGENDA = (
    Slot(purpose=Purpose.PERSON, owner=WANG, seconds=120),
    Slot(title="T-02 打样为什么慢", seconds=300),
)


def meet(service: Service) -> str:
    """A standup of 张伟 and 王敏, whose turn it is; 李强 is not there. The id of the other item."""
    service.perform(SetSeries(kind=MeetingKind.STANDUP))
    here: dict[str, str] = dict.fromkeys((ZHANG, WANG), Presence.PRESENT.value)
    wish = StartMeeting(kind=MeetingKind.STANDUP, agenda=AGENDA, attendance=here)
    service.perform(wish)
    board = service.board()
    assert board.meeting is not None
    return board.items_of(board.meeting.id)[1].id


def both(service: Service, clock: HandClock, actor: str) -> Ground:
    """The ground of somebody's line, the same by the facts as by the board."""
    facts = service.store.ask(facts_of, service.project, clock(), linked=True)
    by_board = ground_of(service.board(), clock(), actor)
    assert gathered(facts, clock(), actor) == by_board
    return by_board


def test_a_standup_lends_its_people_and_its_speaker(service: Service, clock: HandClock) -> None:
    meet(service)

    ground = both(service, clock, "张伟")

    assert ground.present == {ZHANG, WANG}
    assert ground.context.speaker == WANG


def test_who_sits_elsewhere_hears_nothing_of_it(service: Service, clock: HandClock) -> None:
    meet(service)

    ground = both(service, clock, "李强")

    assert (ground.present, ground.context.speaker) == (frozenset(), None)


def test_an_item_that_names_a_record_is_about_it(service: Service, clock: HandClock) -> None:
    item = meet(service)
    service.perform(GoToItem(meeting=RecordId("M-01"), item=RecordId(item)))

    ground = both(service, clock, "张伟")

    assert (ground.context.speaker, ground.context.agenda) == (None, T2)
    unlinked = service.store.ask(facts_of, service.project, clock(), linked=False)
    assert unlinked.titles[T2] == "打样"


def test_the_meeting_that_is_on_is_not_the_next_one(service: Service, clock: HandClock) -> None:
    clock.forward(minutes=-5)
    meet(service)

    due = both(service, clock, "张伟").context

    assert due.due is not None
    assert (f"{due.due:%m-%d %H:%M}", due.due_label) == ("11-19 09:30", "standup")


def test_a_planned_meeting_is_the_next_one_by_its_title(service: Service, clock: HandClock) -> None:
    soon = clock() + timedelta(hours=2)
    service.perform(PlanMeeting(kind=MeetingKind.ISSUE, title="口径会", starts_at=soon))

    due = both(service, clock, "张伟").context

    assert (due.due, due.due_label) == (soon, "口径会")
