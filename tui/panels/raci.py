"""Panel 3: the RACI grid, task by party, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tui.panels.view import View, Width
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.raci import Finding
    from tui.words import Words

_ROLES = {"A": "accent bold", "R": "foreground bold", "C": "muted", "I": "muted"}


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
            Column(
                party, _heading(board, party, words), width=_room(words), align="center", cell=True
            )
            for party in parties(board)
        ),
        Column("check", words.say("board.column.check") + "\nA=1 · R≥1", width=14),
    ]


def _room(words: Words) -> int:
    return 6 if words.language == "zh" else 8


def _heading(board: Board, party: str, words: Words) -> str:
    person = board.people.get(party)
    if person is None:
        return f"{_short(party)}\n"
    manager = any(each.value == "project_manager" for each in person.functions)
    dept = words.say("board.raci.project") if manager else _short(person.dept)
    return f"{dept}\n{set_cell_size(person.name, _room(words)).rstrip()}"


def _short(dept: str) -> str:
    return set_cell_size(dept, 4 if not dept.isascii() else 8).rstrip()


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
            Span(f"✗{errors}", "light-red bold"),
            Span(" "),
            Span(f"!{warnings}", "light-amber bold"),
        ),
        tally=(Span(f"✗{errors}", "light-red bold"),),
        detail=lambda key, room: packed(findings(board, words), room),
    )


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
        *(_letter(letters.get(party)) for party in who),
        verdict(board.findings.get(task, ()), words),
    )


def _letter(letter: str | None) -> Span:
    return Span(letter, _ROLES.get(letter, "")) if letter else Span("·", "rule")


def verdict(found: Sequence[Finding], words: Words) -> Span:
    """A row's verdict: `✓`, `✗ 缺 A`, `! C 过多(4)`."""
    if not found:
        return Span("✓", "light-green")
    worst = found[0]
    told = words.say(f"term.finding.{worst.rule.value}", n=worst.count)
    if worst.severity.value == "error":
        return Span(f"✗ {told}", "light-red bold")
    return Span(f"! {told}", "light-amber bold")


def findings(board: Board, words: Words) -> list[Span]:
    """All findings in words, for where the grid has no room."""
    found: list[Span] = []
    for task in board.task_order:
        for each in board.findings.get(task, ()):
            shape, role = _mark(each)
            told = words.say(f"term.finding.{each.rule.value}", n=each.count)
            names = words.join(board.name_of(party) for party in each.parties)
            more = f"({names})" if names else ""
            found.append(Span(f"{shape} {task} {board.tasks[task].title}:{told}{more}", role))
    for each in board.overloads:
        shape, role = _mark(each)
        who, letter = board.name_of(each.parties[0]), each.letter
        told = words.say("board.raci.load", who=who, letter=letter, n=each.count)
        found.append(Span(f"{shape} {told}", role))
    return found or [Span("✓ " + words.say("board.raci.sound"), "light-green")]


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
    return ("✗", "light-red bold") if error else ("!", "light-amber bold")
