"""A first mapping from the names and kinds of the columns, to be shown and corrected. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sync.mapping import Mapping, Target
from sync.names import names_in
from sync.record import Column, Kind, Person, Value
from sync.vocabulary import EITHER, FIELDS, FITTING, NEVER, PRIORITIES, STATUSES, WHOLE, plain
from sync.written import mostly_progress, share_in

PEOPLE = ("owner", "collaborators")
"""Our fields that name people."""
LONG_ENOUGH = 2
"""Characters a word needs before a longer name may contain it and still count."""


LEAST_STATUSES = 2
"""So many different words for a status make a column that of the status, whatever it is called."""


class Why(StrEnum):
    """What a guess rests on."""

    NAME = "name"
    PART = "part"
    """The name contains one of our words."""
    PRIMARY = "primary"
    """It is the table's first column."""
    VALUES = "values"
    """What stands in it are words for it."""


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
        if field == "due" and _was_finished(column, columns):
            continue
        if field not in taken and column.id not in used:
            taken[field] = (column, why)
            used.add(column.id)
    _title_by_place(columns, taken, used)
    _status_by_values(columns, taken, used)
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
            found += [(field, name) for name in options_of(column) if name not in told]
    return tuple(found)


def faces(mapping: Mapping, columns: Iterable[Column]) -> tuple[Person, ...]:
    """The people that the samples of the mapped columns name; text has names without ids."""
    wanted = {mapping.columns[name].id for name in PEOPLE if name in mapping.columns}
    there = [column for column in columns if column.id in wanted]
    return tuple(named_in(sample for column in there for sample in column.samples))


def named_in(cells: Iterable[Value | None]) -> list[Person]:
    """The people that cells name, once each."""
    found: dict[str, Person] = {}
    for cell in cells:
        several = cell if isinstance(cell, tuple) else (cell,)
        for each in several:
            names = names_in(each) if isinstance(each, str) else ()
            people = [each] if isinstance(each, Person) else [Person("", one) for one in names]
            for person in people:
                found.setdefault(person.id or person.name, person)
    return list(found.values())


def _scores(columns: Iterable[Column]) -> list[tuple[tuple[int, int], str, Column, Why]]:
    """Every possible reading of every column; the lower the surer."""
    return [
        (score, field, column, Why.PART if score[0] else Why.NAME)
        for column in columns
        for field in FIELDS
        if _fits(column, field) and (score := _score(plain(column.name), field))
    ]


def _fits(column: Column, field: str) -> bool:
    """Whether a field can be read from a column; progress also from texts that are mostly so."""
    if column.kind in FITTING[field]:
        return True
    texts = [each for each in column.samples if isinstance(each, str)]
    if field != "actual" or column.kind not in (Kind.TEXT, Kind.OPTION):
        return False
    return mostly_progress(sum(share_in(each) is not None for each in texts), texts, len(texts))


def _was_finished(column: Column, columns: Iterable[Column]) -> bool:
    """Whether `完成时间` is the day of an actual finish: beside a column of days to finish by, or
    beside a status without a column of days to begin on."""
    if plain(column.name) not in EITHER:
        return False
    others = [each for each in columns if plain(each.name) not in EITHER]

    def there(field: str) -> bool:
        return any(_fits(each, field) and _score(plain(each.name), field) for each in others)

    return there("due") or (there("status") and not there("start"))


def _score(name: str, field: str) -> tuple[int, int] | None:
    """(0 for the whole name or 1 for a part of it, place among our words)."""
    words = FIELDS[field]
    if name in words:
        return 0, words.index(name)
    if any(word in name for word in NEVER.get(field, ())):
        return None
    for place, word in enumerate(words):
        if len(word) >= LONG_ENOUGH and word not in WHOLE and _contains(name, word):
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


def _status_by_values(
    columns: Iterable[Column], taken: dict[str, tuple[Column, Why]], used: set[str]
) -> None:
    """Where no column is called so: the first whose different values are mostly words for it."""
    for column in columns:
        free = column.id not in used and column.kind in FITTING["status"]
        if "status" not in taken and free:
            values = options_of(column)
            known = sum(plain(each) in STATUSES for each in values)
            if known >= LEAST_STATUSES and 2 * known > len(values):
                taken["status"] = (column, Why.VALUES)
                used.add(column.id)


def _options(
    taken: dict[str, tuple[Column, Why]], field: str, known: dict[str, str]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Our words for a column's options, and the options without one."""
    if field not in taken:
        return {}, ()
    column = taken[field][0]
    matched = read_options(column, known)
    return matched, tuple((field, name) for name in options_of(column) if name not in matched)


def read_options(column: Column, known: dict[str, str]) -> dict[str, str]:
    """Our words for the options of a column, as far as the service or `known` has any."""
    told = dict(column.meanings)
    read = {name: told.get(name) or known.get(plain(name)) for name in options_of(column)}
    return {name: ours for name, ours in read.items() if ours}


def options_of(column: Column) -> tuple[str, ...]:
    """The options of a column, or what is in it where it has none."""
    seen = (sample for sample in column.samples if isinstance(sample, str))
    return tuple(dict.fromkeys(column.options or seen))


def is_fraction(column: Column) -> bool:
    """Whether 1 means done: by the column's kind, else by what is in it."""
    if column.kind is Kind.FRACTION:
        return True
    texts = (share_in(each) for each in column.samples if isinstance(each, str))
    numbers = [each for each in column.samples if isinstance(each, float)]
    numbers += [each.value for each in texts if each is not None and not each.percent]
    return any(0 < number < 1 for number in numbers) and max(numbers) <= 1
