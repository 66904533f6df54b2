"""Panel 3: the RACI grid, task by party, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.panels.view import View, Width
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.raci import Finding
    from tui.words import Words

_ROLES = {"A": "accent bold", "R": "foreground bold", "C": "muted", "I": "muted"}


@lru_cache(maxsize=1)
def parties(board: Board) -> tuple[str, ...]:
    """Who has a column: whoever has a letter or answers for a task, in the order they joined."""
    named = {party for (party, _), count in board.raci_load.items() if count > 0}
    named |= {task.owner for task in board.tasks.values() if task.owner}
    people = sorted(
        (each for each in named if each in board.people), key=lambda each: each.zfill(9)
    )
    return (*people, *sorted(each for each in named if each not in board.people))


def columns(board: Board, words: Words) -> list[Column]:
    """Task, one column a party (its department above its name), verdict."""
    return [
        Column("id", "\n" + words.say("board.column.id"), width=5),
        Column("title", "\n" + words.say("board.column.task"), flex=3, least=14),
        *(
            Column(party, heading(board, party, words), width=_ROOM, align="center", cell=True)
            for party in parties(board)
        ),
        Column("check", words.say("board.column.check") + "\nA=1 · R≥1", width=16),
    ]


_ROOM = 6
"""Cells of a party's column: three Chinese characters."""


def heading(board: Board, party: str, words: Words) -> str:
    """Two short lines above a party's column: the department, the name."""
    person = board.people.get(party)
    if person is None:
        return f"{party}\n"
    manager = any(each.value == "project_manager" for each in person.functions)
    dept = words.say("board.raci.project") if manager else short_dept(person.dept)
    name = person.name
    return f"{dept}\n{name.split()[-1] if name.isascii() and cell_len(name) > _ROOM else name}"


def short_dept(dept: str) -> str:
    """A department for a narrow column: 市场部 as 市场, East China as East."""
    return next(iter(dept.split()), "") if dept.isascii() else dept[:2]


def view(board: Board, now: datetime, words: Words, width: Width) -> View:
    """What the panel shows of a board."""
    who = parties(board)

    def stamp(key: str) -> tuple[object, ...]:
        row = board.raci.get(key)
        return (board.tasks[key].version, row and row.version, board.findings.get(key), who)

    def cells(key: str) -> tuple[Cell, ...]:
        return line(board, key, who, words)

    errors, warnings = counts(board)
    return View(
        board.task_order,
        stamp,
        cells,
        summary=(
            Span(f"✗{errors}", "sla-late bold"),
            Span(" "),
            Span(f"!{warnings}", "sla-soon bold"),
        ),
        tally=(Span(f"✗{errors}", "sla-late bold"),),
        detail=lambda key, room: packed(findings(board, words), room),
    )


@lru_cache(maxsize=1)
def counts(board: Board) -> tuple[int, int]:
    """How many rows break a rule, and how many only ask a question."""
    broken = sum(
        any(each.severity.value == "error" for each in found) for found in board.findings.values()
    )
    return broken, len(board.findings) - broken


def line(board: Board, task: str, who: Sequence[str], words: Words) -> tuple[Cell, ...]:
    """One task's cells."""
    row = board.raci.get(task)
    letters = row.cells if row is not None else {}
    return (
        task,
        board.tasks[task].title,
        *(letter_span(letters.get(party)) for party in who),
        verdict(board.findings.get(task, ()), words),
    )


@lru_cache(maxsize=32)
def letter_span(letter: str | None) -> Span:
    """A cell's letter, or those of a department's people; a dot where there is none."""
    return Span(letter, _ROLES.get(letter[0], "")) if letter else Span("·", "rule")


def verdict(found: Sequence[Finding], words: Words) -> Span:
    """A row's verdict: `✓`, `✗ 缺 A`, `! C 过多(4)`."""
    if not found:
        return Span("✓", "accent")
    worst = found[0]
    told = words.say(f"term.finding.{worst.rule.value}", n=worst.count)
    if worst.severity.value == "error":
        return Span(f"✗ {told}", "sla-late bold")
    return Span(f"! {told}", "sla-soon bold")


def findings(board: Board, words: Words) -> list[Span]:
    """All findings in words, for where the grid has no room."""
    rows = [(task, each) for task in board.task_order for each in board.findings.get(task, ())]
    rows.sort(key=lambda row: row[1].severity.value != "error")
    found: list[Span] = []
    for task, each in rows:
        shape, role = _mark(each)
        what = words.say(f"term.finding.{each.rule.value}", n=each.count)
        if names := words.join(board.name_of(party) for party in each.parties):
            what = words.say("board.raci.who", what=what, names=names)
        title = board.tasks[task].title
        told = words.say("board.raci.finding", task=task, title=title, what=what)
        found.append(Span(f"{shape} {told}", role))
    for each in board.overloads:
        shape, role = _mark(each)
        who, letter = board.name_of(each.parties[0]), each.letter
        told = words.say("board.raci.load", who=who, letter=letter, n=each.count)
        found.append(Span(f"{shape} {told}", role))
    return found or [Span("✓ " + words.say("board.raci.sound"), "accent")]


def packed(spans: Sequence[Span], room: int, gap: str = "   ") -> list[tuple[Span, ...]]:
    """Pieces side by side, in lines at most `room` cells wide."""
    lines: list[tuple[Span, ...]] = []
    left = 0
    for span in spans:
        size = cell_len(gap + span.text)
        if lines and size <= left:
            lines[-1] = (*lines[-1], Span(gap), span)
            left -= size
        else:
            lines.append((span,))
            left = room - cell_len(span.text)
    return lines


def _mark(finding: Finding) -> tuple[str, str]:
    error = finding.severity.value == "error"
    return ("✗", "sla-late bold") if error else ("!", "sla-soon bold")
