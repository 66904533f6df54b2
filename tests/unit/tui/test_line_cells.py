"""A cell takes exactly the room of its column, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from core.domain.text import UNSAFE
from tui.widgets.line_cells import Align, Span, bracketed, fit


def plain(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("接口权限", 8, "接口权限"),
        ("接口权限", 10, "接口权限  "),
        ("接口权限", 7, "接口权…"),
        ("接口权限", 6, "接口… "),
        ("接口权限", 1, "…"),
        ("接口权限", 0, ""),
        ("abc", 2, "a…"),
        ("一\n二\x1b[2J", 9, "一 二[2J "),
    ],
)
def test_text_is_cut_between_characters_and_filled(text: str, width: int, shown: str) -> None:
    assert plain(fit(text, width)) == shown


@pytest.mark.parametrize(
    ("align", "shown"), [("left", "红   "), ("right", "   红"), ("center", " 红  ")]
)
def test_text_stands_where_its_column_wants(align: Align, shown: str) -> None:
    assert plain(fit("红", 5, align)) == shown


def test_a_cut_keeps_the_role_of_the_piece_it_falls_into() -> None:
    cell = (Span("接口", "warning"), Span("权限未开放", "muted"), Span("!", "error"))
    assert fit(cell, 8) == (Span("接口", "warning"), Span("权…", "muted"), Span(" "))


def test_the_cell_under_the_cursor_is_told_without_colour() -> None:
    assert plain(fit(bracketed(Span("A", "accent"), 5), 5, "center")) == " [A] "
    assert plain(bracketed("接口权限", 5)) == "[接…]"


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=4), st.integers(0, 30))
def test_any_text_takes_exactly_its_width_and_cannot_act(texts: list[str], width: int) -> None:
    shown = plain(fit(tuple(Span(text) for text in texts), width))
    assert cell_len(shown) == width
    assert not UNSAFE.search(shown)
