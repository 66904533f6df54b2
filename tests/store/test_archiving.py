"""A project is looked back on from its log, then put away, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from core.calendar.sla import State
from core.domain.action import AddAction
from core.domain.archiving import ArchiveProject, ReopenProject, members_only
from core.domain.blocker import Blocker, RaiseBlocker
from core.domain.clock_reading import ClockState
from core.domain.clocks import Clock
from core.domain.decision import RecordDecision
from core.domain.form import OpenForm
from core.domain.form_standing import scene_of
from core.domain.group_reminders import for_group
from core.domain.ids import RecordId
from core.domain.people import AddPerson, Role
from core.domain.project import Phase
from core.domain.refusal import Conflict, Refused
from core.domain.risk import CloseRisk, RaiseRisk
from core.domain.stages import Page, Stage, StageState, page
from core.domain.task import AddTask, MoveTask, SetStatus, TaskStatus
from core.store import Store
from core.ticking import Ticked, tick
from tests.hand_clock import HandClock
from tests.store.process_cast import Company
from tests.store.test_rebuilding import assert_told_whole

LESSONS = {"highlights": "快", "shortfalls": "变更慢", "lessons": "早定变更口径"}


@pytest.fixture
def company(store: Store) -> Company:
    """A project with everybody in it, on a Monday in October 2024."""
    return Company(store, HandClock("2024-10-14T09:00:00+08:00"))


def looked_back(company: Company) -> RecordId:
    """The letter of completion and the retrospective, both signed; the retrospective's id."""
    letter = company.opened("张伟", "completion")
    retro = company.opened("张伟", "retro", values=LESSONS)
    for form in (letter, retro):
        company.submit("张伟", form)
        company.sign("王敏", form)
    return retro


def process(company: Company) -> Page:
    """The process as 张伟 sees it."""
    service = company.at("张伟")
    board = service.board()
    scene = scene_of(board, service.definitions(), service.now(), service.actor)
    return page(board, scene)


def stage(company: Company) -> Stage:
    """Where S15 stands."""
    return process(company).stages[-1]


def worked(company: Company) -> None:
    """One task is delivered in time, another one a week late and put off before."""
    at = company.at("张伟")
    for title, due in (("样机", date(2024, 10, 16)), ("物料", date(2024, 10, 15))):
        at.perform(AddTask(title=title, dept="研发部", due=due))
    at.perform(MoveTask(task=RecordId("T-02"), due=date(2024, 10, 17), reason="等样机"))
    company.clock.set("2024-10-16T17:00:00+08:00")
    at.perform(SetStatus(task=RecordId("T-01"), status=TaskStatus.DONE))
    company.clock.set("2024-10-24T17:00:00+08:00")
    at.perform(SetStatus(task=RecordId("T-02"), status=TaskStatus.DONE))


def test_the_retrospective_begins_with_what_the_log_knows(company: Company) -> None:
    worked(company)
    values = company.form(looked_back(company)).values

    assert values["facts"].startswith(
        "任务按时完成 1/2(50%)\n逾期完成的任务 1 项,逾期天数中位数 7 天\n改过截止日期的任务 1 项"
    )
    assert [row for row in values["by_dept"] if row["dept"] == "研发部"] == [
        {"dept": "研发部", "promised": 2, "on_time": 1, "late": 7}
    ]
    assert values["off_plan"][0] == {
        "task": "T-02",
        "planned": "2024-10-15",
        "agreed": "2024-10-17",
        "actual": "2024-10-24",
        "late": 7,
        "reason": "等样机",
    }


def test_it_is_told_in_the_language_of_who_begins_it(company: Company) -> None:
    worked(company)
    form = company.opened("张伟", "retro", language="en")

    assert company.form(form).values["facts"].startswith("Tasks on time: 1 of 2 (50 %)")


def test_a_project_is_put_away_once_it_was_looked_back_on(company: Company) -> None:
    with pytest.raises(Refused, match="archive-early"):
        company.at("张伟").perform(ArchiveProject())
    looked_back(company)
    assert (stage(company).state, stage(company).next) == (StageState.UNDER_WAY, ("archive",))

    company.at("张伟").perform(ArchiveProject())

    assert company.at("张伟").board().project.phase is Phase.ARCHIVED
    assert stage(company).state is StageState.DONE
    assert company.at("张伟").perform(ArchiveProject()) == ()


def test_only_those_who_run_it_put_it_away(company: Company) -> None:
    looked_back(company)

    with pytest.raises(Refused, match="archive-who") as refused:
        company.at("刘强").perform(ArchiveProject())
    assert refused.value.values["names"] == "张伟"
    with pytest.raises(Refused, match="viewer-may-not"):
        company.at("访客").perform(ArchiveProject())
    with pytest.raises(Refused, match="actor-unknown"):
        company.at("路人").perform(ArchiveProject())
    with pytest.raises(Conflict):
        company.at("张伟").perform(ArchiveProject(seen=99))


