"""EntryBar: the one line where people type; otherwise it shows hints and what just happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, Paste
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui.terminal.shown import shown
from tui.widgets.line_cells import Span
from tui.widgets.line_palette import LinePalette

_LEAST = 12
"""Cells that what is typed, its name and the words beside it want at least."""
_LATER = 2
"""From so many keys on the line has been closed for a while."""

Piece = tuple[int, int, str]
"""A part of what is typed: from, to, and the role it is shown in."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is being typed."""

    id: str
    """`action`, `blocker`, `decision`, `task`, `progress`, `note`, `due`, `filter`, `jump`."""
    subject: str = ""
    """The record it is about."""
    seen: int | None = None
    """The version of that record when typing began."""


class _Pieces(Highlighter):
    """Shows the parts of the line that were understood."""

    def __init__(self) -> None:
        self.styles: tuple[tuple[int, int, Style], ...] = ()

    def highlight(self, text: Text) -> None:
        """Styles the parts."""
        for start, end, style in self.styles:
            text.stylize(style, start, end)


class _Line(Input):
    """The line itself."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret is drawn; behind the last character Textual has it a cell further on."""
        offset = super().cursor_screen_offset
        return offset - (1, 0) if self.cursor_at_end else offset

    def on_resize(self) -> None:
        """Keeps the terminal's own cursor here: the input method shows its candidates there."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
            self.refresh()

    def _on_paste(self, event: Paste) -> None:
        """Several lines are for the screen to sort out; one goes in where the caret is."""
        event.stop()
        event.prevent_default()
        lines = [each for each in event.text.splitlines() if each.strip()]
        start, end = sorted(self.selection)
        if len(lines) > 1 and isinstance(self.parent, EntryBar) and self.parent.framed:
            whole = self.value[:start] + "\n".join(lines) + self.value[end:]
            self.parent.post_message(EntryBar.Pasted(whole))
        elif lines:
            self.replace(lines[0], start, end)


class EntryBar(Horizontal):
    """Opens for one purpose at a time. A typed line is only cleared once it was carried out."""

    @dataclass
    class Changed(Message):
        """The line reads differently."""

        purpose: Purpose
        text: str

    @dataclass
    class Submitted(Message):
        """Enter on a line with something in it."""

        purpose: Purpose
        text: str
        again: bool
        """Whether the same line was submitted just before: doubts are accepted."""

    @dataclass
    class Opened(Message):
        """The line was opened."""

        purpose: Purpose

    @dataclass
    class Closed(Message):
        """The line was closed."""

        purpose: Purpose
        done: bool
        """Whether what was typed counts; Esc and an empty Enter take it back."""
        text: str = ""
        """What stood in it."""

    @dataclass
    class Pasted(Message):
        """Several lines came at once, with what stood around them."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.purpose: Purpose | None = None
        self.keys: Callable[[str], bool] | None = None
        """Whoever sees keys before the line does, and says whether they were meant for them."""
        self.moved: Callable[[], None] | None = None
        """Whoever is told that the caret went elsewhere."""
        self._before: Widget | None = None
        self._pieces = _Pieces()
        self._parts: tuple[Piece, ...] = ()
        self._submitted = ""
        self._last: dict[str, str] = {}
        self._hint: tuple[Span, ...] = ()
        self._said: tuple[Span, ...] = ()
        self._label = ""
        self._keys_since = _LATER

    def compose(self) -> ComposeResult:
        yield Label("▸", classes="mark", markup=False)
        yield _Line(compact=True, select_on_focus=False, highlighter=self._pieces)
        yield Static(classes="said", markup=False)
        yield Label(" ║", classes="edge", markup=False)

    def on_mount(self) -> None:
        entry = self.query_one(Input)
        entry.display = False
        self.watch(entry, "selection", self._caret_moved, init=False)

    def _caret_moved(self) -> None:
        if self.purpose is not None and self.moved is not None:
            self.moved()

    @property
    def typing(self) -> bool:
        """Whether the line is open."""
        return self.purpose is not None

    @property
    def just_closed(self) -> bool:
        """Whether the key that is being answered is the first one since the line closed."""
        return self._keys_since == 1

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value

    @property
    def caret(self) -> int:
        """Before which character the cursor stands."""
        return self.query_one(Input).cursor_position

    @caret.setter
    def caret(self, position: int) -> None:
        self.query_one(Input).cursor_position = position

    @property
    def framed(self) -> bool:
        """Whether the line stands in a frame, as a capture line does."""
        return self.has_class("-framed")

    def takes(self, key: str) -> bool:
        """Whether a key was for whoever opened the line."""
        return self.purpose is not None and self.keys is not None and self.keys(key)

    def show_parts(self, parts: Sequence[Piece]) -> None:
        """Shows which parts of the line were understood, each in its role."""
        before, self._parts = self._parts, tuple(parts)
        if before != self._parts:
            self._paint_parts()

    def _paint_parts(self) -> None:
        palette = LinePalette(self.app.theme_variables, self.background_colors[1])
        self._pieces.styles = tuple((a, b, palette.style(role)) for a, b, role in self._parts)
        self.query_one(Input).refresh()

    def notify_style_update(self) -> None:
        """Paints the parts in the colours of another theme."""
        super().notify_style_update()
        if self._parts and self.is_mounted:
            self._paint_parts()

    def rename(self, purpose: Purpose, label: str, placeholder: str = "") -> None:
        """Goes on with the same text for another purpose."""
        self.purpose = purpose
        if placeholder:
            self.query_one(Input).placeholder = placeholder
        self._label = f"║ {label} ›" if self.framed else f"▸ {label}"
        self.query_one(".mark", Label).update(shown(self._label, "bold $accent"))
        self._share()

    def _share(self) -> None:
        """Gives what is typed the room that it needs: its name and the words beside it give way.

        An answer to what was entered is seen in any case.
        """
        width, said = self.size.width, self.query_one(".said", Static)
        if self.purpose is None or self.framed or not width:
            return
        typed = cell_len(self.text)
        answer = sum(cell_len(each.text) for each in self._said) + 2
        owed = min(answer, width // 2) if typed and self._submitted == self.text else 0
        need = max(typed, _LEAST) + 2
        label = max(min(width * 2 // 5, width - need - owed), _LEAST)
        left = width - min(label, cell_len(self._label)) - 1 - need
        self.query_one(".mark", Label).styles.max_width = label + 1
        said.styles.max_width = max(left, owed)
        said.display = max(left, owed) >= min(answer, _LEAST)

    def on_resize(self) -> None:
        """Shares the room out anew."""
        self._share()

    def open(
        self,
        purpose: Purpose,
        label: str,
        text: str = "",
        placeholder: str = "",
        *,
        framed: bool = False,
    ) -> None:
        """Opens the line; the cursor goes to its end."""
        self._submitted, self.keys, self.moved = "", None, None
        self.set_class(framed, "-framed")
        self.rename(purpose, label)
        self.show_parts(())
        entry = self.query_one(Input)
        entry.display = True
        entry.placeholder = placeholder
        entry.value = text
        entry.cursor_position = len(text)
        if self.screen.focused is not entry:
            self._before = self.screen.focused
        self.screen.set_focus(entry)  # at once: the next key is for the line
        self.say(())
        self.set_class(True, "-open")
        self._share()
        self.post_message(self.Opened(purpose))

    def select_all(self) -> None:
        """What is typed next takes the place of what stands there, until a key moves the caret."""
        self.query_one(Input).select_all()

    async def key(self, event: Key) -> bool:
        """Does at once what a key does to an open line; False where it is none for a line.

        Terminals deliver what an input method commits, and what is typed ahead, in one piece: no
        key may overtake another on its way.
        """
        if self.purpose is None:
            return False
        line = self.query_one(_Line)
        self.screen.set_focus(line)
        if self.takes(event.key) or self._own(event.key):
            return True
        if event.is_printable:
            await line._on_key(event)
        return event.is_printable

    def paste(self, event: Paste) -> bool:
        """Takes in at once what is pasted into an open line; False where none is open."""
        if self.purpose is None:
            return False
        self.query_one(_Line)._on_paste(event)
        return True

    def clear(self) -> None:
        """Empties the line for the next one; the last one comes back with the up key."""
        entry = self.query_one(Input)
        if self.purpose is not None:
            self._last[self.purpose.id] = entry.value
        self._submitted = ""
        entry.value = ""

    def close(self, *, done: bool = False) -> None:
        """Closes the line; `done` tells that what was typed counts."""
        self._keys_since = 0
        purpose, self.purpose = self.purpose, None
        entry = self.query_one(Input)
        text, entry.value = entry.value, ""
        entry.display = False
        if self.screen.focused is entry:
            self.screen.set_focus(self._before)
        mark, said = self.query_one(".mark", Label), self.query_one(".said", Static)
        mark.update("▸")
        mark.styles.max_width = said.styles.max_width = None
        said.display = True
        self.set_class(False, "-open")
        self.set_class(False, "-framed")
        self.say(self._hint)
        if purpose is not None:
            self.post_message(self.Closed(purpose, done, text))

    def say(self, spans: Sequence[Span]) -> None:
        """Shows words beside the line, or in its place while it is closed."""
        from tui.panels.panel import content

        before, self._said = self._said, tuple(spans)
        if before != self._said:  # every key takes the last answer away: mostly there is none
            self.query_one(".said", Static).update(content(spans) if spans else Content(""))
            self._share()

    def rest(self) -> None:
        """Takes the last answer away; an open line stays as it is."""
        self._keys_since += 1
        if not self.typing:
            self.say(self._hint)

    def set_hint(self, spans: Sequence[Span]) -> None:
        """What the closed line says when there is nothing else to say; an answer stands until the
        next key."""
        before, self._hint = self._hint, tuple(spans)
        if before != self._hint and not self.typing and self._said == before:
            self.say(self._hint)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.purpose is not None:
            if event.value != self._submitted:
                self._submitted = ""
            self._share()
            self.post_message(self.Changed(self.purpose, event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.purpose is None:
            return
        if not event.value.strip():
            self.close()
            return
        again, self._submitted = self._submitted == event.value, event.value
        self.post_message(self.Submitted(self.purpose, event.value, again))

    def _own(self, key: str) -> bool:
        """What keys do here that they do in no other line."""
        purpose = self.purpose
        if key == "escape":
            self.close()
        elif key == "up" and purpose and not self.text and (last := self._last.get(purpose.id)):
            entry: Any = self.query_one(Input)
            entry.value = last
            entry.cursor_position = len(last)
        else:
            return key in ("tab", "shift+tab")
        return True
