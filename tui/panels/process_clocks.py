"""The wall of clocks as lines, department by clock, and what the selected one says. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from core.domain.clock_reading import ClockState, Ticking
from tui.form_words import span_told
from tui.panels.fold import folded
from tui.panels.process_stages import Line, Sight, few, joined, step_line, until
from tui.panels.view import Width, name_room
from tui.process_step import Step
from tui.spans_told import left
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene
    from tui.words import Words

MARKS: Final = {
    ClockState.BREACHED: ("✗", "sla-late bold"),
    ClockState.RUNNING: ("…", "sla-soon"),
    ClockState.LATE: ("!", "muted"),
    ClockState.MET: ("✓", "sla-ok"),
}
OPEN: Final = (ClockState.BREACHED, ClockState.RUNNING)
"""What is shown unless all are asked for."""


def key_of(each: Ticking) -> str:
    """What a clock is known by on the wall."""
    return f"{each.clock}/{each.dept}/{each.subject or ''}/{each.due:%Y%m%d%H%M}"


def columns(width: Width, words: Words) -> tuple[Column, ...]:
    """State, until, department, clock, record, who."""
    say = words.say
    zh = words.language == "zh"
    return (
        Column("mark", width=1 if _signs_only(width, words) else 4 if zh else 8),
        Column("until", say("process_page.column.until"), width=11),
        Column("dept", say("process_page.column.dept"), flex=1, least=6 if zh else 9, priority=1),
        Column("clock", say("process_page.column.clock"), flex=3, least=12),
        Column("record", say("process_page.column.record"), width=5),
        Column("people", say("process_page.column.people"), least=name_room(words), priority=2),
    )


def _signs_only(width: Width, words: Words) -> bool:
    """Whether a state is its sign alone: beside the stages English words leave no room."""
    return width is Width.NORMAL and words.language != "zh"


def cells(
    each: Ticking, board: Board, scene: Scene, words: Words, width: Width
) -> tuple[Cell, ...]:
    """One clock as a line."""
    mark, role = MARKS[each.state][0], _role(each, board, scene)
    told = words.say(f"process.ticking.{each.state.value}")
    over = each.state in OPEN
    due = until(each.due, scene.now, board)
    return (
        Span(mark if _signs_only(width, words) else told, role),
        due if over else Span(due.text, "muted"),
        Span(each.dept),
        (Span(f"{each.clock} ", "muted"), Span(name_of(each, scene, words))),
        Span(each.subject or "", "accent"),
        Span(few([board.name_of(who) for who in each.people], words)),
    )


def _role(each: Ticking, board: Board, scene: Scene) -> str:
    """How a state is coloured; what runs past today stays calm, so that today's stand out."""
    today = scene.now.astimezone(board.zone).date()
    if each.state is ClockState.RUNNING and each.due.astimezone(board.zone).date() > today:
        return ""
    return MARKS[each.state][1]


def name_of(each: Ticking, scene: Scene, words: Words) -> str:
    """What people call a clock."""
    kind = scene.clocks.get(each.clock)
    return kind.name(words.language) if kind is not None else each.clock


def counts(clocks: Iterable[Ticking], words: Words) -> Line:
    """How many have run out, how many run."""
    states = [each.state for each in clocks]
    breached, running = states.count(ClockState.BREACHED), states.count(ClockState.RUNNING)
    said = words.say("process_page.counts_clocks", breached=breached, running=running)
    return (Span(said, "sla-late" if breached else "muted"),)


def explained(each: Ticking, step: Step | None, on: Sight) -> list[Line]:
    """Until when it runs, the next step, whose it is, who stops it, how it was counted."""
    say, board = on.words.say, on.board
    mark, role = MARKS[each.state][0], _role(each, board, on.scene)
    state = say(f"process.ticking.{each.state.value}")
    head = [Span(f"{each.clock} {name_of(each, on.scene, on.words)}", "bold")]
    head.append(Span(f"{mark} {state}", role))
    if each.state in OPEN:
        at = f"{each.due.astimezone(board.zone):%m-%d %H:%M}"
        told = say("process_page.due", at=at, left=left(each.due, on.scene.now, on.words))
        head.append(Span(told, "sla-late" if each.state is ClockState.BREACHED else ""))
    elif each.met is not None:
        met = f"{each.met.astimezone(board.zone):%m-%d %H:%M}"
        head.append(Span(say("process_page.met", at=met)))
    whose = "  ·  ".join(_whose(each, on))
    below = [(Span(line, "muted"),) for line in folded(whose, on.room)]
    return [joined(head), step_line(step, on), *below]


def _whose(each: Ticking, on: Sight) -> list[str]:
    say, board, found = on.words.say, on.board, []
    if each.dept:
        found.append(say("process_page.whose", dept=each.dept))
    if each.people:
        names = few([board.name_of(who) for who in each.people], on.words, on.names)
        found.append(say("process_page.people", names=names))
    if each.since is not None:
        since = f"{each.since.astimezone(board.zone):%m-%d %H:%M}"
        span = span_told(on.scene.clocks.get(each.clock), on.words)
        counted = say("process_page.since", at=since, span=span)
        found.append(counted if span else say("process_page.since_only", at=since))
    record = board.record(each.subject) if each.subject else None
    if each.subject:
        found.append(f"{each.subject} {getattr(record, 'title', '')}".strip())
    return found
