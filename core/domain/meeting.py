"""Meetings (process 1.4 F03, F20, F21): agenda, clocks, attendance, and what was said.

Time is never counted by a running program: it is what lies between the moments on record, so that
a meeting is the same on every screen and goes on where it was when a program dies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.domain.ids import RecordId
from core.domain.record import Record


class MeetingKind(StrEnum):
    """Process 1.12: 站会, 周例会, 启动会, 专项会议, 目标对齐会, 验收会, 复盘会."""

    STANDUP = "standup"
    WEEKLY = "weekly"
    KICKOFF = "kickoff"
    ISSUE = "issue"
    ALIGNMENT = "alignment"
    ACCEPTANCE = "acceptance"
    RETROSPECTIVE = "retrospective"


TURNING: Final = (
    MeetingKind.KICKOFF,
    MeetingKind.ALIGNMENT,
    MeetingKind.ACCEPTANCE,
    MeetingKind.RETROSPECTIVE,
)
"""Those that a stage of the process is read from, however long ago they were."""


class MeetingStatus(StrEnum):
    """Process 1.6."""

    PLANNED = "planned"
    AGENDA_SENT = "agenda_sent"
    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    """Paused because nobody was heard in it: a draft that waits for somebody."""
    RECAPPED = "recapped"
    """What was settled was read back (R11)."""
    ENDED = "ended"
    MINUTES_SENT = "minutes_sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


AHEAD = frozenset({MeetingStatus.PLANNED, MeetingStatus.AGENDA_SENT})
ON = frozenset(
    {MeetingStatus.RUNNING, MeetingStatus.PAUSED, MeetingStatus.KEPT, MeetingStatus.RECAPPED}
)
"""It is going on: one at a time in a project."""
OVER = frozenset({MeetingStatus.ENDED, MeetingStatus.MINUTES_SENT, MeetingStatus.CONFIRMED})


class Presence(StrEnum):
    """Whether somebody came (F04)."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    """Absent with leave."""


class Purpose(StrEnum):
    """What an agenda item is for; the screen shows what belongs to it."""

    OPENING = "opening"
    PERSON = "person"
    """A turn in a standup: the item's owner speaks."""
    ACTIONS = "actions"
    """The action items still open."""
    PROGRESS = "progress"
    """Plan against actual, department by department (R07, R18)."""
    BLOCKERS = "blockers"
    """Blockers, decided on the spot (R09)."""
    NEXT_WEEK = "next_week"
    """Next week and resources to coordinate."""
    GOALS = "goals"
    SCOPE = "scope"
    ROLES = "roles"
    RISKS = "risks"
    CRITERIA = "criteria"
    """Deliverables against the acceptance criteria (R30)."""
    LESSONS = "lessons"
    TOPIC = "topic"
    """Anything else, under its own title."""
    READ_BACK = "read_back"
    """Decisions and action items are read back (R11); always last, never removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """One meeting, planned, going on or over (F20)."""

    kind: MeetingKind
    title: str = ""
    """Empty where the words of its kind say it."""
    goal: str = ""
    place: str = ""
    """A room, or the online channel."""
    materials: str = ""
    """F22: what people prepare or read before."""
    status: MeetingStatus = MeetingStatus.PLANNED
    starts_at: datetime | None = None
    """When it is planned to begin."""
    minutes: int = 0
    """How long it is planned to last; 0 is the sum of its agenda."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recapped_at: datetime | None = None
    agenda_sent_at: datetime | None = None
    """C02: at least 24 h before a kickoff."""
    minutes_sent_at: datetime | None = None
    """C12: within 24 h of the end."""
    confirmed_at: datetime | None = None
    current: RecordId | None = None
    """The agenda item under discussion."""
    paused_at: datetime | None = None
    """Since when it stands, while it is paused."""
    pauses: tuple[datetime, ...] = ()
    """Earlier stretches in which it stood: start, end, start, end …"""
    facilitator: RecordId | None = None
    recorder: RecordId | None = None
    attendance: Mapping[str, str] = field(default_factory=dict)
    """Person's id to `Presence`; who is not named was not invited (R20)."""
    excuses: Mapping[str, str] = field(default_factory=dict)
    """Why somebody is absent, by their id."""
    previous: RecordId | None = None
    """The last one of its kind before it, for what changed since."""
    carried: tuple[RecordId, ...] = ()
    """The action items that were still open when it ended (结转)."""
    remark: str = ""
    """Why it was cancelled."""
    objections: Mapping[str, str] = field(default_factory=dict)
    """Who objects to the minutes, and why."""
    signed: Mapping[str, str] = field(default_factory=dict)
    """Who confirmed the minutes (R24), and when (ISO 8601)."""

    @property
    def on(self) -> bool:
        """Whether it is going on."""
        return self.status in ON

    def present(self) -> tuple[RecordId, ...]:
        """Who came."""
        return tuple(RecordId(who) for who, how in self.attendance.items() if how == "present")

    def ran(self, now: datetime) -> timedelta:
        """How long it has been going on, pauses left out."""
        if self.started_at is None:
            return timedelta(0)
        last = self.ended_at or now
        return spent((self.started_at,), last, self.standing(now))

    def standing(self, now: datetime) -> tuple[datetime, ...]:
        """All stretches in which it stood, the running one ending now."""
        return (*self.pauses, self.paused_at, now) if self.paused_at else self.pauses


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """One item of an agenda (F03): who leads it (R19), how long it may take, how long it took."""

    meeting: RecordId
    position: int = 0
    """From 1; the read-back is the last one."""
    purpose: Purpose = Purpose.TOPIC
    title: str = ""
    """Empty where the words of its purpose, or its owner's name, say it."""
    owner: RecordId | None = None
    """Who speaks first (R19); in a standup, whose turn it is."""
    seconds: int = 0
    """Its timebox."""
    turns: tuple[datetime, ...] = ()
    """When it was under discussion: start, end, start, end …; an odd one is still running."""
    skipped: bool = False
    """Passed over: there was nothing to say."""
    added: bool = False
    """Whether it came up in the meeting."""

    @property
    def done(self) -> bool:
        """Whether it was under discussion, or passed over."""
        return self.skipped or (bool(self.turns) and len(self.turns) % 2 == 0)

    def took(self, meeting: Meeting, now: datetime) -> timedelta:
        """How long it has been under discussion, the meeting's pauses left out."""
        return spent(self.turns, meeting.ended_at or now, meeting.standing(now))


