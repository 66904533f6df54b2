"""EntryBar: the one line where people type; otherwise it shows hints and what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Label, Static

from tui.terminal.shown import shown
from tui.widgets.line_cells import Span


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is being typed."""

    id: str
    """`action`, `blocker`, `decision`, `task`, `progress`, `note`, `due`, `filter`, `jump`."""
    subject: str = ""
    """The record it is about."""
    seen: int | None = None
    """The version of that record when typing began."""


class _Line(Input):
    """The line itself; knows which keys came to it by themselves."""

    seen: Key | None = None

    def on_key(self, event: Key) -> None:
        """Remembers the key; what it does is the input's."""
        self.seen = event


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
    class Closed(Message):
        """The line was closed."""

        purpose: Purpose
        done: bool
        """Whether what was typed counts; Esc and an empty Enter take it back."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.purpose: Purpose | None = None
        self._submitted = ""
        self._last: dict[str, str] = {}
        self._hint: tuple[Span, ...] = ()
        self._said: tuple[Span, ...] = ()

    def compose(self) -> ComposeResult:
        yield Label("▸", classes="mark", markup=False)
        yield _Line(compact=True, select_on_focus=False)
        yield Static(classes="said", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).display = False

    @property
    def typing(self) -> bool:
        """Whether the line is open."""
        return self.purpose is not None

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value

    def open(self, purpose: Purpose, label: str, text: str = "", placeholder: str = "") -> None:
        """Opens the line; the cursor goes to its end."""
        self.purpose, self._submitted = purpose, ""
        self.query_one(".mark", Label).update(shown(f"▸ {label} ", "bold $accent"))
        entry = self.query_one(Input)
        entry.display = True
        entry.placeholder = placeholder
        entry.value = text
        entry.cursor_position = len(text)
        entry.focus()
        self.say(())
        self.set_class(True, "-open")

    async def take(self, event: Key) -> bool:
        """Takes a key that was on its way to a list while the line opened; whether it did.

        Terminals deliver what an input method commits, and quick typing, in one piece.
        """
        line = self.query_one(_Line)
        if self.purpose is None or line.seen is event:
            return False
        if event.is_printable and event.character:
            line.insert_text_at_cursor(event.character)
        elif event.key == "enter":
            await line.action_submit()
        else:
            return False
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
        purpose, self.purpose = self.purpose, None
        entry = self.query_one(Input)
        entry.value = ""
        entry.display = False
        self.query_one(".mark", Label).update("▸")
        self.set_class(False, "-open")
        self.say(self._hint)
        if purpose is not None:
            self.post_message(self.Closed(purpose, done))

    def say(self, spans: Sequence[Span]) -> None:
        """Shows words beside the line, or in its place while it is closed."""
        from tui.panels.panel import content

        before, self._said = self._said, tuple(spans)
        if before != self._said:  # every key takes the last answer away: mostly there is none
            self.query_one(".said", Static).update(content(spans) if spans else Content(""))

    def rest(self) -> None:
        """Takes the last answer away; an open line stays as it is."""
        if not self.typing:
            self.say(self._hint)

    def set_hint(self, spans: Sequence[Span]) -> None:
        """What the closed line says when there is nothing else to say."""
        before, self._hint = self._hint, tuple(spans)
        if before != self._hint and not self.typing:
            self.say(self._hint)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.purpose is not None:
            if event.value != self._submitted:
                self._submitted = ""
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

    def on_key(self, event: Key) -> None:
        if self.purpose is None:
            return
        if event.key == "escape":
            event.stop()
            self.close()
        elif event.key == "up" and not self.text and (last := self._last.get(self.purpose.id)):
            event.stop()
            entry: Any = self.query_one(Input)
            entry.value = last
            entry.cursor_position = len(last)
