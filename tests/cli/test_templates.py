"""`init --template` and `template`: kinds of project, ours and a customer's own."""

from __future__ import annotations

import pytest

from core.places import clock_file, form_folder, template_folder
from tests.cli.conftest import Cli
from tests.cli.test_own_process import write

OWN = """
names = { zh = "门店巡检", en = "Shop tour" }
about = { zh = "每月巡店", en = "A tour of the shops" }
functions = ["project_manager"]

[depts]
shops = { zh = "门店部", en = "Shops" }
legal = { zh = "法务部", en = "Legal" }

[policy]
basis = "working"
hours = "10:00-19:00"

[clocks]
K01 = "on"

[[task]]
id = "look"
title = { zh = "巡店", en = "Tour" }
dept = "shops"
days = [1, 3]
raci = { shops = "R", project_manager = "A", legal = "C" }

[[form]]
kind = "tour"

[form.values]
aim = { zh = "看陈列", en = "See the shelves" }
"""
CLOCK = """
[K01]
names = { zh = "巡店记录", en = "Record of the tour" }
span = "2wd"
watch = "between"
from = "tour.opened"
until = "tour.submitted"
on = false
"""
FORM = """
kind = "tour"
code = "X01"
stage = "S1"
by = "anyone"
names = { zh = ["巡店记录"], en = ["Record of the tour"] }

[[field]]
name = "aim"
shape = "line"
label = { zh = "看什么", en = "Aim" }
"""


def test_a_project_begins_as_one_of_its_kind(on_file: Cli) -> None:
    ended = on_file("init", "--name", "新品", "--template", "launch", "--start", "2026-12-01")

    assert ended.status == 0
    assert "任务 8 项、部门 6 个、里程碑 3 个" in ended.err
    assert "8 项任务还没有负责人" in ended.err
    assert "2027 年放假安排还没公布" in ended.err
    tasks = on_file("list", "tasks", "--json").json
    assert [each["owner"] for each in tasks] == [None] * 8
    assert tasks[0]["start"] == "2026-12-01"
    assert tasks[-1]["depends_on"] == ["T-06", "T-07"]


def test_a_kind_goes_by_its_name_too_and_begins_today(on_file: Cli) -> None:
    assert on_file("init", "--name", "漏液", "--template", "客户问题").status == 0

    first = on_file("list", "tasks", "--json").json[0]
    assert (first["dept"], first["due"]) == ("客服部", "2026-11-18")


def test_the_lead_department_is_whoever_is_named(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--template", "launch", "--lead", "品牌部")

    assert on_file("list", "tasks", "--dept", "品牌部", "--json").json
    assert "市场部" not in on_file("people", "dept").out


def test_a_kind_that_is_not_there_founds_nothing(on_file: Cli) -> None:
    ended = on_file("init", "--name", "新品", "--template", "lunch")

    assert ended.status == 2
    assert "launch" in ended.err
    assert "不存在" in on_file("list", "tasks").err


def test_kinds_are_listed_and_shown(on_file: Cli) -> None:
    assert [each["id"] for each in on_file("template", "list", "--json").json] == [
        *("launch", "event", "incident", "improvement", "yearly")
    ]
    shown = on_file("template", "show", "incident")
    assert "C16 启用" in shown.out
    assert "站会 每个工作日 09:00" in shown.out
    assert on_file("template", "--lang", "en").out.startswith("Id")
    assert on_file("template", "show", "incident", "--json").json["clocks"]["C03"] == "off"


@pytest.fixture
def company(on_file: Cli) -> Cli:
    """A customer with a template, a form and a clock of their own, by TOML alone."""
    write(template_folder() / "tour.toml", OWN)
    write(form_folder() / "tour.toml", FORM)
    write(clock_file(), CLOCK)
    return on_file


def test_a_customers_own_template_begins_with_their_form_and_their_clock(company: Cli) -> None:
    company("init", "--name", "巡检", "--template", "tour")

    assert company("form", "show", "F-01", "--json").json["fields"]["aim"] == "看陈列"
    clocks = company("process", "--all", "--json").json["clocks"]
    (running,) = (each for each in clocks if each["clock"] == "K01")
    assert (running["state"], running["due"]) == ("running", "2026-11-20T19:00:00+08:00")


def test_elsewhere_their_clock_does_not_run(company: Cli) -> None:
    company("init", "--name", "别的")
    company("form", "new", "tour")

    clocks = company("process", "--all", "--json").json["clocks"]
    assert [each for each in clocks if each["clock"] == "K01"] == []


def test_a_template_that_is_wrong_says_where_and_founds_nothing(company: Cli) -> None:
    write(template_folder() / "tour.toml", OWN.replace('dept = "shops"', 'dept = "moon"'))
    ended = company("init", "--name", "巡检", "--template", "tour")

    assert ended.status == 2
    assert "tour.toml" in ended.err
    assert "task[1].dept" in ended.err
    assert "不存在" in company("list", "tasks").err


def test_clocks_of_the_project_are_set_by_a_verb(on_file: Cli) -> None:
    on_file("init", "--name", "新品")
    on_file("clocks", "--clock", "C16=on", "--clock", "c01=3wd")
    assert on_file("clocks", "--json").json[0]["clocks"] == {"C16": "on", "C01": "3wd"}

    on_file("clocks", "--clock", "C16=")
    assert on_file("clocks", "--json").json[0]["clocks"] == {"C01": "3wd"}
    assert "C13" in on_file("clocks", "--clock", "C13=3h").err
    assert on_file("clocks", "--clock", "C16").status == 2
