"""A spreadsheet as a source of tasks: read once, whole, each time it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sync.alike import twice
from sync.closing import Closing
from sync.gather import gather
from sync.mapping import Mapping
from sync.record import Column, Cursor, Kind, Listing, Page, Pull
from sync.sheet.address import Place, locate
from sync.sheet.file import File, read_file
from sync.sheet.grid import Grid
from sync.sheet.header import Head, find_head
from sync.sheet.hints import is_key
from sync.sheet.table import Settled, Table, read_table
from sync.source import Check, Progress
from sync.trouble import Fatal
from sync.vocabulary import plain

SIZE = 500
"""Records of a page."""


class SheetSource(Closing):
    """One sheet of one file. It never asks for changes only: a file says nothing of them."""

    def __init__(self, name: str, place: Place, settled: Settled) -> None:
        self.name = name
        self._place = place
        self._settled = settled
        self._table: Table | None = None

    def close(self) -> None:
        """Forgets what was read."""
        self._table = None

    def check(self) -> Check:
        """Reads the file; brings the columns with samples. `primary` is the column that names a
        row over time; its kind is `SYSTEM` where that is a number and not the title."""
        table = self._read()
        return Check(
            title=self._place.path.name,
            table=table.sheet,
            zone="",
            columns=table.columns,
            total=len(table.records),
            twice=twice(table.records),
        )

    def columns(self) -> tuple[Column, ...]:
        """The columns as they are now."""
        return tuple(replace(each, samples=()) for each in self._read().columns)

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one."""
        return gather(self.pages(cursor), cursor, progress)

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """Page by page, always everything; an empty table is one empty page."""
        table = self._read()
        records = table.records
        starts = range(0, max(len(records), 1), SIZE)
        for number, start in enumerate(starts, 1):
            yield Page(
                number=number,
                records=records[start : start + SIZE],
                skipped=table.skipped if number == 1 else (),
                last=number == len(starts),
                listing=Listing.FULL,
                columns=table.columns,
                total=len(records) + len(table.skipped),
            )

    def _read(self) -> Table:
        if self._table is None:
            file = read_file(self._place.path)
            grid, head = _chosen(file, self._place.sheet)
            self._table = read_table(grid, head, file.name, file.saved, self._settled)
        return self._table


def key_name(columns: Iterable[Column], title: str) -> str:
    """The name of the column to know the rows by, as `Check.columns` say it: numbers where there
    are any, else the column with the id `title`, which a person may have chosen."""
    there = tuple(columns)
    numbered = (each.name for each in there if each.primary and each.kind is Kind.SYSTEM)
    titled = (each.name for each in there if each.id == title)
    return next(numbered, None) or next(titled, "")


def keys(columns: Iterable[Column], key: str) -> tuple[str, ...]:
    """The names of columns of numbers that have a value of its own in every row, where the rows are
    not known by a number already; `key` is what they are known by."""
    if is_key(key):
        return ()
    return tuple(each.name for each in columns if each.distinct and is_key(each.name))


def key_asked(columns: Iterable[Column], wanted: str, mapping: Mapping) -> str:
    """The name of the column that a person wants rows to be known by.

    Raises:
        Fatal: `sheet-key-unfit`, there is none, or rows share a value there or have none;
            `sheet-key-none`, and no other column would do either.
    """
    there = tuple(columns)
    named = (each for each in there if wanted in (each.name, each.id))
    alike = (each for each in there if plain(each.name) == plain(wanted))
    column = next(named, None) or next(alike, None)
    if column is None or not column.distinct:
        others = tuple(each.name for each in there if _may_name_rows(each, mapping))
        if not others:
            raise Fatal("sheet-key-none", column=wanted)
        raise Fatal("sheet-key-unfit", column=wanted, columns=others)
    return column.name


def _may_name_rows(column: Column, mapping: Mapping) -> bool:
    """Whether a column is worth proposing: a day or a share that nothing shares today will move."""
    if not column.distinct:
        return False
    fields = mapping.fields_of(column.id)
    if is_key(column.name) or "title" in fields:
        return True
    return not fields and column.kind in (Kind.TEXT, Kind.SYSTEM)


def _chosen(file: File, sheet: str) -> tuple[Grid, Head]:
    """The sheet of that name; else the first with a list of tasks, else the first with a head.

    Hidden sheets are read only where they are named.
    """
    names: list[str] = []
    second: tuple[Grid, Head] | None = None
    for grid in file.grids():
        names.append(grid.name)
        if (sheet and grid.name.strip() != sheet) or (grid.hidden and not sheet):
            continue
        head = find_head(grid)
        if head and (head.tasks or sheet):
            return grid, head
        second = second or (grid, head) if head else second
    if sheet and names != [""] and sheet not in [each.strip() for each in names]:
        raise Fatal("sheet-not-there", name=file.name, sheet=sheet, sheets=tuple(names))
    if second is None:
        raise Fatal("sheet-kind" if file.misnamed else "sheet-no-head", name=file.name)
    return second


def open_source(name: str, url: str, key: str = "", mapping: Mapping | None = None) -> SheetSource:
    """The source `name` at `plan.xlsx` or `plan.xlsx#Sheet`; `key` as in `key_name`.

    With a `mapping`, each cell is read as its field asks, whatever its column looks like.
    """
    return SheetSource(name, locate(url), Settled(key, mapping))
