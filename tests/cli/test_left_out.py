"""Definitions that cannot be used: everything else works, and what is on record is never lost."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from core.places import clock_file, form_folder, template_folder
from tests.cli.conftest import Cli

VISIT = """\
kind = "visit"
code = "X01"
stage = "S4"
by = "anyone"
names = { zh = "来访登记", en = "Visit" }

[[field]]
name = "guest"
shape = "line"
required = true
label = { zh = "来客", en = "Guest" }

[[field]]
name = "plan"
shape = "rows"
label = { zh = "安排", en = "Plan" }
columns = [
    { name = "at", shape = "line", label = { zh = "时间", en = "When" } },
    { name = "host", shape = "person", label = { zh = "接待", en = "Host" } },
]

[[step]]
id = "review"
act = "sign"
who = "project_manager"
"""


def write(file: Path, text: str) -> None:
    """A file of the customer's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.fixture
def visited(on_file: Cli) -> Cli:
    """A project with a form of the customer's own kind, whose file then broke."""
    on_file("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    write(form_folder() / "visit.toml", VISIT)
    made = on_file("form", "new", "visit", "来客=客户", "安排+=时间=10点;接待=张伟")
    assert made.status == 0, made.err
    write(form_folder() / "visit.toml", VISIT.replace('"line"', '"money"', 1))
    return on_file


def test_every_verb_of_the_process_works_and_says_it_in_a_line(visited: Cli) -> None:
    for words in (
        *(("form", "list"), ("form", "kinds"), ("form", "show", "F-01")),
        *(("process",), ("template", "list"), ("template", "show", "event")),
    ):
        ended = visited(*words)
        assert (ended.status, ended.err.count("forms/visit.toml 第 9 行")) == (0, 1), words
        assert "line, lines, number" in ended.err
    assert visited("form", "list", "--lang", "en").err.count("forms/visit.toml line 9") == 1


def test_what_is_on_record_is_shown_as_it_stands(visited: Cli) -> None:
    told = visited("form", "show", "F-01")

    assert "客户" in told.out
    assert "10点" in told.out
    assert "张伟" in told.out
    fields = visited("form", "show", "F-01", "--json").json["fields"]
    assert fields == {"guest": "客户", "plan": [{"at": "10点", "host": "张伟"}]}


def test_what_is_on_record_is_exported_and_archived(visited: Cli, tmp_path: Path) -> None:
    assert "客户" in visited("form", "export", "F-01", "--to", "md", "-o", "-").out

    target = tmp_path / "all.zip"
    ended = visited("archive", "--to", "html", "--yes", "-o", str(target))
    assert ended.status == 0, ended.err
    assert "visit.toml" in ended.err
    with ZipFile(target) as package:
        (form,) = (each for each in package.namelist() if "F-01" in each)
        assert "客户" in package.read(form).decode()


def test_it_goes_no_further_and_comes_back_with_its_file(visited: Cli) -> None:
    held = visited("form", "submit", "F-01")
    assert (held.status, "visit" in held.err) == (1, True)

    write(form_folder() / "visit.toml", VISIT)
    assert visited("form", "submit", "F-01").status == 0


def test_a_form_of_ours_that_a_broken_file_replaces_is_read_and_not_signed(on_file: Cli) -> None:
    """R24: nobody knows any more whose names it takes."""
    on_file("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    on_file("form", "new", "request", "背景=铺开")
    write(form_folder() / "ours.toml", 'kind = "request"\ncolour = "red"\n')

    assert "铺开" in on_file("form", "show", "F-01").out
    for words in (("set", "F-01", "目标=3"), ("submit", "F-01"), ("withdraw", "F-01")):
        ended = on_file("form", *words)
        assert (ended.status, "ours.toml" in ended.err) == (1, True)
    assert on_file("form", "new", "charter", "范围:包含=全国").status == 0


def test_the_doctor_says_what_is_wrong_and_where(visited: Cli) -> None:
    write(clock_file(), '[C01]\nspan = "bald"\n')
    write(template_folder() / "tour.toml", "[[task]\n")
    ended = visited("doctor", "--json")
    told = [each for each in ended.json if each["check"] == "definitions"]

    assert ended.status == 1
    assert [each["state"] for each in told] == ["error"] * 3
    places = ("forms/visit.toml 第 9 行", "clocks.toml 第 2 行", "templates/tour.toml 第 1 行")
    for each, file in zip(told, places, strict=True):
        assert file in each["detail"]
        assert str(form_folder().parent) in each["detail"]


def test_the_doctor_says_that_all_can_be_used(on_file: Cli) -> None:
    write(form_folder() / "visit.toml", VISIT)
    told = [each for each in on_file("doctor", "--json").json if each["check"] == "definitions"]

    assert [each["state"] for each in told] == ["ok"]


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("form", "kinds", "启动信息表", "--toml"), 'kind = "charter"'),
        (("clocks", "--toml", "c02"), "[C02]"),
        (("clocks", "--toml"), "[C28]"),
        (("template", "show", "event", "--toml"), "[[task]]"),
    ],
)
def test_ours_can_be_copied_from(on_file: Cli, words: tuple[str, ...], begins: str) -> None:
    on_file("init", "--name", "新品", "--code", "launch")

    assert begins in on_file(*words).out.splitlines()


def test_an_own_form_is_none_of_ours_to_copy_from(visited: Cli) -> None:
    write(form_folder() / "visit.toml", VISIT)
    assert visited("form", "kinds", "visit", "--toml").status == 1
    assert visited("form", "kinds", "--toml").status == 2
    assert visited("clocks", "--toml", "C99").status == 2


def test_one_kind_tells_its_fields_columns_and_choices(visited: Cli) -> None:
    told = visited("form", "kinds", "F18").out

    assert "变更内容(changes)" in told
    assert "任务(task)、字段(field)、改为(to)" in told
    assert "截止(due)" in told