def test_what_is_still_open_is_named_before_a_project_is_put_away(company: Company) -> None:
    worked(company)
    desk = company.at("张伟")
    desk.perform(AddTask(title="返修", dept="研发部"))
    desk.perform(RaiseBlocker(title="缺料"))
    desk.perform(AddAction(title="移交"))
    desk.perform(RaiseRisk(title="缺人"))
    desk.perform(RaiseRisk(title="涨价"))
    desk.perform(CloseRisk(risk=RecordId("K-02"), reason="合同已签"))
    draft = company.opened("赵倩", "change", values={"reason": "晚到"})
    looked_back(company)

    with pytest.raises(Refused, match="archive-open") as refused:
        desk.perform(ArchiveProject())

    assert refused.value.values == {"n": 5, "ids": ("T-03", "B-01", "A-01", "K-01", draft)}
    desk.perform(ArchiveProject(despite_open=True))
    assert desk.board().project.phase is Phase.ARCHIVED


def put_away(company: Company) -> Blocker:
    """A project with a blocker in it whose first clock runs, put away an hour later."""
    company.at("张伟").perform(RaiseBlocker(title="缺料"))
    looked_back(company)
    company.clock.forward(minutes=60)
    company.at("张伟").perform(ArchiveProject(despite_open=True))
    return next(iter(company.at("张伟").board().blockers.values()))


def test_in_an_archived_project_nothing_is_written_until_an_admin_reopens_it(
    company: Company,
) -> None:
    company.at("张伟").perform(AddPerson(name="管理", role=Role.ADMIN))
    put_away(company)

    for wish in (AddTask(title="新"), RecordDecision(title="新"), OpenForm(kind="change")):
        with pytest.raises(Refused, match="project-archived") as refused:
            company.at("张伟").perform(wish)
    assert refused.value.values["names"] == ("管理",)
    with pytest.raises(Refused, match="reopen-who"):
        company.at("张伟").perform(ReopenProject())

    (told,) = company.at("管理").perform(ReopenProject())

    assert told.event.kind == "project.reopened"
    assert company.at("张伟").perform(AddTask(title="新"))
    assert company.at("管理").perform(ReopenProject()) == ()
    assert_told_whole(company.store)


def test_reopening_is_taken_back_like_everything(company: Company) -> None:
    put_away(company)
    company.at("张伟").perform(ReopenProject())

    company.at("张伟").undo()

    assert company.at("张伟").board().project.phase is Phase.ARCHIVED


def test_who_put_it_away_may_undo_that_for_a_day_and_an_admin_for_ever(company: Company) -> None:
    company.at("张伟").perform(AddPerson(name="管理", role=Role.ADMIN))
    put_away(company)
    seq = company.at("张伟").history(limit=1)[0].seq
    company.clock.forward(minutes=25 * 60)

    with pytest.raises(Refused, match="project-archived"):
        company.at("张伟").undo(event=seq)
    company.at("管理").undo(event=seq)
    assert company.at("管理").board().project.phase is not Phase.ARCHIVED


def test_the_clocks_of_an_archived_project_stand_and_nothing_comes_due(company: Company) -> None:
    blocker = put_away(company)
    desk = company.at("张伟")
    board, at = desk.board(), company.clock()
    before = board.reading_of(blocker, Clock.RESPONSE, at)
    company.clock.forward(minutes=60 * 24 * 30)
    later = desk.board()

    assert before is not None
    assert before.state is not State.LATE
    assert later.reading_of(blocker, Clock.RESPONSE, company.clock()) == before
    assert later.read_at == board.read_at
    assert tick(desk) == Ticked()
    assert list(for_group(later, company.clock(), "team")) == []
    desk.perform(ReopenProject())
    assert desk.board().state_of(blocker, company.clock()) is State.LATE
    assert tick(desk).happened


def test_nothing_of_an_archived_project_waits_or_runs_on_the_process_page(
    company: Company,
) -> None:
    worked(company)
    company.at("张伟").perform(RaiseRisk(title="缺人"))
    company.at("张伟").perform(AddTask(title="返修", dept="研发部"))
    company.at("张伟").perform(RaiseBlocker(title="停电"))
    before = process(company)
    put_away(company)
    after = process(company)

    running = (ClockState.BREACHED, ClockState.RUNNING)
    assert any(each.state in running for each in before.clocks)
    assert not any(each.state in running for each in after.clocks)
    assert {each.state for each in after.clocks} <= {ClockState.MET, ClockState.LATE}
    left = {each.id for each in after.stages if each.state is StageState.LEFT}
    assert {"S8", "S10", "S11"} <= left
    assert not any(each.people or each.due or each.step or each.next for each in after.stages)
    assert {each.state for each in after.stages} == {
        *(StageState.LEFT, StageState.DONE, StageState.NOT_BEGUN)
    }
    assert (before.archived_at, after.archived_at) == (None, company.clock())
    assert after.current is None
    company.at("张伟").perform(ReopenProject())
    again = process(company)
    assert (again.archived_at, any(each.state in running for each in again.clocks)) == (None, True)


def test_putting_it_away_can_be_taken_back_and_stands_in_the_log(company: Company) -> None:
    looked_back(company)
    company.at("张伟").perform(ArchiveProject())
    company.at("张伟").undo()

    assert company.at("张伟").board().project.phase is not Phase.ARCHIVED
    assert stage(company).next == ("archive",)
    company.at("张伟").redo()
    assert company.at("张伟").board().project.phase is Phase.ARCHIVED
    assert_told_whole(company.store)


def test_a_package_is_for_the_people_of_the_project(company: Company) -> None:
    board = company.at("张伟").board()

    members_only("何军", board.project, board.people.values())
    with pytest.raises(Refused, match="archive-not-yours"):
        members_only("路人", board.project, board.people.values())
