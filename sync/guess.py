"""A first mapping from the names and kinds of the columns, to be shown and corrected. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sync.mapping import Mapping, Target
from sync.record import Column, Kind, Person
from sync.vocabulary import FIELDS, FITTING, NEVER, PRIORITIES, STATUSES, plain

PEOPLE = ("owner", "collaborators")
"""Our fields that name people."""
LONG_ENOUGH = 2
"""Characters a word needs before a longer name may contain it and still count."""


class Why(StrEnum):
    """What a guess rests on."""

    NAME = "name"
    PART = "part"
    """The name contains one of our words."""
    PRIMARY = "primary"
    """It is the table's first column."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One column taken for one of our fields."""

    field: str
    column: str
    """The column's name."""
    why: Why


@dataclass(frozen=True, slots=True)
class Guessed:
    """A mapping and how sure each part of it is."""

    mapping: Mapping
    guesses: tuple[Guess, ...]
    unmatched: tuple[tuple[str, str], ...]
    """Options (field, option) that mean nothing we know: their records say nothing there."""


def guess(columns: Sequence[Column]) -> Guessed:
    """What each column probably is; every column is used at most once."""
    taken: dict[str, tuple[Column, Why]] = {}
    used: set[str] = set()
    for _, field, column, why in sorted(_scores(columns), key=lambda score: score[0]):
        if field not in taken and column.id not in used:
            taken[field] = (column, why)
            used.add(column.id)
    _title_by_place(columns, taken, used)
    statuses, strange = _options(taken, "status", STATUSES)
    priorities, odd = _options(taken, "priority", PRIORITIES)
    found = {field: taken[field] for field in FIELDS if field in taken}
    return Guessed(
        Mapping(
            columns={name: Target(column.id, column.name) for name, (column, _) in found.items()},
            statuses=statuses,
            priorities=priorities,
            fraction="actual" in taken and is_fraction(taken["actual"][0]),
        ),
        tuple(Guess(name, column.name, why) for name, (column, why) in found.items()),
        strange + odd,
    )


def strange_options(mapping: Mapping, columns: Iterable[Column]) -> tuple[tuple[str, str], ...]:
    """Options (field, option) of the mapped columns that mean nothing here or by themselves."""
    there = {column.id: column for column in columns}
    found: list[tuple[str, str]] = []
    for field, known in (("status", mapping.statuses), ("priority", mapping.priorities)):
        target = mapping.columns.get(field)
        column = there.get(target.id) if target else None
        if column is not None:
            told = known.keys() | dict(column.meanings).keys()
            found += [(field, name) for name in _names(column) if name not in told]
    return tuple(found)


def faces(mapping: Mapping, columns: Iterable[Column]) -> tuple[Person, ...]:
    """The people that the samples of the mapped columns name; text has names without ids."""
    wanted = {mapping.columns[name].id for name in PEOPLE if name in mapping.columns}
    found: dict[str, Person] = {}
    for column in columns:
        if column.id not in wanted:
            continue
        for sample in column.samples:
            several = sample if isinstance(sample, tuple) else (sample,)
            for each in several:
                person = Person("", each) if isinstance(each, str) else each
                if isinstance(person, Person):
                    found.setdefault(person.id or person.name, person)
    return tuple(found.values())


def _scores(columns: Iterable[Column]) -> list[tuple[tuple[int, int], str, Column, Why]]:
    """Every possible reading of every column; the lower the surer."""
    return [
        (score, field, column, Why.PART if score[0] else Why.NAME)
        for column in columns
        for field in FIELDS
        if column.kind in FITTING[field] and (score := _score(plain(column.name), field))
    ]


def _score(name: str, field: str) -> tuple[int, int] | None:
    """(0 for the whole name or 1 for a part of it, place among our words)."""
    words = FIELDS[field]
    if name in words:
        return 0, words.index(name)
    if any(word in name for word in NEVER.get(field, ())):
        return None
    for place, word in enumerate(words):
        if len(word) >= LONG_ENOUGH and _contains(name, word):
            return 1, place
    return None


def _contains(name: str, word: str) -> bool:
    """Chinese has no word borders; in English only longer words stand for themselves."""
    return word in name and (not word.isascii() or len(word) > 4)


def _title_by_place(
    columns: Iterable[Column], taken: dict[str, tuple[Column, Why]], used: set[str]
) -> None:
    """The first column names its record, whatever it is called."""
    for column in columns:
        if "title" not in taken and column.primary and column.id not in used:
            taken["title"] = (column, Why.PRIMARY)
            used.add(column.id)


def _options(
    taken: dict[str, tuple[Column, Why]], field: str, known: dict[str, str]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Our words for a column's options, and the options without one."""
    if field not in taken:
        return {}, ()
    column = taken[field][0]
    matched = read_options(column, known)
    return matched, tuple((field, name) for name in _names(column) if name not in matched)


def read_options(column: Column, known: dict[str, str]) -> dict[str, str]:
    """Our words for the options of a column, as far as the service or `known` has any."""
    told = dict(column.meanings)
    read = {name: told.get(name) or known.get(plain(name)) for name in _names(column)}
    return {name: ours for name, ours in read.items() if ours}


def _names(column: Column) -> dict[str, None]:
    """The options of a column, or what is in it where it has none."""
    seen = (sample for sample in column.samples if isinstance(sample, str))
    return dict.fromkeys(column.options or seen)


def is_fraction(column: Column) -> bool:
    """Whether 1 means done: by the column's kind, else by what is in it."""
    if column.kind is Kind.FRACTION:
        return True
    numbers = [sample for sample in column.samples if isinstance(sample, float)]
    return any(0 < number < 1 for number in numbers) and max(numbers) <= 1
