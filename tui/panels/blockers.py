"""Panel 2: blockers with both clocks, the tightest first."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from tui.panels.view import View, Width, name_room
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.calendar.sla import Reading
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from tui.words import Words

_ROLES = {"late": "sla-late bold", "soon": "sla-soon bold", "ok": "sla-ok", "met": "muted"}
_SHAPES = {"late": "✗", "soon": "!", "ok": "", "met": "✓"}
_WORDS = {"late": "late", "soon": "left", "ok": "left", "met": "used"}


def columns(width: Width, words: Words, board: Board | None = None) -> list[Column]:
    """The columns for a layout; without a board, the heads read as the process has it."""
    clock = 9 if words.language == "zh" else 11
    status = 6 if words.language == "zh" else 9
    head = {
        name: words.say(f"board.column.{name}")
        for name in ("id", "level", "blocker", "owner", "status")
    }
    first = [
        Column("id", head["id"], width=5),
        Column("level", head["level"], width=4 if words.language == "zh" else 6),
        Column("title", head["blocker"], flex=3, least=18 if width is Width.NORMAL else 14),
        Column("owner", head["owner"], width=name_room(words)),
        Column("status", head["status"], width=status, priority=2),
    ]
    if width is Width.NORMAL:
        nearest = words.say("board.column.nearest")
        return [*first, Column("nearest", nearest, width=clock)]
    answer, solve = _spans(board, words)
    response = words.say("board.column.response", span=answer).strip()
    solution = words.say("board.column.solution", span=solve).strip()
    return [
        *first,
        Column("response", response, width=clock),
        Column("solution", solution, width=clock),
        Column("note", words.say("board.column.ladder"), flex=1, least=12, priority=3),
    ]


def _spans(board: Board | None, words: Words) -> tuple[str, str]:
    """How long each clock runs; nothing where the blockers shown were set by several policies."""
    from core.domain.policy import PROCESS, in_force
    from tui.clock_words import span_told

    policies = [PROCESS]
    if board is not None:
        shown = [board.policy_of(board.blockers[each]) for each in board.blocker_order]
        policies = shown or [in_force(board.policies.values(), board.read_at)]
    spans = ({each.response for each in policies}, {each.solution for each in policies})
    answer, solve = (span_told(each.pop(), words) if len(each) == 1 else "" for each in spans)
    return answer, solve


def view(board: Board, now: datetime, words: Words, width: Width) -> View:
    """What the panel shows of a board at a moment."""
    minute = now.replace(second=0, microsecond=0)
    order = board.blockers_at(now)
    states = Counter(board.state_of(board.blockers[key], now).value for key in order)

    def stamp(key: str) -> tuple[object, ...]:
        blocker = board.blockers[key]
        person = board.people.get(blocker.owner) if blocker.owner else None
        return (blocker.version, minute, person and person.version)

    def cells(key: str) -> tuple[Cell, ...]:
        return line(board, board.blockers[key], now, words, width)

    late, soon = states["late"], states["soon"]
    return View(
        order,
        stamp,
        cells,
        summary=(
            Span("✗" + words.say("board.count.late", n=late), "sla-late bold"),
            Span(" "),
            Span("!" + words.say("board.count.soon", n=soon), "sla-soon bold"),
        ),
        tally=(
            Span(f"✗{late}", "sla-late bold"),
            Span(" "),
            Span(f"!{soon}", "sla-soon bold"),
        ),
        detail=lambda key, room: _detail(board, key, now, words),
    )


def line(
    board: Board, blocker: Blocker, now: datetime, words: Words, width: Width
) -> tuple[Cell, ...]:
    """One blocker's cells."""
    from core.domain.clocks import Clock, lapsed

    answered = board.reading_of(blocker, Clock.RESPONSE, now)
    solved = board.reading_of(blocker, Clock.SOLUTION, now)
    first: tuple[Cell, ...] = (
        blocker.id,
        _level(blocker, words),
        blocker.title,
        board.name_of(blocker.owner) or Span("—", "muted"),
        words.say(f"term.blocker.{blocker.status.value}"),
    )
    expired = Span(_SHAPES["late"] + words.say("clocks.ack_expired"), _ROLES["late"])
    response = expired if lapsed(blocker, now) else clock(answered, words)
    if width is Width.NORMAL:
        tight = nearest(answered, solved)
        return (*first, response if tight is answered else clock(tight, words))
    return (*first, response, clock(solved, words), note(board, blocker, now, words))


