"""What is typed for a purpose: progress, days, jumps; anything else is refused, never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusal import Refused
from tui.typed import Progress, read_jump, read_progress, share_told


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("8", Progress(80)),
        ("0", Progress(0)),
        ("85", Progress(85)),
        ("100", Progress(100)),
        ("80%", Progress(80)),
        ("８", Progress(80)),
        ("8 3", Progress(80, code=3)),
        ("８　３", Progress(80, code=3)),
        ("80 等素材", Progress(80, "等素材")),
        ("8 等 3 家回复", Progress(80, "等 3 家回复")),
    ],
)
def test_one_digit_is_tens_and_the_rest_is_the_reason(line: str, read: Progress) -> None:
    assert read_progress(line) == read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("101", "progress-range"),
        ("8 8", "delay-number"),
        ("8 99", "delay-number"),
        ("", "progress-form"),
        ("-5", "progress-form"),
        ("abc", "progress-form"),
        ("1000", "progress-form"),
    ],
)
def test_what_is_no_share_is_refused(line: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_progress(line)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("12", "T-12"),
        ("#12", "T-12"),
        ("b8", "B-08"),
        ("B-8", "B-08"),
        ("ｂ８", "B-08"),
        ("＃3", "T-03"),
    ],
)
def test_a_jump_is_a_number_of_this_panel_or_an_id(line: str, read: str) -> None:
    assert read_jump(line, "T") == read


@given(st.text(max_size=20))
def test_nothing_typed_ever_raises_anything_but_a_refusal(line: str) -> None:
    for reader in (read_progress, lambda text: read_jump(text, "T")):
        try:
            reader(line)
        except Refused:
            continue


def test_what_a_single_digit_means_is_told_while_it_is_typed() -> None:
    assert [share_told(each) for each in ("8", "85", "8 3", "x", "")] == [
        *(" → 80%", " → 85%", " → 80%", "", ""),
    ]
