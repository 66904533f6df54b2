"""The RACI matrix at full size: columns by person or by department, letters, verdict. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.people import Role
from core.domain.raci import Letter, RaciRule
from tui.panels import raci
from tui.panels.view import View, Width
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

_TITLE = {Width.NARROW: 17, Width.NORMAL: 20, Width.WIDE: 22}
"""Cells that a task's title has at least, by the layout."""
_NARROWEST = {Width.NARROW: 4, Width.NORMAL: 5, Width.WIDE: 5}
"""Cells that a column has at least, by the layout; a letter in brackets takes three."""
_WIDEST = 6
"""Cells of a name that is shown whole: three Chinese characters."""


class Axis(StrEnum):
    """Whose letters a column holds."""

    PEOPLE = "people"
    DEPARTMENTS = "departments"

    @property
    def other(self) -> Axis:
        """What `v` turns the columns to."""
        return Axis.DEPARTMENTS if self is Axis.PEOPLE else Axis.PEOPLE


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its party, two short lines above it, and whose letters are seen in it."""

    party: str
    """A person's id or a department's name: who gets the letter that is filled here (F09)."""
    top: str
    below: str
    members: tuple[str, ...]
    """The party itself; for a department its people, too."""


@lru_cache(maxsize=8)
def heads(board: Board, axis: Axis, words: Words) -> tuple[Head, ...]:
    """The columns of a board: first who is in the grid already, then whoever may join it."""
    found = raci.parties(board)
    if axis is Axis.PEOPLE:
        rest = (each for each in board.people if each not in found and _may_join(board, each))
        return tuple(_person(board, party, words) for party in (*found, *rest))
    people = [board.people[each] for each in found if each in board.people]
    named = {each.dept for each in people} | {each for each in found if each not in board.people}
    rest = (each for each in board.departments if each not in named)
    order = dict.fromkeys((*board.departments, *sorted(named - {""})))
    first = [each for each in order if each in named]
    return tuple(_department(board, each, words) for each in (*first, *rest))


def _may_join(board: Board, person: str) -> bool:
    found = board.people[person]
    return found.here and found.role is not Role.VIEWER


def _person(board: Board, party: str, words: Words) -> Head:
    if party not in board.people:
        return Head(party, raci.short_dept(party), words.say("raci.column.dept"), (party,))
    top, _, below = raci.heading(board, party, words).partition("\n")
    return Head(party, top, below, (party,))


def _department(board: Board, name: str, words: Words) -> Head:
    people = tuple(each.id for each in board.people.values() if each.dept == name and each.here)
    below = words.say("raci.column.people", n=len(people))
    return Head(name, raci.short_dept(name), below, (name, *people))


def column_of(board: Board, party: str | None, axis: Axis, words: Words) -> str | None:
    """The column in which a party's letters are seen on this axis."""
    return next(
        (each.party for each in heads(board, axis, words) if party in each.members),
        None,
    )


def columns(board: Board, axis: Axis, words: Words, width: Width) -> list[Column]:
    """Task, the parties' columns, verdict. Only the parties' columns scroll."""
    found = heads(board, axis, words)
    longest = max((cell_len(text) for each in found for text in (each.top, each.below)), default=0)
    room = min(max(longest, _NARROWEST[width]), _WIDEST)
    check = max(cell_len(_worst(rule, words)) for rule in RaciRule if rule != RaciRule.OVERLOADED)
    spare = 4 if width is Width.WIDE else 0  # a title far from its letters is hard to follow
    return [
        Column("id", words.say("board.column.id"), width=5),
        Column("title", words.say("board.column.task"), flex=1, least=_TITLE[width]),
        *(
            Column(each.party, f"{each.top}\n{each.below}", width=room, align="center", cell=True)
            for each in found
        ),
        Column("check", words.say("board.column.check") + "\nA=1 · R≥1", flex=spare, least=check),
    ]


def _worst(rule: RaciRule, words: Words) -> str:
    return "✗ " + words.say(f"term.finding.{rule.value}", n=9)


def view(board: Board, axis: Axis, words: Words) -> View:
    """The lines of the matrix; a line is made when it comes into view."""
    found = heads(board, axis, words)
    whose = hash(found)

    def stamp(key: str) -> tuple[object, ...]:
        row = board.raci.get(key)
        return (board.tasks[key].version, row and row.version, board.findings.get(key), whose)

    return View(board.task_order, stamp, lambda key: line(board, key, found, words))


def line(board: Board, task: str, found: Sequence[Head], words: Words) -> tuple[Cell, ...]:
    """One task's cells."""
    row = board.raci.get(task)
    letters = row.cells if row is not None else {}
    return (
        task,
        board.tasks[task].title,
        *(_cell(letters, each) for each in found),
        raci.verdict(board.findings.get(task, ()), words),
    )


def _cell(letters: Mapping[str, str], head: Head) -> Span:
    return raci.letter_span(combined(letters, head.members))


def combined(letters: Mapping[str, str], members: Sequence[str]) -> str:
    """The letters of a column's parties together, once each, in the order R A C I."""
    if not letters or len(members) == 1:
        return letters.get(members[0], "")
    held = {letters[each] for each in members if each in letters}
    return "".join(each for each in Letter if each in held)


def holders(board: Board, task: str, head: Head, letter: str = "") -> tuple[str, ...]:
    """Who of a column's parties has a letter in a row, or any letter."""
    row = board.raci.get(task)
    cells = row.cells if row is not None else {}
    return tuple(each for each in head.members if each in cells and letter in ("", cells[each]))
