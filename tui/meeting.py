"""A meeting as its screens see it: which item, how long, what came of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from core.domain.meeting import AgendaItem, Meeting, Presence, Purpose
from core.domain.silence import ASKED_AFTER, stirred
from tui.panels.view import Width

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.ids import RecordId
    from core.domain.people import Person

SAID: Final = timedelta(minutes=1)
"""So far over its timebox an item is said to be."""
PARK: Final = timedelta(minutes=2)
"""From here on the parking lot is offered; nothing is ever cut off."""
KINDS: Final = {
    "action.added": "action",
    "blocker.raised": "blocker",
    "decision.recorded": "decision",
    "risk.raised": "risk",
    "point.made": "point",
}
"""What a meeting brings forth, by the kind of its event."""
_STEERING: Final = ("meeting", "agenda", "message", "minutes", "series", "person", "raci")


class Overrun(IntEnum):
    """How far an item is beyond its timebox."""

    NONE = 0
    OVER = 1
    SAID = 2
    PARK = 3


@dataclass(frozen=True, slots=True)
class Timer:
    """Time taken against time given."""

    took: timedelta
    box: timedelta
    """Zero where nobody set one."""

    @property
    def left(self) -> timedelta:
        """Time that is left; negative beyond the box."""
        return self.box - self.took

    @property
    def overrun(self) -> Overrun:
        """How far it is beyond the box."""
        beyond = -self.left
        if not self.box or beyond <= timedelta(0):
            return Overrun.NONE
        if beyond >= PARK:
            return Overrun.PARK
        return Overrun.SAID if beyond >= SAID else Overrun.OVER

    @property
    def share(self) -> float:
        """What of it is used, in per cent; 100 at most."""
        return min(100.0, 100 * self.took / self.box) if self.box else 0.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting at a moment, with its agenda."""

    board: Board
    meeting: Meeting
    items: tuple[AgendaItem, ...]
    now: datetime
    wide: Width = Width.NORMAL

    @classmethod
    def of(
        cls, board: Board, identity: str, now: datetime, wide: Width = Width.NORMAL
    ) -> Sitting | None:
        """The meeting as the board has it; None where it has none by this id."""
        meeting = board.meetings.get(identity)
        if meeting is None:
            return None
        return cls(board, meeting, board.items_of(identity), now, wide)

    @property
    def current(self) -> AgendaItem | None:
        """The item under discussion."""
        return next((each for each in self.items if each.id == self.meeting.current), None)

    @property
    def at(self) -> int:
        """The number of that item; 0 where there is none."""
        current = self.current
        return self.items.index(current) + 1 if current else 0

    @property
    def tally(self) -> str:
        """`2/7`: the place of the item among all; in a standup, of the speaker among the people."""
        counted = [each for each in self.items if each.purpose is Purpose.PERSON] or self.items
        ids = [each.id for each in counted]
        current = self.meeting.current
        at = ids.index(current) + 1 if current in ids else len(ids)
        return f"{at}/{len(counted)}"

    @property
    def paused(self) -> bool:
        """Whether its clocks stand."""
        return self.meeting.paused_at is not None

    def timer(self, item: AgendaItem) -> Timer:
        """An item's own time."""
        return Timer(item.took(self.meeting, self.now), timedelta(seconds=item.seconds))

    def whole(self) -> Timer:
        """The time of all of it."""
        minutes = self.meeting.minutes or sum(each.seconds for each in self.items) / 60
        return Timer(self.meeting.ran(self.now), timedelta(minutes=minutes))

    def away(self, item: AgendaItem) -> bool:
        """Whether it is the turn of somebody who did not come."""
        if item.purpose is not Purpose.PERSON or item.owner is None:
            return False
        return self.meeting.attendance.get(item.owner) in (Presence.ABSENT, Presence.EXCUSED)

    def after(self, identity: str | None, step: int = 1) -> AgendaItem | None:
        """The item that comes next, or came before; who is not there is passed over."""
        ids = [each.id for each in self.items]
        at = ids.index(identity) if identity in ids else -1  # type: ignore[arg-type]
        following = self.items[at + 1 :] if step > 0 else self.items[:at][::-1] if at > 0 else ()
        return next((each for each in following if not self.away(each)), None)

    def absent(self) -> tuple[RecordId, ...]:
        """Who was invited and did not come."""
        gone = (Presence.ABSENT.value, Presence.EXCUSED.value)
        return tuple(
            each.id
            for each in self.board.people.values()
            if self.meeting.attendance.get(each.id) in gone
        )

    def projected(self) -> timedelta:
        """How long it will have taken if the rest keeps to its timeboxes (按节奏)."""
        rest = (
            each
            for each in self.items
            if not each.done and each.id != self.meeting.current and not self.away(each)
        )
        left = sum((timedelta(seconds=each.seconds) for each in rest), timedelta(0))
        current = self.current
        own = max(self.timer(current).left, timedelta(0)) if current else timedelta(0)
        return self.whole().took + own + left


def sits_in(board: Board, meeting: Meeting, actor: str) -> bool:
    """Whether somebody has one of its chairs: it is theirs to take up again after a break."""
    person = myself(board, actor)
    return person is not None and person.id in (meeting.facilitator, meeting.recorder)


def myself(board: Board, actor: str) -> Person | None:
    """The person who looks at the board."""
    return next((each for each in board.people.values() if each.goes_by(actor)), None)


def clock(span: timedelta) -> str:
    """`01:24`: whole minutes and seconds; the sign is dropped."""
    seconds = int(abs(span.total_seconds()))
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def brought(log: Iterable[Recorded], meeting: str) -> tuple[Recorded, ...]:
    """What a meeting brought, in the order in which it was said; what was taken back is not."""
    kept = (
        each
        for each in log
        if each.meeting == meeting and each.undone_by is None and _tells(each.event.kind)
    )
    return tuple(sorted(kept, key=lambda each: each.seq))


def _tells(kind: str) -> bool:
    record, _, what = kind.partition(".")
    return record not in _STEERING and what not in ("undone", "redone")


def counts(record: Sequence[Recorded]) -> Counter[str]:
    """How much of each kind was taken down."""
    found: Counter[str] = Counter()
    for each in record:
        name = KINDS.get(each.event.kind)
        if name == "point":
            name = str(each.event.after.get("sort", "parked"))
        if name is not None:
            found[name] += 1
    return found


def still_since(sitting: Sitting, record: Sequence[Recorded]) -> datetime:
    """When something last happened in a meeting."""
    moments = [stirred(sitting.meeting, sitting.items), *(each.at for each in record)]
    return max((at for at in moments if at is not None), default=sitting.now)


def forgotten(sitting: Sitting, record: Sequence[Recorded]) -> bool:
    """Whether nothing was written for so long that somebody had better ask."""
    return not sitting.paused and sitting.now - still_since(sitting, record) >= ASKED_AFTER
