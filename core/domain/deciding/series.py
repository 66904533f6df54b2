"""When a kind of meeting is held (C06–C10, C28)."""

from __future__ import annotations

from datetime import time
from typing import Any

from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind
from core.domain.meeting import Cadence, MeetingKind, Series
from core.domain.meeting_wishes import SetSeries
from core.domain.refusal import Refused
from core.domain.scene import Scene

_PARTS = ("cadence", "weekday", "at", "minutes", "turn_seconds", "place")
_FIRST: dict[MeetingKind, dict[str, Any]] = {
    MeetingKind.STANDUP: {"cadence": Cadence.WORKDAYS, "at": "09:30", "minutes": 15},
}
"""How a kind is held where nothing else is said."""


def set_series(command: SetSeries, scene: Scene) -> tuple[Event, ...]:
    """The rhythm of a kind of meeting, or another one.

    Raises:
        Refused: no day of the week, time of the day or length reads like that.
    """
    wishes = {name: value for name in _PARTS if (value := getattr(command, name)) is not None}
    _sound(command)
    known = next(
        (
            each
            for each in scene.records.values()
            if isinstance(each, Series) and each.kind is command.kind and not each.removed
        ),
        None,
    )
    if known is not None:
        event = changed(known, "series.set", **wishes)
        return facts(event)
    values = {"since": scene.now, **_FIRST.get(command.kind, {}), **wishes}
    new = Series(id=scene.next_id(Kind.SERIES), kind=command.kind, **values)
    return (created(new, "series.set"),)


def _sound(command: SetSeries) -> None:
    if command.weekday is not None and not 0 <= command.weekday <= 6:
        raise Refused("series-weekday", weekday=command.weekday)
    if command.at is not None:
        try:
            time.fromisoformat(command.at)
        except ValueError:
            raise Refused("series-time", at=command.at) from None
    if command.minutes is not None and not 5 <= command.minutes <= 480:
        raise Refused("meeting-minutes", minutes=command.minutes)
    if command.turn_seconds is not None and not 15 <= command.turn_seconds <= 3600:
        raise Refused("series-turn", seconds=command.turn_seconds)
