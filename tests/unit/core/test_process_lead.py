"""Where the process page leads: the next step of who looks, and what a clock makes of its stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from core.domain.form import SignForm, SubmitForm
from core.domain.ids import RecordId
from core.domain.meeting import Cadence, Meeting, MeetingKind, MeetingStatus, Series
from core.domain.opening import forgotten, invited
from core.domain.people import Function, Person
from core.domain.phases import phase_of
from core.domain.project import Phase
from core.domain.refusal import Refused
from core.domain.stages import Stage, StageState
from core.domain.task import TaskStatus
from tests.unit.core.forms_world import NEEDS, FormWorld
from tests.unit.core.world import ZONE, task

M = RecordId("M-01")


@pytest.fixture
def world() -> FormWorld:
    """Everybody is there, nothing is begun; Wednesday, 2026-11-18, 09:30."""
    return FormWorld.staffed()


def moment(text: str) -> datetime:
    """A moment of November 2026."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


def ahead(**values: Any) -> Meeting:
    """A kickoff on Friday at 10:00."""
    usual: dict[str, Any] = {
        "id": M,
        "kind": MeetingKind.KICKOFF,
        "status": MeetingStatus.PLANNED,
        "starts_at": moment("20 10:00"),
        "facilitator": RecordId("P-01"),
    }
    return Meeting(**{**usual, **values})


def current(world: FormWorld, name: str, at: str = "18 09:30") -> Stage:
    """The stage that somebody is led to."""
    world.actor = name
    found = world.page(moment(at)).current
    assert found is not None
    return found


def test_everybody_is_led_to_their_own_turn(world: FormWorld) -> None:
    world.asked()
    world.put(task(1, dept="市场部", owner=RecordId("P-02"), status=TaskStatus.DOING))

    assert current(world, "周芳").next[:3] == ("form", "answer", "F-03")
    assert current(world, "王敏").next == ("do", "T-01", "progress", "N")


def test_who_has_no_turn_is_led_to_what_is_late_then_to_what_is_open(world: FormWorld) -> None:
    world.asked()

    assert current(world, "张伟").id == "S3"
    world.put(task(1, dept="市场部", owner=RecordId("P-02"), status=TaskStatus.DOING))
    assert current(world, "张伟").id == "S8"


def test_a_finished_request_leads_on_to_the_kickoff(world: FormWorld) -> None:
    world.asked()
    world.answer("刘强", RecordId("F-02"), answer="accept", liaison=["P-04"])
    world.answer("周芳", RecordId("F-03"), answer="accept", liaison=["P-05"])

    found = current(world, "张伟")

    assert (found.id, found.next) == ("S4", ("meet", "plan", "kickoff", "WHEN"))


def test_the_agenda_goes_out_before_the_meeting_begins(world: FormWorld) -> None:
    world.put(ahead())
    found = world.stage("S4", moment("18 09:30"))
    assert (found.next, found.due) == (("meet", "agenda", "send", M), moment("19 10:00"))

    world.put(ahead(agenda_sent_at=moment("18 10:00"), status=MeetingStatus.AGENDA_SENT))
    assert world.stage("S4", moment("19 09:30")).next == ("meet", "agenda", M)
    assert world.stage("S4", moment("20 09:45")).next == ("meet", "start", "kickoff")


def test_a_meeting_that_goes_on_is_gone_into(world: FormWorld) -> None:
    world.put(ahead(status=MeetingStatus.RUNNING, started_at=moment("18 09:00")))

    assert world.stage("S4", moment("18 09:30")).next == ("meet", "show", M)


def test_a_stage_with_a_clock_that_ran_out_is_late(world: FormWorld) -> None:
    world.put(ahead())
    assert world.stage("S4", moment("19 09:59")).state is StageState.WAITING
    assert world.stage("S4", moment("19 10:01")).state is StageState.LATE

    held = ahead(status=MeetingStatus.ENDED, ended_at=moment("18 08:00"))
    world.put(replace(held, recorder=RecordId("P-04")))
    found = world.stage("S13", moment("18 09:01"))
    assert (found.state, found.people) == (StageState.LATE, ("P-04",))


