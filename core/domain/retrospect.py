"""What the log knows of how a project went (F27, S15): deadlines, medians, moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.action import DELIVERED, ActionItem, ActionStatus
from core.domain.blocker import Blocker
from core.domain.event import Recorded
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.meeting import OVER, Meeting, MeetingKind
from core.domain.scene import Scene
from core.domain.task import FINISHED, Task, TaskStatus

_HOUR = timedelta(hours=1)
_MINUTES_WITHIN = timedelta(hours=24)
"""C12: minutes are out within so long."""
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Promise:
    """A task or an action item that had a day: when it was due, and when its owner delivered."""

    id: RecordId
    title: str
    dept: str
    due: date
    """As agreed in the end."""
    first_due: date
    """As agreed at first."""
    delivered: date | None = None
    """None where nothing was delivered, or nobody put on record when."""
    unknown: bool = False
    """Whether it was there already when it was put on record, so that nobody knows when."""

    @property
    def late(self) -> int | None:
        """Days after its day; 0 or less where it was in time, None where it was not delivered."""
        return None if self.delivered is None else (self.delivered - self.due).days

    def behind(self, today: date) -> int:
        """Days after its day: when it was delivered, or up to today where it was not; 0 or less
        where it was in time, and 0 where nobody knows when it was."""
        if self.unknown:
            return 0
        return ((self.delivered or today) - self.due).days

    @property
    def moved(self) -> bool:
        """Whether its day was put off, or brought forward."""
        return self.due != self.first_due


@dataclass(frozen=True, slots=True)
class Stuck:
    """A blocker: how long it took to answer and to solve, in hours."""

    dept: str
    answered: float | None = None
    solved: float | None = None
    reopened: int = 0


@dataclass(frozen=True, slots=True)
class Retrospect:
    """How a project went."""

    tasks: tuple[Promise, ...] = ()
    actions: tuple[Promise, ...] = ()
    ahead: int = 0
    """How many of both are not due yet and not delivered: neither kept nor broken."""
    stuck: tuple[Stuck, ...] = ()
    carried: Mapping[RecordId, int] = field(default_factory=dict)
    """How often each action item was carried over that ever was."""
    minutes: tuple[bool, ...] = ()
    """Of each meeting that had to send minutes, whether they were out in time (C12)."""


def retrospect(scene: Scene) -> Retrospect:
    """How a project went, from its records and the log of its tasks and action items."""
    zone = ZoneInfo(scene.project.timezone)
    first, delivered = _first_days(scene.log), _deliveries(scene.log)
    records = [each for each in scene.records.values() if not each.removed]
    actions = [each for each in records if isinstance(each, ActionItem)]
    tasks = [
        _promise(each, each.dept, first, delivered, zone)
        for each in records
        if isinstance(each, Task) and each.due and each.status is not TaskStatus.CANCELLED
    ]
    promised = [
        _promise(each, _dept_of(each.owner, scene), first, delivered, zone)
        for each in actions
        if each.due and each.status is not ActionStatus.CANCELLED
    ]
    due, owed = _due_by(tasks, scene.today), _due_by(promised, scene.today)
    return Retrospect(
        tasks=due,
        actions=owed,
        ahead=len(tasks) + len(promised) - len(due) - len(owed),
        stuck=tuple(_stuck(each, scene) for each in records if isinstance(each, Blocker)),
        carried={each.id: each.carried for each in actions if each.carried},
        minutes=tuple(_minutes_in_time(records)),
    )


def _due_by(promises: Iterable[Promise], today: date) -> tuple[Promise, ...]:
    """Those that count: what is neither due nor delivered is neither kept nor broken."""
    return tuple(
        each for each in promises if each.due < today or each.delivered is not None or each.unknown
    )


def _dept_of(person: RecordId | None, scene: Scene) -> str:
    found = scene.people.get(person) if person else None
    return found.dept if found is not None else ""


def _promise(
    record: Task | ActionItem,
    dept: str,
    first: Mapping[RecordId, str],
    delivered: Mapping[RecordId, datetime | None],
    zone: tzinfo,
) -> Promise:
    due = _day(record.due, zone)
    assert due is not None
    found = Promise(record.id, record.title, dept, due, _day(first.get(record.id), zone) or due)
    if record.id not in delivered:
        return found
    when = delivered[record.id]
    return replace(found, delivered=_day(when, zone), unknown=when is None)


def _day(value: date | datetime | str | None, zone: tzinfo) -> date | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def _first_days(log: Iterable[Recorded]) -> dict[RecordId, str]:
    """The first day that each record was due on, in its plain form."""
    found: dict[RecordId, str] = {}
    for each in log:
        if (due := each.event.after.get("due")) and each.event.undoes is None:
            found.setdefault(each.event.subject, due)
    return found


def _deliveries(log: Iterable[Recorded]) -> dict[RecordId, datetime | None]:
    """When each of those that are delivered was delivered last; None where it came so."""
    read: dict[RecordId, dict[str, Any]] = {}
    found: dict[RecordId, datetime | None] = {}
    for each in log:
        subject = each.event.subject
        fields = read.setdefault(subject, {})
        fields.update(
            {
                name: each.event.after[name]
                for name in ("status", "actual")
                if name in each.event.after
            }
        )
        if not _delivered(subject, fields):
            found.pop(subject, None)
        elif subject not in found:
            found[subject] = None if each.event.creates else each.at
    return found


def _delivered(subject: RecordId, fields: Mapping[str, Any]) -> bool:
    """As `progress.delivered` and `action.DELIVERED` say, of the plain form."""
    status = fields.get("status", "")
    if kind_of(subject) is Kind.ACTION:
        return status in {each.value for each in DELIVERED}
    ready = status == TaskStatus.IN_REVIEW.value and fields.get("actual", 0) >= _WHOLE
    return ready or status in {each.value for each in FINISHED}


def _stuck(blocker: Blocker, scene: Scene) -> Stuck:
    since = blocker.reported_at
    dept = blocker.responsible_dept or _dept_of(blocker.owner, scene)
    return Stuck(
        dept,
        _hours(blocker.response_since or since, blocker.responded_at),
        _hours(since, blocker.solved_at),
        blocker.reopened,
    )


def _hours(since: datetime | None, until: datetime | None) -> float | None:
    if since is None or until is None or until < since:
        return None
    return round((until - since) / _HOUR, 1)


def _minutes_in_time(records: Iterable[object]) -> Iterator[bool]:
    for each in records:
        if not isinstance(each, Meeting) or each.kind is MeetingKind.STANDUP:
            continue
        if each.status in OVER and each.ended_at is not None:
            sent = each.minutes_sent_at
            yield sent is not None and sent - each.ended_at <= _MINUTES_WITHIN


def kept(found: Iterable[Promise]) -> tuple[int, int]:
    """How many were delivered by their day, and of how many that is known."""
    known = [each for each in found if not each.unknown]
    return sum(each.late is not None and each.late <= 0 for each in known), len(known)


def middle(values: Iterable[float | None]) -> float | None:
    """The median of those that are known, to a tenth; a whole one without its nought."""
    known = [each for each in values if each is not None]
    found = round(median(known), 1) if known else None
    return int(found) if found is not None and found == int(found) else found
