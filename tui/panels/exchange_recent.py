"""The list of what syncs did: runs, and what was merged by itself, the newest first. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from tui.exchange_recent import Merged, Ran, Recent
from tui.exchange_words import source_name
from tui.sync_wording import failed_told
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


def columns(words: Words) -> tuple[Column, ...]:
    """When, whose, what."""
    zh = words.language == "zh"
    return (
        Column("at", width=5),
        Column("source", width=8 if zh else 10),
        Column("told", least=20),
    )


def cells(row: Row, board: Board, now: datetime, words: Words) -> tuple[Cell, ...]:
    """One line of the list."""
    if isinstance(row, Ran):
        return (
            Span(_clock(row.at, board, now), "muted"),
            source_name(row.source, words),
            _ran(row, board, words),
        )
    event = row.event
    return (
        Span(_clock(event.at, board, now), "muted"),
        source_name(event.actor, words),
        _merged(row, board, words),
    )


def _clock(at: datetime, board: Board, now: datetime) -> str:
    local = at.astimezone(board.zone)
    return (
        f"{local:%H:%M}" if local.date() == now.astimezone(board.zone).date() else f"{local:%m-%d}"
    )


def _ran(row: Ran, board: Board, words: Words) -> Cell:
    say = words.say
    if row.failed:
        return Span("✗ " + failed_told(row.failed, words), "sla-late")
    if row.idle:
        if row.times == 1 or row.since is None:
            return Span(say("exchange.recent.idle", n=row.counts.get("pulled", 0)), "muted")
        since = f"{row.since.astimezone(board.zone):%H:%M}"
        return Span(say("exchange.recent.idle_since", at=since, times=row.times), "muted")
    counts = row.counts
    names = ("created", "updated", "pushed", "created_there", "ended", "clashes")
    told = [
        Span("  " + say(f"exchange.recent.{each}", n=counts[each]), _ROLES.get(each, ""))
        for each in names
        if counts.get(each)
    ]
    return (Span(say("exchange.recent.pulled", n=counts.get("pulled", 0)), "muted"), *told)


_ROLES = {"clashes": "sla-soon", "ended": "sla-soon", "pushed": "accent", "created_there": "accent"}


def _merged(row: Merged, board: Board, words: Words) -> Cell:
    gone = row.event.undone_by is not None
    said = "  ".join(
        words.say("cli.changed", field=field, before=before, after=after)
        for field, before, after in changes(row.event, board, words)
    )
    text = f"{row.event.event.subject} {said}"
    if gone:
        return (
            Span(text, "strike muted"),
            Span("  " + words.say("exchange.recent.undone"), "muted"),
        )
    return (Span(words.say("exchange.recent.merged") + " ", "muted"), Span(text))
