"""People who leave in the middle of the process: nothing is skipped, and somebody is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.domain.deciding import appointing
from core.domain.form import FormStatus
from core.domain.form_standing import Waiting, scene_of, waiting
from core.domain.ids import RecordId
from core.domain.leaving import LeaveProject, ReturnToProject, taken_over
from core.domain.meeting import MeetingKind
from core.domain.meeting_wishes import PlanMeeting
from core.domain.parties import parties
from core.domain.people import AddDepartment, EditDepartment, EditPerson, Function, Person
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Refused
from core.domain.task import AddTask
from core.store import Store, reading
from tests.hand_clock import HandClock
from tests.store.process_cast import Company
from tests.unit.core.standard import STANDARD

CLOCK = "2024-09-30T09:30+08:00"


@pytest.fixture
def company(store: Store) -> Company:
    """Everybody is there on the last day before the holiday."""
    return Company(store, HandClock(CLOCK))


def known(company: Company, name: str) -> RecordId:
    people = company.at("张伟").board().people.values()
    return next(each.id for each in people if each.name == name)


def leave(company: Company, name: str, to: str = "") -> None:
    """张伟 notes that somebody left, and who takes their work."""
    heir = known(company, to) if to else None
    wish = LeaveProject(person=known(company, name), to=heir, keeps=not to)
    company.at("张伟").perform(wish)


def appoint(company: Company, name: str, function: Function) -> None:
    wish = EditPerson(person=known(company, name), functions=(function,))
    company.at("张伟").perform(wish)


def waits(company: Company, form: str) -> tuple[str, ...]:
    """Whom a form waits for now."""
    board = company.at("张伟").board()
    found = waiting(board.forms[form], scene_of(board, STANDARD, board.read_at))
    assert isinstance(found, Waiting)
    return tuple(each.name for each in found.people)


def goals(company: Company) -> RecordId:
    """Goals that the heads of three departments are to agree on; 刘强 has."""
    form = company.opened(
        "张伟",
        "goals",
        values={"goal": "3000 家", "sub_goals": [{"dept": "研发部", "goal": "g", "target": "1"}]},
    )
    company.submit("张伟", form)
    company.sign("刘强", form)
    return form


def test_a_department_whose_head_left_is_not_skipped(company: Company) -> None:
    form = goals(company)
    leave(company, "周芳", to="何军")
    assert waits(company, form) == ("王敏",)

    company.sign("王敏", form)

    assert company.form(form).status is FormStatus.OPEN
    assert waits(company, form) == ()
    appoint(company, "何军", Function.DEPT_HEAD)
    assert waits(company, form) == ("何军",)
    company.sign("何军", form)
    assert company.form(form).status is FormStatus.DONE


def test_signatures_of_who_left_stand(company: Company) -> None:
    form = goals(company)
    leave(company, "刘强", to="赵倩")
    appoint(company, "赵倩", Function.DEPT_HEAD)

    assert [each["name"] for each in company.form(form).signs] == ["刘强"]


def test_what_waited_for_nobody_else_goes_on(company: Company) -> None:
    """何军 is all that is left of 法务部: with him it is asked no more."""
    form = goals(company)
    company.sign("王敏", form)
    leave(company, "何军", to="张伟")
    leave(company, "周芳", to="张伟")

    assert company.form(form).status is FormStatus.DONE


def test_a_change_is_for_whoever_approves_now(company: Company) -> None:
    company.agreed_request()
    company.at("张伟").perform(AddTask(title="demo", dept="研发部"))
    values = {
        "reason": "缺人",
        "impact": "晚一周",
        "changes": [{"task": "T-01", "field": "due", "to": "2024-11-20"}],
    }
    form = company.opened("张伟", "change", values=values)
    company.submit("张伟", form)
    leave(company, "钱总", to="张伟")
    appoint(company, "何军", Function.COLLAB_MANAGER)

    board = company.at("张伟").board()
    scene = scene_of(board, STANDARD, board.read_at)
    found = parties("original_approver", board.forms[form], scene)
    assert [each.name for each in found] == ["何军"]


def test_the_heir_has_the_seat_in_the_grid_and_in_meetings_ahead(company: Company) -> None:
    desk, zhao = company.at("张伟"), known(company, "赵倩")
    desk.perform(AddTask(title="demo", dept="研发部", owner=zhao))
    task = RecordId("T-01")
    desk.perform(FillRaci(task=task, party=zhao, letter=Letter.R))
    starts = desk.now() + timedelta(hours=3)
    desk.perform(PlanMeeting(kind=MeetingKind.ISSUE, starts_at=starts, invited=(zhao,)))

    leave(company, "赵倩", to="何军")

    board, he = desk.board(), known(company, "何军")
    assert board.tasks[task].owner == he
    assert board.raci[task].cells == {he: "R"}
    assert list(next(iter(board.meetings.values())).attendance) == [he]
    desk.undo()
    assert desk.board().tasks[task].owner == zhao
    assert desk.board().people[zhao].here


def test_who_left_can_write_no_more_until_they_are_back(company: Company) -> None:
    company.at("张伟").perform(AddTask(title="demo", dept="研发部"))
    leave(company, "赵倩")
    fill = FillRaci(task=RecordId("T-01"), party="研发部", letter=Letter.A)
    with pytest.raises(Refused, match="actor-left"):
        company.at("赵倩").perform(fill)
    company.at("张伟").perform(ReturnToProject(person=known(company, "赵倩")))
    assert company.at("赵倩").perform(fill)


def test_the_heavier_letter_stays() -> None:
    assert taken_over({"a": "A", "b": "C"}, "a", "b") == {"b": "A"}
    assert taken_over({"a": "I", "b": "R"}, "a", "b") == {"b": "R"}
    assert taken_over({"b": "R"}, "a", "b") == {"b": "R"}


def test_an_answer_is_due_by_the_calendar_of_its_department(company: Company) -> None:
    """C01: the National Day of 2024 is no holiday in Singapore."""
    lab = company.at("张伟").board().departments["研发部"]
    wish = EditDepartment(department=lab.id, timezone="Asia/Singapore", calendar="SG")
    company.at("张伟").perform(wish)
    form = company.requested()

    due = {each.dept: each.due_at for each in company.asked(form)}
    assert f"{due['研发部']:%m-%d %H}" == "10-02 10"
    assert f"{due['法务部']:%m-%d %H}" == "10-09 10"


def test_the_next_board_knows_the_days_a_department_came_to_rest_on(company: Company) -> None:
    desk = company.at("张伟")
    desk.perform(AddTask(title="demo", dept="新加坡", start=date(2024, 9, 27)))
    before = desk.board()
    own = AddDepartment(name="吉隆坡", calendar="none", rest_days=(date(2024, 9, 30),))
    desk.perform(own)
    singapore = before.departments["新加坡"]
    desk.perform(EditDepartment(department=singapore.id, rest_days=(date(2024, 9, 30),)))

    after = desk.catch_up(before)

    assert set(after.calendars) == {"吉隆坡", "新加坡"}
    assert not after.calendar_of("新加坡").is_working(date(2024, 9, 30))
    assert after.calendar.is_working(date(2024, 9, 30))
    whole = company.store.ask(reading.read_board, company.number, desk.now())
    assert (after.calendars, after.standings) == (whole.calendars, whole.standings)


def test_whoever_alone_runs_the_project_appoints_somebody_before_leaving(company: Company) -> None:
    alone = next(each.name for each in stewards(company))

    with pytest.raises(Refused, match="person-last-steward"):
        leave(company, alone)
    appoint(company, "王敏", Function.PROJECT_MANAGER)
    leave(company, alone, to="王敏")


def stewards(company: Company) -> tuple[Person, ...]:
    """The admins and the project managers."""
    board = company.at("张伟").board()
    found = appointing.stewards(scene_of(board, STANDARD, board.read_at))
    assert len(found) == 1
    return found