def _level(blocker: Blocker, words: Words) -> Span:
    urgent = blocker.priority.value == "urgent"
    return Span(words.say(f"term.priority.{blocker.priority.value}"), "bold" if urgent else "")


def nearest(answered: Reading | None, solved: Reading | None) -> Reading | None:
    """The clock that matters now: the running one that runs out first, else the last one met."""
    running = [each for each in (answered, solved) if each and each.state.value != "met"]
    return min(running, key=lambda each: each.at) if running else solved or answered


def clock(reading: Reading | None, words: Words) -> Span:
    """A clock as shape, word and span: `✗超01:10`, `!剩00:24`, `✓用00:12`; met late, `✗用03:10`."""
    if reading is None:
        return Span("—", "muted")
    if reading.paused:
        return Span(words.say("board.clock.paused"), "muted")
    name = reading.state.value
    span = reading.used if name == "met" else reading.left
    told = words.say(f"board.clock.{_WORDS[name]}", span=words.span(span.total_seconds()))
    shown = name if name != "met" or reading.kept else "late"
    return Span(_SHAPES[shown] + told, _ROLES[shown])


def note(board: Board, blocker: Blocker, now: datetime, words: Words) -> str:
    """What else one must know: until when it sleeps, who verifies, how far it was escalated."""
    if blocker.status.value == "snoozed":
        return _sleep(board, blocker, now, words)
    if blocker.status.value == "verifying":
        return words.say("board.note.verify")
    if blocker.rung > 1:
        return words.say(f"board.note.rung.{blocker.rung}")
    if blocker.green_since is not None:
        return words.say("board.note.green")
    if board.state_of(blocker, now).value == "soon" and blocker.responsible_dept:
        return words.say("board.note.next", dept=blocker.responsible_dept)
    return ""


def _sleep(board: Board, blocker: Blocker, now: datetime, words: Words) -> str:
    """Until when it is snoozed; one whose time has come says so until somebody takes it up."""
    from core.domain.clocks import asleep

    if not asleep(blocker, now):
        return words.say("clocks.awake")
    if blocker.snoozed_until is None:
        return ""
    until = blocker.snoozed_until.astimezone(board.zone)
    return words.say("board.note.until", at=f"{until:%m-%d %H:%M}")


def _detail(
    board: Board, key: str | None, now: datetime, words: Words
) -> tuple[tuple[Span, ...], ...]:
    """Lines about the blocker under the cursor."""
    blocker = board.blockers.get(key) if key else None
    if blocker is None:
        return ()
    stuck = frozenset(blocker.tasks)
    downstream = [each.id for each in board.tasks.values() if not stuck.isdisjoint(each.depends_on)]
    touched = " → ".join(filter(None, (" ".join(blocker.tasks), " ".join(downstream))))
    raised = blocker.reported_at
    when = f"{raised.astimezone(board.zone):%H:%M}" if raised else "—"
    head = words.say(
        "board.detail.blocker", id=blocker.id, tasks=touched or "—", at=when, who=blocker.reporter
    )
    facts = (
        ("description", blocker.description),
        ("impact_scope", blocker.impact_scope),
        ("attempted_measures", blocker.attempted_measures),
    )
    lines = [
        (Span(words.say(f"term.field.{name}") + "  ", "muted"), Span(text or "—"))
        for name, text in facts
    ]
    return ((Span(head, "bold"),), *lines)