def spent(turns: Sequence[datetime], now: datetime, pauses: Sequence[datetime]) -> timedelta:
    """Time within some stretches and outside of others; both as start, end, start, end …

    An odd one runs until `now`. Never negative, whatever the clocks of the machines said.
    """
    zero = timedelta(0)
    total = zero
    for start, end in _pairs(turns, now):
        total += max(end - start, zero)
        for stood, went in _pairs(pauses, now):
            total -= max(min(end, went) - max(start, stood), zero)
    return max(total, zero)


def _pairs(moments: Sequence[datetime], now: datetime) -> list[tuple[datetime, datetime]]:
    ends = [*moments, now] if len(moments) % 2 else list(moments)
    return list(zip(ends[::2], ends[1::2], strict=True))


class Sort(StrEnum):
    """What a point of the meeting is (F21: 讨论要点, 争议点, 最终共识; 停车场)."""

    PARKED = "parked"
    """Off the agenda for now (停车场)."""
    DISPUTE = "dispute"
    """R28: what was not agreed on, with facts."""
    DISCUSSION = "discussion"
    CONSENSUS = "consensus"
    RESOURCE = "resource"
    """需协调资源: what a department needs from another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Record):
    """Something said in a meeting that is neither an action item nor a decision."""

    meeting: RecordId | None = None
    item: RecordId | None = None
    """The agenda item it came up under."""
    sort: Sort = Sort.PARKED
    text: str
    people: tuple[RecordId, ...] = ()
    """Who takes it up afterwards."""
    settled: bool = False
    said_by: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """The minutes of a meeting (F04): what the log says of it, as somebody may have edited it.

    Every version stands in the log.
    """

    meeting: RecordId
    text: str = ""
    """Markdown as edited; empty where they are as the records say."""
    cc: tuple[RecordId, ...] = ()
    """R12: who gets a copy."""
    sent_text: str = ""
    """What was sent, as it was previewed."""
    written_by: str = ""


class Cadence(StrEnum):
    """C06–C10, C28: how often a meeting is held."""

    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    """On the first such weekday of the month."""
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Record):
    """When a kind of meeting is held in this project, and for how long (C06, C07, C28)."""

    kind: MeetingKind
    cadence: Cadence = Cadence.WEEKLY
    weekday: int = 0
    """0 is Monday."""
    at: str = "10:00"
    """On the project's clock."""
    minutes: int = 30
    turn_seconds: int = 120
    """A person's turn in a standup."""
    place: str = ""
    since: datetime | None = None
    """Fortnights are counted from here."""
