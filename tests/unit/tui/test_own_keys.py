"""Keys of one's own: as people write them, on every screen, with everything wrong told."""

from __future__ import annotations

import pytest

from tui.actions import BOARD, TRIAGE, Action
from tui.key_names import known, safe, spelled
from tui.keymap import Clash, OwnKeys, bindings, rebound, told
from tui.words import LANGUAGES, Words

ZH = Words.load("zh")


def of(actions: tuple[Action, ...], identity: str) -> Action:
    return next(each for each in actions if each.id == identity)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("p", "p"),
        ("P", "P"),
        ("？", "?"),
        ("ｐ", "p"),
        ("F8", "f8"),
        ("Ctrl+X", "ctrl+x"),
        ("ctrl-x", "ctrl+x"),
        ("PgDn", "pagedown"),
        ("空格", "space"),
        ("Esc", "escape"),
        ("shift+Tab", "shift+tab"),
        ("+", "+"),
        ("hyper+x", None),
        ("F99", None),
        ("alt+a", None),
        ("", None),
        ("\x1b", None),
        ("两键", None),
    ],
)
def test_keys_are_understood_as_people_write_them(written: str, key: str | None) -> None:
    assert known(written) == key


def test_keys_are_printed_as_they_stand_on_the_keyboard() -> None:
    told_ = [spelled(each, ZH) for each in ("pagedown", "ctrl+r", "f7", "space", "p", "shift+tab")]
    assert told_ == ["PgDn", "Ctrl+R", "F7", "空格", "p", "Shift+Tab"]


def test_letters_are_lost_under_an_input_method_and_signs_get_through_as_their_twins() -> None:
    assert [safe(each) for each in ("p", "1", "?", "f7", "escape", "ctrl+p")] == [
        *("", "1", "？", "F7", "Esc", ""),
    ]


def test_a_key_of_ones_own_is_taken_from_what_had_it_and_that_is_told() -> None:
    after, clashes = rebound(BOARD, {"change.undo": ("p",)})
    assert of(after, "change.undo").keys == ("p",)
    assert of(after, "progress.set").keys == ()
    assert clashes == (Clash("p", "change.undo", "taken", "progress.set"),)


def test_two_keys_can_be_swapped_without_a_word() -> None:
    own = {"capture.action": ("b",), "capture.blocker": ("a",)}
    after, clashes = rebound(BOARD, own)
    assert of(after, "capture.action").keys == ("b",)
    assert of(after, "capture.blocker").keys == ("a",)
    assert clashes == ()


def test_of_two_claims_the_first_stands() -> None:
    after, clashes = rebound(BOARD, {"capture.action": ("z",), "capture.blocker": ("z",)})
    assert of(after, "capture.action").keys == ("z",)
    assert of(after, "capture.blocker").keys == ("b",)
    assert clashes == (Clash("z", "capture.blocker", "twice", "capture.action"),)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("ctrl+b", "never"),
        ("ctrl+c", "never"),
        ("escape", "fixed"),
        ("3", "fixed"),
        ("j", "list"),
        ("hyper+q", "unknown"),
    ],
)
def test_what_cannot_be_a_key_leaves_the_built_in_one(key: str, why: str) -> None:
    after, clashes = rebound(BOARD, {"change.undo": (key,)}, lists=True)
    assert of(after, "change.undo").keys == ("u",)
    assert [(each.key, each.why) for each in clashes] == [(key, why)]


def test_nobody_is_shut_in_by_a_key_of_their_own() -> None:
    after, _ = rebound(TRIAGE, {"back": ("z",), "triage.1": ("w",)})
    assert of(after, "back").keys == ("z", "escape")
    assert of(after, "triage.1").keys == ("w", "1")


def test_an_action_without_a_key_can_be_given_one() -> None:
    own = OwnKeys({"risk.list": ("R",)})
    assert of(own.of(BOARD), "risk.list").keys == ("R",)
    made = {each.id: each.key for each in bindings(BOARD)}
    assert made["board/risk.list:0"].startswith("unbound")
    assert own.keymap()["board/risk.list:0"].split(",")[0] == "R"


def test_keys_differ_from_screen_to_screen_and_stay_so() -> None:
    own = OwnKeys({"exchange.open": ("t",)})
    on_triage = of(own.of(TRIAGE), "back").keys
    assert "t" not in on_triage
    assert "escape" in on_triage
    assert own.keymap()["triage/back:0"].startswith("escape")
    assert not any(each.startswith("changes/back") for each in own.keymap())


def test_without_keys_of_ones_own_nothing_changes() -> None:
    own = OwnKeys({})
    assert own.of(BOARD) is BOARD
    assert (own.keymap(), own.clashes(), own.ids) == ({}, (), frozenset())


def test_a_name_that_no_action_has_is_told_with_the_nearest() -> None:
    clashes = OwnKeys({"chnge.undo": ("z",)}).clashes()
    assert [(each.why, each.other) for each in clashes] == [("no-action", "change.undo")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "why", ["never", "fixed", "list", "unknown", "no-action", "taken", "twice"]
)
def test_every_clash_is_a_sentence_that_names_the_key(language: str, why: str) -> None:
    text = told(Clash("z", "change.undo", why, "capture.action"), Words.load(language))
    assert ("change.undo" if why == "no-action" else "z") in text


def test_a_clash_on_many_screens_is_told_once() -> None:
    clashes = OwnKeys({"change.undo": ("ctrl+b",)}).clashes()
    assert len(clashes) == 1
