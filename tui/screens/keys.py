"""KeysScreen: the keys of a screen, made from the one list of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import BOARD, DETAIL, RACI, Action
from tui.panels.panel import content
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from tui.words import Words

LISTS: dict[str, tuple[Action, ...]] = {"board": BOARD, "raci": RACI, "detail": DETAIL}


class KeysScreen(ModalScreen[None]):
    """Help: every key of the screen below it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark,f1,enter", "dismiss", "")]

    def __init__(self, screen: str, words: Words) -> None:
        super().__init__()
        self._list = screen
        self._words = words

    def compose(self) -> ComposeResult:
        with VerticalScroll() as frame:
            frame.border_title = shown(self._words.say(f"help.screen.{self._list}"), "bold")
            frame.border_subtitle = shown(self._words.say("help.close"))
            told = (*key_lines(LISTS[self._list], self._words), (), *moving(self._words))
            lines = [content(line) for line in told]
            yield Static(Content("\n").join(lines), markup=False)


MOVES = (
    ("↑ ↓ j k", "lines"),
    ("← → h l", "cells"),
    ("PgUp PgDn", "pages"),
    ("Home End g G", "ends"),
    ("Enter", "open"),
    ("x X", "mark"),
)
"""What every list answers to: its keys, and `help.move.<id>`."""


def moving(words: Words) -> list[tuple[Span, ...]]:
    """One line a way of moving in a list."""
    from rich.cells import set_cell_size

    return [
        (Span(set_cell_size(keys, 18), "accent bold"), Span(words.say(f"help.move.{name}")))
        for keys, name in MOVES
    ]


def key_lines(actions: Sequence[Action], words: Words) -> list[tuple[Span, ...]]:
    """One line an action: its keys and what they do."""
    from rich.cells import set_cell_size

    return [
        (
            Span(set_cell_size(keys_text(each, words), 18), "accent bold"),
            Span(words.say(f"actions.{each.id}")),
        )
        for each in actions
    ]


def keys_text(action: Action, words: Words) -> str:
    """The keys of an action as people read them."""
    named = {
        "space": words.say("actions.key.space"),
        "escape": "Esc",
        "tab": "Tab",
        "shift+tab": "Shift+Tab",
        "enter": "Enter",
        "f1": "F1",
        "f2": "F2",
    }
    return " ".join(named.get(key, key) for key in action.keys)
