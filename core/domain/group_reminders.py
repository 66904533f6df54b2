"""Reminders that go to a group, too: a person's are one text a day, naming them (C20–C22). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.domain.reminder_day import Day
from core.domain.rights import archived

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from core.domain.ids import RecordId
    from core.domain.message import Message

_PREFIX: Final = "reminder."
_DAY: Final = "day"
"""What a text is about that gathers all that one person was reminded of today."""


@dataclass(frozen=True, slots=True)
class ForGroup:
    """What one text for a group tells."""

    about: str
    to: tuple[RecordId, ...]
    """Who is named."""
    subject: RecordId | None
    told: tuple[Message, ...]
    """What they find on their own boards."""

    @property
    def key(self) -> str:
        """What tells it from the others of a day."""
        return self.subject or " ".join(self.to)


def for_group(board: Board, now: datetime, channel: str) -> Iterator[tuple[str, ForGroup]]:
    """What a group is still to hear of today's reminders, each with the id of its wish.

    Nothing on a day of rest, nor before offices open, nor of a project that is put away; what it
    has heard today not again.
    """
    day = Day(board, now)
    if not day.awake or archived(board.project):
        return
    heard = {
        (each.about, each.to, each.subject)
        for each in day.queued_today()
        if each.channel == channel
    }
    for each in _texts(day):
        if (f"{_PREFIX}{each.about}", each.to, each.subject) not in heard:
            name = f"auto:{board.project.id}:group:{channel}:{each.about}:{each.key}"
            yield f"{name}:{day.today.isoformat()}", each


def _texts(day: Day) -> Iterator[ForGroup]:
    own: dict[RecordId, list[Message]] = defaultdict(list)
    for each in day.queued_today():
        if each.channel or not each.about.startswith(_PREFIX):
            continue
        if each.subject is None and len(each.to) == 1:
            own[each.to[0]].append(each)
        else:
            about = each.about.removeprefix(_PREFIX)
            yield ForGroup(about, each.to, each.subject, (each,))
    for person, told in own.items():
        yield ForGroup(_DAY, (person,), None, tuple(told))
