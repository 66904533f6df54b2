"""A mapping as a person corrects it: by the number or the name of a column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sync.guess import is_fraction, read_options
from sync.mapping import Mapping, Target
from sync.record import Column, Items, Record, Value
from sync.roster import Roster
from sync.translate import as_text, translate
from sync.trouble import Fatal
from sync.vocabulary import FIELDS, PRIORITIES, STATUSES, plain

_CALLED = {
    "实际": "actual",
    "截止": "due",
    "dependson": "depends_on",
    "delayreason": "delay_reason",
}
"""What our fields are called here, where no table would call a column so."""
_READ = ("actual", "start", "due", "parent", "depends_on")
"""Fields that not every text can be read as."""
_SHOWN = 3
_ANY = datetime(2000, 7, 1, tzinfo=UTC)
"""Samples come without their record: in whatever year, a day without one is a day."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A field that is read from a column in which nothing can be read as it."""

    field: str
    column: str
    """The column's name."""
    samples: tuple[str, ...]
    """What stands there."""


def field_called(text: str) -> str:
    """Our field that a person names: by its id, or by any word that tables use for it.

    Raises `Fatal("mapping-field-unknown", field, fields)`.
    """
    name = text.strip()
    if name in FIELDS:
        return name
    wanted = plain(name)
    for field, words in FIELDS.items():
        if wanted in words:
            return field
    if wanted in _CALLED:
        return _CALLED[wanted]
    raise Fatal("mapping-field-unknown", field=name, fields=tuple(FIELDS))


def correct(mapping: Mapping, pair: str, columns: Sequence[Column]) -> Mapping:
    """A mapping as a person corrects it: `3=owner`, `owner=3`, `owner=负责人`, `负责人=owner`.

    Columns are named, or numbered from 1 in the order of `columns`; a name wins over a number, and
    a column on the right over one on the left.
    `3=` and `owner=` leave the column or the field out. A column that is given a field by its
    number loses the one it had. Options are read anew where their column changes.

    Raises `Fatal`: `mapping-pair`, `mapping-field-unknown`, `mapping-column-unknown`,
    `mapping-column-number`.
    """
    left, mark, right = (part.strip() for part in pair.replace("\uff1d", "=").partition("="))
    if not mark or not left:
        raise Fatal("mapping-pair", pair=pair)
    column = _numbered(left, columns) or _turned_round(left, right, columns)
    if column is not None:
        others = (name for name, each in mapping.columns.items() if each.id == column.id)
        freed = mapping.without(tuple(others))
        return _chosen(freed, field_called(right), column) if right else freed
    field = field_called(left)
    if not right:
        return mapping.without((field,))
    named = mapping.choose(field, _name(right, columns), columns).columns[field].id
    return _chosen(mapping, field, next(each for each in columns if each.id == named))


def _turned_round(left: str, right: str, columns: Sequence[Column]) -> Column | None:
    """The column on the left of `负责人=owner`: where the right is a field and no column."""
    column = next((each for each in columns if each.name == left), None)
    if column is None or any(right in (each.id, each.name) for each in columns):
        return None
    known = right in FIELDS or plain(right) in _CALLED
    return column if known or any(plain(right) in words for words in FIELDS.values()) else None


def _numbered(text: str, columns: Sequence[Column]) -> Column | None:
    """The column of a number from 1.

    Raises `Fatal("mapping-column-number", column, n)` for a number that there is none of.
    """
    if not text.isdecimal():  # of full width, too: an input method may write them so
        return None
    number = int(text[:9])
    if not 1 <= number <= len(columns):
        raise Fatal("mapping-column-number", column=text[:9], n=len(columns))
    return columns[number - 1]


def _name(text: str, columns: Sequence[Column]) -> str:
    """What a column is asked for by: a number only where no column is called so."""
    if any(text in (each.id, each.name) for each in columns):
        return text
    column = _numbered(text, columns)
    return column.id if column is not None else text


def _chosen(mapping: Mapping, field: str, column: Column) -> Mapping:
    """With a field read from a column, and its options and its scale as that column has them."""
    columns = {**mapping.columns, field: Target(column.id, column.name)}
    mapping = replace(mapping, columns=columns)
    match field:
        case "status":
            return replace(mapping, statuses=read_options(column, STATUSES))
        case "priority":
            return replace(mapping, priorities=read_options(column, PRIORITIES))
        case "actual":
            return replace(mapping, fraction=is_fraction(column))
        case _:
            return mapping


def moved(before: Mapping, after: Mapping) -> tuple[str, ...]:
    """The fields that are read from another column than before."""
    there = before.columns
    return tuple(
        name
        for name, target in after.columns.items()
        if name not in there or there[name].id != target.id
    )


def misfits(mapping: Mapping, columns: Sequence[Column]) -> tuple[Misfit, ...]:
    """The fields of which not one of the samples of their column can be read."""
    there = {each.id: each for each in columns}
    found: list[Misfit] = []
    for field in _READ:
        target = mapping.columns.get(field)
        column = there.get(target.id) if target else None
        if column is None or not column.samples:
            continue
        if not any(_reads(mapping, field, each) for each in column.samples):
            texts = dict.fromkeys(filter(None, map(as_text, column.samples)))
            found.append(Misfit(field, column.name, tuple(texts)[:_SHOWN]))
    return tuple(found)


def _reads(mapping: Mapping, field: str, sample: Value) -> bool:
    if field in ("parent", "depends_on"):
        return isinstance(sample, Items)
    target = Target(field, field)
    alone = replace(mapping, columns={"title": Target("", ""), field: target})
    told = translate(Record("", {"": field, field: sample}, modified=_ANY), alone, Roster.of(()))
    return field in getattr(told, "values", {})


def shared(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    """The columns that more than one field is read from: fields by the column's name."""
    by_id: dict[str, list[str]] = {}
    for field, target in mapping.columns.items():
        by_id.setdefault(target.id, []).append(field)
    return {
        mapping.columns[fields[0]].name: tuple(fields)
        for fields in by_id.values()
        if len(fields) > 1
    }
