"""Keeping: the part of the app that sees to it that nothing typed is lost, and the board still."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.reactive import reactive

from tui import messages
from tui.drafts import REDO, UNDO, Drafts, Waiting
from tui.screens.status import Link
from tui.terminal.app import SafeApp

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.opening import Opening

Wish = messages.CommandIssued | messages.UndoIssued

_log = logging.getLogger("pengtou.keeping")


class Keeping(SafeApp[None]):
    """Drafts and wishes on file, and a board that keeps still while somebody types."""

    opening: Opening
    board: Any
    link: reactive[Link] = reactive(Link(), repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._live: Board | None = None

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed and is not in the database."""
        from core.places import state_folder

        folder = state_folder() / "drafts"
        return Drafts(folder, self.opening.database, self.opening.actor)

    @property
    def latest(self) -> Board | None:
        """The board as it was read last, whatever is shown."""
        return self._live or self.board

    def hold(self) -> None:
        """The picture keeps still while a line is open; clocks go on."""
        if not self.link.frozen:
            self.link = replace(self.link, frozen=True, held=True, waiting=0)

    def let_go(self) -> None:
        """The line is closed: what has changed meanwhile is shown, unless the person froze it."""
        if self.link.held:
            self.link = replace(self.link, frozen=False, held=False, waiting=0)
            if self._live is not None:
                self.board = self._live

    def promise(self, wish: Wish) -> None:
        """Writes a wish down before it is sent: it will be sent, whatever happens to us."""
        if self.board is None:
            return
        line = wish.line if isinstance(wish, messages.CommandIssued) else None
        self.drafts.wish(Waiting(wish.command_id, self.board.project.code, letter_of(wish), line))

    def leave_drafts(self) -> None:
        """Writes what is left, for the next start."""
        if "drafts" in vars(self):
            self.drafts.close()


def letter_of(wish: Wish) -> Any:
    """A wish as plain JSON."""
    from core.domain.letter import written

    if isinstance(wish, messages.UndoIssued):
        return REDO if wish.redo else UNDO
    return written(wish.command)


def wish_of(waiting: Waiting) -> Wish | None:
    """The wish that was written down; None where this program does not know it (any more)."""
    from core.domain.letter import read

    if waiting.letter in (UNDO, REDO):
        return messages.UndoIssued(waiting.id, redo=waiting.letter == REDO)
    try:
        return messages.CommandIssued(read(waiting.letter), waiting.id, waiting.line)
    except (ValueError, TypeError):
        _log.warning("a wish cannot be read: %s", waiting.id)
        return None
