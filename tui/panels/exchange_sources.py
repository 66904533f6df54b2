"""The table of sources: how the exchange with each one stands, and when it goes on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.board import SourceState
from sync.schedule import next_run
from tui.exchange import open_counts
from tui.panels.view import Width
from tui.source_marks import MARKS, standing
from tui.source_names import names
from tui.sync_wording import state_told
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.settings import SourceSettings
    from tui.words import Words

_DIGITS = 5
"""Cells of a count."""
MINUTE = 60
"""In seconds: a source that is synced oftener tells its moments with seconds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this board knows of the sources besides what the database says."""

    settings: Mapping[str, SourceSettings] = field(default_factory=dict)
    """Those that this machine's configuration names."""
    syncing: frozenset[str] = frozenset()
    went: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    """How many items came so far of those that are being synced here, and of how many."""
    troubles: Mapping[str, str] = field(default_factory=dict)
    """Why sources are left alone here until somebody changes something, in words."""
    linked: Mapping[str, int] = field(default_factory=dict)
    """How many of our records are linked to each, action items too."""


@dataclass(frozen=True, slots=True)
class Row:
    """One source, as this machine and the database know it."""

    name: str
    called: str
    """What people call it."""
    state: SourceState
    settings: SourceSettings | None
    """None where this machine's configuration does not name it."""
    records: int
    clashes: int
    running: bool
    trouble: str = ""
    """Why this board leaves it alone until somebody changes something, in words."""
    went: tuple[int, int | None] | None = None
    """How many items have come, while it is being synced here."""

    @property
    def standing(self) -> str:
        """One of `tui.source_marks`."""
        found = standing(self.state, running=self.running)
        return "failed" if self.trouble and found in ("fine", "new") else found

    @property
    def asks(self) -> bool:
        """Whether a question of its last sync waits for a person."""
        return self.standing == "asks"

    @property
    def type(self) -> str:
        """`feishu`, `teambition` or `sheet`; empty where nobody said."""
        return self.settings.type if self.settings is not None else self.state.type

    def next_at(self, now: datetime) -> datetime | None:
        """When it is due by itself; None where it never is."""
        seconds = self.settings.seconds if self.settings is not None else None
        return next_run(seconds, self.state, now)


def rows(board: Board, known: Known, words: Words) -> list[Row]:
    """The configured sources in their order, then those that others sync."""
    states = {each.name: each for each in board.sources}
    records = Counter(each.source for each in board.tasks.values() if each.source)
    clashes, titles = open_counts(board), names(board, words, known.settings)
    return [
        Row(
            name=name,
            called=titles[name],
            state=(state := states.get(name, SourceState(name=name))),
            settings=known.settings.get(name),
            records=known.linked.get(name, records[name]),
            clashes=clashes[name],
            running=bool(state.running) or name in known.syncing,
            trouble=known.troubles.get(name, ""),
            went=known.went.get(name),
        )
        for name in dict.fromkeys((*known.settings, *states))
    ]


def columns(width: Width, words: Words, *, exact: bool = False) -> tuple[Column, ...]:
    """Name, object, direction, last, counts, note; on a narrow screen shorter, without errors.

    `exact` has room for seconds.
    """
    say = words.say
    narrow = width is Width.NARROW
    short = "_short" if narrow else ""
    wide = 2 if width is Width.WIDE else 1
    errors = () if narrow else (_counts("errors", say("exchange.column.errors")),)
    return (
        Column("name", say("exchange.column.name"), width=14 if narrow else 18),
        Column("object", say("exchange.column.object"), width=12 if narrow else 16),
        Column("way", say("exchange.column.way"), width=9 if narrow else 12),
        Column("last", say("exchange.column.last"), width=8 if exact else 5),
        _counts("records", say(f"exchange.column.records{short}")),
        _counts("clashes", say(f"exchange.column.clashes{short}")),
        *errors,
        Column("note", say("exchange.column.note"), flex=3 * wide, least=12, priority=1),
    )


def _counts(name: str, head: str) -> Column:
    return Column(name, head, width=max(cell_len(head), _DIGITS), align="right")


def cells(row: Row, board: Board, now: datetime, words: Words, width: Width) -> tuple[Cell, ...]:
    """One source as a line."""
    narrow = width is Width.NARROW
    clashes = str(row.clashes)
    mark, role = MARKS[row.standing]
    return (
        (Span(f"{mark} ", role), Span(row.called, "bold")),
        Span(object_of(row, words), "muted"),
        words.say(f"exchange.way.{way(row)}{'_short' if narrow else ''}"),
        moment(row.state.synced_at, row, board, now) or "–",
        str(row.records),
        Span(clashes, "sla-soon bold") if row.clashes else clashes,
        *(() if narrow else (_errors(row),)),
        note(row, now, board, words),
    )


