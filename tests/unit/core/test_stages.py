"""The sixteen stages and the wall of clocks, read from what is on the board anyway."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Any

import pytest

from core.domain.form import FillForm, Form, FormStatus, OpenForm, SignForm, SubmitForm
from core.domain.form_standing import scene_of
from core.domain.ids import RecordId
from core.domain.meeting import Meeting, MeetingKind, MeetingStatus
from core.domain.process_clocks import ClockState, Ticking
from core.domain.refusal import Refused
from core.domain.stages import STAGES, StageState, page
from core.domain.task import TaskStatus
from tests.unit.core.forms_world import NEEDS, FormWorld
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import ZONE, task

S = StageState


@pytest.fixture
def world() -> FormWorld:
    """Everybody is there, nothing is begun; Wednesday, 2026-11-18, 09:30."""
    return FormWorld.staffed()


def moment(text: str) -> datetime:
    """A moment of November 2026."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


def states(world: FormWorld, *stages: str) -> list[StageState]:
    """How far some stages are."""
    return [each.state for each in world.page().stages if each.id in stages]


def clock(world: FormWorld, name: str, at: str) -> list[Ticking]:
    """A clock of the process wherever it runs, at a moment."""
    return [each for each in world.page(moment(at)).clocks if each.clock == name]


def kickoff(**values: Any) -> Meeting:
    """A kickoff that ended on Tuesday at 11:00."""
    usual: dict[str, Any] = {
        "id": RecordId("M-01"),
        "kind": MeetingKind.KICKOFF,
        "status": MeetingStatus.ENDED,
        "ended_at": moment("17 11:00"),
        "facilitator": RecordId("P-02"),
    }
    return Meeting(**{**usual, **values})


def test_there_are_sixteen_stages_and_twenty_eight_clocks() -> None:
    tables = tomllib.loads((files("core.clocks") / "standard.toml").read_text("utf-8"))
    assert tuple(f"S{n}" for n in range(16)) == STAGES
    assert sorted(tables) == [f"C{n:02d}" for n in range(1, 29)]


def test_a_project_with_its_people_begins_with_the_request(world: FormWorld) -> None:
    found = world.page()

    assert found.stages[0].state is S.DONE
    assert found.current is found.stages[1]
    assert found.stages[1].next == ("form", "new", "request")


def test_who_is_missing_is_asked_for_first() -> None:
    found = FormWorld().page().stages[0]

    assert (found.state, found.next[-1]) == (S.UNDER_WAY, "project_manager")


def test_a_request_is_three_stages_on_its_way(world: FormWorld) -> None:
    form = world.opened("张伟", "request", **NEEDS)
    assert states(world, "S1", "S2", "S3") == [S.UNDER_WAY, S.NOT_BEGUN, S.NOT_BEGUN]
    assert world.stage("S1").next == ("form", "submit", form)

    world.by("张伟", SubmitForm(form=form))
    assert states(world, "S1", "S2", "S3") == [S.WAITING, S.NOT_BEGUN, S.NOT_BEGUN]
    assert world.stage("S1").people == ("P-02",)

    world.by("王敏", SignForm(form=form))
    assert states(world, "S1", "S2", "S3") == [S.DONE, S.WAITING, S.NOT_BEGUN]
    assert world.stage("S2").people == ("P-06",)

    world.by("钱总", SignForm(form=form))
    assert states(world, "S1", "S2", "S3") == [S.DONE, S.DONE, S.WAITING]


def test_what_is_not_filled_in_yet_is_the_next_step(world: FormWorld) -> None:
    form = world.opened("张伟", "request")

    assert world.stage("S1").next == ("form", "set", form, "FIELD=VALUE")


def test_departments_that_do_not_answer_in_time_are_late(world: FormWorld) -> None:
    world.asked()
    assert world.stage("S3").due == moment("20 18:00")

    found = world.stage("S3", moment("20 18:01"))

    assert (found.state, found.next) == (S.LATE, ("form", "answer", "F-02", "accept/object"))
    assert set(found.people) == {"P-03", "P-04", "P-05"}


def test_the_clock_of_an_answer_is_met_or_missed_by_each_department(world: FormWorld) -> None:
    world.asked()
    world.answer("刘强", RecordId("F-02"), answer="accept", liaison=["P-04"])

    told = {each.dept: each.state for each in clock(world, "C01", "20 19:00")}
    assert told == {"研发部": ClockState.MET, "法务部": ClockState.BREACHED}

    world.answer("周芳", RecordId("F-03"), answer="accept", liaison=["P-05"])
    told = {each.dept: each.state for each in clock(world, "C01", "20 19:00")}
    assert told["法务部"] is ClockState.LATE


def test_an_objection_waits_for_the_writer_not_for_the_department(world: FormWorld) -> None:
    form = world.asked()
    world.answer("刘强", RecordId("F-02"), answer="accept", liaison=["P-04"])
    world.answer("周芳", RecordId("F-03"), answer="object", adjustment="请晚两周")

    found = world.stage("S3")

    assert (found.step, found.people) == ("mend", ("P-01", "P-02"))
    assert found.next == ("form", "set", form, "FIELD=VALUE")


