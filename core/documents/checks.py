"""What is looked at before minutes go out (R09, R10, R11; screens.md 4.8). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.action import STUCK
from core.domain.meeting_record import MeetingRecord
from core.domain.task import LightLevel

OUT_WITHIN = timedelta(hours=24)
"""C12: from the end of a meeting to its minutes."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `documents.check.<id>.ok` or `.no`, with the values of the sentence."""

    id: str
    ok: bool
    values: Mapping[str, object] = field(default_factory=dict)
    subject: str = ""
    """The record it speaks of, where it is about one."""


def checks(record: MeetingRecord, now: datetime | None = None) -> tuple[Check, ...]:
    """Everything that is looked at, in order; `now` is when they would be sent."""
    return tuple(_checks(record, now or record.now))


def due(record: MeetingRecord) -> datetime | None:
    """C12: until when the minutes are out; None while the meeting goes on."""
    ended = record.meeting.ended_at
    return ended + OUT_WITHIN if ended else None


def _checks(record: MeetingRecord, now: datetime) -> Iterator[Check]:
    promised = (*record.actions, *record.carried)
    yield _all("maker", (each.id for each in record.decisions if not each.maker))
    yield _all("owner", (each.id for each in promised if not each.owner))
    yield _all("due", (each.id for each in promised if not each.due))
    yield from _makers_away(record)
    yield from _stuck(record)
    yield _all("red", _unanswered(record))
    yield Check("read_back", record.meeting.recapped_at is not None)
    if (until := due(record)) is not None:
        values = {"at": f"{until.astimezone(record.board.zone):%m-%d %H:%M}"}
        yield Check("in_time", now <= until, values)


def _all(name: str, failing: Iterable[str]) -> Check:
    ids = " ".join(failing)
    return Check(name, not ids, {"ids": ids})


def _makers_away(record: MeetingRecord) -> Iterator[Check]:
    for each in record.decisions:
        if each.maker and record.absent(each.maker):
            values = {"id": each.id, "who": record.board.name_of(each.maker)}
            yield Check("maker_away", False, values, each.id)


def _stuck(record: MeetingRecord) -> Iterator[Check]:
    """Carried over so often that they had better become blockers."""
    for each in record.carried:
        if each.carried >= STUCK:
            yield Check("stuck", False, {"id": each.id, "n": each.carried}, each.id)


def _unanswered(record: MeetingRecord) -> Iterator[str]:
    """R07: the red tasks that say no reason."""
    board = record.board
    for identity in board.task_order:
        task, stands = board.tasks[identity], board.standings[identity]
        if stands.light is LightLevel.RED and not (task.delay_reason or task.light_reason):
            yield identity
