"""What holds for any line at all. `FUZZ_LINES` makes the walk longer."""

from __future__ import annotations

import os
import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capture.chips import TEXT, Type
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND
from tests.unit.core.capture_lines import check, check_literal, lines
from tests.unit.core.capture_rows import ROWS

COUNT = int(os.environ.get("FUZZ_LINES", "20000"))


@given(st.text(max_size=80), st.sampled_from(Type))
def test_any_string_is_read(line: str, kind: Type) -> None:
    reading = read(line, GROUND, kind)

    check(reading)
    check_literal(reading)


def test_mutated_lines_are_read() -> None:
    kinds = (None, *Type)
    for place, line in enumerate(islice(lines(seed=7), COUNT)):
        reading = read(line, GROUND, kinds[place % len(kinds)])
        check(reading)
        if place % 10 == 0:
            check_literal(reading)


def test_every_choice_can_be_taken_and_taken_back() -> None:
    rng = random.Random(11)
    for line in islice(lines(seed=13), 3000):
        reading = read(line, GROUND)
        for chip in reading.chips:
            choice = rng.choice(chip.choices)
            again = read(line, GROUND, chosen={chip.span: choice.id})
            check(again)
            assert [each.taken.id for each in again.chips if each.span == chip.span] == [choice.id]


def test_every_suggestion_with_a_place_can_be_taken() -> None:
    for line in islice(lines(seed=17), 3000):
        for each in read(line, GROUND).suggestions:
            if each.choices:
                span = (each.start, each.end)
                again = read(line, GROUND, chosen={span: each.choices[0].id})
                check(again)
                assert span in {chip.span for chip in again.chips}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_every_beginning_is_read_as_it_is_typed(row: object) -> None:
    line = getattr(row, "line")  # noqa: B009 - the row's own type is of no interest here
    for end in range(len(line) + 1):
        check(read(line[:end], GROUND))


def test_the_same_line_always_means_the_same() -> None:
    for line in islice(lines(seed=19), 500):
        assert read(line, GROUND) == read(line, GROUND)


def test_all_chips_left_as_text_give_the_line_back() -> None:
    for row in ROWS:
        chosen: dict[tuple[int, int], str] = {}
        for _ in range(20):
            taken = [
                each for each in read(row.line, GROUND, chosen=chosen).chips if not each.as_text
            ]
            chosen.update((each.span, TEXT) for each in taken)
        assert read(row.line, GROUND, chosen=chosen).text == row.line.replace("\\", "").strip()
