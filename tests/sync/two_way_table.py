"""A remote table in memory that is written to, and that fails where a test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.domain.text import clean
from sync.gather import gather
from sync.mapping import Mapping, Target
from sync.promise import mark_of, marked
from sync.record import Column, Cursor, Kind, Listing, Page, Pull, Record
from sync.source import Cells, Check, Progress
from sync.trouble import Retry

COLUMNS = (
    Column("c1", "标题", Kind.TEXT, primary=True, writable=True),
    Column("c2", "优先级", Kind.OPTION, options=("P0", "P1", "P2", "P3"), writable=True),
    Column("c3", "截止", Kind.DATE, writable=True),
)
MAPPING = Mapping(
    columns={
        "title": Target("c1", "标题"),
        "priority": Target("c2", "优先级"),
        "due": Target("c3", "截止"),
    },
    priorities={"P0": "urgent", "P1": "high", "P2": "normal", "P3": "low"},
)
Row = dict[str, Any]


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Table:
    """Rows by id; each call that touches them may go wrong before or after it."""

    now: Callable[[], datetime]
    rows: dict[str, Row] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    name: str = "feishu"
    breaks: Callable[[str], None] = lambda _: None
    """Is told `before` and `after` of every write, and `page` of every page."""
    created: dict[str, str] = field(default_factory=dict)
    """Ids by the key of their creation."""

    def put(self, id_: str, cells: Row) -> None:
        """A row now reads so."""
        self.rows[id_] = cells
        self.times[id_] = self.now()

    def check(self) -> Check:
        """Nothing to prove."""
        return Check("", "", "UTC", COLUMNS, len(self.rows))

    def columns(self) -> tuple[Column, ...]:
        """Always the same."""
        return COLUMNS

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """All rows, two a page."""
        records = [self._record(each) for each in self.rows]
        for first in range(0, max(len(records), 1), 2):
            self.breaks("page")
            last = first + 2 >= len(records)
            page = tuple(records[first : first + 2])
            yield Page(first // 2 + 1, page, (), last, Listing.FULL, COLUMNS, len(records))

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one."""
        return gather(self.pages(cursor), cursor, progress)

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These rows."""
        return tuple(self._record(each) for each in ids if each in self.rows)

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells."""
        self.breaks("before")
        if item not in self.rows:
            raise Retry("network-lost")
        self.put(item, {**self.rows[item], **{name: _read(each) for name, each in cells.items()}})
        self.breaks("after")
        return self._record(item)

    def find(self, marker: str) -> Record | None:
        """By the end of the title."""
        found = (name for name, each in self.rows.items() if mark_of(each["c1"]) == marker)
        name = next(found, None)
        return None if name is None else self._record(name)

    def create(self, cells: Cells, *, marker: str, key: str) -> Record:
        """Once for each key; the engine looks for it first."""
        self.breaks("before")
        if key not in self.created:
            self.created[key] = f"new{len(self.created)}"
            told = {name: _read(each) for name, each in cells.items()}
            told["c1"] = marked(str(told["c1"]), marker)
            self.put(self.created[key], told)
        self.breaks("after")
        return self._record(self.created[key])

    def _record(self, name: str) -> Record:
        cells = {key: each for key, each in self.rows[name].items() if each is not None}
        return Record(name, cells, self.times[name], f"https://example.cn/{name}")


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:2] == "20":
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return clean(value) if isinstance(value, str) else value