def test_departments_named_later_are_asked_too(world: FormWorld) -> None:
    form = world.opened("张伟", "request", **{**NEEDS, "depts": ["研发部"]})
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form))
    world.by("钱总", SignForm(form=form))

    both = {"depts": ["研发部", "法务部"]}
    world.by("张伟", FillForm(form=form, values=both, reason="法务也要看"))

    assert world.form("F-03").dept == "法务部"


def test_plans_are_due_a_working_day_after_the_kickoff(world: FormWorld) -> None:
    world.put(kickoff(), task(1, dept="研发部"), task(2, dept="法务部"))

    found = clock(world, "C03", "18 09:30")

    assert {each.dept: each.due for each in found} == {
        "研发部": moment("18 18:00"),
        "法务部": moment("18 18:00"),
    }
    assert world.stage("S7", moment("18 09:30")).state is S.WAITING
    assert world.stage("S7", moment("18 18:30")).state is S.LATE


def test_a_plan_that_was_begun_stays_due_whatever_others_enter(world: FormWorld) -> None:
    begun = Form(id=RecordId("F-01"), kind="plan", dept="法务部", opened_at=moment("17 12:00"))
    world.put(kickoff(), task(1, dept="研发部"), begun)

    found = clock(world, "C03", "18 18:30")

    assert {each.dept: each.state for each in found} == {
        "研发部": ClockState.BREACHED,
        "法务部": ClockState.BREACHED,
    }


def test_a_department_that_nobody_asked_plans_nothing(world: FormWorld) -> None:
    asked = Form(
        id=RecordId("F-01"),
        kind="request",
        submitted_at=moment("16 09:00"),
        values={"depts": ["研发部"]},
    )
    world.put(kickoff(), asked)

    found = {each.dept for each in clock(world, "C03", "18 09:30")}

    assert found == {"研发部"}


def test_no_agenda_is_due_before_the_project_begins(world: FormWorld) -> None:
    planned = MeetingStatus.PLANNED
    world.put(kickoff(status=planned, ended_at=None, starts_at=moment("18 10:00")))
    world.now = moment("18 09:30")
    board = world.board()
    begun = replace(board, project=replace(board.project, start=world.now.date()))
    found = page(begun, scene_of(begun, STANDARD, world.now))

    assert found.stages[4].state is S.WAITING
    assert [each.due for each in found.clocks if each.clock == "C02"] == [moment("18 10:00")]


def test_a_request_is_not_wanted_by_a_day_that_is_over(world: FormWorld) -> None:
    with pytest.raises(Refused, match="form-day-over"):
        world.by("张伟", OpenForm(kind="request", values={"due": "2026-11-17"}))
    world.by("张伟", OpenForm(kind="request", values={"due": "2026-11-18"}))


def test_minutes_are_drafted_in_an_hour_and_out_in_a_day(world: FormWorld) -> None:
    world.put(kickoff())

    assert [each.state for each in clock(world, "C11", "17 12:01")] == [ClockState.BREACHED]
    assert [each.state for each in clock(world, "C12", "18 09:30")] == [ClockState.RUNNING]
    found = world.stage("S13", moment("18 11:01"))
    assert (found.state, found.next[:3]) == (S.LATE, ("minutes", "send", "M-01"))


def test_an_agenda_is_out_a_day_ahead(world: FormWorld) -> None:
    ahead = {"status": MeetingStatus.PLANNED, "ended_at": None, "starts_at": moment("19 10:00")}
    world.put(kickoff(**ahead))

    assert [each.due for each in clock(world, "C02", "18 09:30")] == [moment("18 10:00")]


def test_silent_and_late_tasks_hold_the_work_up(world: FormWorld) -> None:
    world.put(task(1, dept="研发部", owner=RecordId("P-04"), status=TaskStatus.DOING))

    found = world.stage("S8")

    assert (found.state, found.people) == (S.LATE, ("P-04",))
    assert found.next == ("do", "T-01", "progress", "N")


def test_what_was_missed_comes_before_what_runs_and_what_was_met(world: FormWorld) -> None:
    world.put(kickoff(), task(1, dept="研发部", status=TaskStatus.DOING))
    world.asked()

    order = [each.state for each in world.page(moment("18 12:00")).clocks]

    assert order == sorted(order, key=list(ClockState).index)
    assert order[0] is ClockState.BREACHED


def test_a_kickoff_is_over_when_it_was_held_not_when_its_charter_is_signed(
    world: FormWorld,
) -> None:
    charter = Form(id=RecordId("F-01"), kind="charter", status=FormStatus.DONE)
    ahead = kickoff(status=MeetingStatus.PLANNED, starts_at=moment("20 10:00"), ended_at=None)
    world.put(charter, ahead)

    stage = world.stage("S4", moment("18 09:30"))

    assert stage.state is S.WAITING
    assert stage.records == ("M-01", "F-01")
    world.put(kickoff())
    assert world.stage("S4", moment("18 09:30")).state is S.DONE
