"""What a meeting looks back on, asked for in a thread: what changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.screens.meeting import MeetingScreen

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.changes import Changes
    from core.domain.week import WeekFigures


@dataclass
class LookedBack(Message):
    """What changed since the last meeting of the kind, and how the week goes."""

    meeting: str
    revision: int
    changes: Changes | None
    week: WeekFigures | None


class MeetingLooking(MeetingScreen):
    """A meeting as far as it looks back; one thread at a time, since a long log takes a while."""

    WEEK = False
    """Whether the figures of the week are asked for, too."""

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self.changes: Changes | None = None
        self.week: WeekFigures | None = None
        self._back_at = -1
        self._looking = False

    def draw(self) -> None:
        super().draw()
        self._look_again()

    def _look_again(self) -> None:
        board: Board | None = self.board
        if not self.alive or board is None or self._looking or board.revision == self._back_at:
            return
        self._looking = True
        self._look_back(board)

    @work(thread=True, group="meeting-back", exit_on_error=False)
    def _look_back(self, board: Board) -> None:
        """In a thread; what cannot be read now is asked for again with the next board."""
        from core.domain.refusal import Refused, Unreachable
        from core.looking_back import changes_for, week

        service = self.pengtou.feed.service if self.pengtou.feed else None
        changes = figures = None
        if service is not None:
            try:
                changes = changes_for(service, self.meeting_id, board=board)
                figures = week(service, board=board) if self.WEEK else None
            except (Unreachable, Refused):
                pass
        self.post_message(LookedBack(self.meeting_id, board.revision, changes, figures))

    @on(LookedBack)
    def _looked_back(self, message: LookedBack) -> None:
        self._looking, self._back_at = False, message.revision
        self.changes, self.week = message.changes or self.changes, message.week or self.week
        if self.alive and self.sitting is not None:
            self.draw()