def moment(at: datetime | None, row: Row, board: Board, now: datetime) -> str:
    """A moment of a source: the time of today, else the day; with seconds where those matter."""
    if at is None:
        return ""
    local = at.astimezone(board.zone)
    if local.date() != now.astimezone(board.zone).date():
        return f"{local:%m-%d}"
    seconds = row.settings.seconds if row.settings is not None else None
    return f"{local:%H:%M:%S}" if seconds and seconds < MINUTE else f"{local:%H:%M}"


def exact(found: list[Row]) -> bool:
    """Whether one of them is synced so often that its moments are told with seconds."""
    every = [each.settings.seconds for each in found if each.settings is not None]
    return any(each is not None and each < MINUTE for each in every)


def _errors(row: Row) -> Cell:
    failures = row.state.failures
    return Span(str(failures), "sla-late bold") if failures else "0"


def way(row: Row) -> str:
    """`pull`, `both` where something is written back, `hand` for a file that is read when asked."""
    settings = row.settings
    if settings is None:
        return "elsewhere"
    if settings.type == "sheet" and settings.seconds is None:
        return "hand"
    return "both" if settings.write or settings.actions else "pull"


def object_of(row: Row, words: Words) -> str:
    """What is read: a file by its whole name, else the service."""
    settings = row.settings
    if settings is not None and settings.type == "sheet":
        return settings.url.replace("\\", "/").rsplit("/", 1)[-1]
    word = f"exchange.kind.{row.type}"
    return words.say(word) if words.has(word) else "–"


def note(row: Row, now: datetime, board: Board, words: Words) -> Span:
    """What is under way, what is asked or wrong, else when it goes on."""
    if row.running:
        return Span(_under_way(row, words), "accent")
    due = _due(row, now, board, words)
    if why := row.trouble or state_told(row.state, words):
        key = words.say("exchange.note.answer") if row.asks else ""
        again = due if row.next_at(now) is not None and not row.trouble else ""
        # A reason is long and its end is cut: when it is tried again stands before it.
        parts = (key, why, again) if key else (again, why)
        role = "sla-late" if row.standing == "failed" else "sla-soon"
        return Span(" · ".join(filter(None, parts)), role)
    return Span(" · ".join(filter(None, (due, _mapped(row, words)))), "muted")


def _under_way(row: Row, words: Words) -> str:
    """Who is at it, and how many items came where this board is."""
    if row.went is not None:
        done, total = row.went
        if total:
            return words.say("exchange.note.went_of", done=f"{done:,}", total=f"{total:,}")
        return words.say("exchange.note.went", done=f"{done:,}")
    who = row.state.running
    return words.say("exchange.note.by", who=who) if who else words.say("exchange.note.now")


def _due(row: Row, now: datetime, board: Board, words: Words) -> str:
    if row.settings is None:
        return words.say("exchange.note.elsewhere")
    if row.settings.seconds is None:
        return words.say("exchange.note.by_hand")
    at = row.next_at(now)
    if at is None or at <= now:
        return words.say("exchange.note.soon")
    word = "exchange.note.again" if row.state.failures else "exchange.note.next"
    return words.say(word, at=moment(at, row, board, now))


def _mapped(row: Row, words: Words) -> str:
    """How many fields are read, how many written back, and whether action items are made there."""
    settings = row.settings
    if settings is None:
        return ""
    read = settings.mapping.get("columns", {})
    told = words.say("exchange.note.fields", n=len(read)) if read else ""
    back = words.say("exchange.note.back", n=len(settings.write)) if settings.write else ""
    makes = words.say("exchange.note.actions") if settings.actions else ""
    return " · ".join(filter(None, (told, back, makes)))


def interval_told(found: list[Row], words: Words) -> str:
    """`自动 5 分` where all that go on by themselves do so alike; else each interval once."""
    every = [each.settings.seconds for each in found if each.settings is not None]
    seconds = sorted({each for each in every if each is not None})
    if not seconds:
        return words.say("exchange.auto.none")
    told = words.join(_interval(each, words) for each in seconds)
    return words.say("exchange.auto.each", every=told)


def _interval(seconds: int, words: Words) -> str:
    unit, size = next(
        (unit, size) for unit, size in (("h", 3600), ("m", 60), ("s", 1)) if seconds % size == 0
    )
    return words.say(f"exchange.auto.{unit}", n=seconds // size)
