"""Dressing: how the app looks and speaks, changed at once and remembered for the next start."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import work
from textual.binding import Binding, BindingType

from tui import theming
from tui.theme_words import broken_told
from tui.wishing import Wishing

if TYPE_CHECKING:
    from tui.opening import Opening
    from tui.words import Words

_log = logging.getLogger("pengtou.dressing")
WALL = "-wall"
"""The class of the app while the projector is up: what is told in the corner is for one person."""
TELLING = 12
"""Seconds for which it stands what is wrong with a theme."""


@runtime_checkable
class Speaking(Protocol):
    """A screen that can say everything anew."""

    def reword(self) -> None:
        """Says all that stands there in the language that was chosen."""


class Dressing(Wishing):
    """The part of the app that wears themes and speaks languages."""

    opening: Opening
    words: Words
    remembers = True
    """Whether the configuration is told what the person chose; a demonstration leaves it alone."""
    _below_the_wall = ""
    """The theme that the board wore when the projector was put over it; empty without one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before all else: it means the same while a line is typed in and below a question.
        Binding("f10", "language", show=False, priority=True)
    ]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theming.defaults()

    def wear(self, *names: str) -> None:
        """Puts on the first of some themes that can be worn; each broken one before it is named.

        No name stands for the theme to begin with: the configured one, without colours where the
        terminal asks for that. Where none can be worn, the dark one is.
        """
        from core.places import theme_folder

        chosen = self.opening.settings.board.theme
        for name in (*(names or (theming.first(chosen, os.environ),)), "dark"):
            found = theming.load(name, theme_folder())
            if not isinstance(found, theming.BrokenTheme):
                self.register_theme(found)
                self.theme = found.name
                return
            told = broken_told(name, found.problems, self.words)
            self.notify(told, severity="warning", timeout=TELLING, markup=False)

    def dress_the_wall(self) -> None:
        """Puts on the theme that the configuration has for the projector, and keeps toasts off it.

        A terminal that asks for no colours gets none here either.
        """
        from core.projector_settings import KEEPS

        self._below_the_wall = self.theme
        self.set_class(True, WALL)
        chosen = self.opening.settings.projector.theme
        if chosen != KEEPS and not os.environ.get("NO_COLOR"):
            self.wear(chosen, self.theme)

    def undress_the_wall(self) -> None:
        """Gives the board back what it wore."""
        before, self._below_the_wall = self._below_the_wall, ""
        self.set_class(False, WALL)
        if before and before != self.theme:
            self.wear(before)

    def action_language(self) -> None:
        """The other language, at once."""
        from tui.words import Words

        self.words = Words.load("en" if self.words.language == "zh" else "zh")
        for screen in tuple(self.screen_stack):
            if isinstance(screen, Speaking):
                screen.reword()
        self.screen.refresh()  # what lies below a question is part of its picture
        self._remember("board.language", self.words.language)

    def action_theme(self) -> None:
        """The next theme, at once: dark, light, projector, mono, then one's own.

        On the projector it is the projector's that is chosen, and the board keeps its own.
        """
        from core.places import theme_folder

        self.wear(*theming.after(self.theme, theme_folder()))
        if self._below_the_wall:
            told = self.opening.settings
            wall = replace(told.projector, theme=self.theme)
            self.opening = replace(self.opening, settings=replace(told, projector=wall))
            self._remember("projector.theme", self.theme)
            return
        self.notify(self.words.say("theme.worn", name=self.theme), timeout=2, markup=False)
        self._remember("board.theme", self.theme)

    @work(thread=True, group="remember", exit_on_error=False)
    def _remember(self, key: str, value: str) -> None:
        """In a thread. What cannot be written down holds for this run."""
        from core.settings import HandWritten, Misconfigured, set_value

        if not self.remembers:
            return
        try:
            set_value(self.opening.config, key, value)
        except (OSError, HandWritten, Misconfigured) as problem:
            _log.info("not remembered: %s", type(problem).__name__)
