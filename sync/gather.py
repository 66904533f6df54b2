"""Pages into one pull: once each, with what ended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sync.record import Cursor, Listing, Page, Pull, Record, Skipped
from sync.source import Progress
from sync.trouble import Stopped, SyncError


def gather(
    pages: Iterator[Page], cursor: Cursor | None = None, progress: Progress | None = None
) -> Pull:
    """Collects pages until the last, until `progress` says stop, or until one fails.

    Raises what `pages` raises when no page came at all; later trouble is kept in the pull, which
    is then not complete and leaves the cursor where it was.
    """
    records: dict[str, Record] = {}
    skipped: dict[str, Skipped] = {}
    page: Page | None = None
    count = 0
    trouble: SyncError | None = None
    stopped = False
    try:
        for page in pages:
            count += 1
            records.update((record.id, record) for record in page.records)
            _note(skipped, page, count)
            if progress is not None and progress(page) is False and not page.last:
                stopped = True
                break
    except SyncError as error:
        if page is None:
            raise
        stopped = isinstance(error, Stopped)
        trouble = None if stopped else error
    finished = page is not None and page.last and trouble is None
    return Pull(
        records=tuple(records.values()),
        skipped=tuple(item for item in skipped.values() if item.source_id not in records),
        complete=finished and page is not None and page.listing is Listing.FULL,
        cursor=_latest(records.values(), cursor) if finished else cursor,
        listing=page.listing if page is not None else Listing.FULL,
        columns=page.columns if page is not None else (),
        total=page.total if page is not None else None,
        pages=count,
        stopped=stopped,
        trouble=trouble,
    )


def _note(skipped: dict[str, Skipped], page: Page, count: int) -> None:
    for place, item in enumerate(page.skipped):
        skipped[item.source_id or f"\0{count}.{place}"] = item


def _latest(records: Iterable[Record], cursor: Cursor | None) -> Cursor | None:
    latest: datetime | None = cursor.since if cursor else None
    for record in records:
        modified = record.modified
        if modified is not None and (latest is None or modified > latest):
            latest = modified
    return Cursor(latest) if latest is not None else None
