"""What time alone brings about: snoozes that end, acknowledgements that lapse, clocks that run out,
minutes that nobody objects to, and what people are reminded of.

Pure: a board and a moment come to wishes. Each wish has an id made of what it is about and of the
deadline that has passed, so that however many programs notice, it is carried out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.calendar.sla import State
from core.domain.blocker import (
    SETTLED,
    Blocker,
    BlockerStatus,
    RingBlocker,
    SoundAlarm,
    WakeBlocker,
)
from core.domain.clocks import Clock, met_at
from core.domain.deciding.minutes import OBJECTION
from core.domain.meeting import MeetingStatus
from core.domain.meeting_wishes import CloseMinutes, KeepMeeting
from core.domain.record import encode
from core.domain.reminders import reminders
from core.domain.rights import archived
from core.domain.silence import forgotten, stirred

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.definitions import Definitions

Due = tuple[str, "Command"]
"""The id of a wish, and the wish."""
Rule = Callable[["Board", datetime], Iterator[Due]]
"""What has come due on a board at a moment."""


def due_now(board: Board, now: datetime, known: Definitions) -> tuple[Due, ...]:
    """All that has come due, in the order in which it is to be carried out.

    What one of them leads to (a clock that begins anew and has run out since) is on the next board.
    A project that is put away stands still.
    """
    if archived(board.project):
        return ()
    happened = (due for rule in RULES for due in rule(board, now))
    return (*happened, *reminders(board, now, known))


def alarm_of(clock: Clock, due: datetime) -> str:
    """What `Blocker.alarms` keeps of a breach that was acted upon: `solution:<due>`, in UTC."""
    return f"{clock.value}:{encode(due)}"


def _wakes(board: Board, now: datetime) -> Iterator[Due]:
    """A snooze whose time has come is over."""
    for each in _unsettled(board):
        until = each.snoozed_until
        if each.status is BlockerStatus.SNOOZED and until is not None and until <= now:
            yield _named(board, each, "wake", until), WakeBlocker(blocker=each.id)


def _rings(board: Board, now: datetime) -> Iterator[Due]:
    """An acknowledgement that nothing followed holds for a while only."""
    for each in _unsettled(board):
        until = each.ack_until
        if each.status is BlockerStatus.ACKED and until is not None and until <= now:
            yield _named(board, each, "ring", until), RingBlocker(blocker=each.id)


def _alarms(board: Board, now: datetime) -> Iterator[Due]:
    """R16, R22: a clock that runs out takes the blocker one rung up the ladder."""
    for each in _unsettled(board):
        for clock, due in _late(board, each, now):
            if alarm_of(clock, due) not in each.alarms:
                wish = SoundAlarm(blocker=each.id, clock=clock.value)
                yield _named(board, each, clock.value, due), wish


def _late(board: Board, blocker: Blocker, now: datetime) -> Iterator[tuple[Clock, datetime]]:
    """The clocks that still run and have run out, with their deadlines."""
    for clock in Clock:
        # A lapsed acknowledgement reads as late, yet its clock was met: it rings instead.
        running = met_at(blocker, clock) is None
        reading = board.reading_of(blocker, clock, now) if running else None
        if reading is not None and reading.state is State.LATE and not reading.paused:
            yield clock, reading.at


def _holds(board: Board, now: datetime) -> Iterator[Due]:
    """R24: minutes that were out for a day without an objection hold."""
    for each in board.meetings.values():
        sent = each.minutes_sent_at
        waits = each.status is MeetingStatus.MINUTES_SENT and not each.objections
        if waits and sent is not None and sent + OBJECTION <= now:
            name = f"auto:{board.project.id}:{each.id}:hold:{encode(sent)}"
            yield name, CloseMinutes(meeting=each.id)


def _kept(board: Board, now: datetime) -> Iterator[Due]:
    """A meeting that everybody has left is kept as a draft."""
    meeting = forgotten(board, now)
    if meeting is not None:
        since = stirred(meeting, board.items_of(meeting.id)) or now
        name = f"auto:{board.project.id}:{meeting.id}:kept:{encode(since)}"
        yield name, KeepMeeting(meeting=meeting.id)


def _unsettled(board: Board) -> Iterator[Blocker]:
    return (each for each in board.blockers.values() if each.status not in SETTLED)


def _named(board: Board, blocker: Blocker, what: str, due: datetime) -> str:
    """The id of a wish: the same from every program that looks at this deadline."""
    return f"auto:{board.project.id}:{blocker.id}:{what}:{encode(due)}"


CLOCKS: Final[tuple[Rule, ...]] = (_wakes, _rings, _alarms)
"""A snooze ends and an acknowledgement lapses before clocks are looked at."""
RULES: Final[tuple[Rule, ...]] = (*CLOCKS, _holds, _kept)
"""People are reminded last, of what is left."""
