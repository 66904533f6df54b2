"""What comes back from a remote tracker: records, pages, pulls, and the links to our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

from sync.trouble import SyncError

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
"""What can be stored as a field of a link's base and of our records."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a cell; join on `id`, for names repeat."""

    id: str
    name: str = ""
    """Empty when the app may not read names."""


@dataclass(frozen=True, slots=True)
class Web:
    """A hyperlink cell."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Items:
    """Ids of linked records; those the remote service gave without an id are left out."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value has a shape nobody knows; it says nothing about our field."""

    shape: str
    """The name of the JSON type that was found, or what an error in a file reads."""
    text: str = field(default="", compare=False)
    """What a person reads there, where there is anything to read."""


UNSENT = Unreadable("")
"""A cell that the service left out of its answer: it says nothing, and nobody need be told."""

Known: TypeAlias = "Callable[[str, datetime | None], bool]"
"""Whether the record of this id, last changed then, was compared already as it is now."""

Value: TypeAlias = (
    str | float | bool | datetime | Web | Items | Unreadable | tuple[str, ...] | tuple[Person, ...]
)
"""One cell. Texts are clean, times are in the zone of the remote table. An empty cell has none."""


class Kind(StrEnum):
    """What a column holds, as far as mapping cares."""

    TEXT = "text"
    NUMBER = "number"
    FRACTION = "fraction"
    """A number shown as per cent: 0.65 reads 65 %."""
    OPTION = "option"
    OPTIONS = "options"
    DATE = "date"
    CHECK = "check"
    PEOPLE = "people"
    WEB = "web"
    FILES = "files"
    ITEMS = "items"
    """Links to records of the same or another table."""
    FORMULA = "formula"
    SYSTEM = "system"
    """Kept by the service itself: created, modified, numbered."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a remote table."""

    id: str
    """Stays when the column is renamed."""
    name: str
    """As a person sees it, cleaned."""
    kind: Kind
    options: tuple[str, ...] = ()
    samples: tuple[Value, ...] = ()
    """Values of the first few records; filled by `Source.check` only."""
    primary: bool = False
    writable: bool = False
    """Whether the service lets an app write its cells."""
    meanings: tuple[tuple[str, str], ...] = ()
    """What the service itself knows of options: (option, our status or priority)."""
    distinct: bool = False
    """Of a file: whether every row has a value of its own here."""


@dataclass(frozen=True, slots=True)
class Called:
    """What a row of a file is known by."""

    id: str
    """The same for rows that are called alike; the ids of all but the first add `#2`, `#3`, …."""
    text: str
    """As it stands in the file."""


@dataclass(frozen=True, slots=True)
class Record:
    """One remote item, its cells by column id."""

    id: str
    fields: dict[str, Value]
    """Empty cells are absent; all are where the record is known (`Cursor.known`)."""
    modified: datetime | None = None
    """When the remote item last changed, in UTC."""
    url: str | None = None
    by: str = ""
    """The name of whoever changed it last, where the service says."""
    row: int = 0
    """Its row in a file, from 1; 0 for what is in no file."""
    called: Called | None = None
    """Of a file: what its row is known by."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A remote item that was left out, and why."""

    source_id: str
    """Empty when even the id could not be read."""
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next pull may go on: the latest change that was seen."""

    since: datetime
    """In UTC; the next pull reads a few minutes before it again."""
    known: Known | None = None
    """Of which records the cells need not be read; None where all are wanted."""


class Listing(StrEnum):
    """How much of the table a pull asks for."""

    FULL = "full"
    VIEW = "view"
    """What a saved view shows: rows outside it still exist."""
    CHANGES = "changes"
    """What changed since the cursor."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a pull. After a restart of the listing, records may come a second time."""

    number: int
    """From 1."""
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]
    last: bool
    listing: Listing
    columns: tuple[Column, ...]
    total: int | None = None
    """The service's own count of records: a hint."""


@dataclass(frozen=True, slots=True, eq=False)
class Pull:
    """What one pull brought, and whether that was all there is."""

    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]
    complete: bool
    """Every page of a full, unfiltered listing arrived: only then does absence mean anything."""
    cursor: Cursor | None
    listing: Listing
    columns: tuple[Column, ...]
    """The columns as they were during the pull."""
    total: int | None = None
    pages: int = 0
    stopped: bool = False
    """The caller stopped it between two pages."""
    trouble: SyncError | None = None
    """What ended the pull early; the records before it are still good."""
    seen: frozenset[str] = field(init=False)
    """Ids of all items that are still there, the skipped ones too."""

    def __post_init__(self) -> None:
        skipped = (item.source_id for item in self.skipped if item.source_id)
        seen = frozenset(chain((record.id for record in self.records), skipped))
        object.__setattr__(self, "seen", seen)

    @property
    def empty(self) -> bool:
        """Nothing came: an empty table, or one whose rows the app may not see."""
        return not self.records and not self.skipped

    @property
    def short(self) -> bool:
        """Fewer came than the service itself counts: some may be hidden from the app."""
        full = self.listing is not Listing.CHANGES
        return full and self.total is not None and len(self.seen) < self.total


@dataclass(frozen=True, slots=True)
class Link:
    """A remote item and our record that are the same thing."""

    remote_id: str
    record_id: str
    base: Mapping[str, JSON]
    """The fields both sides last agreed on."""
    url: str | None = None
    ended: bool = False
    """Gone at the source; ours stays."""
