"""KeysScreen: the keys of a screen, made from the one list of actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.key_table import SCREENS, Entry, grouped
from tui.panels.panel import content
from tui.screens.compositor import LineCompositor
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from tui.actions import Action
    from tui.words import Words

Line = tuple[Span, ...]
KEYS: Final = 14
"""Cells of the column of keys."""
SAFE: Final = 12
"""Cells of the column of what works under an input method."""
COLUMN: Final = 66
"""Cells of a whole column; two of them stand side by side where there is room."""
GAP: Final = 3
_FRAME: Final = 5
"""Cells that the frame and its bar take from a line."""


class KeysScreen(ModalScreen[None]):
    """Help: every key of the screen below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before all else: what an input method sends in place of a key would be taken for a text.
        Binding(
            "escape,q,ｑ,question_mark,fullwidth_question_mark,f1,enter",
            "dismiss",
            show=False,
            priority=True,
        ),
        Binding("L,Ｌ", "app.language", show=False),
    ]

    def __init__(
        self,
        screen: str,
        words: Words,
        actions: Sequence[Action] = (),
        own: Iterable[str] = (),
    ) -> None:
        """`actions` are those of the screen as they are bound now; `own`, the ids rebound."""
        super().__init__()
        self._compositor = LineCompositor()
        self._list = screen
        self._words = words
        self._actions = actions or SCREENS.get(screen, ())
        self._own = frozenset(own)

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(markup=False)

    def on_mount(self) -> None:
        frame = self.query_one(VerticalScroll)
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(frame, name, self._say_more, init=False)
        self._lay()

    def on_resize(self) -> None:
        """Where there is room, two columns stand side by side."""
        self._lay()

    def reword(self) -> None:
        """The same keys in the language that was chosen."""
        self._words = self.app.words  # type: ignore[attr-defined]
        self._lay()

    def _lay(self) -> None:
        room = self.app.size.width * 94 // 100 - _FRAME
        blocks = told(self._list, self._actions, self._own, self._words)
        wide = room >= 2 * COLUMN + GAP and len(blocks) > 1
        frame = self.query_one(VerticalScroll)
        frame.border_title = shown(self._words.say(f"help.screen.{self._list}"), "bold")
        lines = side_by_side(blocks) if wide else stacked(blocks)
        frame.styles.width = _FRAME + (2 * COLUMN + GAP if wide else min(room, COLUMN))
        self.query_one(Static).update(Content("\n").join([content(line) for line in lines]))
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """The lower edge tells whether there is more below."""
        frame = self.query_one(VerticalScroll)
        more = frame.scroll_offset.y < frame.max_scroll_y
        frame.border_subtitle = shown(self._words.say("help.more" if more else "help.close"))


def told(
    screen: str, actions: Sequence[Action], own: frozenset[str], words: Words
) -> list[list[Line]]:
    """The help of a screen: a block of lines for each group."""
    if screen == "capture":
        return [capturing(words)]
    groups: dict[str, list[Line]] = {"here": []}
    for name, entries in grouped(actions, words, own).items():
        groups[name] = [entry_line(each) for each in entries]
    groups["here"] += _rows(_BESIDE.get(screen, ()), f"help.{screen}", words)
    if screen in LISTED:
        enter = "Enter" not in dict(_BESIDE.get(screen, ()))
        groups["move"] = [*groups.get("move", []), *moving(words, enter=enter)]
    groups = {name: [row for line in lines for row in hung(line)] for name, lines in groups.items()}
    blocks = [
        [_head(words.say(f"help.group.{name}")), *lines] for name, lines in groups.items() if lines
    ]
    # Both notes speak of the palette, and the wall has none.
    said = ("safe", "words") if any(each.id == "palette" for each in actions) else ()
    note: list[Line] = [(Span(words.say(f"help.note.{each}"), "muted"),) for each in said]
    if own:
        note.append((Span(words.say("help.note.own"), "muted"),))
    return [[_columns(words)], *blocks, note]


