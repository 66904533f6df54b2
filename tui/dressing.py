"""Dressing: how the app looks and speaks, changed at once and remembered for the next start."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import work

from tui import theming
from tui.theme_words import broken_told
from tui.wishing import Wishing

if TYPE_CHECKING:
    from tui.opening import Opening
    from tui.words import Words

_log = logging.getLogger("pengtou.dressing")
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

    def action_language(self) -> None:
        """The other language, at once."""
        from tui.words import Words

        self.words = Words.load("en" if self.words.language == "zh" else "zh")
        for screen in self.screen_stack:
            if isinstance(screen, Speaking):
                screen.reword()
        self._remember("board.language", self.words.language)

    def action_theme(self) -> None:
        """The next theme, at once: dark, light, projector, mono, then one's own."""
        from core.places import theme_folder

        self.wear(*theming.after(self.theme, theme_folder()))
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
