"""The kinds of project: what their files may say, and what a project begins with."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.calendar.workdays import work_calendar
from core.domain.clock_choice import check, chosen, laid_over
from core.domain.decision import SetMilestone
from core.domain.form_kind import Misdefined
from core.domain.from_template import Begin, wishes
from core.domain.ids import Kind, RecordId, record_id
from core.domain.meeting_wishes import PlanMeeting, SetSeries
from core.domain.people import AddDepartment, Function, Person
from core.domain.policy import SetPolicy
from core.domain.project_template import ProjectTemplate
from core.domain.raci import FillRow, row_findings
from core.domain.refusal import Refused
from core.domain.spans import Span
from core.domain.task import AddTask
from core.domain.template_file import understood
from core.meetings import template as agenda
from core.templates import all_of, standard
from core.templates import own as left_out
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import World

EACH = pytest.mark.parametrize("name", ["launch", "event", "incident", "improvement", "yearly"])
OWN = """
names = { zh = "巡检" }
about = "门店巡检"
depts = { shops = "门店部", legal = { zh = "法务部", en = "Legal" } }
clocks = { C16 = "on", C01 = "3wd" }

[[task]]
id = "look"
title = "巡店"
dept = "shops"
days = [1, 3]
raci = { shops = "R", legal = "A", project_manager = "C" }

