"""The clock of a blocker in one cell of a table: which runs, how it stands, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.calendar.sla import State
from core.domain.blocker import SETTLED
from core.domain.clocks import Clock, asleep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.calendar.sla import Reading
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from tui.words import Words


def clock_told(identity: str, board: Board, words: Words) -> str:
    """`响应 剩 01:50`, `方案 超时 00:20`, `暂停 至 10-17 09:00`; a dash where no clock runs."""
    blocker, now = board.blockers.get(identity), board.read_at
    if blocker is None or blocker.status in SETTLED:
        return "–"
    if asleep(blocker, now):
        until = blocker.snoozed_until
        told = f"{until.astimezone(board.zone):%m-%d %H:%M}" if until else "–"
        return words.say("tick.clock.paused", until=told)
    running = sorted(_running(blocker, board, now), key=lambda each: each[1].at)
    return next((_told(clock, reading, words) for clock, reading in running), "–")


def _running(blocker: Blocker, board: Board, now: datetime) -> Iterator[tuple[Clock, Reading]]:
    for clock in Clock:
        reading = board.reading_of(blocker, clock, now)
        if reading is not None and reading.state is not State.MET:
            yield clock, reading


def _told(clock: Clock, reading: Reading, words: Words) -> str:
    return words.say(
        f"tick.clock.{reading.state.value}",
        clock=words.say(f"term.sla.{clock.value}"),
        span=words.span(reading.left.total_seconds()),
    )
