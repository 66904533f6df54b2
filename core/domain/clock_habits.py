"""Clocks of what is done again and again, and those that run between two moments. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from core.domain.cadence import last_held, upcoming
from core.domain.clock_moments import pairs, stoppers
from core.domain.clock_reading import ClockState, Ticking, Wall
from core.domain.ladder import with_function
from core.domain.meeting import Meeting, Series
from core.domain.people import Function


def _posted(on: Wall) -> Iterator[Ticking]:
    """C05: the group hears of the project every working day, where it has a group at all."""
    board = on.board
    sent = [
        each.queued_at.astimezone(board.zone).date()
        for each in board.messages.values()
        if each.channel and each.queued_at and not each.removed
    ]
    if not sent or not board.calendar.is_working(board.today):
        return
    due, told = on.closing(on.scene.now), board.today in sent
    managers = with_function(board.people, Function.PROJECT_MANAGER)
    state = on.at(due, over=told)
    yield Ticking(on.clock, board.project.lead_dept, state, due, None, () if told else managers)


def _cadence(on: Wall) -> Iterator[Ticking]:
    """C06–C10, C28: meetings are held as often as was agreed."""
    for each in on.board.series.values():
        if not each.removed and _meant(each, on):
            yield from _rhythm(each, on)


def _meant(series: Series, on: Wall) -> bool:
    kind, minutes = on.kind, on.kind.minutes
    often = not kind.cadences or series.cadence in kind.cadences
    long = not minutes or minutes[0] <= series.minutes <= minutes[1]
    return series.kind in kind.kinds and often and long


def _rhythm(series: Series, on: Wall) -> Iterator[Ticking]:
    """The last one that was due, and the next."""
    board, now, lead = on.board, on.scene.now, on.board.project.lead_dept
    people = with_function(board.people, Function.COORDINATOR) or with_function(
        board.people, Function.PROJECT_MANAGER
    )
    last = last_held(series, now, board.zone, board.calendar)
    if last is not None and (series.since is None or series.since <= last):
        held = _meeting_on(series, last, on)
        if held is not None:
            yield Ticking(on.clock, lead, ClockState.MET, last, held.id, met=held.started_at)
        else:
            # Nobody is late as long as it could still be going on.
            state = on.at(last + timedelta(minutes=series.minutes))
            yield Ticking(on.clock, lead, state, last, None, people)
    after = upcoming(series, now, board.zone, board.calendar)
    if after is not None:
        yield Ticking(on.clock, lead, ClockState.RUNNING, after, None, people)


def _meeting_on(series: Series, moment: datetime, on: Wall) -> Meeting | None:
    """The meeting held for a moment of its rhythm: a day early or late it still is that one."""
    before = last_held(series, moment - timedelta(minutes=1), on.board.zone, on.board.calendar)
    early = (moment - before) / 2 if before is not None else timedelta(days=1)
    begun = (
        (each.started_at, each)
        for each in on.board.meetings.values()
        if each.kind is series.kind and each.started_at is not None
    )
    found = [each for each in begun if each[0] > moment - early]
    return min(found, key=lambda each: abs(each[0] - moment))[1] if found else None


def _between(on: Wall) -> Iterator[Ticking]:
    """A clock of a file's own words: from one moment on record until another."""
    for record, since, met in pairs(on.kind, on.board):
        due = on.due(since)
        if due is not None:
            people, dept = stoppers(record, on.board)
            state, who = on.at(due, met=met), () if met else people
            yield Ticking(on.clock, dept, state, due, record.id, who, since, met)


WATCHERS: Final[Mapping[str, Callable[[Wall], Iterator[Ticking]]]] = {
    "posted": _posted,
    "cadence": _cadence,
    "between": _between,
}
"""By the name that a clock's `watch` gives."""
