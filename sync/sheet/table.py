"""One sheet as a table of records. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sync.mapping import Mapping
from sync.record import Column, Items, Kind, Record, Skipped, Value
from sync.sheet.cells import text_in, value_of
from sync.sheet.columns import Slot, slots, wanted
from sync.sheet.days import year_near
from sync.sheet.grid import Grid, at
from sync.sheet.header import Head
from sync.sheet.hints import hint
from sync.sheet.identity import distinct, finder, key_of, row_ids, title_of
from sync.sheet.rows import Line, left_out, lines, sections
from sync.written import full_day

SAMPLES = 20
_APART = re.compile(r"[、，,;；\n]")
_RELATION = re.compile(r"([0-9]+(?:\.[0-9]+)*)\s*(?:FS|SS|FF|SF)\b.*", re.IGNORECASE)
"""A forerunner as planning programs write it: `3FS+2d`."""
_ID = 100


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The tasks of a sheet. Its column that names the rows is marked `primary`."""

    sheet: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person has settled about a sheet."""

    key: str = ""
    """The name of the column that names its rows."""
    mapping: Mapping | None = None
    """Which column is which field: its cells are read as that field asks."""


def read_table(grid: Grid, head: Head, file: str, saved: date, settled: Settled) -> Table:
    """Reads `grid` below `head`.

    Raises:
        Fatal: `sheet-key-gone`.
    """
    mapping = settled.mapping
    near = year_near(_days(grid), _titles(grid, head, file), saved)
    below = grid.rows[head.below :]
    columns = slots(head.names, below, near, grid.from_1904, wanted(mapping))
    target = mapping.columns.get("title") if mapping else None
    title = title_of(columns, target.id if target else "")
    found, skipped = lines(grid, head, title.place if title else None)
    named = key_of(columns, found, settled.key)
    ids, called = row_ids(found, named, title, _first(columns, "parent"))
    link = finder(found, ids, [named, *(each for each in columns if each.key), title])
    apart = _sections(found, columns, title)
    tasks = [line for place, line in enumerate(found) if place not in apart]
    own = [each for place, each in enumerate(ids) if place not in apart]
    names = [each for place, each in enumerate(called) if place not in apart]
    records = [
        Record(id_, dict(_values(line, columns, link)), row=line.number, called=name)
        for line, id_, name in zip(tasks, own, names, strict=True)
    ]
    skipped += [
        left_out(found[place].number, "sheet-section", text, ids[place])
        for place, text in apart.items()
    ]
    skipped.sort(key=lambda each: int(str(each.values["row"])))
    whole = [each for each in columns if distinct(each, tasks)]
    return Table(
        grid.name, _told(columns, records, named, whole), tuple(records), _unlike(skipped, own)
    )


def _sections(found: Sequence[Line], columns: Sequence[Slot], title: Slot | None) -> dict[int, str]:
    """The titles of rows that only name those below them, by place in `found`."""
    if title is None:
        return {}
    numbers = {each.place for each in columns if each.key and each is not title}
    places = sections(found, title.place, numbers)
    return {place: text_in(at(found[place].cells, title.place)) for place in places}


def _days(grid: Grid) -> list[date]:
    """Every day in the sheet that has its year."""
    cells = [cell for row in grid.rows for cell in row]
    dated = [cell.date() for cell in cells if isinstance(cell, datetime)]
    texts = (full_day(cell) for cell in cells if isinstance(cell, str) and len(cell) < 30)
    return [each for each in (*dated, *texts) if each is not None]


def _titles(grid: Grid, head: Head, file: str) -> Iterator[str]:
    """What stands above the table, and what it is called."""
    for row in grid.rows[: head.above]:
        yield from (text_in(cell) for cell in row if isinstance(cell, str))
    yield grid.name
    yield file


def _first(columns: Sequence[Slot], field: str) -> Slot | None:
    return next((each for each in columns if hint(each.column.name).field == field), None)


def _values(
    line: Line, columns: Sequence[Slot], link: Callable[[str], str]
) -> Iterator[tuple[str, Value]]:
    for slot in columns:
        value = value_of(at(line.cells, slot.place), slot.context)
        if value is None:
            continue
        if slot.context.kind is Kind.ITEMS and isinstance(value, str):
            value = Items(tuple(_linked(value, link)))
        yield slot.column.id, value


def _linked(text: str, link: Callable[[str], str]) -> Iterator[str]:
    whole = link(text.strip())
    if whole != text.strip():
        yield whole
        return
    for part in filter(None, (each.strip() for each in _APART.split(text))):
        relation = _RELATION.fullmatch(part)
        yield link(relation[1] if relation else part)[:_ID]


def _told(
    columns: Sequence[Slot], records: Sequence[Record], key: Slot | None, whole: Sequence[Slot]
) -> tuple[Column, ...]:
    """The columns with samples; the one that names the rows is marked, and those that could."""
    first = records[:SAMPLES]
    return tuple(
        replace(
            slot.column,
            kind=Kind.SYSTEM if slot is key and slot.key else slot.column.kind,
            samples=tuple(
                value for each in first if (value := each.fields.get(slot.column.id)) is not None
            ),
            primary=slot is key,
            distinct=slot in whole,
        )
        for slot in columns
    )


def _unlike(skipped: Sequence[Skipped], ids: Sequence[str]) -> tuple[Skipped, ...]:
    there = frozenset(ids)
    return tuple(each for each in skipped if each.source_id not in there)
