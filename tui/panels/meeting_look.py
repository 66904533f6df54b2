"""MeetingLook: a meeting, the language, and the room there is: what its screens are laid out by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.meeting import Sitting

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class MeetingLook:
    """A meeting to be laid out."""

    sitting: Sitting
    words: Words
    room: int
    """Cells across."""

    @property
    def board(self) -> Board:
        """The board of the meeting."""
        return self.sitting.board

    def say(self, name: str, **values: object) -> str:
        """Words of this screen."""
        return self.words.say(name, **values)
