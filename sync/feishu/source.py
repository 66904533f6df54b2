"""A Feishu table as a source of tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Self

from sync.feishu.client import Base, Client
from sync.feishu.codes import COLUMN_GONE, FILTER
from sync.feishu.columns import Fields
from sync.feishu.fields import RecordReader
from sync.feishu.paging import Batch, Walk
from sync.feishu.rows import Rows
from sync.feishu.token import Tokens
from sync.feishu.url import Address, parse
from sync.gather import gather
from sync.http import Http
from sync.record import Column, Cursor, Listing, Page, Pull, Record, Skipped
from sync.secret import look_up
from sync.source import Check, Progress
from sync.trouble import Fatal

SIZE = 500
SAMPLES = 20
OVERLAP = timedelta(minutes=5)
"""How far before the cursor a pull of changes begins."""


class FeishuSource:
    """One table, or one view of it."""

    def __init__(self, name: str, address: Address, client: Client) -> None:
        self.name = name
        self._address = address
        self._client = client
        self._app: str | None = None if address.wiki else address.token
        self._table: str | None = address.table
        self._base: Base | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def _pages(self, cursor: Cursor | None) -> Iterator[Page]:
        base, app, table = self._open()
        found = self._client.fields(app, table)
        listing, body = self._listing(cursor, found, base)
        since = cursor.since - OVERLAP if cursor and listing is Listing.CHANGES else None

        def fetch(token: str | None, size: int) -> Batch:
            return self._client.search(app, table, body, token, size)

        rows = Rows(lambda: self._client.fields(app, table), found, base.zone, self._link)
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
    make_http: Callable[[str], Http] = Http,
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
