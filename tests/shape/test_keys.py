"""Every screen tells its keys: in its help, in its footer, in both languages, from one list."""

from __future__ import annotations

import ast
from collections import Counter

import pytest
from rich.cells import cell_len

import tui.actions
import tui.process_actions
from tests.shape.tree import ROOT, sources, tree
from tui.actions import Action, footer, keys_of
from tui.key_names import known, safe_text
from tui.key_table import GROUPS, HOST, SCREENS, grouped, host_page
from tui.keymap import FIXED, NEVER
from tui.screens.keys import COLUMN, GAP, side_by_side, stacked, told
from tui.screens.status import footer_line
from tui.words import LANGUAGES, Words

EACH = pytest.mark.parametrize("screen", list(SCREENS))
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def declared() -> dict[str, tuple[Action, ...]]:
    """The lists of actions that are declared, by their names."""
    return {
        name: value
        for name, value in {**vars(tui.actions), **vars(tui.process_actions)}.items()
        if name.isupper() and not name.startswith("_") and isinstance(value, tuple)
    }


def used() -> set[str]:
    """The names of the lists that screens bind."""
    found = set()
    for path in sources("tui"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "bindings":
                found |= {each.id for each in node.args if isinstance(each, ast.Name)}
    return found - {"actions"}


def test_every_list_that_a_screen_binds_has_a_help() -> None:
    lists = declared()
    assert used() <= set(lists)
    assert {name for name in used() if lists[name] not in SCREENS.values()} == set()


@EACH
def test_every_screen_leads_to_its_help_and_out(screen: str) -> None:
    keys = {key for each in SCREENS[screen] for key in each.keys}
    assert {"?", "f1", "escape"} <= keys


@EACH
@BOTH
def test_the_help_tells_every_key(screen: str, language: str) -> None:
    words = Words.load(language)
    blocks = told(screen, SCREENS[screen], frozenset(), words)
    rows = {line[0].text.strip() for line in stacked(blocks) if line}
    listed = [each for group in grouped(SCREENS[screen], words).values() for each in group]
    silent = {each.id for each in SCREENS[screen] if not each.keys}
    assert {each.keys for each in listed} <= rows
    numbers = {each.action.rstrip("0123456789") for each in listed if "-" in each.keys}
    told_of = {each.action for each in listed} | silent
    left = {each.id for each in SCREENS[screen]} - told_of
    assert all(each.rstrip("0123456789") in numbers or "lower_" in each for each in left)


@EACH
@BOTH
def test_the_help_fits_eighty_columns_and_its_two_columns_stand_apart(
    screen: str, language: str
) -> None:
    words = Words.load(language)
    blocks = told(screen, SCREENS[screen], frozenset(), words)
    *body, _ = blocks
    for line in stacked(body):
        assert cell_len("".join(span.text for span in line)) <= COLUMN, line
    for line in side_by_side(blocks):
        assert cell_len("".join(span.text for span in line)) <= 2 * COLUMN + GAP, line
    assert len(side_by_side(blocks)) < len(stacked(blocks))


@EACH
def test_every_action_has_a_way_under_an_input_method(screen: str) -> None:
    words = Words.load("zh")
    ways = {each.id: safe_text(each, words).split() for each in SCREENS[screen]}
    assert all(ways.values())
    letters = {key for found in ways.values() for key in found if len(key) == 1 and key.isalpha()}
    assert letters == set()


@EACH
@BOTH
def test_the_footer_holds_at_most_seven_hints_in_76_cells(screen: str, language: str) -> None:
    words = Words.load(language)
    left, right = footer_line(SCREENS[screen], words, 80)
    assert len(footer(SCREENS[screen], roomy=False)) <= 7
    assert cell_len("".join(span.text for span in left).rstrip()) <= 76
    assert right == ()


@EACH
def test_no_key_of_a_screen_does_two_things_or_gets_lost(screen: str) -> None:
    keys = Counter(key for action in SCREENS[screen] for key in keys_of(action))
    assert [key for key, count in keys.items() if count > 1] == []
    assert NEVER.isdisjoint(keys)


def test_every_key_of_ours_can_be_written_as_it_is_printed() -> None:
    keys = {key for listed in SCREENS.values() for each in listed for key in each.keys}
    assert {key for key in keys if known(key) != key} == set()
    assert {*keys, "shift+tab"} >= FIXED


@EACH
@BOTH
def test_every_screen_and_group_has_a_name(screen: str, language: str) -> None:
    words = Words.load(language)
    assert words.has(f"help.screen.{screen}")
    assert all(words.has(f"help.group.{each}") for each in GROUPS)


@BOTH
def test_the_page_for_hosts_fits_on_one_sheet(language: str) -> None:
    page = host_page(SCREENS, Words.load(language)).splitlines()
    assert len(page) <= 70
    assert sum(line.startswith("## ") for line in page) == len(HOST)
    assert max(map(cell_len, page)) <= 100


def test_the_lists_are_read_from_where_they_stand() -> None:
    assert (ROOT / "tui" / "actions.py").exists()
    assert {"BOARD", "STANDUP", "EXCHANGE"} <= used()
