"""The command that takes a meeting further: its agenda first, then the meeting itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from core.domain.meeting import AHEAD, Meeting, MeetingKind

EARLY: Final = timedelta(minutes=15)
"""So long before its time a meeting may be begun as the next step."""


def meeting_next(meeting: Meeting, now: datetime) -> tuple[str, ...]:
    """The command as words after `pengtou`.

    C02: the agenda goes out before it begins; what is out is looked at until it is time.
    """
    if meeting.on:
        return ("meet", "show", meeting.id)
    start = meeting.starts_at
    if start is not None and now >= start - EARLY:
        return ("meet", "start", meeting.kind.value)
    if meeting.agenda_sent_at is None:
        return ("meet", "agenda", "send", meeting.id)
    return ("meet", "agenda", meeting.id)


def nearest(meetings: Iterable[Meeting], kind: MeetingKind) -> Meeting | None:
    """The one of a kind that goes on, else the first of those ahead; None where none is planned."""
    there = [each for each in meetings if each.kind is kind and (each.on or each.status in AHEAD)]
    return min(there, key=lambda each: (not each.on, str(each.starts_at)), default=None)
