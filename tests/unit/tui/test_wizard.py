"""What is typed while a source is set up, as the draft takes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.settings import SourceSettings
from sync.correcting import correct
from sync.guess import guess
from sync.record import Column, Kind, Person
from sync.source import Check
from sync.translate import Unmatched
from tui.wizard import Draft, corrected
from tui.words import Words

COLUMNS = (
    Column("f1", "任务", Kind.TEXT, primary=True),
    Column("f2", "谁", Kind.PEOPLE, samples=((Person("ou_1", "Sun Lei"),),)),
    Column("f3", "哪天", Kind.DATE),
    Column("f4", "状态", Kind.OPTION, options=("In Progress",)),
)


def drafted() -> Draft:
    """What was found at a table, before a word of correction."""
    twice = (Unmatched("title", "上线发布", "key-twice"),)
    found = Check("t", "", "", COLUMNS, total=1, twice=twice)
    mapping = correct(guess(COLUMNS).mapping, "2=owner", COLUMNS)
    return Draft(settings=SourceSettings(type="sheet"), found=found, mapping=mapping)


@pytest.mark.parametrize(
    "typed",
    [
        "@Sun Lei=孙磊 ３=截止 状态:In Progress=done",
        "3=截止,@Sun Lei＝孙磊,状态：In Progress=done",
        "＠Sun Lei =孙磊　３＝截止　状态:In Progress= done",
    ],
)
def test_names_with_blanks_and_digits_of_full_width_are_understood(typed: str) -> None:
    found = corrected(drafted(), typed, Words.load("zh"), lambda name: name)

    assert found.mapping is not None
    assert found.mapping.people == {"Sun Lei": "孙磊"}
    assert found.mapping.columns["due"].name == "哪天"
    assert found.mapping.statuses["In Progress"] == "done"


def test_rows_that_are_called_alike_are_no_trouble_under_a_column_of_ones_own_choice() -> None:
    draft = drafted()

    assert [each.value for each in draft.twice] == ["上线发布"]
    assert replace(draft, key="序号").twice == ()
