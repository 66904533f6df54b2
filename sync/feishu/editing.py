"""Writing records back: one at a time, found before they are made, read back after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sync.feishu.client import Client
from sync.feishu.codes import KEY_USED, RECORD_GONE, SENT_TWICE
from sync.feishu.columns import Fields
from sync.feishu.fields import RecordReader
from sync.feishu.paging import Batch, Walk
from sync.feishu.writing import bearer, bearing, body, carries
from sync.record import Column, Record
from sync.source import Cells
from sync.trouble import Fatal, Retry

AT_ONCE = 100
"""The most records that are asked for by id in one call."""
PAGE = 100


@dataclass(frozen=True, slots=True)
class Editor:
    """Changes records of one table; `fields` are its columns as last seen."""

    client: Client
    app: str
    table: str
    zone: tzinfo
    fields: Fields
    link: Callable[[str], str | None]

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These records as they are now, in their order; those that are gone are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Record] = {}
        for part in _parts(wanted):
            items, _ = self.client.get(self.app, self.table, part)
            found |= {each.id: each for each in self._records(items)}
        return tuple(found[each] for each in wanted if each in found)

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of these records are; one that the app may not see is."""
        there: set[str] = set()
        for part in _parts(list(dict.fromkeys(ids))):
            items, hidden = self.client.get(self.app, self.table, part)
            there |= {str(each.get("record_id")) for each in items if isinstance(each, dict)}
            there |= hidden
        return frozenset(there)

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells of one record, and reads it back."""
        told = body(cells, self.fields, self.zone)
        try:
            self.client.update(self.app, self.table, item, told)
        except Retry as retry:
            # The service took the same change a moment ago: whether it did is read back.
            if retry.reason != SENT_TWICE:
                raise
        return self._back(item)

    def find(self, marker: str) -> Record | None:
        """The record that carries the marker."""
        column = bearer(self.fields)
        found = (each for each in self._holding(column, marker))
        return next((each for each in found if carries(each.fields.get(column.id), marker)), None)

    def create(self, cells: Cells, *, marker: str, key: str) -> Record:
        """Makes one record that carries the marker, unless there is one."""
        found = self.find(marker)
        if found is not None:
            return found
        told = body(bearing(cells, bearer(self.fields), marker), self.fields, self.zone)
        try:
            return self._back(self.client.create(self.app, self.table, told, key))
        except (Fatal, Retry) as error:
            if error.reason not in (KEY_USED, SENT_TWICE):
                raise
            lost = error
        made = self.find(marker)
        if made is not None:
            return made
        if lost.reason == SENT_TWICE:
            raise lost
        # An earlier try with other cells had this key, and came to nothing.
        return self._back(self.client.create(self.app, self.table, told, str(uuid.uuid4())))

    def _back(self, item: str) -> Record:
        record = next(iter(self.read([item])), None)
        if record is None:
            raise Fatal(RECORD_GONE, code=0, message="", log_id="")
        return record

    def _holding(self, column: Column, text: str) -> Iterator[Record]:
        wire = self.fields.wire(column.id)
        assert wire is not None
        condition = {"field_name": wire[0], "operator": "contains", "value": [text]}
        asked = {"filter": {"conjunction": "and", "conditions": [condition]}}

        def fetch(token: str | None, size: int) -> Batch:
            return self.client.search(self.app, self.table, asked, token, size)

        for page in Walk(fetch, PAGE):
            yield from self._records(page.items)

    def _records(self, items: list[Any]) -> Iterator[Record]:
        reader = RecordReader(self.fields.cells, self.zone, self.link)
        yield from (each for each in map(reader.read, items) if isinstance(each, Record))


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]
