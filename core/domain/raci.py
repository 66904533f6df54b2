"""The RACI grid and what is wrong with it (R03, R29)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.ids import RecordId, parse_id
from core.domain.record import Record

CONSULTED_AT_MOST = 3
"""More than this many C in a row is asked about."""
ACCOUNTABLE_AT_MOST = 5
RESPONSIBLE_AT_MOST = 4
"""More than this many A (or R) for one party is asked about."""


class Letter(StrEnum):
    """R29: responsible, accountable, consulted, informed."""

    R = "R"
    A = "A"
    C = "C"
    I = "I"  # noqa: E741 - the letter is the term


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciRow(Record):
    """One task's row, `R-04` for `T-04`: who is what.

    A party is a person's id or a department's name.
    """

    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRaci:
    """One cell gets a letter, or None to clear it; a new A takes the place of the old one."""

    task: RecordId
    party: str
    letter: Letter | None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRow:
    """Several cells of one row at once, as one change; those that are not named stay."""

    task: RecordId
    cells: Mapping[str, str]
    """By party: the letter, or an empty text to clear the cell."""
    seen: int | None = None


class Severity(StrEnum):
    """An error breaks a rule; a warning asks a question."""

    ERROR = "error"
    WARNING = "warning"


class RaciRule(StrEnum):
    """What can be wrong; the ids are part of the public JSON."""

    NO_ACCOUNTABLE = "no_accountable"
    MANY_ACCOUNTABLE = "many_accountable"
    NO_RESPONSIBLE = "no_responsible"
    EMPTY_ROW = "empty_row"
    TOO_MANY_CONSULTED = "too_many_consulted"
    OVERLOADED = "overloaded"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a row, or (overload) with a party."""

    rule: RaciRule
    severity: Severity
    parties: tuple[str, ...] = ()
    count: int = 0
    letter: str = ""


def filled(cells: Mapping[str, str], party: str, letter: Letter | None) -> dict[str, str]:
    """The row after one cell was filled: at most one A stays (R29)."""
    after = {
        who: what
        for who, what in cells.items()
        if who != party and not (letter is Letter.A and what == Letter.A)
    }
    if letter is not None:
        after[party] = letter.value
    return after


def merged(cells: Mapping[str, str], wishes: Mapping[str, str]) -> dict[str, str]:
    """The row after several cells were filled; an A among the wishes replaces those of before."""
    new_a = Letter.A in wishes.values()
    kept = {
        who: what
        for who, what in cells.items()
        if who not in wishes and not (new_a and what == Letter.A)
    }
    return kept | {who: what for who, what in wishes.items() if what}


def parties(row: RaciRow | None, letter: Letter) -> tuple[str, ...]:
    """Who has this letter in a row, in the order in which they got it; nobody without a row."""
    if row is None:
        return ()
    return tuple(party for party, each in row.cells.items() if each == letter)


def unconsulted(
    links: Iterable[str],
    rows: Mapping[str, RaciRow],
    consulted: Iterable[str],
    liaisons: Mapping[str, Sequence[RecordId]] | None = None,
) -> tuple[RecordId, ...]:
    """R29: the C of the tasks that a decision is linked to who were not asked yet.

    `rows` are by task. A department that is C is asked through any of its `liaisons` (by its
    name): the first of them stands for it; without one it is left out, since nobody is known.
    """
    asked = set(consulted)
    found: dict[RecordId, None] = {}
    for party in (each for link in links for each in parties(rows.get(link), Letter.C)):
        speakers = _speakers(party, liaisons or {})
        if speakers and asked.isdisjoint(speakers):
            found[speakers[0]] = None
    return tuple(found)


def _speakers(party: str, liaisons: Mapping[str, Sequence[RecordId]]) -> Sequence[RecordId]:
    """Who may answer for a party of the grid: the person, or a department's liaisons."""
    known = parse_id(party)
    return (known,) if known == party and known is not None else liaisons.get(party, ())


def row_findings(cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """R03 and R29 for one row: exactly one A, at least one R, not empty, not too many C."""
    if not cells:
        return (Finding(RaciRule.EMPTY_ROW, Severity.ERROR),)
    letters = list(cells.values())
    found: list[Finding] = []
    accountable = letters.count("A")
    if accountable == 0:
        found.append(Finding(RaciRule.NO_ACCOUNTABLE, Severity.ERROR))
    elif accountable > 1:
        who = tuple(party for party, letter in cells.items() if letter == "A")
        found.append(Finding(RaciRule.MANY_ACCOUNTABLE, Severity.ERROR, who, accountable))
    if "R" not in letters:
        found.append(Finding(RaciRule.NO_RESPONSIBLE, Severity.ERROR))
    consulted = letters.count("C")
    if consulted > CONSULTED_AT_MOST:
        found.append(
            Finding(RaciRule.TOO_MANY_CONSULTED, Severity.WARNING, count=consulted),
        )
    return tuple(found)


def loads(rows: Iterable[Mapping[str, str]]) -> Counter[tuple[str, str]]:
    """How often each (party, letter) stands in the grid."""
    return Counter(cell for cells in rows for cell in cells.items())


def load_findings(load: Mapping[tuple[str, str], int]) -> tuple[Finding, ...]:
    """Parties that answer for, or do, more than one can."""
    limits = {"A": ACCOUNTABLE_AT_MOST, "R": RESPONSIBLE_AT_MOST}
    return tuple(
        Finding(RaciRule.OVERLOADED, Severity.WARNING, (party,), count, letter)
        for (party, letter), count in sorted(load.items(), key=lambda each: (-each[1], each[0]))
        if count > limits.get(letter, count)
    )
