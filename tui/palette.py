"""The command palette: the actions of a screen, found by what either language calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.screens.picker import Choice
from tui.words import LANGUAGES, Words

if TYPE_CHECKING:
    from tui.actions import Action

HIDDEN = frozenset({"palette", "back"})
"""What it does not offer: itself, and what Esc does anyway."""


def choices(actions: Iterable[Action], words: Words) -> list[Choice]:
    """One choice an action: its words, its keys, and its words in the other languages."""
    from tui.screens.keys import keys_text

    every = [Words.load(each) for each in LANGUAGES]
    return [
        Choice(
            each.id,
            _called(each, words),
            keys_text(each, words),
            tuple(dict.fromkeys(word for other in every for word in _names(each, other))),
        )
        for each in actions
        if each.id not in HIDDEN
    ]


def _called(action: Action, words: Words) -> str:
    """What it is called in full; the footer has to make do with less."""
    return next(iter(_names(action, words)))


def _names(action: Action, words: Words) -> list[str]:
    full, short = f"board.palette.{action.id}", f"actions.{action.id}"
    return [words.say(each) for each in (full, short) if words.has(each)]


def warm(found: Sequence[Choice]) -> None:
    """In a thread: spells everything out, so that the first letter typed need not wait."""
    from core.domain.names import find

    find("a", [(each.id, each.text, each.others) for each in found])