def stacked(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """One block below the other."""
    lines: list[Line] = []
    for at, block in enumerate(blocks):
        lines += [*([()] if at > 1 else []), *block]
    return lines


def side_by_side(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """The blocks in two columns, about as long as each other; the notes below both."""
    head, *middle, note = blocks
    whole = sum(len(each) + 1 for each in middle)
    left: list[Line] = list(head)
    right: list[Line] = list(head)
    for block in middle:
        fits = len(left) + len(block) // 2 <= whole // 2 + 1 and len(right) == len(head)
        column = left if fits else right
        column += [*([()] if len(column) > 1 else []), *block]
    lines = [_joined(one, two) for one, two in zip_longest(left, right, fillvalue=())]
    return [*lines, (), *note]


def _joined(left: Line, right: Line) -> Line:
    rest = COLUMN + GAP - sum(cell_len(span.text) for span in left)
    return (*left, Span(" " * max(rest, 1)), *right) if right else left


def _head(text: str) -> Line:
    return (Span(text, "muted bold"),)


def _columns(words: Words) -> Line:
    """What the columns are, above them."""
    keys, under, does = (words.say(f"help.column.{each}") for each in ("keys", "safe", "does"))
    return (Span(f"{_fit(keys, KEYS)}{_fit(under, SAFE)}{does}", "muted"),)


def entry_line(entry: Entry) -> Line:
    """One action: its keys, what works under an input method, what it does."""
    keys = f"{entry.keys} *" if entry.own else entry.keys
    return (
        Span(_fit(keys, KEYS), "accent bold"),
        Span(_fit(entry.safe, SAFE), "accent"),
        Span(entry.does),
    )


def hung(line: Line) -> list[Line]:
    """What is too long for a column goes on below its words, not below its keys."""
    *keys, does = line
    room = COLUMN - sum(cell_len(span.text) for span in keys)
    first, *rest = [each.plain for each in content((does,)).wrap(room)] or [""]
    indent = Span(" " * (COLUMN - room))
    return [(*keys, Span(first, does.role)), *((indent, Span(each)) for each in rest)]


def _fit(text: str, cells: int) -> str:
    """A text in its column; one that is too long pushes the others on, and is never cut."""
    return set_cell_size(text, cells) if cell_len(text) < cells else f"{text} "


LISTED: Final = frozenset({"board", "raci", "detail", "inbox", "changes"})
"""Screens that answer to the keys of a list, too."""

_BESIDE: Final = {
    "triage": (
        ("K-: 1 2 3 8 9 0", "risks"),
        ("x", "marked"),
        ("Ctrl+V", "paste"),
    ),
    "raci": (("Enter", "enter"), ("Ctrl+V", "paste")),
}
"""What else a screen answers to: its keys, and `help.<screen>.<id>`."""


MOVES: Final[Sequence[tuple[str, str]]] = (
    ("↑ ↓ j k", "lines"),
    ("← → h l", "cells"),
    ("PgUp PgDn", "pages"),
    ("Home End g G", "ends"),
    ("Enter", "open"),
    ("x Shift+↓", "mark"),
    ("X Esc", "unmark"),
)
"""What every list answers to: its keys, and `help.move.<id>`."""


CAPTURE: Final = (
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


def capturing(words: Words) -> list[Line]:
    """One line a key or mark of the capture line; an input method is at home there."""
    return [
        (Span(_fit(keys, KEYS), "accent bold"), Span(words.say(f"help.capture.{name}")))
        for keys, name in CAPTURE
    ]


def moving(words: Words, *, enter: bool = True) -> list[Line]:
    """One line a way of moving in a list, and unless Enter means something else there, that."""
    return _rows([each for each in MOVES if enter or each[0] != "Enter"], "help.move", words)


def _rows(keyed: Sequence[tuple[str, str]], area: str, words: Words) -> list[Line]:
    return [
        (
            Span(_fit(keys, KEYS), "accent bold"),
            Span(_fit(_safely(keys), SAFE), "accent"),
            Span(words.say(f"{area}.{name}")),
        )
        for keys, name in keyed
    ]


def _safely(keys: str) -> str:
    """Of the keys of a list those that an input method lets through; a dash for none."""
    return " ".join(each for each in keys.split() if len(each) > 1 or not each.isalpha()) or "—"
