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

from tui.actions import (
    BOARD,
    CHANGES,
    DETAIL,
    INBOX,
    MEETING,
    MINUTES,
    RACI,
    STANDUP,
    TRIAGE,
    Action,
)
from tui.panels.panel import content
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from tui.words import Words

LISTS: dict[str, tuple[Action, ...]] = {"board": BOARD, "raci": RACI, "detail": DETAIL} | {
    "inbox": INBOX,
    "changes": CHANGES,
    "triage": TRIAGE,
    "standup": STANDUP,
    "meeting": MEETING,
    "minutes": MINUTES,
}


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
            lines = [content(line) for line in self._told()]
            yield Static(Content("\n").join(lines), markup=False)

    def on_mount(self) -> None:
        frame = self.query_one(VerticalScroll)
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(frame, name, self._say_more, init=False)
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """The lower edge tells whether there is more below."""
        frame = self.query_one(VerticalScroll)
        more = frame.scroll_offset.y < frame.max_scroll_y
        frame.border_subtitle = shown(self._words.say("help.more" if more else "help.close"))

    def _told(self) -> list[tuple[Span, ...]]:
        words = self._words
        if self._list == "capture":
            return capturing(words)
        listed = [each for each in LISTS[self._list] if not each.id.startswith("raci.lower")]
        beside = _BESIDE.get(self._list, ())
        return [
            *key_lines(listed, words),
            *_rows(beside, f"help.{self._list}", words),
            (),
            *moving(words, enter="Enter" not in dict(beside)),
        ]


_BESIDE = {
    "triage": (
        ("K-: 1 2 3 8 9 0", "risks"),
        ("x", "marked"),
        ("Ctrl+V", "paste"),
    ),
    "raci": (("Enter", "enter"), ("Ctrl+V", "paste")),
}
"""What else a screen answers to: its keys, and `help.<screen>.<id>`."""


MOVES = (
    ("↑ ↓ j k", "lines"),
    ("← → h l", "cells"),
    ("PgUp PgDn", "pages"),
    ("Home End g G", "ends"),
    ("Enter", "open"),
    ("x X", "mark"),
)
"""What every list answers to: its keys, and `help.move.<id>`."""


CAPTURE = (
    ("Enter", "enter"),
    ("Tab Shift+Tab", "tab"),
    ("↑ ↓", "choose"),
    ("PgDn PgUp", "rows"),
    ("F2", "kind"),
    ("Esc", "close"),
    ("@", "owner"),
    ("#", "link"),
    (">", "due"),
    ("!", "priority"),
    ("\\", "quote"),
)
"""What the capture line answers to: its keys and marks, and `help.capture.<id>`."""


def capturing(words: Words) -> list[tuple[Span, ...]]:
    """One line a key or mark of the capture line."""
    return _rows(CAPTURE, "help.capture", words)


def moving(words: Words, *, enter: bool = True) -> list[tuple[Span, ...]]:
    """One line a way of moving in a list, and unless Enter means something else there, that."""
    return _rows([each for each in MOVES if enter or each[0] != "Enter"], "help.move", words)


def _rows(keyed: Sequence[tuple[str, str]], area: str, words: Words) -> list[tuple[Span, ...]]:
    from rich.cells import set_cell_size

    return [
        (Span(set_cell_size(keys, 18), "accent bold"), Span(words.say(f"{area}.{name}")))
        for keys, name in keyed
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
        "f6": "F6",
        "f7": "F7",
        "pagedown": "PgDn",
        "pageup": "PgUp",
        "home": "Home",
        "end": "End",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
    }
    return " ".join(named.get(key, key) for key in action.keys)
