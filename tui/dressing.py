"""Dressing: how the app looks and speaks, changed at once and remembered for the next start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from textual import work

from tui import theming
from tui.screens.board import BoardScreen
from tui.wishing import Wishing

if TYPE_CHECKING:
    from tui.opening import Opening
    from tui.words import Words

_log = logging.getLogger("pengtou.dressing")


class Dressing(Wishing):
    """The part of the app that wears themes and speaks languages."""

    opening: Opening
    words: Words
    remembers = True
    """Whether the configuration is told what the person chose; a demonstration leaves it alone."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theming.defaults()

    def wear(self, name: str) -> None:
        """Puts a theme on; a broken one is named, and the dark one worn."""
        from core.places import theme_folder

        found = theming.load(name, theme_folder())
        if isinstance(found, theming.BrokenTheme):
            self.notify(self.words.say("theme.broken", name=name), markup=False)
            found = theming.load("dark")
        assert not isinstance(found, theming.BrokenTheme)
        self.register_theme(found)
        self.theme = found.name

    def action_language(self) -> None:
        """The other language, at once."""
        from tui.words import Words

        self.words = Words.load("en" if self.words.language == "zh" else "zh")
        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen):
                screen.set_words(self.words)
        self._remember("board.language", self.words.language)

    def action_theme(self) -> None:
        """The other theme, at once."""
        self.wear("light" if self.theme == "dark" else "dark")
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
