"""All facts of one meeting, gathered for its minutes (F04, F20, F21). Pure.

What a meeting brought is what the log says of it: the events that were made while it was going
on, by somebody who sat in it. What was undone since is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from core.domain.action import ActionItem
from core.domain.blocker import SETTLED as BLOCKER_SETTLED
from core.domain.blocker import Blocker
from core.domain.board import Board, action_urgency
from core.domain.briefing import Briefing, briefing
from core.domain.changes import Changes
from core.domain.decision import Decision
from core.domain.event import Recorded
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.meeting import AgendaItem, Meeting, Minutes, Point, Purpose, Sort
from core.domain.people import Function, Person
from core.domain.refusal import Gone
from core.domain.risk import Risk, RiskStatus, risk_urgency

T = TypeVar("T")
_SAID = frozenset({Kind.ACTION, Kind.BLOCKER, Kind.DECISION, Kind.RISK, Kind.POINT})
_HEADS = frozenset({Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD})


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's turn in a standup: what they had to say, and what was taken down in it."""

    item: AgendaItem
    briefing: Briefing
    said: tuple[Recorded, ...] = ()
    """What came to be while it ran, in order."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class MeetingRecord:
    """One meeting with everything that belongs to it. Compared by identity."""

    board: Board
    """The whole board, settled records too, as it stood when the meeting ended."""
    meeting: Meeting
    now: datetime
    """The moment it speaks of: when the meeting ended, or now while it is going on."""
    minutes: Minutes | None = None
    items: tuple[AgendaItem, ...] = ()
    points: tuple[Point, ...] = ()
    """What was said in it, in order."""
    decisions: tuple[Decision, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    """Promised in it."""
    handled: tuple[ActionItem, ...] = ()
    """Promised before, and delivered or settled in it."""
    carried: tuple[ActionItem, ...] = ()
    """Promised before and still open (结转)."""
    first_due: Mapping[str, datetime] = field(default_factory=dict)
    """When what is carried over was due as it was promised, where that was another day."""
    raised: tuple[RecordId, ...] = ()
    """The blockers that were raised in it."""
    touched: tuple[RecordId, ...] = ()
    """The blockers that anything was done about in it."""
    blockers: tuple[Blocker, ...] = ()
    """Those touched, and all that were open, the tightest clock first."""
    risks: tuple[Risk, ...] = ()
    """Open ones, and those that were spoken of."""
    events: tuple[Recorded, ...] = ()
    """What it brought, in order; nothing that was undone."""
    turns: tuple[Turn, ...] = ()
    """Of a standup, one for each person, also for who was absent."""

    def sorted_points(self, sort: Sort) -> tuple[Point, ...]:
        """The points of one sort."""
        return tuple(each for each in self.points if each.sort is sort)

    def people(self, *how: str) -> tuple[Person, ...]:
        """Who was invited and came, or did not, by `Presence`; in the order of the list."""
        found = (
            self.board.people.get(who)
            for who, each in self.meeting.attendance.items()
            if each in how
        )
        return tuple(each for each in found if each is not None)

    def heads(self) -> tuple[Person, ...]:
        """R12: the heads of departments, who get a copy."""
        here = (each for each in self.board.people.values() if each.here)
        return tuple(each for each in here if _HEADS & set(each.functions))

    def absent(self, person: str | None) -> bool:
        """Whether somebody was invited and did not come."""
        return self.meeting.attendance.get(person or "", "present") != "present"


def first_due(item: ActionItem, log: Iterable[Recorded]) -> datetime | None:
    """When an action item was due at first; `log` is its own, the newest first.

    None where it never was due at another moment.
    """
    told = [values for each in log for values in (each.event.after, each.event.before)]
    first = next((each["due"] for each in reversed(told) if each.get("due")), None)
    moment = datetime.fromisoformat(first) if first else None
    return moment if moment != item.due else None


def turns_of(record: MeetingRecord, changes: Changes) -> tuple[Turn, ...]:
    """The turns of a standup (C06); `changes` are those since the one before."""
    return tuple(
        Turn(each, briefing(record.board, each.owner, changes, record.now), _said(record, each))
        for each in record.items
        if each.purpose is Purpose.PERSON and each.owner is not None
    )


def _said(record: MeetingRecord, item: AgendaItem) -> tuple[Recorded, ...]:
    """What came to be while an item was under discussion."""
    ends = [*item.turns, record.now] if len(item.turns) % 2 else list(item.turns)
    spans = list(zip(ends[::2], ends[1::2], strict=True))
    return tuple(
        each
        for each in record.events
        if each.event.creates
        and kind_of(each.event.subject) in _SAID
        and any(start <= each.at <= end for start, end in spans)
    )


def record_of(
    board: Board, identity: str, events: Iterable[Recorded], now: datetime
) -> MeetingRecord:
    """The facts of one meeting; `events` are those that the log keeps under its id.

    Raises:
        Gone: there is no such meeting on the board.
    """
    meeting = board.meetings.get(identity)
    if meeting is None:
        raise Gone(identity)
    standing = tuple(each for each in events if not each.undone_by and not each.event.undoes)
    of = _Brought(board, meeting, standing)
    touched = tuple(of.subjects(Kind.BLOCKER))
    promised = {each.id for each in of.actions()}
    return MeetingRecord(
        board=board,
        meeting=meeting,
        now=now,
        minutes=next((each for each in board.minutes.values() if each.meeting == identity), None),
        items=board.items_of(identity),
        points=tuple(each for each in board.points.values() if each.meeting == identity),
        decisions=tuple(of.records(Kind.DECISION, board.decisions, new=True)),
        actions=tuple(of.actions()),
        handled=tuple(
            each
            for each in of.records(Kind.ACTION, board.actions)
            if each.id not in promised and each.status != "open"
        ),
        carried=tuple(
            sorted((each for each in of.carried() if each.id not in promised), key=action_urgency)
        ),
        raised=tuple(of.subjects(Kind.BLOCKER, new=True)),
        touched=touched,
        blockers=tuple(_blockers(board, touched, now)),
        risks=tuple(_risks(board, set(of.subjects(Kind.RISK)))),
        events=standing,
    )


@dataclass(frozen=True, slots=True)
class _Brought:
    """What the events of a meeting speak of."""

    board: Board
    meeting: Meeting
    events: tuple[Recorded, ...]

    def subjects(self, kind: Kind, *, new: bool = False) -> Iterator[RecordId]:
        """The records of a kind, each once, in order; with `new`, those that were made."""
        found = (
            each.event.subject
            for each in self.events
            if kind_of(each.event.subject) is kind and (each.event.creates or not new)
        )
        yield from dict.fromkeys(found)

    def records(self, kind: Kind, shelf: Mapping[str, T], *, new: bool = False) -> Iterator[T]:
        """The same as records of the board."""
        yield from (shelf[each] for each in self.subjects(kind, new=new) if each in shelf)

    def actions(self) -> list[ActionItem]:
        """Promised in it: they say so themselves, and keep it when the log is cut."""
        new = set(self.subjects(Kind.ACTION, new=True))
        return [
            each
            for each in self.board.actions.values()
            if each.meeting == self.meeting.id or each.id in new
        ]

    def carried(self) -> list[ActionItem]:
        """Carried over when it ended; while it goes on, what would be."""
        shelf = self.board.actions
        if self.meeting.ended_at is not None:
            return [shelf[each] for each in self.meeting.carried if each in shelf]
        asked = any(
            each.purpose is Purpose.ACTIONS for each in self.board.items_of(self.meeting.id)
        )
        began = self.meeting.started_at
        return [
            each
            for each in shelf.values()
            if asked and each.status == "open" and began and (each.created_at or began) < began
        ]


def _blockers(board: Board, touched: tuple[str, ...], now: datetime) -> list[Blocker]:
    found = [
        each
        for each in board.blockers.values()
        if each.id in touched or each.status not in BLOCKER_SETTLED
    ]
    key = {each.id: board.urgency_of(each, now) for each in found}
    return sorted(found, key=lambda each: (each.status in BLOCKER_SETTLED, key[each.id]))


def _risks(board: Board, touched: set[RecordId]) -> list[Risk]:
    found = (
        each
        for each in board.risks.values()
        if each.status is RiskStatus.OPEN or each.id in touched
    )
    return sorted(found, key=risk_urgency)
