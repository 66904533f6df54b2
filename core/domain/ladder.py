"""The escalation ladder (R16): project manager, department head, executive sponsor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.blocker import Blocker
from core.domain.ids import RecordId
from core.domain.people import Function, Person
from core.domain.raci import Letter, RaciRow

People = Mapping[RecordId, Person] | Mapping[str, Person]
Rows = Mapping[RecordId, RaciRow] | Mapping[str, RaciRow]
"""RACI rows by the id of their task."""
TOP = 3
"""The last rung: beyond the executive sponsor nobody can be asked."""
_HEADS = frozenset({Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD})


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is asked at one height of the ladder."""

    number: int
    """1 project manager or the task's A, 2 department head, 3 executive."""
    people: tuple[RecordId, ...]
    """Empty where the project has nobody for it."""
    dept: str
    """The department they speak for; empty where the project has nobody for it."""


def rungs(blocker: Blocker, people: People, rows: Rows) -> tuple[Rung, Rung, Rung]:
    """The three rungs above a blocker, the lowest first.

    `rows` are the RACI rows by the id of their task. The first rung is the A of the first task
    that has one (R29: who answers for the result), else the project manager.
    """
    dept = blocker.responsible_dept or blocker.lead
    first = _accountable(blocker, people, rows) or with_function(people, Function.PROJECT_MANAGER)
    executives = with_function(people, Function.EXECUTIVE_SPONSOR)
    return (
        Rung(1, first, _dept_of(first, people)),
        Rung(2, heads(people, dept), dept),
        Rung(3, executives, _dept_of(executives, people)),
    )


def next_rung(blocker: Blocker, people: People, rows: Rows) -> Rung | None:
    """Who is asked next (R23: one rung at a time); None at the top."""
    return rungs(blocker, people, rows)[blocker.rung] if blocker.rung < TOP else None


def heads(people: People, dept: str) -> tuple[RecordId, ...]:
    """The heads of a department."""
    return tuple(
        each.id
        for each in standing(people)
        if dept and each.dept == dept and _HEADS & set(each.functions)
    )


def with_function(people: People, *functions: Function) -> tuple[RecordId, ...]:
    """Everybody who has one of these functions."""
    wanted = set(functions)
    return tuple(each.id for each in standing(people) if wanted & set(each.functions))


def standing(people: People) -> Iterable[Person]:
    """The people who are still in the project."""
    return (each for each in people.values() if each.here)


def _accountable(blocker: Blocker, people: People, rows: Rows) -> tuple[RecordId, ...]:
    for task in blocker.tasks:
        cells = rows[task].cells if task in rows else {}
        named = [party for party, letter in cells.items() if letter == Letter.A]
        if found := tuple(one for party in named for one in _speakers(party, people)):
            return found
    return ()


def _speakers(party: str, people: People) -> tuple[RecordId, ...]:
    """The person a party of the grid is, or the heads of the department it is."""
    person = people.get(RecordId(party))
    if person is not None:
        return (person.id,) if person.here else ()
    return heads(people, party)


def _dept_of(ids: tuple[RecordId, ...], people: People) -> str:
    return people[ids[0]].dept if ids else ""
