"""MeetingStill: a meeting that nobody ended asks, and is kept as it stands where nobody answers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from core.domain.meeting import MeetingStatus
from core.domain.meeting_wishes import GoOn, PauseMeeting
from tui.meeting import Sitting, forgotten, sits_in, still_since
from tui.screens.meeting_sight import MeetingSight
from tui.screens.picker import Choice, Picker

_STILL: Final = ("going_on", "pause", "end")
_ASKED_IN: Final = frozenset({MeetingStatus.RUNNING, MeetingStatus.RECAPPED})
"""The answer still counts in these."""


class MeetingStill(MeetingSight):
    """A meeting as far as it notices that everybody has left."""

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self._still: Picker | None = None
        """The question whether it still goes on, while it stands."""
        self._kept_said: datetime | None = None
        """Since when it was kept, as it was told here."""

    def to_end(self) -> None:
        """The end begins with the read-back (R11)."""
        raise NotImplementedError

    def ask_whether_still(self, sitting: Sitting) -> None:
        """A meeting that nobody ended asks after a while; unanswered, all of it is kept."""
        if sitting.meeting.status is MeetingStatus.KEPT:
            self._say_kept(sitting)
            return
        mine = sits_in(sitting.board, sitting.meeting, self.actor)
        if not (mine and forgotten(sitting, self.brought)) or self._still is not None:
            return
        if self.pengtou.screen is not self or self.entry.typing:
            return
        words = self.words
        n = int((sitting.now - still_since(sitting, self.brought)).total_seconds()) // 60
        choices = [Choice(each, words.say(f"meeting_screen.still.{each}")) for each in _STILL]
        title = words.say("meeting_screen.still_there", n=n)
        self._still = Picker(title, choices, again=partial(self._ask_anew, sitting))
        self.app.push_screen(self._still, self._still_answered)

    def _ask_anew(self, sitting: Sitting) -> None:
        """The same question in another language."""
        self._still = None
        self.call_after_refresh(self.ask_whether_still, sitting)

    def _still_answered(self, choice: str | None) -> None:
        """Whoever closes the question is there, too."""
        self._still = None
        sitting = self.sitting
        if sitting is None or sitting.meeting.status not in _ASKED_IN:
            return
        if choice == "pause":
            self.issue(PauseMeeting(meeting=sitting.meeting.id))
        elif choice == "end":
            self.to_end()
        else:
            self.issue(GoOn(meeting=sitting.meeting.id))

    def _say_kept(self, sitting: Sitting) -> None:
        """Said once, in place of the question that nobody answered."""
        if self._still is not None and self.pengtou.screen is self._still:
            self._still.dismiss(None)
        if self._kept_said != sitting.meeting.paused_at:
            self._kept_said = sitting.meeting.paused_at
            self.tell(self.words.say("meeting_screen.kept_said"), "sla-soon bold")