[[task]]
id = "tell"
title = { zh = "汇总", en = "Report" }
dept = "legal"
days = [4, 5]
after = ["look"]
"""


def own(text: str = OWN) -> ProjectTemplate:
    return understood(tomllib.loads(text), "tour", "tour.toml")


def begun(template: ProjectTemplate, language: str = "zh", **project: Any) -> list[Any]:
    """What a project of a kind comes to, for one that 张伟 manages."""
    world = World()
    manager = Person(
        id=record_id(Kind.PERSON, 1), name="张伟", functions=(Function.PROJECT_MANAGER,)
    )
    world.put(manager)
    board = world.board()
    calendar = work_calendar("CN", range(2025, 2029))
    facts = {"lead_dept": "", "start": date(2026, 9, 28), **project}
    board = replace(board, calendar=calendar, project=replace(board.project, **facts))
    return list(wishes(Begin(template, board, language, agenda)).commands)


def of(commands: list[Any], kind: type) -> list[Any]:
    return [each for each in commands if isinstance(each, kind)]


@EACH
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_skeleton_is_whole(name: str, language: str) -> None:
    template = standard()[name]
    commands = begun(template, language)
    tasks, rows = of(commands, AddTask), of(commands, FillRow)

    assert len(tasks) == len(rows) == len(template.tasks) >= 5
    assert all(each.owner is None and each.dept and each.deliverable for each in tasks)
    assert {rule for row in rows for rule in row_findings(row.cells)} == set()
    assert of(commands, SetMilestone)
    assert of(commands, SetPolicy)


@EACH
def test_every_sentence_has_both_languages(name: str) -> None:
    def texts(value: Any) -> list[dict[str, str]]:
        if isinstance(value, dict) and {"zh", "en"} & value.keys():
            return [value]
        inner = value.values() if isinstance(value, dict) else value
        return [one for each in inner if isinstance(each, dict | list) for one in texts(each)]

    path = Path(__file__).parents[3] / "core" / "templates" / f"{name}.toml"
    found = texts(tomllib.loads(path.read_text("utf-8")))

    assert found
    assert [each for each in found if set(each) != {"zh", "en"}] == []


def test_days_are_working_days_across_a_holiday() -> None:
    """28 September 2026 is a Monday; 1 to 7 October are holidays, 10 October is worked."""
    look, tell = of(begun(own()), AddTask)

    assert (look.start, look.due) == (date(2026, 9, 28), date(2026, 9, 30))
    assert (tell.start, tell.due) == (date(2026, 10, 8), date(2026, 10, 9))
    assert tell.depends_on == (RecordId("T-01"),)


def test_the_first_department_is_the_one_that_leads() -> None:
    commands = begun(own(), lead_dept="销售部")

    assert of(commands, AddTask)[0].dept == "销售部"
    assert [each.name for each in of(commands, AddDepartment)] == ["法务部"]
    assert of(commands, FillRow)[0].cells == {"销售部": "R", "法务部": "A", "P-01": "C"}


def test_a_meeting_that_would_be_past_is_not_planned() -> None:
    launch = standard()["launch"]

    assert of(begun(launch), PlanMeeting) == []
    (kickoff,) = of(begun(launch, start=date(2026, 12, 1)), PlanMeeting)
    assert kickoff.agenda
    assert len(of(begun(launch), SetSeries)) == 2


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("about =", "abuot =", "abuot"),
        ('dept = "legal"', 'dept = "moon"', "task[2].dept"),
        ("days = [4, 5]", "days = [5, 4]", "task[2].days"),
        ("days = [4, 5]", "days = [0, 4]", "task[2].days"),
        ('after = ["look"]', 'after = ["tell"]', "task.tell.after"),
        ('id = "tell"', 'id = "look"', "task.look"),
        ('legal = "A"', 'legal = "X"', "task[1].raci.legal"),
        ('legal = "A"', 'boss = "A"', "task[1].raci"),
        ('legal = "A"', 'legal = "A", dept_head = "A"', "task[1].raci"),
        ('C16 = "on"', 'C16 = "soon"', "clocks"),
        ('title = "巡店"', "title = 3", "task[1].title"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(old: str, new: str, key: str) -> None:
    with pytest.raises(Misdefined) as problem:
        own(OWN.replace(old, new, 1))

    assert (problem.value.values["file"], problem.value.values["key"]) == ("tour.toml", key)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[task]", "not-toml"),
        (OWN.replace("C16", "K77"), "no-clock"),
        (OWN + '\n[[form]]\nkind = "tour"\n', "no-form"),
        (OWN + '\n[[form]]\nkind = "request"\nvalues = { gaol = "x" }\n', "no-field"),
    ],
)
def test_what_a_customers_file_speaks_of_is_there(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "tour.toml").write_text(text, "utf-8")

    (out,) = left_out(STANDARD, tmp_path).left_out
    assert (out.what, out.name, out.reason) == ("template", "tour", reason)
    assert all_of(STANDARD, tmp_path) == standard()


def test_a_customers_own_stand_beside_ours_or_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "tour.toml").write_text(OWN, "utf-8")
    (tmp_path / "event.toml").write_text(OWN, "utf-8")
    found = all_of(STANDARD, tmp_path)

    assert found["tour"].dept("shops", "en") == "门店部"
    assert found["event"].names == {"zh": "巡检"}
    assert list(found) == [*standard(), "tour"]


def test_ours_speak_of_nothing_that_is_not_there(tmp_path: Path) -> None:
    for each in standard().values():
        assert {one.kind for one in each.forms} <= STANDARD.forms.keys()
        check(each.clocks, STANDARD.clocks)


def test_a_project_switches_clocks_and_says_how_long_they_run() -> None:
    found = chosen(STANDARD.clocks, {"C16": "on", "C01": "3wd", "C05": "off", "K77": "on"})

    assert found["C16"].on
    assert found["C01"].span == Span(workdays=3)
    assert not found["C05"].on
    assert found["C17"] == STANDARD.clocks["C17"]
    assert not STANDARD.clocks["C16"].on


def test_an_empty_word_takes_back_what_was_said() -> None:
    held = {"C16": "on", "C01": "3wd"}

    assert laid_over(held, {"C16": "", "C05": "off"}) == {"C01": "3wd", "C05": "off"}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"C99": "on"}, "clock-unknown"),
        ({"c1": "on"}, "clock-unknown"),
        ({"C01": "soon"}, "clock-word"),
        ({"C13": "3h"}, "clock-by-policy"),
        ({"C04": "3h"}, "clock-no-span"),
    ],
)
def test_what_a_project_may_not_say_of_clocks(told: dict[str, str], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check(told, STANDARD.clocks)