def test_the_wall_and_the_stages_name_the_same_as_late(world: FormWorld) -> None:
    weekly = Series(id=RecordId("SE-01"), kind=MeetingKind.WEEKLY, cadence=Cadence.WEEKLY)
    world.put(weekly, ahead(), task(1, dept="市场部", status=TaskStatus.DOING))
    world.asked()

    found = world.page(moment("24 19:00"))

    late = {each.id for each in found.stages if each.state is StageState.LATE}
    breached = {each.clock for each in found.clocks if each.state == "breached"}
    assert breached == {"C01", "C02", "C04", "C06", "C21"}
    assert late == {"S3", "S4", "S8", "S9"}


def test_a_weekly_that_was_planned_is_not_to_be_planned_again(world: FormWorld) -> None:
    weekly = Series(id=RecordId("SE-01"), kind=MeetingKind.WEEKLY, cadence=Cadence.WEEKLY)
    world.put(weekly)
    assert world.stage("S9", moment("24 19:00")).next == ("meet", "plan", "weekly", "WHEN")

    world.put(ahead(kind=MeetingKind.WEEKLY, starts_at=moment("30 10:00")))

    assert world.stage("S9", moment("24 19:00")).next == ("meet", "agenda", "send", M)


def test_who_is_to_approve_is_asked_for_from_the_start(world: FormWorld) -> None:
    boss = world.records[RecordId("P-06")]
    assert isinstance(boss, Person)
    world.put(replace(boss, functions=()))

    found = world.stage("S0")

    assert (found.state, found.next[-1]) == (StageState.UNDER_WAY, "collab_manager")


def test_a_department_without_a_head_is_told_when_the_request_is_handed_in(
    world: FormWorld,
) -> None:
    form = world.opened("张伟", "request", **{**NEEDS, "depts": ["研发部", "总经办"]})
    assert world.stage("S0").next[3:] == ("--dept", "总经办", "--function", "dept_head")

    with pytest.raises(Refused) as refusal:
        world.by("张伟", SubmitForm(form=form))

    assert refusal.value.reason == "form-nobody"
    assert (refusal.value.values["who"], refusal.value.values["dept"]) == ("dept_head", "总经办")
    assert world.form(form).submitted_at is None


def test_a_kickoff_is_for_the_departments_that_the_request_asks(world: FormWorld) -> None:
    other = Person(id=RecordId("P-07"), name="何军", dept="华东", functions=(Function.DEPT_HEAD,))
    world.put(other, ahead(attendance={"P-01": "present"}))
    assert "P-07" in invited(world.board(), MeetingKind.KICKOFF)

    world.asked()

    asked = {"P-01", "P-02", "P-03", "P-04", "P-05"}
    assert set(invited(world.board(), MeetingKind.KICKOFF)) == asked
    board = world.board()
    assert set(forgotten(board, board.meetings[M])) == asked - {"P-01"}


def test_the_phase_in_the_header_is_that_of_the_page(world: FormWorld) -> None:
    assert phase_of(world.board()) is Phase.REQUEST
    form = world.opened("张伟", "request", **NEEDS)
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form))
    assert phase_of(world.board()) is Phase.REQUEST

    world.put(ahead())
    assert phase_of(world.board()) is Phase.KICKOFF
    world.put(ahead(status=MeetingStatus.ENDED, ended_at=moment("18 08:00")))
    assert phase_of(world.board()) is Phase.PLANNING
    world.put(task(1, dept="市场部", actual=10, status=TaskStatus.DOING), task(2, dept="市场部"))
    assert phase_of(world.board()) is Phase.EXECUTION
    done = TaskStatus.IN_REVIEW
    world.put(*(task(n, dept="市场部", actual=100, status=done) for n in (1, 2)))
    assert phase_of(world.board()) is Phase.ACCEPTANCE
