"""A project is looked back on from its log, then put away, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.archiving import ArchiveProject, members_only
from core.domain.form_standing import scene_of
from core.domain.ids import RecordId
from core.domain.project import Phase
from core.domain.refusal import Conflict, Refused
from core.domain.stages import Stage, StageState, page
from core.domain.task import AddTask, MoveTask, SetStatus, TaskStatus
from core.store import Store
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


def stage(company: Company) -> Stage:
    """Where S15 stands."""
    service = company.at("张伟")
    board = service.board()
    scene = scene_of(board, service.definitions(), service.now(), service.actor)
    return page(board, scene).stages[-1]


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
