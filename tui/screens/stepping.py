"""Stepping: a page that goes from answer to answer, with work in threads between some of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.panels.panel import content
from tui.screens.compositor import LineCompositor
from tui.widgets.line_cells import Span
from tui.wording import worded

if TYPE_CHECKING:
    from tui.app import Pengtou
    from tui.words import Words

Result = TypeVar("Result")
Went = TypeVar("Went")


class WorkDone(Message):
    """A thread is through with what it was begun for; `turn` says when that was."""

    def __init__(self, turn: int, went: object) -> None:
        super().__init__()
        self.turn, self.went = turn, went


class Stepping(Screen[Result], Generic[Result, Went]):
    """One line to type in, and one below it that says what is wrong; `Went` is what work gives."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]
    NAMED: ClassVar[str]
    """What the ids of its parts begin with."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self._typed: dict[str, str] = {}
        """What stood in the line at each step: nothing typed is lost by going back."""
        self._turn = 0
        """Counts what was begun in threads: what comes after Esc is no answer any more."""
        self._busy = False
        self._problem: tuple[str, dict[str, object]] | None = None
        """What is wrong with the answer, as it is told below the line."""

    def on_mount(self) -> None:
        self.draw(fresh=True)

    @property
    def pengtou(self) -> Pengtou:
        """The app."""
        return self.app  # type: ignore[return-value]

    @property
    def words(self) -> Words:
        """The language of the page."""
        return self.pengtou.words

    @property
    def line(self) -> Input:
        """The line to type in."""
        return self.query_one(f"#{self.NAMED}-input", Input)

    def draw(self, *, fresh: bool = False) -> None:
        """The step as it stands; `fresh` when it was just come to."""
        raise NotImplementedError

    def action_back(self) -> None:
        """A step back, with all that was answered; from the first one, out."""
        raise NotImplementedError

    def went(self, went: Went) -> None:
        """Goes on with what a thread came to, unless the step was left meanwhile."""
        raise NotImplementedError

    def tell(self, text: str, role: str = "") -> None:
        """Says something below the line; nothing for an empty text."""
        if not role.startswith("sla"):
            self._problem = None
        said = content((Span(text, role),) if text else ())
        self.query_one(f"#{self.NAMED}-said", Static).update(said)

    def unfit(self, word: str, values: dict[str, object]) -> None:
        """Why an answer will not do; the line stays as it was typed."""
        self._problem = (word, values)
        self.tell("✗ " + worded(self.words, self.worded_here(word), values), "sla-late bold")

    def worded_here(self, word: str) -> str:
        """The id of the sentence by which this page says `word`."""
        return word

    def begin(self, work: Callable[[], Went], busy: str) -> None:
        """Begins a thread; no worker of Textual's, since leaving would wait for a server."""
        self._turn += 1
        self._busy = True
        self.tell(self.words.say(busy), "accent")
        threading.Thread(target=self._carry_on, args=(work, self._turn), daemon=True).start()

    def give_up(self) -> None:
        """What was begun in a thread is of no interest any more."""
        self._turn += 1
        self._busy = False

    def _carry_on(self, work: Callable[[], Went], turn: int) -> None:
        """In a thread."""
        self.post_message(WorkDone(turn, work()))

    @on(WorkDone)
    def _done(self, message: WorkDone) -> None:
        if message.turn == self._turn:
            self._busy = False
            self.went(message.went)  # type: ignore[arg-type]
