"""The one door for text: commands are cleaned before any rule sees them."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.cleaning import LINE, TEXT, cleaned
from core.domain.decision import WriteNote
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn, TakeIn, Taken
from core.domain.people import AddPerson, Function
from core.domain.project import CreateProject
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Refused
from core.domain.task import AddTask, SetProgress, Task
from core.domain.text import UNSAFE
from tests.unit.core.world import task

NOTE = record_id(Kind.TASK, 1)
hostile = st.text(st.characters(exclude_categories=()), max_size=40)


def test_a_clean_command_is_given_back_as_it_is() -> None:
    wish = AddTask(title="上线 [P0]", owner=record_id(Kind.PERSON, 1), due=date(2026, 11, 20))

    assert cleaned(wish) is wish


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  上线 ", "上线"),
        ("a\x00b", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("\x1b[2J上线\x1b]0;x\x07", "上线"),
        ("第一行\n第二行\t", "第一行 第二行"),
        ("e\u0301", "é"),
        ("\u202e反", "反"),
        ("[/a] [@click=app.quit]x[/]", "[/a] [@click=app.quit]x[/]"),
    ],
)
def test_titles_become_one_safe_line(typed: str, kept: str) -> None:
    assert cleaned(AddTask(title=typed)).title == kept


def test_a_title_of_nothing_but_blanks_is_empty() -> None:
    assert cleaned(AddAction(title=" \u3000\x00\n")).title == ""


def test_texts_keep_their_lines() -> None:
    wish = RaiseBlocker(title="a\nb", description="一\n二\x07\r\n三")

    assert cleaned(wish).title == "a b"
    assert cleaned(wish).description == "一\n二\n三"


@pytest.mark.parametrize(
    "wish",
    [
        AddTask(title="x" * (LINE + 1)),
        WriteNote(subject=NOTE, text="字" * (TEXT + 1)),
        AddPerson(name="x", aliases=("y" * (LINE + 1),)),
        TakeIn(source="s", items=(Taken("r", {"title": "x" * (LINE + 1)}),)),
        BringIn(records=(task(1, title="x" * (LINE + 1)),)),
    ],
    ids=lambda wish: type(wish).__name__,
)
def test_a_text_that_is_too_long_is_refused_and_never_cut(wish: object) -> None:
    with pytest.raises(Refused) as refused:
        cleaned(wish)

    assert refused.value.reason == "text-too-long"
    assert refused.value.values["limit"] in (LINE, TEXT)


def test_ten_kilobytes_fit_into_a_note_and_into_no_title() -> None:
    assert cleaned(WriteNote(subject=NOTE, text="x" * 10_000)).text == "x" * 10_000
    with pytest.raises(Refused) as refused:
        cleaned(AddTask(title="x" * 10_000))
    assert refused.value.values == {"field": "title", "limit": LINE, "length": 10_000}


def test_what_is_taken_away_does_not_count() -> None:
    assert cleaned(AddTask(title="x" + "\x00" * 10_000)).title == "x"


def test_what_lies_within_is_cleaned_too() -> None:
    wish = AddPerson(
        name="赵\x00六",
        aliases=("a\x1b[1m",),
        functions=(Function.LIAISON,),
        remote_ids={"feishu\x00": "ou\x00_1"},
    )

    assert cleaned(wish) == AddPerson(
        name="赵六", aliases=("a",), functions=(Function.LIAISON,), remote_ids={"feishu": "ou_1"}
    )
    assert cleaned(FillRaci(task=NOTE, party="市\x00场部", letter=Letter.A)).party == "市场部"
    taken = cleaned(TakeIn(source="s", items=(Taken("r\x00", {"title": "\x00x", "actual": 3}),)))
    assert taken.items == (Taken("r", {"title": "x", "actual": 3}),)
    (record,) = cleaned(BringIn(records=(task(1, title="x\x00", actual=4),))).records
    assert record == task(1, title="x", actual=4)


def test_numbers_flags_and_words_of_a_list_stay_themselves() -> None:
    done = cleaned(SetProgress(task=RecordId("T-01\x00"), actual=30, reason="x\x00", seen=0))

    assert done == SetProgress(task=RecordId("T-01"), actual=30, reason="x", seen=0)
    letter = cleaned(FillRaci(task=RecordId("T-01\x00"), party="x", letter=Letter.A)).letter
    assert letter is Letter.A


@given(hostile, hostile)
def test_no_text_gets_by(line: str, text: str) -> None:
    task_wish = cleaned(AddTask(title=line, deliverable=text))
    project = cleaned(CreateProject(code=line, name=text))

    for safe in (task_wish.title, project.code, project.name):
        assert not UNSAFE.search(safe)
    assert not UNSAFE.search(task_wish.deliverable.replace("\n", "").replace("\t", ""))
    task_wish.deliverable.encode()


@given(hostile)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = cleaned(Task(id=NOTE, title=text, remark=text, plan={"2026-11-01": 3}))

    assert cleaned(once) is once


def test_every_field_of_text_has_a_limit() -> None:
    for each in dataclasses.fields(RaiseBlocker):
        if each.type == "str":
            wish: dict[str, Any] = {"title": "x", each.name: "x" * (TEXT + 1)}
            with pytest.raises(Refused):
                cleaned(RaiseBlocker(**wish))
