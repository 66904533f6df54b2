"""One source whole: where it is, how far it goes, and all of what went wrong or is asked. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.panels.exchange_sources import Row, interval_told, moment, way
from tui.panels.fold import labelled
from tui.sync_wording import state_told
from tui.widgets.line_cells import Span
from tui.wording import field_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Line = tuple[Span, ...]


def lines(row: Row, board: Board, now: datetime, words: Words, room: int) -> list[Line]:
    """Labels and what stands behind them, in so many cells."""
    facts = [(words.say(f"exchange.card.{label}"), text) for label, text in _facts(row, words)]
    facts += [
        (words.say(f"exchange.card.{label}"), text)
        for label, text in _times(row, board, now, words)
    ]
    indent = max(cell_len(label) for label, _ in facts) + 2
    found = [line for label, text in facts for line in labelled(label, text, room, indent)]
    if told := row.trouble or state_told(row.state, words):
        label = words.say("exchange.card.told")
        role = "sla-late" if row.standing == "failed" else "sla-soon bold"
        found += [(), *labelled(label, told, room, indent, role)]
    return found


def _facts(row: Row, words: Words) -> Iterator[tuple[str, str]]:
    say, settings = words.say, row.settings
    kind = f"exchange.kind.{row.type}"
    yield "object", say(kind) if words.has(kind) else "–"
    yield "name", row.name
    yield "records", str(row.records)
    if settings is None:
        yield "way", say("exchange.note.elsewhere")
        return
    yield "address", settings.url
    if (told := way(row)) != "hand":
        yield "way", say(f"exchange.way.{told}")
    yield "interval", interval_told([row], words)
    columns = settings.mapping.get("columns", {})
    pairs = (
        f"{field_name(name, words)} ← {column['name']}{' ⇄' if name in settings.write else ''}"
        for name, column in columns.items()
    )
    yield "columns", words.join(pairs) or "–"
    yield (
        "actions",
        say("exchange.note.actions" if settings.actions else "exchange.card.no_actions"),
    )


def _times(row: Row, board: Board, now: datetime, words: Words) -> Iterator[tuple[str, str]]:
    state = row.state
    yield "last", moment(state.synced_at, row, board, now) or words.say("exchange.recent.none")
    if state.failures:
        tried = moment(state.tried_at, row, board, now)
        yield "tried", words.say("exchange.card.failures", at=tried, n=state.failures)
    if (due := row.next_at(now)) is not None and not row.trouble:
        yield "next", moment(max(due, now), row, board, now)


def gone(row: Row) -> list[str]:
    """Our records that a question is about, by id; the first of them where they are many."""
    found = row.state.failed_with.get("gone") if row.asks else None
    return [str(each) for each in found] if isinstance(found, list) else []


def question(row: Row, words: Words) -> str:
    """What the two answers would do; empty where nothing is asked, or nobody here can answer."""
    if not row.asks or row.settings is None or row.running:
        return ""
    kind = row.state.failed.partition(".")[2]
    count = row.state.failed_with.get("count") or len(gone(row))
    return words.say(f"exchange.answers.{kind}", n=count)
