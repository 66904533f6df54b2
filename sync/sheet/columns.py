"""What each column holds, by its name and by what is in it. Pure.

What a person mapped it to comes first, then its name, so that a column is read the same however few
of its cells are filled; each cell is then judged by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sync.mapping import Mapping as Mapped
from sync.record import Column, Kind
from sync.sheet.cells import Context, check_in, is_blank, number_in, progress_in, text_in
from sync.sheet.days import day_of, looks_like_day
from sync.sheet.grid import Raw, Row, Share, at
from sync.sheet.hints import hint, is_key, is_time
from sync.vocabulary import PRIORITIES, STATUSES, plain
from sync.written import mostly_progress

_MOST = 0.5
"""More than this share of the filled cells makes a column theirs."""
_FEW = 12
"""Different values at most of a column of options, …"""
_TIMES = 2
"""… each said so often on average …"""
_SHORT = 20
"""… and of so many characters at most."""

_BY_FIELD = {
    "title": Kind.TEXT,
    "owner": Kind.PEOPLE,
    "collaborators": Kind.PEOPLE,
    "status": Kind.OPTION,
    "priority": Kind.OPTION,
    "dept": Kind.OPTION,
    "deliverable": Kind.TEXT,
    "delay_reason": Kind.TEXT,
    "start": Kind.DATE,
    "due": Kind.DATE,
    "actual": Kind.NUMBER,
    "parent": Kind.ITEMS,
    "depends_on": Kind.ITEMS,
}
"""The kind that each of our fields is read from."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column and how to read it."""

    place: int
    column: Column
    context: Context
    key: bool = False
    """Its name says that it numbers the rows."""


def wanted(mapping: Mapped | None) -> dict[str, str]:
    """Our field by the id of the column that a person has it read from.

    Of several fields on one column the one counts that asks most of its cells.
    """
    found: dict[str, str] = {}
    for field, target in (mapping.columns if mapping else {}).items():
        if _BY_FIELD[found.get(target.id, "title")] is Kind.TEXT:
            found[target.id] = field
    return found


def slots(
    names: Sequence[str],
    rows: Sequence[Row],
    near: date,
    from_1904: bool,
    wants: Mapping[str, str] = MappingProxyType({}),
) -> list[Slot]:
    """The columns that have a name, or something in them; `wants` as in `wanted`."""
    found: list[Slot] = []
    taken: set[str] = set()
    wide = max([len(names), *map(len, rows)])
    for place in range(wide):
        name = names[place] if place < len(names) else ""
        cells = [cell for row in rows if not is_blank(cell := at(row, place))]
        if name or cells:
            id_ = _free(plain(name) or name or _letters(place), taken)
            column, context = _column(id_, name or _letters(place), cells, near, wants.get(id_, ""))
            context = replace(context, from_1904=from_1904)
            found.append(Slot(place, column, context, is_key(name)))
    return found


def _column(
    id_: str, name: str, cells: Sequence[Raw], near: date, mapped: str
) -> tuple[Column, Context]:
    field = mapped or hint(name).field
    kind = _BY_FIELD.get(field) or _by_content(name, cells, near)
    if field == "actual" and not mapped and not _is_progress(cells):
        field, kind = "", _by_content(name, cells, near)
    options: tuple[str, ...] = ()
    if is_key(name) and not mapped:
        kind = Kind.TEXT
    if kind is Kind.OPTION:
        options = tuple(dict.fromkeys(map(text_in, cells)))
    column = Column(id_, name, kind, options, meanings=_meanings(field, options))
    percent = field == "actual"
    shares = percent and _one_over(cells)
    whole = percent and (shares or _out_of_one(cells))
    return column, Context(kind, near, percent=percent, whole=whole, shares=shares)


def _meanings(field: str, options: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Words of everyday use that no first look at the file may have met."""
    known = {"status": STATUSES, "priority": PRIORITIES}.get(field, {})
    return tuple((each, known[plain(each)]) for each in options if plain(each) in known)


def _is_progress(cells: Sequence[Raw]) -> bool:
    numbers = sum(progress_in(cell) is not None for cell in cells)
    texts = [cell for cell in cells if isinstance(cell, str)]
    return not cells or mostly_progress(numbers, texts, len(cells))


def _by_content(name: str, cells: Sequence[Raw], near: date) -> Kind:
    timed = is_time(name)
    if not cells:
        return Kind.DATE if timed else Kind.TEXT
    if _mostly(cells, lambda cell: _may_be_day(cell, near) if timed else looks_like_day(cell)):
        return Kind.DATE
    if _mostly(cells, lambda cell: number_in(cell) is not None):
        return Kind.FRACTION if _mostly(cells, _is_share) else Kind.NUMBER
    if _mostly(cells, lambda cell: check_in(cell) is not None):
        return Kind.CHECK
    return Kind.OPTION if _repeat(cells) else Kind.TEXT


def _mostly(cells: Sequence[Raw], fits: Callable[[Raw], bool]) -> bool:
    return sum(map(fits, cells)) > len(cells) * _MOST


def _may_be_day(cell: Raw, near: date) -> bool:
    """Whether a cell is a day where its column's name speaks of days: `12.20`, 46350."""
    if isinstance(cell, float):
        return cell > 30_000 and day_of(cell, near) is not None
    return day_of(cell, near) is not None


def _is_share(cell: Raw) -> bool:
    return isinstance(number_in(cell), Share)


def _repeat(cells: Iterable[Raw]) -> bool:
    """Whether few short values are said over and over."""
    texts = [text_in(cell) for cell in cells]
    different = set(texts)
    few = len(different) <= _FEW and len(texts) >= _TIMES * len(different)
    return few and max(map(len, different)) <= _SHORT


def _out_of_one(cells: Sequence[Raw]) -> bool:
    """Whether 1 means all of it: beside per cents, or where nothing is more."""
    found = [progress_in(cell) for cell in cells]
    if any(isinstance(each, Share) for each in found):
        return True
    numbers = [each for each in found if isinstance(each, float)]
    return bool(numbers) and max(numbers) <= 1


def _one_over(cells: Sequence[Raw]) -> bool:
    """Whether all numbers but one lie between 0 and 1, none of them with a sign."""
    found = [progress_in(cell) for cell in cells]
    numbers = [each for each in found if isinstance(each, float)]
    if any(isinstance(each, Share) for each in found):
        return False
    fractions = any(0 < each < 1 for each in numbers)
    return fractions and len(numbers) > 2 and sum(not 0 <= each <= 1 for each in numbers) == 1


def _free(id_: str, taken: set[str]) -> str:
    """Columns of one name are numbered from left to right."""
    name, count = id_, 1
    while name in taken:
        count += 1
        name = f"{id_}-{count}"
    taken.add(name)
    return name


def _letters(place: int) -> str:
    """What a spreadsheet calls the column: A, B, … AA."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
