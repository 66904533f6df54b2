"""Every key does one thing, none is a key that gets lost, and all have words."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.cells import cell_len

from tui.actions import BOARD, DETAIL, EXCHANGE, MEETING, RACI, STANDUP, Action, footer, keys_of
from tui.keymap import NEVER, bindings, rebound
from tui.screens.status import footer_line
from tui.widgets.line_grid import LineGrid
from tui.words import LANGUAGES, Words

SCREENS = {"board": BOARD, "raci": RACI, "detail": DETAIL} | {
    "standup": STANDUP,
    "meeting": MEETING,
    "exchange": EXCHANGE,
}
EACH = pytest.mark.parametrize("name", list(SCREENS))


@EACH
def test_no_key_does_two_things(name: str) -> None:
    keys = Counter(key for action in SCREENS[name] for key in keys_of(action))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", ["board", "raci"])
def test_no_key_of_the_list_is_taken_by_its_screen(name: str) -> None:
    of_list = {key for binding in LineGrid.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    of_screen = {key for action in SCREENS[name] for key in keys_of(action)}
    # Esc takes marks away where there are any, and is the screen's where there are none.
    assert of_list & of_screen <= {"escape"}


@EACH
def test_no_key_is_bound_that_terminals_or_input_methods_take(name: str) -> None:
    assert NEVER.isdisjoint(key for action in SCREENS[name] for key in keys_of(action))


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_words(name: str, language: str) -> None:
    words = Words.load(language)
    assert [each.id for each in SCREENS[name] if not words.has(f"actions.{each.id}")] == []


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_of_a_narrow_screen_holds_seven_hints_in_76_cells(
    name: str, language: str
) -> None:
    left, right = footer_line(SCREENS[name], Words.load(language), 80)
    assert len(footer(SCREENS[name], roomy=False)) <= 7
    assert cell_len("".join(span.text for span in left).rstrip()) <= 76
    assert right == ()


def test_a_roomy_screen_gets_more_hints_at_its_right() -> None:
    left, right = footer_line(BOARD, Words.load("zh"), 120)
    assert (
        "".join(span.text for span in right).strip()
        == "1-4 面板  w 流程  S 同步  u 撤销  p 进度  空格 冻结"
    )
    assert left == footer_line(BOARD, Words.load("zh"), 80)[0]


@pytest.mark.parametrize(
    ("key", "twin"),
    [
        ("?", "fullwidth_question_mark"),
        ("/", "fullwidth_solidus"),
        (".", "ideographic_full_stop"),
        ("#", "fullwidth_number_sign"),
        ("1", "１"),
        ("p", "ｐ"),
    ],
)
def test_a_full_width_key_does_what_its_twin_does(key: str, twin: str) -> None:
    action = next(each for each in BOARD if key in each.keys)
    assert twin in set(keys_of(action))


def test_every_key_has_a_binding_that_runs_its_action() -> None:
    made = {binding.key: binding.action for binding in bindings(BOARD)}
    assert made["a"] == "capture('action')"
    assert made["question_mark"] == made["f1"] == "help"
    assert len(made) == len(bindings(BOARD))


def test_a_key_of_ones_own_takes_the_place_of_the_default() -> None:
    after, clashes = rebound(BOARD, {"change.undo": ("z",)})
    assert next(each for each in after if each.id == "change.undo").keys == ("z",)
    assert clashes == ()


def test_a_key_claimed_twice_or_never_to_be_bound_is_told() -> None:
    own = {"change.undo": ("p",), "help": ("ctrl+c", "?")}
    after, clashes = rebound(BOARD, own)
    assert {each.key for each in clashes} == {"p", "ctrl+c"}
    assert next(each for each in after if each.id == "help").keys == ("?",)


def test_an_action_without_a_rank_stays_out_of_the_footer() -> None:
    assert footer([Action("x", ("x",), "x")], roomy=True) == []


def test_of_the_hints_at_the_right_as_many_are_shown_as_fit() -> None:
    _, right = footer_line(BOARD, Words.load("en"), 120)

    told = "".join(span.text for span in right)
    assert "w process" in told
    assert "S sync" in told
    assert "freeze" not in told
