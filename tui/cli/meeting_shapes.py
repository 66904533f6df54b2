"""Meetings as the public JSON: a shape changed here is a breaking change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.domain.meeting import Presence
from tui.cli.shapes import instant
from tui.panels.meeting_bar import named, titled

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.meeting import AgendaItem, Point, Series
    from tui.meeting import Sitting
    from tui.words import Words

Shape = dict[str, Any]


def meeting(sitting: Sitting, words: Words) -> Shape:
    """A meeting with its agenda; `elapsed` and `took` are seconds, pauses left out."""
    each, board = sitting.meeting, sitting.board
    return {
        "id": each.id,
        "kind": each.kind.value,
        "title": titled(sitting, words),
        "status": each.status.value,
        "goal": each.goal or None,
        "place": each.place or None,
        "starts_at": instant(each.starts_at, board),
        "started_at": instant(each.started_at, board),
        "ended_at": instant(each.ended_at, board),
        "agenda_sent_at": instant(each.agenda_sent_at, board),
        "recapped_at": instant(each.recapped_at, board),
        "minutes_sent_at": instant(each.minutes_sent_at, board),
        "confirmed_at": instant(each.confirmed_at, board),
        "minutes": round(sitting.whole().box.total_seconds() / 60),
        "elapsed": int(each.ran(sitting.now).total_seconds()),
        "facilitator": board.name_of(each.facilitator) or None,
        "recorder": board.name_of(each.recorder) or None,
        "present": _people(sitting, Presence.PRESENT),
        "absent": _people(sitting, Presence.ABSENT, Presence.EXCUSED),
        "excuses": {board.name_of(who): why for who, why in each.excuses.items()},
        "current": each.current,
        "agenda": [item(one, sitting, words) for one in sitting.items],
        "carried": list(each.carried),
        "previous": each.previous,
        "version": each.version,
    }


def item(each: AgendaItem, sitting: Sitting, words: Words) -> Shape:
    """An agenda item; `seconds` is its timebox."""
    return {
        "id": each.id,
        "purpose": each.purpose.value,
        "title": named(sitting, each, words),
        "owner": sitting.board.name_of(each.owner) or None,
        "seconds": each.seconds,
        "took": int(sitting.timer(each).took.total_seconds()),
        "done": each.done,
        "skipped": each.skipped,
    }


def point(each: Point, board: Board) -> Shape:
    """Something that was put on record in a meeting."""
    return {
        "id": each.id,
        "sort": each.sort.value,
        "text": each.text,
        "meeting": each.meeting,
        "item": each.item,
        "people": [board.name_of(one) for one in each.people],
        "settled": each.settled,
        "said_by": each.said_by or None,
        "said_at": instant(each.said_at, board),
        "version": each.version,
    }


def series(each: Series, ahead: datetime | None, board: Board) -> Shape:
    """When a kind of meeting is held; `weekday` 0 is Monday."""
    return {
        "id": each.id,
        "kind": each.kind.value,
        "cadence": each.cadence.value,
        "weekday": each.weekday,
        "at": each.at,
        "minutes": each.minutes,
        "turn_seconds": each.turn_seconds,
        "place": each.place or None,
        "next": instant(ahead, board),
        "version": each.version,
    }


def _people(sitting: Sitting, *how: Presence) -> list[str]:
    found: Iterable[str] = (who for who, each in sitting.meeting.attendance.items() if each in how)
    return [sitting.board.name_of(each) for each in found]
