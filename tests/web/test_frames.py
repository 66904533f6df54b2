"""What a page may say, and sizes that a board can be drawn in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.web.frames import Looked, NotAFrame, Pinged, Resized, Typed, read_frame
from tui.web.limits import HEIGHTS, WIDTHS, clamped, sized


@pytest.mark.parametrize(
    ("told", "frame"),
    [
        (["stdin", "补齐"], Typed("补齐".encode())),
        (["stdin", ""], Typed(b"")),
        (["resize", {"width": 120, "height": 36}], Resized(120, 36)),
        (["resize", {"width": 100_000, "height": 100_000}], Resized(400, 150)),
        (["resize", {"width": -1, "height": 0}], Resized(20, 5)),
        (["resize", {"width": "x", "height": None}], Resized(80, 24)),
        (["ping", "17"], Pinged("17")),
        (["focus"], Looked(True)),
        (["blur"], Looked(False)),
    ],
)
def test_a_page_says_what_pages_say(told: object, frame: object) -> None:
    assert read_frame(json.dumps(told)) == frame


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{}",
        "[]",
        "[1]",
        '["stdin"]',
        '["stdin", 5]',
        '["stdin", ["a"]]',
        '["resize", 5]',
        '["resize", {}]',
        '["quit"]',
        '["exit", {}]',
        '["deliver_chunk_request", {"key": "x"}]',
        "null",
        "1e999",
        '["ping", null]',
        "[" * 4000,
    ],
)
def test_anything_else_is_no_frame(text: str) -> None:
    with pytest.raises(NotAFrame):
        read_frame(text)


def test_half_a_character_becomes_a_question_mark() -> None:
    assert read_frame('["stdin", "\\ud83d"]') == Typed(b"?")


@given(st.text() | st.binary().map(repr) | st.from_type(object).map(repr))
def test_no_text_is_more_than_a_frame_or_none(text: str) -> None:
    try:
        read_frame(text)
    except NotAFrame:
        return


@given(st.integers() | st.floats() | st.booleans() | st.none() | st.text())
def test_every_size_is_one_that_a_board_can_be_drawn_in(value: object) -> None:
    width, height = clamped(value, value)

    assert WIDTHS[0] <= width <= WIDTHS[1]
    assert HEIGHTS[0] <= height <= HEIGHTS[1]


@pytest.mark.parametrize("text", ["", "x", "-5", "1e9", "１２０", "9" * 5000])
def test_a_size_that_cannot_be_read_is_the_usual_one(text: str) -> None:
    assert sized(text, text) == (80, 24)


def test_a_size_in_an_address_is_held_within_bounds() -> None:
    assert sized("120", "36") == (120, 36)
    assert sized("100000", "100000") == (400, 150)
