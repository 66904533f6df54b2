"""Welcoming: the part of the app that meets a person: first run, own keys, the hint for what next.

What the first-run page comes to is another board: it is opened anew by whoever started this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on, work

from tui import messages
from tui.actions import BOARD
from tui.keymap import told
from tui.screens.board import BoardScreen
from tui.syncing import Syncing

if TYPE_CHECKING:
    from tui.opening import Opening

TELLING: Final = 12.0
"""Seconds that what is wrong with one's own keys is told."""
_MOST: Final = 3
"""So many of them are told one by one."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The board that is to be opened next."""

    opening: Opening
    folder: Path | None = None
    """Where the sample project lies, until it is left; None for a board that lasts."""
    then: str = ""
    """The action that is begun on it: an id of `BOARD`."""
    hint: str = ""
    """The sentence that its line begins with: an id in full."""


class Welcoming(Syncing):
    """The first thing that a person sees, and their own keys."""

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[str] = []
        """What was chosen in the palette lately, the latest first."""
        self._asked_back = False
        """Whether it was asked for what was chosen in the runs before."""
        self.greets = False
        """Whether there is no database yet: the first-run page comes instead of a board."""
        self.onward: Onward | None = None
        """What is opened when this board is left."""
        self.welcome: Onward | None = None
        """What this board was opened by, until it has been said."""

    @work(thread=True, group="recent", exit_on_error=False)
    def _recall(self) -> None:
        """In a thread: what was chosen in the palette in the runs before."""
        from tui.palette_recent import read

        found = read(self.opening)
        self.call_later(self._recalled, found)

    def _recalled(self, found: list[str]) -> None:
        self.recent = list(dict.fromkeys([*self.recent, *found]))

    def used_lately(self, recent: list[str]) -> None:
        """Something was chosen in the palette; a demonstration and a reader leave no trace."""
        self.recent = recent
        if self.remembers and not self.opening.reading:
            self._keep_recent(recent)

    @work(thread=True, group="recent", exit_on_error=False)
    def _keep_recent(self, recent: list[str]) -> None:
        """In a thread."""
        from tui.palette_recent import keep

        keep(self.opening, recent)

    def on_mount(self) -> None:
        """Puts one's own keys on, and tells once what is wrong with them."""
        self.set_keymap(self.own_keys.keymap())
        clashes = self.own_keys.clashes()
        if not clashes:
            return
        say = self.words.say
        lines = [told(each, self.words) for each in clashes[:_MOST]]
        if len(clashes) > _MOST:
            lines.append(say("help.clash.more", n=len(clashes) - _MOST))
        text = "\n".join((say("help.clash.all", n=len(clashes)), *lines))
        self.notify(text, severity="warning", timeout=TELLING, markup=False)

    def action_first_run(self) -> None:
        """Opens the page that a new person sees: sample, own project, source, team."""
        from tui.screens.first_run import FirstRunScreen

        if self.opening.reading:
            self.notify(self.words.say("first_run.reading"), markup=False)
            return
        self.push_screen(FirstRunScreen(self.opening, alone=self.greets), self._go_on)

    def _go_on(self, onward: Onward | None) -> None:
        if onward is not None:
            self.onward = onward
            self.exit()
        elif self.greets:
            self.exit()

    @on(messages.BoardLoaded)
    def _greet(self) -> None:
        """The first board: what comes next is said, or begun; the palette learns of other runs."""
        if not self._asked_back:
            self._asked_back = True
            if self.remembers and not self.opening.reading:
                self._recall()
        welcome, self.welcome = self.welcome, None
        if welcome is not None:
            self.call_after_refresh(self._say_welcome, welcome)

    def _say_welcome(self, welcome: Onward) -> None:
        screen = self.screen_stack[0]
        if welcome.hint and isinstance(screen, BoardScreen):
            screen.tell(self.words.say(welcome.hint), "accent")
        action = next((each for each in BOARD if each.id == welcome.then), None)
        if action is not None and isinstance(screen, BoardScreen):
            screen.call_later(screen.run_action, action.run)
