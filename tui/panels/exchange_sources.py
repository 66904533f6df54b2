"""The table of sources: how the exchange with each one stands, and when it goes on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from core.domain.board import SourceState
from sync.schedule import next_run
from tui.exchange import open_counts
from tui.exchange_words import source_name
from tui.panels.view import Width
from tui.sync_wording import failed_told
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.settings import SourceSettings
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """One source, as this machine and the database know it."""

    name: str
    state: SourceState
    settings: SourceSettings | None
    """None where this machine's configuration does not name it."""
    records: int
    clashes: int
    running: bool
    trouble: str = ""
    """Why this board leaves it alone until somebody changes something, in words."""

    def next_at(self, now: datetime) -> datetime | None:
        """When it is due by itself; None where it never is."""
        seconds = self.settings.seconds if self.settings is not None else None
        return next_run(seconds, self.state, now)


def rows(
    board: Board,
    settings: Mapping[str, SourceSettings],
    syncing: frozenset[str] = frozenset(),
    troubles: Mapping[str, str] | None = None,
) -> list[Row]:
    """The configured sources in their order, then those that others sync."""
    states = {each.name: each for each in board.sources}
    records = Counter(each.source for each in board.tasks.values() if each.source)
    clashes = open_counts(board)
    found = []
    for name in dict.fromkeys((*settings, *states)):
        state = states.get(name, SourceState(name=name))
        running = bool(state.running) or name in syncing
        found.append(
            Row(
                name=name,
                state=state,
                settings=settings.get(name),
                records=records[name],
                clashes=clashes[name],
                running=running,
                trouble=(troubles or {}).get(name, ""),
            )
        )
    return found


def columns(width: Width, words: Words) -> tuple[Column, ...]:
    """Name, object, direction, last, counts, note; on a narrow screen shorter, without errors."""
    say = words.say
    zh, narrow = words.language == "zh", width is Width.NARROW
    short = "_short" if narrow else ""
    count = 4 if narrow else 6 if zh else 9
    wide = 2 if width is Width.WIDE else 1
    errors = (Column("errors", say("exchange.column.errors"), width=count, align="right"),)
    return (
        Column("name", say("exchange.column.name"), width=10 if narrow else 16),
        Column("object", say("exchange.column.object"), flex=2, least=10),
        Column("way", say("exchange.column.way"), width=9 if narrow else 12),
        Column("last", say("exchange.column.last"), width=5),
        Column("records", say(f"exchange.column.records{short}"), width=count, align="right"),
        Column("clashes", say(f"exchange.column.clashes{short}"), width=count, align="right"),
        *(() if narrow else errors),
        Column("note", say("exchange.column.note"), flex=3 * wide, least=12, priority=1),
    )


def cells(row: Row, board: Board, now: datetime, words: Words, width: Width) -> tuple[Cell, ...]:
    """One source as a line."""
    narrow = width is Width.NARROW
    state, zone = row.state, board.zone
    last = "–"
    if state.synced_at is not None:
        at, here = state.synced_at.astimezone(zone), now.astimezone(zone)
        last = f"{at:%H:%M}" if at.date() == here.date() else f"{at:%m-%d}"
    clashes = str(row.clashes)
    return (
        (*_mark(row), Span(source_name(row.name, words), "bold")),
        Span(object_of(row), "muted"),
        words.say(f"exchange.way.{way(row)}{'_short' if narrow else ''}"),
        last,
        str(row.records),
        Span(clashes, "sla-soon bold") if row.clashes else clashes,
        *(() if narrow else (_errors(row),)),
        note(row, now, board, words),
    )


def _errors(row: Row) -> Cell:
    failures = row.state.failures
    return Span(str(failures), "sla-late bold") if failures else "0"


def _mark(row: Row) -> tuple[Span, ...]:
    """Its state as a shape, before its name."""
    if row.running:
        return (Span("… ", "accent bold"),)
    if row.state.failed:
        return (Span("✗ ", "sla-late bold"),)
    return (Span("✓ ", "accent"),) if row.state.synced_at else (Span("– ", "muted"),)


def way(row: Row) -> str:
    """`pull`, `both` where something is written back, `hand` for a file."""
    settings = row.settings
    if settings is None:
        return "elsewhere"
    if settings.type == "sheet":
        return "hand"
    return "both" if settings.write or settings.actions else "pull"


def object_of(row: Row) -> str:
    """What is read: what it is called there, else the file's name, or an id from the address."""
    settings = row.settings
    if settings is None:
        return "–"
    if settings.title:
        return settings.title
    if settings.type == "sheet":
        return settings.url.replace("\\", "/").rsplit("/", 1)[-1]
    parts = urlsplit(settings.url)
    table = parse_qs(parts.query).get("table", [""])[0]
    steps = [each for each in parts.path.split("/") if each]
    if "project" in steps[:-1]:
        return steps[steps.index("project") + 1]
    return table or (steps[-1] if steps else parts.netloc)


def note(row: Row, now: datetime, board: Board, words: Words) -> Span:
    """What is under way, what is wrong, else when it goes on."""
    say, state = words.say, row.state
    if row.running:
        who = state.running
        return Span(say("exchange.note.by", who=who) if who else say("exchange.note.now"), "accent")
    due = _due(row, now, board, words)
    if why := row.trouble or failed_told(state.failed, words):
        again = row.next_at(now) is not None and not row.trouble
        return Span(f"{due} · {why}" if again else why, "sla-late")
    mapped = _mapped(row, words)
    return Span(" · ".join(filter(None, (due, mapped))), "muted")


def _due(row: Row, now: datetime, board: Board, words: Words) -> str:
    if row.settings is None:
        return words.say("exchange.note.elsewhere")
    if row.settings.seconds is None:
        return words.say("exchange.note.by_hand")
    at = row.next_at(now)
    if at is None or at <= now:
        return words.say("exchange.note.soon")
    return words.say("exchange.note.next", at=f"{at.astimezone(board.zone):%H:%M}")


def _mapped(row: Row, words: Words) -> str:
    """How many fields are read, and how many written back."""
    settings = row.settings
    if settings is None:
        return ""
    read = settings.mapping.get("columns", {})
    told = words.say("exchange.note.fields", n=len(read)) if read else ""
    back = words.say("exchange.note.back", n=len(settings.write)) if settings.write else ""
    return " · ".join(filter(None, (told, back)))


def interval_told(found: list[Row], words: Words) -> str:
    """`自动 5 分` where all that go on by themselves do so alike; else how many do."""
    every = [each.settings.seconds for each in found if each.settings is not None]
    seconds = [each for each in every if each is not None]
    if not seconds:
        return words.say("exchange.auto.none")
    if len(set(seconds)) > 1:
        return words.say("exchange.auto.several", n=len(seconds))
    first = seconds[0]
    unit, size = ("h", 3600) if first % 3600 == 0 else ("m", 60) if first % 60 == 0 else ("s", 1)
    return words.say(f"exchange.auto.{unit}", n=first // size)
