"""One record of the triage as lines: the facts, both clocks, the ladder, what happened of late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from tui.panels.blockers import clock
from tui.panels.fold import labelled
from tui.panels.triage_queue import glance, level
from tui.widgets.gauge import gauge
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.calendar.sla import Reading
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.clocks import Clock
    from core.domain.decision import Note
    from core.domain.event import Recorded
    from tui.words import Words

Line = tuple[Span, ...]
_BAR = 16
_RECENT = 12
_ROLES = {"late": "sla-late", "soon": "sla-soon", "ok": "sla-ok", "met": "muted"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a record is looked at with."""

    board: Board
    now: datetime
    words: Words
    room: int
    """Cells across."""
    tight: bool = False
    """Whether lines are dear: no rules, one basis for both clocks."""


def detail(sight: Sight, record: Any, log: Iterable[Recorded | Note]) -> list[Line]:
    """A blocker or a risk whole."""
    body = _blocker if record.id.startswith("B-") else _risk
    return [*body(sight, record), *_history(sight, log)]


def state(sight: Sight, record: Any) -> Line:
    """What stands at the right end of the frame's title."""
    kind = "blocker" if record.id.startswith("B-") else "risk"
    told = sight.words.say(f"term.{kind}.{record.status.value}")
    if not sight.tight:
        return (Span(told, "bold"),)
    return (Span(f"{told} ", "bold"), glance(sight.board, record, sight.now, sight.words))


def _blocker(sight: Sight, blocker: Blocker) -> Iterator[Line]:
    if not sight.tight:
        yield _head(sight, blocker)
    yield _raised(sight, blocker)
    yield _owners(sight, blocker)
    yield from _rule(sight)
    for name in ("description", "impact_scope", "attempted_measures"):
        yield from _fact(sight, name, getattr(blocker, name))
    yield from _rule(sight)
    yield from _clocks(sight, blocker)
    yield from _rule(sight)
    yield from _ladder(sight, blocker)


def _risk(sight: Sight, risk: Any) -> Iterator[Line]:
    words, board = sight.words, sight.board
    if not sight.tight:
        yield _head(sight, risk)
    yield _raised(sight, risk)
    people = (("owner", risk.owner), ("decider", risk.decider))
    yield _pairs(
        (words.say(f"term.field.{name}"), board.name_of(who) or "—") for name, who in people
    )
    yield from _rule(sight)
    for name in ("response", "impact_scope"):
        yield from _fact(sight, name, getattr(risk, name))
    seen = risk.reviewed_at
    told = f"{seen.astimezone(board.zone):%m-%d %H:%M}" if seen else words.say("triage.never")
    yield from _fact(sight, "reviewed_at", told)
    yield from _rule(sight)


def _indent(words: Words) -> int:
    return 10 if words.language == "zh" else 14


def _rule(sight: Sight) -> Iterator[Line]:
    if not sight.tight:
        yield (Span("─" * sight.room, "rule"),)


def _head(sight: Sight, record: Any) -> Line:
    words = sight.words
    label = words.say("triage.level") if record.id.startswith("B-") else ""
    right = (Span(f"{label} " if label else "", "muted"), level(record, words))
    size = sum(cell_len(each.text) for each in right)
    title = set_cell_size(f"{record.id}  {record.title}", max(sight.room - size - 1, 1))
    return (Span(title, "bold"), Span(" "), *right)


def _raised(sight: Sight, record: Any) -> Line:
    """Who raised it and when, and which tasks it stops, with those that wait for them."""
    board, words = sight.board, sight.words
    who = getattr(record, "reporter", "") or getattr(record, "raised_by", "")
    at = getattr(record, "reported_at", None) or getattr(record, "raised_at", None)
    person = next((each for each in board.people.values() if each.goes_by(who)), None)
    if person is not None and person.dept:
        who = words.say("triage.of_dept", who=who, dept=person.dept)
    when = f"{at.astimezone(board.zone):%m-%d %H:%M}" if at else "—"
    stops = frozenset(record.tasks)
    behind = [each.id for each in board.tasks.values() if not stops.isdisjoint(each.depends_on)]
    tasks = " → ".join(filter(None, (" ".join(record.tasks), " ".join(behind)))) or "—"
    return (
        *_pairs([(words.say("triage.raised"), who or "—")]),
        Span(f"{when}   "),
        *_pairs([(words.say("term.field.tasks"), tasks)]),
    )


def _owners(sight: Sight, blocker: Blocker) -> Line:
    board, words = sight.board, sight.words
    found = [
        (words.say("term.field.responsible_dept"), blocker.responsible_dept or "—"),
        (words.say("term.field.owner"), board.name_of(blocker.owner) or "—"),
    ]
    for task in blocker.tasks[:1]:
        row = board.raci.get(task)
        named = [who for who, letter in row.cells.items() if letter == "A"] if row else []
        found.append((f"A({task})", words.join(board.name_of(each) for each in named) or "—"))
    return _pairs(found)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Line:
    """Labels and values side by side."""
    return tuple(
        span for label, value in pairs for span in (Span(f"{label} ", "muted"), Span(f"{value}   "))
    )


