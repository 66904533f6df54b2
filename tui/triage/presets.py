"""When a snooze ends: four moments under a digit each, with the reason that goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.board import Board

_MORNING = time(9)
_WHILE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Preset:
    """A moment, and why it is waited for until then."""

    id: str
    """Its name is `triage.snooze.<id>`, its reason `triage.why.<id>`."""
    until: datetime


def presets(board: Board, now: datetime) -> tuple[Preset, ...]:
    """The moments in the order of their digits (keys.md 3.2): in 2 h, tonight, tomorrow, Monday.

    Where nobody works on such a day, the next working day is meant.
    """
    from core.domain.policy import in_force

    local = now.astimezone(board.zone)
    today, calendar = local.date(), board.calendar
    closes = in_force(board.policies.values(), now).hours[1]
    evening = _at(board, calendar.next_working(today), closes)
    if evening <= now:
        evening = _at(board, calendar.next_working(today + timedelta(days=1)), closes)
    tomorrow = calendar.next_working(today + timedelta(days=1))
    monday = calendar.next_working(today + timedelta(days=7 - today.weekday()))
    return (
        Preset("while", now + _WHILE),
        Preset("evening", evening),
        Preset("morning", _at(board, tomorrow, _MORNING)),
        Preset("monday", _at(board, monday, _MORNING)),
    )


def _at(board: Board, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, board.zone)
