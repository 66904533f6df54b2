"""The cursor follows its record through any change of the list."""

from __future__ import annotations

from random import Random

import pytest

from tui.widgets.line_place import Place, carry_over, scrolled_to


def test_the_cursor_keeps_its_record_and_the_record_its_screen_line() -> None:
    old = [f"T-{n}" for n in range(50)]
    new = [f"N-{n}" for n in range(7)] + old
    assert carry_over(old, Place(20, 15), new, 10) == Place(27, 22)


def test_what_comes_in_above_a_view_of_the_beginning_is_seen() -> None:
    old = [f"T-{n}" for n in range(50)]
    assert carry_over(old, Place(3, 0), ["N-0", *old], 10) == Place(4, 0)
    assert carry_over(old, Place(9, 0), ["N-0", *old], 10) == Place(10, 1)


def test_a_cursor_out_of_view_lets_the_first_line_in_view_stay() -> None:
    old = [f"T-{n}" for n in range(50)]
    new = ["N-0", *old]
    assert carry_over(old, Place(2, 30), new, 10) == Place(3, 31)


def test_when_the_record_goes_the_next_one_takes_the_cursor() -> None:
    assert carry_over("abcd", Place(1), "acd", 10).row == 1
    assert carry_over("abcd", Place(3), "abc", 10).row == 2
    assert carry_over("abcd", Place(3), "", 10) == Place()


def test_scrolling_moves_no_further_than_needed() -> None:
    assert scrolled_to(5, 0, 10) == 0
    assert scrolled_to(10, 0, 10) == 1
    assert scrolled_to(3, 8, 10) == 3


@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_insertions_and_reorderings_never_move_the_cursor_off_its_record(
    seed: int,
) -> None:
    chance = Random(seed)
    keys = [f"T-{n}" for n in range(20)]
    place = Place(7, 3)
    held = keys[place.row]
    for number in range(1_000):
        new = list(keys)
        if chance.random() < 0.3:
            chance.shuffle(new)
        new.insert(chance.randrange(len(new) + 1), f"N-{number}")
        if (gone := chance.choice(new)) != held:
            new.remove(gone)
        place = carry_over(keys, place, new, 10)
        keys = new
        assert keys[place.row] == held
        assert 0 <= place.top <= max(0, len(keys) - 10)
