"""All tasks of a project, or those that changed, whatever the service makes of our queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sync.record import Cursor, Listing, Page, Record, Skipped
from sync.teambition.client import Client
from sync.teambition.columns import columns
from sync.teambition.envelope import REQUEST
from sync.teambition.paging import Batch, walk
from sync.teambition.rows import Rows
from sync.teambition.tql import LIVE, OLDEST_FIRST, changed_since
from sync.trouble import Fatal

OVERLAP = timedelta(minutes=10)
"""How far before the cursor a pull of changes begins."""


def listing(client: Client, rows: Rows, cursor: Cursor | None) -> Iterator[Page]:
    """Page by page; with a cursor, what changed since.

    A query that the service does not understand brings an error or nothing at all, so that an
    error and an empty answer are believed of the last and plainest one only. The task that the
    cursor stands at comes again in every pull of changes, unless it is gone: where nothing comes,
    everything is listed.
    """
    since = cursor.since - OVERLAP if cursor else None
    *tries, last = _queries(since)
    for kind, query in tries:
        came = False
        try:
            for page, batch in _pages(client, rows, kind, query, cursor):
                came = came or bool(batch.items)
                if came:
                    yield page
        except Fatal as error:
            if came or error.reason != REQUEST:
                raise
        if came:
            return
    yield from (page for page, _ in _pages(client, rows, *last, cursor))


def sample(client: Client, size: int) -> Batch:
    """The first tasks, and how many there are."""
    try:
        page = client.tasks(LIVE, size=size)
    except Fatal as error:
        if error.reason != REQUEST:
            raise
    else:
        if page.items:
            return page
    return client.tasks("", size=size)


def _queries(since: datetime | None) -> Iterator[tuple[Listing, str]]:
    """Kinds of listing with what asks for them, to be tried in this order."""
    if since is not None:
        yield Listing.CHANGES, changed_since(since) + OLDEST_FIRST
        yield Listing.CHANGES, changed_since(since)
    yield Listing.FULL, LIVE + OLDEST_FIRST
    yield Listing.FULL, LIVE
    yield Listing.FULL, ""


def _pages(
    client: Client, rows: Rows, kind: Listing, query: str, cursor: Cursor | None
) -> Iterator[tuple[Page, Batch]]:
    after = cursor.since - OVERLAP if cursor and kind is Listing.CHANGES else None
    known = cursor.known if cursor else None
    for number, batch in enumerate(walk(partial(client.tasks, query)), 1):
        items = rows.read(batch.items, known)
        page = Page(
            number=number,
            records=tuple(_changed(items, after)),
            skipped=tuple(each for each in items if isinstance(each, Skipped)),
            last=batch.last,
            listing=kind,
            columns=columns(rows.lists),
            # The service may count what it does not list: its count is for showing only.
            total=None if batch.last else batch.total,
        )
        yield page, batch


def _changed(items: Iterable[Record | Skipped], since: datetime | None) -> Iterator[Record]:
    """The records changed at or after `since`; those without a time count as changed."""
    for item in items:
        if isinstance(item, Record) and (
            since is None or item.modified is None or item.modified >= since
        ):
            yield item
