"""The lines of before, which the up key brings back one after the other. Pure but for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.drafts import Draft

MOST: Final = 50
"""So many saved lines are remembered."""


@dataclass(frozen=True, slots=True)
class Past:
    """A line of before."""

    draft: Draft
    command: str = ""
    """The id of the wish that it became; empty where it was put aside and never saved."""


class Recall:
    """The lines that were saved in this session, and the place among them."""

    def __init__(self) -> None:
        self._saved: tuple[Past, ...] = ()
        self._lines: tuple[Past, ...] = ()
        self._back = 0
        """How many lines back; 0 while none was brought back."""

    @property
    def shown(self) -> Past | None:
        """The line that was brought back."""
        return self._lines[-self._back] if self._back else None

    def remember(self, past: Past) -> None:
        """A line was saved; the walk begins at it again."""
        others = (each for each in self._saved if each.command != past.command)
        self._saved = (*others, past)[-MOST:]
        self.leave()

    def leave(self) -> None:
        """The walk is over."""
        self._back = 0

    def step(self, back: int, shelf: Sequence[Draft]) -> Past | None:
        """The line before (1) or behind (-1) the one that is shown; None behind the last.

        `shelf` are the lines that were put aside: they lie before those that were saved.
        """
        if not self._back:
            known = {each.draft for each in self._saved}
            aside = (Past(each) for each in shelf if "\n" not in each.text and each not in known)
            self._lines = (*aside, *self._saved)
        self._back = max(0, min(self._back + back, len(self._lines)))
        return self.shown
