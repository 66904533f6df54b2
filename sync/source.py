"""What every remote tracker looks like to a sync."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from sync.record import Column, Cursor, Page, Pull


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