def _fact(sight: Sight, name: str, text: str) -> list[Line]:
    label, role = sight.words.say(f"triage.fact.{name}"), "" if text else "sla-soon"
    shown = text or sight.words.say("triage.missing")
    lines = labelled(label, shown, sight.room, _indent(sight.words), role)
    return lines[:1] if sight.tight else lines


def _clocks(sight: Sight, blocker: Blocker) -> Iterator[Line]:
    """Both clocks as bars, and on what basis each of them counts."""
    from core.domain.clocks import Clock
    from tui.clock_words import explained

    board, words, indent = sight.board, sight.words, _indent(sight.words)
    found = [(each, board.reading_of(blocker, each, sight.now)) for each in Clock]
    shown = [(each, reading) for each, reading in found if reading is not None]
    for number, (each, reading) in enumerate(shown):
        label = words.say("triage.clocks") if number == 0 else ""
        yield (Span(set_cell_size(label, indent), "muted"), *_gauge(sight, each, reading))
    told = [explained(board, blocker, each, sight.now, words) for each, _ in shown]
    if sight.tight and len(told) > 1:
        running = [at for at, (_, reading) in enumerate(shown) if reading.state.value != "met"]
        told = [told[running[0] if running else 0]]
    for number, text in enumerate(told):
        label = words.say("triage.basis") if number == 0 else ""
        lines = labelled(label, text, sight.room, indent, "muted")
        yield from lines[:1] if sight.tight else lines


def _gauge(sight: Sight, which: Clock, reading: Reading) -> Line:
    """`响应  ██████████████░░  已用 01:36  !剩00:24`."""
    words, role = sight.words, _ROLES[reading.state.value]
    whole = (reading.used + reading.left).total_seconds()
    share = 100 * reading.used.total_seconds() / whole if whole > 0 else 100
    name = set_cell_size(words.say(f"term.sla.{which.value}"), 5 if words.language == "zh" else 9)
    used = words.say("triage.used", span=words.span(reading.used.total_seconds()))
    return (
        Span(name),
        Span(gauge(0, share, _BAR), role if not reading.paused else "muted"),
        Span(f"  {used}  ", "muted"),
        clock(reading, words),
    )


def _ladder(sight: Sight, blocker: Blocker) -> Iterator[Line]:
    """The ladder with a pointer at the rung reached; a line each where one is not enough.

    Before the first rung the pointer stands at a place of its own.
    """
    from core.domain.ladder import rungs
    from tui.triage.prospects import rung_told

    board, words, indent = sight.board, sight.words, _indent(sight.words)
    start = Span(f"▸ {words.say('triage.not_raised')}", "accent bold")
    steps = [] if blocker.rung else [start]
    for rung in rungs(blocker, board.people, board.raci):
        here = rung.number == blocker.rung
        role = "accent bold" if here else "muted" if rung.number < blocker.rung else ""
        steps.append(Span(f"{'▸ ' if here else ''}{rung_told(board, rung, words)}", role))
    head = Span(set_cell_size(words.say("triage.ladder"), indent), "muted")
    for arrow in (Span("  →  ", "muted"), Span(" → ", "muted")):
        line = (head, steps[0], *(span for each in steps[1:] for span in (arrow, each)))
        if sum(cell_len(each.text) for each in line) <= sight.room:
            yield line
            return
    for number, each in enumerate(steps):
        yield (Span(" " * indent) if number else head, each)


def _history(sight: Sight, log: Iterable[Recorded | Note]) -> Iterator[Line]:
    """What happened of late, and what was noted, the newest first."""
    board, words = sight.board, sight.words
    today = sight.now.astimezone(board.zone).date()
    told = sorted((_told(each, sight) for each in log), key=lambda each: each[0], reverse=True)
    for number, (moment, text, role) in enumerate(told[:_RECENT]):
        local = moment.astimezone(board.zone)
        at = f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"
        label = words.say("triage.recent") if number == 0 else ""
        lines = labelled(label, f"{at} {text}", sight.room, _indent(words), role)
        yield from lines[:1] if sight.tight else lines[:2]


def _told(each: Recorded | Note, sight: Sight) -> tuple[datetime, str, str]:
    """When, what, and in which role: what was taken back is struck out."""
    from core.domain.decision import Note
    from tui.wording import actor_name, happened

    if isinstance(each, Note):
        who = actor_name(each.author, sight.words)
        text = " ".join(part for part in (who, each.text, each.url) if part)
        return each.written_at or sight.now, text, ""
    gone = "strike muted" if each.undone_by else ""
    return each.at, happened(each, sight.board, sight.words), gone
