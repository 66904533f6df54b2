"""The list of what syncs did: runs, and what was merged by itself, the newest first. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from tui.clash_words import briefly
from tui.exchange_recent import Merged, Ran, Recent
from tui.source_marks import MARKS
from tui.source_names import called
from tui.sync_wording import QUESTION, failed_told
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.wording import changes

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Row = Ran | Merged


def rows(recent: Recent) -> dict[str, Row]:
    """Runs and merges by the key of their line, the newest first."""
    found: dict[str, Row] = {}
    same: Counter[tuple[str, datetime]] = Counter()
    for run in reversed(recent.runs):
        moment = (run.source, run.at)
        same[moment] += 1
        found[f"run {run.source} {run.at.isoformat()} {same[moment]}"] = run
    newest = dict(reversed(found.items())) | {f"event {m.event.seq}": m for m in recent.merges}
    return dict(sorted(newest.items(), key=lambda pair: _age(pair[1]), reverse=True))


def _age(row: Row) -> tuple[datetime, int]:
    """A run is told above what it merged."""
    return (row.at, 1 << 62) if isinstance(row, Ran) else (row.event.at, row.event.seq)


def columns() -> tuple[Column, ...]:
    """When, whose, what."""
    return (
        Column("at", width=5),
        Column("source", width=12),
        Column("told", least=20),
    )


def cells(row: Row, board: Board, now: datetime, words: Words) -> tuple[Cell, ...]:
    """One line of the list."""
    if isinstance(row, Ran):
        return (
            Span(_clock(row.at, board, now), "muted"),
            called(row.source, board, words),
            _ran(row, board, words),
        )
    event = row.event
    return (
        Span(_clock(event.at, board, now), "muted"),
        called(row.source, board, words),
        _merged(row, board, words),
    )


def _clock(at: datetime, board: Board, now: datetime) -> str:
    local = at.astimezone(board.zone)
    return (
        f"{local:%H:%M}" if local.date() == now.astimezone(board.zone).date() else f"{local:%m-%d}"
    )


def _ran(row: Ran, board: Board, words: Words) -> tuple[Span, ...]:
    told = _came(row, board, words)
    if n := row.counts.get("twice"):
        told += (Span("  " + words.say("exchange.recent.twice", n=n), "sla-soon"),)
    return told


def _came(row: Ran, board: Board, words: Words) -> tuple[Span, ...]:
    say = words.say
    if row.failed:
        came = "partly" if row.counts.get("pulled") else "failed"
        mark, role = MARKS["asks" if row.failed.startswith(QUESTION) else came]
        why = failed_told(row.failed, row.failed_with, words)
        return (Span(f"{mark} {why}", role.split()[0]), *_counted(row, words))
    if row.idle:
        if row.times == 1 or row.since is None:
            return (Span(say("exchange.recent.idle", n=row.counts.get("pulled", 0)), "muted"),)
        since = f"{row.since.astimezone(board.zone):%H:%M}"
        return (Span(say("exchange.recent.idle_since", at=since, times=row.times), "muted"),)
    pulled = say("exchange.recent.pulled", n=row.counts.get("pulled", 0))
    return (Span(pulled, "muted"), *_counted(row, words))


def _counted(row: Ran, words: Words) -> list[Span]:
    """What it did, where that is not nothing."""
    return [
        Span("  " + words.say(f"exchange.recent.{each}", n=n), _ROLES.get(each, ""))
        for each in _COUNTS
        if (n := row.clashes if each == "clashes" else row.counts.get(each))
    ]


def run_told(row: Ran, board: Board, words: Words) -> str:
    """All that is known of one sync, in full."""
    return "".join(each.text for each in _ran(row, board, words))


_COUNTS = ("created", "updated", "pushed", "created_there", "ended", "clashes")
_ROLES = {"clashes": "sla-soon", "ended": "sla-soon", "pushed": "accent", "created_there": "accent"}


def _merged(row: Merged, board: Board, words: Words) -> Cell:
    gone = row.event.undone_by is not None
    said = "  ".join(
        words.say("cli.changed", field=field, before=before, after=after)
        for field, before, after in changes(row.event, board, words)
    )
    text = f"{row.event.event.subject} {said}"
    if row.clash is not None:
        text = briefly(row.clash, board, words)
    if gone:
        return (
            Span(text, "strike muted"),
            Span("  " + words.say("exchange.recent.undone"), "muted"),
        )
    if row.clash is not None:
        return (Span(words.say("history.clash.settled") + " ", "muted"), Span(text))
    return (Span(words.say("exchange.recent.merged") + " ", "muted"), Span(text))
