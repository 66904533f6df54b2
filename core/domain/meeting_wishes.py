"""What people wish of meetings; the rules are in `core.domain.deciding.meetings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.ids import RecordId
from core.domain.meeting import Cadence, MeetingKind, Presence, Purpose, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An agenda item to be."""

    purpose: Purpose = Purpose.TOPIC
    title: str = ""
    owner: RecordId | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeeting:
    """A meeting is planned, with its agenda (F03). The read-back is added where it is missing."""

    kind: MeetingKind
    starts_at: datetime
    title: str = ""
    goal: str = ""
    place: str = ""
    materials: str = ""
    minutes: int = 0
    agenda: tuple[Slot, ...] = ()
    invited: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMeeting:
    """It begins: a planned one, or one at once. Its clock and its first item run from now."""

    kind: MeetingKind
    meeting: RecordId | None = None
    """The planned one; None makes one."""
    title: str = ""
    goal: str = ""
    minutes: int = 0
    agenda: tuple[Slot, ...] = ()
    attendance: Mapping[str, str] = field(default_factory=dict)
    facilitator: RecordId | None = None
    recorder: RecordId | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoToItem:
    """An agenda item comes under discussion; the one before is done."""

    meeting: RecordId
    item: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipItem:
    """Nothing to say under this item; the next one comes up."""

    meeting: RecordId
    item: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseMeeting:
    """All clocks of the meeting stand."""

    meeting: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeMeeting:
    """They go on."""

    meeting: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMeeting:
    """Nobody was heard in it for half an hour: it is kept as a draft.

    Anybody's program may send it: before its time it comes to nothing.
    """

    meeting: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """It goes on, though nothing was written for a while."""

    meeting: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """Decisions and action items were read back (R11)."""

    meeting: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMeeting:
    """It is over: open action items are carried over, the minutes are a draft."""

    meeting: RecordId
    unread: bool = False
    """Whether it ends without the read-back, which is said in the minutes."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAttendance:
    """Somebody came, or did not, and why."""

    meeting: RecordId
    person: RecordId
    how: Presence | None
    """None takes them off the list."""
    why: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Somebody else facilitates or records. Nobody takes the chair of one who is there: only
    after 60 s without a sign of them."""

    meeting: RecordId
    facilitator: RecordId | None = None
    recorder: RecordId | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMeeting:
    """Facts of a meeting change; None leaves one as it is."""

    meeting: RecordId
    title: str | None = None
    goal: str | None = None
    place: str | None = None
    materials: str | None = None
    minutes: int | None = None
    starts_at: datetime | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting:
    """A planned meeting does not take place."""

    meeting: RecordId
    reason: str
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgendaItem:
    """One more item, before the read-back or at a place."""

    meeting: RecordId
    slot: Slot
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAgendaItem:
    """Facts of an agenda item change; None leaves one as it is."""

    meeting: RecordId
    item: RecordId
    title: str | None = None
    owner: RecordId | None = None
    seconds: int | None = None
    position: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAgendaItem:
    """An item leaves the agenda; the read-back never does (R11)."""

    meeting: RecordId
    item: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePoint:
    """Something goes on record, or into the parking lot."""

    text: str
    sort: Sort = Sort.PARKED
    people: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlePoint:
    """A parked topic or a dispute is dealt with, or is not after all."""

    point: RecordId
    settled: bool = True
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMinutes:
    """The minutes read as somebody edited them; None leaves a part as it is."""

    meeting: RecordId
    text: str | None = None
    """Empty takes the edits back."""
    cc: tuple[RecordId, ...] | None = None
    seen: int | None = None
    """The version of the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMinutes:
    """The minutes go out as previewed, through each channel, after the grace of the outbox."""

    meeting: RecordId
    text: str
    channels: tuple[str, ...] = ()
    """Bots; the people's own boards are told in any case."""
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgenda:
    """The agenda goes out (C02)."""

    meeting: RecordId
    text: str
    channels: tuple[str, ...] = ()
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmMinutes:
    """Who was there agrees with the minutes (R24), or objects and says to what."""

    meeting: RecordId
    objection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMinutes:
    """A day has passed without an objection: the minutes hold.

    Anybody's program may send it: before its time it comes to nothing.
    """

    meeting: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSeries:
    """When a kind of meeting is held; None leaves a part as it is."""

    kind: MeetingKind
    cadence: Cadence | None = None
    weekday: int | None = None
    at: str | None = None
    minutes: int | None = None
    turn_seconds: int | None = None
    place: str | None = None
