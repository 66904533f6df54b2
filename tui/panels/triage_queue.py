"""The queue of the triage as lines: what waits, the clock of each, what was done already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.panels.blockers import clock, nearest
from tui.panels.view import SHAPES, Width, name_room
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.record import Record
    from tui.triage.queue import Queue
    from tui.words import Words


def columns(width: Width, words: Words) -> list[Column]:
    """The columns for a layout."""
    zh = words.language == "zh"
    say = words.say
    found = [Column("id", say("board.column.id"), width=5)]
    if width is Width.WIDE:
        found.append(Column("level", say("board.column.level"), width=4 if zh else 6))
    found.append(Column("title", say("board.column.blocker"), flex=1, least=14))
    if width is Width.WIDE:
        found.append(Column("owner", say("board.column.owner"), width=name_room(words)))
    clock_room = 9 if zh else 11
    return [*found, Column("nearest", say("triage.column.clock"), width=clock_room)]


@dataclass(frozen=True, slots=True)
class Look:
    """What a line of the queue depends on besides its record."""

    board: Board
    queue: Queue
    now: datetime
    words: Words
    width: Width


def line(look: Look, record: Any) -> tuple[Cell, ...]:
    """One record's cells; what was handled or passed over is dimmed."""
    board, words = look.board, look.words
    gone = _gone(record, look.queue, words)
    title = Span(record.title, "muted" if gone else "")
    name = Span(record.id, "muted" if gone else "")
    last = Span(gone, "muted") if gone else glance(board, record, look.now, words)
    if look.width is not Width.WIDE:
        return (name, title, last)
    owner = Span(board.name_of(record.owner) or "—", "muted" if gone or not record.owner else "")
    return (name, level(record, words, muted=bool(gone)), title, owner, last)


def _gone(record: Record, queue: Queue, words: Words) -> str:
    if record.id in queue.handled:
        return words.say("triage.handled")
    return words.say("triage.skipped") if record.id in queue.skipped else ""


def level(record: Any, words: Words, *, muted: bool = False) -> Span:
    """How urgent it is: a blocker's priority, a risk's word."""
    if record.id.startswith("K-"):
        return Span(words.say("term.record.risk"), "muted")
    urgent = record.priority.value == "urgent" and not muted
    text = words.say(f"term.priority.{record.priority.value}")
    return Span(text, "bold" if urgent else "muted" if muted else "")


def glance(board: Board, record: Any, now: datetime, words: Words) -> Span:
    """The clock that matters now, or a risk's light."""
    if record.id.startswith("K-"):
        name = record.light.value
        ground = f"light-{name} on:light-{name}-ground bold"
        return Span(f"{SHAPES[name]}{words.say(f'term.light.{name}')}", ground)
    answered, solved = readings(board, record, now)
    return clock(nearest(answered, solved), words)


def readings(board: Board, blocker: Blocker, now: datetime) -> tuple[Any, Any]:
    """Both clocks of a blocker."""
    from core.domain.clocks import Clock

    return tuple(board.reading_of(blocker, each, now) for each in Clock)  # type: ignore[return-value]


def counts(board: Board, queue: Queue, now: datetime) -> tuple[int, int]:
    """How many of those that were not handled are late, and how many nearly so.

    What was passed over is as late as before.
    """
    found: Counter[str] = Counter()
    for key in queue.order:
        if key.startswith("B-") and key not in queue.handled:
            shown = [each for each in readings(board, queue.records[key], now) if each]  # type: ignore[arg-type]
            states = {each.state.value for each in shown if not each.paused}
            found[next((each for each in ("late", "soon") if each in states), "ok")] += 1
    return found["late"], found["soon"]
