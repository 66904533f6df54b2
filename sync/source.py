"""What every remote tracker looks like to a sync."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from sync.record import Column, Cursor, Page, Pull, Record, Value
from sync.translate import Unmatched

Cells: TypeAlias = "Mapping[str, Value | None]"
"""Values by column id, as they are to read afterwards; None empties a cell."""


class Progress(Protocol):
    """Is told each page; answers False to stop before the next one."""

    def __call__(self, page: Page, /) -> bool | None:
        """True or None goes on."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """What a source shows of itself before anything is synced."""

    title: str
    """The name of the remote base or project."""
    table: str
    """The name of the table."""
    zone: str
    """The zone its dates are in."""
    columns: tuple[Column, ...]
    """With samples."""
    total: int | None
    """The service's count of records, as a hint; 0 may also mean that the rows are hidden."""
    twice: tuple[Unmatched, ...] = ()
    """Of a file: what more than one row is known by, with its rows."""


class Source(Protocol):
    """A remote tracker, read only. Every call may raise `Retry` or `Fatal`."""

    @property
    def name(self) -> str:
        """What the configuration calls it."""
        ...

    def check(self) -> Check:
        """Proves the credentials and the address, and says what is there."""
        ...

    def columns(self) -> tuple[Column, ...]:
        """The columns as they are now."""
        ...

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """Page by page; without a cursor, everything."""
        ...

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one. Raises only when not even the first page came."""
        ...


@runtime_checkable
class Writer(Source, Protocol):
    """A source that is written to, one write at a time. Every call may raise `Retry` or `Fatal`.

    What was stopped anywhere and is called again ends the same: a cell written twice reads as one
    written once, and an item is looked for before it is created again.
    """

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These items as they are now; those that are gone are left out."""
        ...

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells of one item, and reads it back.

        Raises:
            Fatal: besides what the service says, `option-unknown` with `column` and `value` for an
                option that the customer's table does not have: none is ever invented there.
        """
        ...

    def find(self, marker: str) -> Record | None:
        """The item that an earlier `create` with this marker made, where its answer was lost."""
        ...

    def create(self, cells: Cells, *, marker: str, key: str) -> Record:
        """Makes one item that carries `marker`, a short text of ours.

        `key` is a UUID (version 4) that stays the same for every try, for services that know a
        repeated request by it.
        """
        ...
