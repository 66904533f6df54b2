"""Nothing that is printed can act on a terminal, and JSON stays JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from core.domain.text import UNSAFE
from tui.cli.talk import Talk
from tui.cli.width import table
from tui.words import Words

TEXTS = st.text(st.characters() | st.sampled_from("\x1b\x07\x9b\u202e\ud800王敏"), max_size=20)
IN_ONE_TEST = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@IN_ONE_TEST
@given(TEXTS)
def test_json_says_the_same_without_control_characters(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    Talk(Words.load("zh"), as_json=True).value({"title": text})
    told = capsys.readouterr().out

    assert json.loads(told) == {"title": text}
    assert not UNSAFE.search(told.removesuffix("\n"))


def test_json_never_escapes_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    Talk(Words.load("zh"), as_json=True).value(["王敏"])

    assert capsys.readouterr().out == '["王敏"]\n'


@given(st.lists(st.lists(st.text("ab王敏｜", max_size=8), min_size=3, max_size=3), min_size=1))
def test_columns_begin_in_the_same_cell(rows: list[list[str]]) -> None:
    widths = [max(cell_len(row[at]) for row in rows) for at in range(2)]

    for row, line in zip(rows, table(rows), strict=True):
        begin = widths[0] + widths[1] + 4
        assert cell_len(line) == (begin + cell_len(row[2]) if row[2] else cell_len(line))
        assert line == line.rstrip()
