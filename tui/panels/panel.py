"""Panel: one of the four framed lists of the board."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.panels.view import View, Width, with_ids
from tui.widgets.line_cells import Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Viewing = Callable[["Board", datetime, "Words", Width], View]
Heading = Callable[["Board | None", "Words", Width], Sequence[Column]]


class Panel(Vertical):
    """A frame with a title and counts, a list, and lines about the record under the cursor."""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, name: str, number: int, heading: Heading, viewing: Viewing) -> None:
        super().__init__(id=name)
        self.number = number
        """What the panel is chosen by."""
        self._heading = heading
        self._viewing = viewing
        self.view = View()
        """What is shown."""
        self.grid = LineGrid(rule=True)
        """The list itself."""
        self._below = Static(classes="detail", markup=False)
        self.wide = Width.NORMAL
        self._keep: Callable[[str], bool] | None = None
        self._filter = ""
        self._pictured = False
        self._title = Content("")
        self._lines: tuple[tuple[Span, ...], ...] = ()
        self.words: Words

    def compose(self) -> ComposeResult:
        yield self.grid
        yield self._below

    @property
    def filtered(self) -> str:
        """What the list was narrowed down by."""
        return self._filter

    @property
    def chosen(self) -> str | None:
        """The id of the record under the cursor."""
        return self.grid.cursor_key

    def watch_board(self) -> None:
        self.draw()

    def watch_now(self) -> None:
        if self.board is not None:
            self.draw()

    def set_width(self, width: Width) -> None:
        """Lays the panel out for a width of the screen."""
        if width is not self.wide:
            self.wide = width
            self.draw()

    def set_filter(self, text: str, keep: Callable[[str], bool] | None) -> None:
        """Shows only the records that `keep` likes; None shows all."""
        self._filter, self._keep = text, keep
        self.draw()

    def draw(self) -> None:
        """Shows what the board says now; only what differs is painted."""
        if self.board is None or self.now is None:
            return
        self.view = self._viewing(self.board, self.now, self.words, self.wide)
        columns = self._heading(self.board, self.words, self.wide)
        self.grid.set_columns(with_ids(columns, self.view.keys))
        self.grid.set_empty(self.words.say(self._empty))
        self.put(self._kept(self.view.keys))
        if self._pictured:
            # Nobody has chosen a line of the saved board: the most urgent one is meant.
            self._pictured = False
            self.grid.action_first()

    @property
    def _empty(self) -> str:
        """What a list without lines says: why, and which key brings some."""
        return "board.no_match" if self._keep else f"board.none.{self.id}"

    def _kept(self, keys: Sequence[str]) -> Sequence[str]:
        keep = self._keep
        return keys if keep is None else tuple(key for key in keys if keep(key))

    def put(self, keys: Sequence[str]) -> None:
        """Puts a view into the list, the title and the lines below."""
        self.grid.show(keys, self.view.stamp, self.view.cells)
        self.draw_title()
        self.draw_detail()

    def draw_title(self) -> None:
        """The frame's title: number and name at the left, counts at the right."""
        name = f"[{self.number}] {self.words.say(f'board.panel.{self.id}')}"
        found = f" / {self._filter}" if self._filter else ""
        room = self.size.width - 4 - cell_len(name + found) - 3
        summary = list(self.view.summary)
        while summary and sum(cell_len(span.text) for span in summary) > room:
            summary.pop()
        gap = room - sum(cell_len(span.text) for span in summary)
        line = f" {'─' * (gap + 1)} " if summary else ""
        title = Content.assemble((name, "bold"), (found, "$accent"), (line, ""), content(summary))
        if title != self._title or title.spans != self._title.spans:
            # A title that is set paints the whole panel again, even when it says the same.
            self._title = title
            self.border_title = title

    def draw_detail(self) -> None:
        """The lines under the list."""
        if not self._below.display:
            return
        room = self.size.width - 2
        before, self._lines = self._lines, tuple(self.view.detail(self.chosen, room))
        if before == self._lines:
            return
        higher = len(before) != len(self._lines)
        folded = any(_size(line) > room for line in (*before, *self._lines))
        text = Content("\n").join([content(line) for line in self._lines])
        self._below.update(text, layout=higher or folded)

    @on(LineGrid.Highlighted)
    def _follow_cursor(self, event: LineGrid.Highlighted) -> None:
        event.stop()
        self.draw_detail()

    def on_resize(self) -> None:
        self.draw_title()
        self.draw_detail()

    def picture(self, lines: int = 60) -> dict[str, Any]:
        """What is shown, as plain values, for the saved board."""
        keys = list(self.view.keys[:lines])
        return {
            "columns": [_plain_column(each) for each in self.grid.columns],
            "lines": [[key, [_plain(cell) for cell in self.view.cells(key)]] for key in keys],
            "summary": _plain(self.view.summary),
            "tally": _plain(self.view.tally),
            "total": len(self.view.keys),
        }

    def show_picture(self, saved: dict[str, Any]) -> None:
        """Shows a saved board's lines."""
        lines = {key: tuple(map(_piece, cells)) for key, cells in saved["lines"]}
        self.view = View(
            tuple(lines),
            stamp=lambda key: key,
            cells=lambda key: lines[key],
            summary=_pieces(saved["summary"]),
            tally=_pieces(saved["tally"]),
        )
        self.grid.set_columns([Column(**each) for each in saved["columns"]])
        self.put(self.view.keys)
        self._pictured = True


def _size(line: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in line)


def content(spans: Iterable[Span]) -> Content:
    return Content.assemble(*((span.text, _style(span.role)) for span in spans))


def _style(role: str) -> str:
    """A role in the words of a Textual style."""
    plain = ("bold", "dim", "italic", "underline", "strike", "reverse")
    found = []
    for word in role.split():
        if word in plain:
            found.append(word)
        elif word.startswith("on:"):
            found.append(f"on ${word[3:]}")
        else:
            found.append("$text-muted" if word == "muted" else f"${word}")
    return " ".join(found)


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Span):
        return [[cell.text, cell.role]]
    return [[span.text, span.role] for span in cell]


def _piece(saved: Any) -> Any:
    return saved if isinstance(saved, str) else _pieces(saved)


def _pieces(saved: Any) -> tuple[Span, ...]:
    return tuple(Span(text, role) for text, role in saved)


def _plain_column(column: Column) -> dict[str, Any]:
    return {name: getattr(column, name) for name in column.__slots__}
