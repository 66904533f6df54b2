"""A Feishu table as a source of tasks, and as a place to write them back to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from sync.bucket import Bucket
from sync.closing import Closing
from sync.feishu.client import Base, Client
from sync.feishu.codes import COLUMN_GONE, FILTER
from sync.feishu.columns import Fields
from sync.feishu.editing import Editor
from sync.feishu.fields import RecordReader
from sync.feishu.paging import Batch, Walk
from sync.feishu.rows import Rows
from sync.feishu.token import Tokens
from sync.feishu.url import Address, parse
from sync.gather import gather
from sync.http import Http
from sync.record import Column, Cursor, Listing, Page, Pull, Record, Skipped
from sync.secret import look_up
from sync.source import Cells, Check, Progress
from sync.trouble import Fatal

SIZE = 500
SAMPLES = 20
OVERLAP = timedelta(minutes=5)
"""How far before the cursor a pull of changes begins."""
PACE = Bucket(rate=12, burst=8)
"""The service takes 20 reads a second from an app: at most so many are sent in any one second."""
PACED = partial(Http, pace=PACE)


class FeishuSource(Closing):
    """One table, or one view of it."""

    def __init__(self, name: str, address: Address, client: Client) -> None:
        self.name = name
        self._address = address
        self._client = client
        self._app: str | None = None if address.wiki else address.token
        self._table: str | None = address.table
        self._base: Base | None = None
        self._fields: Fields | None = None

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def check(self) -> Check:
        """Proves credentials and address; brings the columns with a few samples."""
        base, app, table = self._open()
        found = self._client.fields(app, table)
        page = self._client.search(app, table, self._view(), None, SAMPLES)
        reader = RecordReader(found.cells, base.zone)
        items = [reader.read(item) for item in page.items]
        records = [item for item in items if isinstance(item, Record)]
        return Check(
            title=base.name,
            table=self._client.tables(app).get(table, table),
            zone=base.zone_name,
            columns=tuple(_with_samples(column, records) for column in found.columns),
            total=page.total,
        )

    def columns(self) -> tuple[Column, ...]:
        """The columns as they are now."""
        _, app, table = self._open()
        return self._client.fields(app, table).columns

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one."""
        return gather(self.pages(cursor), cursor, progress)

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """Page by page.

        With a cursor only what changed since, if that can be asked for safely: a filter switches
        the view off, and needs a column that holds the time of the last change. Otherwise, and
        when the service does not take the filter, everything.
        """
        try:
            yield from self._pages(cursor)
        except Fatal as error:
            if cursor is None or error.reason not in (FILTER, COLUMN_GONE):
                raise
            yield from self._pages(None)

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of these records are there, each asked for by its id.

        A listing may skip a record while others are deleted before it.
        """
        return self._editor(fresh=False).still_there(ids)

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These records as they are now, in their order; those that are gone are left out."""
        return self._editor(fresh=True).read(ids)

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells of one record in one call, and reads it back.

        Raises:
            Fatal: besides what the service says: `option-unknown`, `column-not-writable`.
        """
        return self._renamed(lambda editor: editor.write(item, cells))

    def find(self, marker: str) -> Record | None:
        """The record that carries `marker`: in a column for such numbers, or in its title."""
        return self._editor(fresh=True).find(marker)

    def create(self, cells: Cells, *, marker: str, key: str) -> Record:
        """Makes one record that carries the marker, unless there is one.

        The service knows a repeat by `key`, and the marker finds what was made with a lost answer.
        """
        return self._renamed(lambda editor: editor.create(cells, marker=marker, key=key))

    def _renamed(self, edit: Callable[[Editor], Record]) -> Record:
        """Cells go by the names of their columns: after a renaming, by the new ones."""
        try:
            return edit(self._editor(fresh=False))
        except Fatal as fatal:
            if fatal.reason != COLUMN_GONE:
                raise
            return edit(self._editor(fresh=True))

    def _editor(self, *, fresh: bool) -> Editor:
        base, app, table = self._open()
        if fresh or self._fields is None:
            self._fields = self._client.fields(app, table)
        return Editor(self._client, app, table, base.zone, self._fields, self._link)

    def _pages(self, cursor: Cursor | None) -> Iterator[Page]:
        base, app, table = self._open()
        found = self._fields = self._client.fields(app, table)
        listing, body = self._listing(cursor, found, base)
        since = cursor.since - OVERLAP if cursor and listing is Listing.CHANGES else None

        def fetch(token: str | None, size: int) -> Batch:
            return self._client.search(app, table, body, token, size)

        known = cursor.known if cursor else None
        rows = Rows(lambda: self._client.fields(app, table), found, base.zone, self._link, known)
        for number, page in enumerate(Walk(fetch, SIZE), 1):
            items = rows.read(page.items)
            yield Page(
                number=number,
                records=tuple(_changed(items, since)),
                skipped=tuple(item for item in items if isinstance(item, Skipped)),
                last=not page.more,
                listing=listing,
                columns=rows.columns,
                total=page.total,
            )

    def _listing(
        self, cursor: Cursor | None, found: Fields, base: Base
    ) -> tuple[Listing, dict[str, object]]:
        if self._address.view:
            return Listing.VIEW, self._view()
        if cursor is None or found.modified is None:
            return Listing.FULL, {}
        return Listing.CHANGES, {"filter": _since(found.modified, cursor.since - OVERLAP, base)}

    def _view(self) -> dict[str, object]:
        return {"view_id": self._address.view} if self._address.view else {}

    def _open(self) -> tuple[Base, str, str]:
        """Base, app token and table id; asked for once."""
        if self._app is None:
            self._app = self._client.resolve(self._address.token)
        if self._base is None:
            self._base = self._client.base(self._app)
        if self._table is None:
            tables = self._client.tables(self._app)
            if len(tables) != 1:
                raise Fatal("table-not-chosen", tables=tables)
            self._table = next(iter(tables))
        return self._base, self._app, self._table

    def _link(self, record: str) -> str:
        """The address of one record, for people."""
        return f"{self._address.page}?table={self._table}&record={record}"


def open_source(
    name: str,
    url: str,
    base_url: str | None = None,
    make_http: Callable[[str], Http] = PACED,
) -> FeishuSource:
    """The source `name` at the address `url`, with the secrets found under its name.

    Raises `Fatal` for an address that cannot be read and for a missing secret.
    """
    address = parse(url, base_url)
    app_id, app_secret = look_up(name, "APP_ID"), look_up(name, "APP_SECRET")
    http = make_http(address.api)
    return FeishuSource(name, address, Client(http, Tokens(http, app_id, app_secret)))


def _changed(items: Iterable[Record | Skipped], since: datetime | None) -> Iterator[Record]:
    """The records changed at or after `since`; those without a time count as changed."""
    for item in items:
        if isinstance(item, Record) and (
            since is None or item.modified is None or item.modified >= since
        ):
            yield item


def _since(column: str, moment: datetime, base: Base) -> dict[str, object]:
    """A filter for changes after `moment`: its grain is a day, so it asks from the day before."""
    day = moment.astimezone(base.zone).date() - timedelta(days=1)
    midnight = datetime.combine(day, time(), base.zone)
    exact = ["ExactDate", str(int(midnight.timestamp() * 1000))]
    condition = {"field_name": column, "operator": "isGreater", "value": exact}
    return {"conjunction": "and", "conditions": [condition]}


def _with_samples(column: Column, records: Iterable[Record]) -> Column:
    found = (record.fields.get(column.id) for record in records)
    return replace(column, samples=tuple(value for value in found if value is not None))
