"""The lines around the triage: how it goes, what comes next, how much is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui.panels.triage_queue import glance
from tui.triage.queue import minutes_left
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.panels.triage_detail import Line
    from tui.triage.queue import Queue
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Around:
    """What the lines are about."""

    queue: Queue
    key: str | None
    """The record that is named."""
    board: Board | None
    now: datetime | None
    words: Words
    seconds: float
    """How long the triage has gone on."""
    tight: bool
    """Whether the list itself has no room on the screen."""


def where(around: Around) -> Line:
    """What this is, how it is sorted, and what others have done meanwhile."""
    words, board = around.words, around.board
    if board is None:
        return (Span(words.say("board.loading"), "muted"),)
    news = len(around.queue.behind(board))
    if around.tight:
        return (*_neighbours(around), _news(news, "triage.news_short", words))
    return (
        Span(f"{words.say('term.place.triage')}  ", "accent bold"),
        Span(words.say("triage.how_it_goes")),
        _news(news, "triage.news", words),
    )


def _news(n: int, word: str, words: Words) -> Span:
    told = words.say(word, n=n) if n else words.say("triage.frozen")
    return Span(f"  {told}", "accent bold" if n else "muted")


def _neighbours(around: Around) -> Iterator[Span]:
    words, order, key = around.words, around.queue.order, around.key
    at = order.index(key) if key in order else 0
    yield Span(words.say("triage.at", at=at + 1 if order else 0, n=len(order)), "accent bold")
    for word, other in (("previous", at - 1), ("next", at + 1)):
        if 0 <= other < len(order) and around.board is not None and around.now is not None:
            record = around.queue.records[order[other]]
            yield Span(f"  {words.say(f'triage.{word}')} {record.id} ", "muted")
            yield glance(around.board, record, around.now, words)


def progress(around: Around) -> str:
    """How much was done, how much is left, how long that will take."""
    words, queue = around.words, around.queue
    short = "_short" if around.tight else ""
    done, left = len(queue.handled), len(queue.left)
    if not queue.order:
        return "" if around.tight else words.say("triage.empty")
    if not left:
        skipped = len(queue.skipped)
        return words.say(f"triage.finished{short}", done=done, skipped=skipped)
    minutes = minutes_left(left, done, around.seconds)
    told = words.say(f"triage.progress{short}", done=done, left=left, n=minutes)
    if around.tight or any(each.startswith("B-") for each in queue.left):
        return told
    return f"{words.say('triage.risks_only')} · {told}"
