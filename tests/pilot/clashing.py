"""The sample project with two sources, and fields that they and we changed differently."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.calendar.clock import fixed
from core.domain.board import SourceState
from core.domain.clash import Clash, Found
from core.domain.ids import RecordId
from core.domain.intake import TakeIn, Taken
from core.service import Service
from core.settings import SourceSettings
from core.store import open_store
from core.store.exchange import Exchange, RunRow
from core.store.exchange_sources import entitle
from sync.titles import title_of
from tests.samples import NOW
from tui.opening import Opening

AT = fixed(NOW)()
SOURCES = {
    "teambition": SourceSettings(
        type="teambition",
        url="https://www.teambition.com/project/64f0c1",
        title="新品推广(项目)",
        interval="5m",
    ),
    "feishu": SourceSettings(
        type="feishu",
        url="https://example.feishu.cn/base/bascnOwn?table=tblOwnExample01",
        title="推广进度表",
        interval="5m",
        write=("actual",),
        mapping={
            "columns": {name: {"id": name, "name": name} for name in ("title", "actual", "due")}
        },
    ),
    "excel": SourceSettings(type="sheet", url="C:\\plans\\华东区试销.xlsx"),
}
"""What this machine's configuration names."""


def clash(field: str, ours: Any, theirs: Any, base: Any, *, task: str = "T-02") -> Found:
    """A field as a sync finds it on both sides."""
    return Found(
        source_id=f"rec{task}",
        subject=RecordId(task),
        field=field,
        base=base,
        ours=ours,
        ours_by="王敏",
        ours_at=AT - timedelta(minutes=35),
        theirs=theirs,
        theirs_by="赵倩",
        theirs_at=AT - timedelta(minutes=20),
        agreed_at=datetime(2024, 10, 15, 10, 0, tzinfo=UTC),
        url=f"https://example.feishu.cn/record/{task}",
    )


def as_sketched() -> tuple[Found, ...]:
    """The conflict of the sketches: two fields of T-02, one a deadline on a Sunday."""
    return (
        clash("actual", 60, 55, 45),
        clash("due", "2024-10-18", "2024-10-20", "2024-10-17"),
    )


def found_now(url: str, *clashes: Found, source: str = "feishu") -> None:
    """A sync finds these; the sources' states are those of the sketches."""
    with closing(open_store(url)) as store:
        number = store.projects()[0][0]
        ours = Service(store, number, source, fixed(NOW))
        ours.perform(TakeIn(source=source, items=(), clashes=clashes))
        for each in _states():
            store.tell(_noted, number, each)


def moved_now(url: str, clash: Clash, theirs: Any) -> None:
    """The source reads differently again."""
    news = Found(
        source_id=clash.source_id,
        subject=clash.subject,
        field=clash.field,
        clash=clash.id,
        base=clash.base,
        ours=clash.ours,
        theirs=theirs,
    )
    with closing(open_store(url)) as store:
        number = store.projects()[0][0]
        ours = Service(store, number, clash.source, fixed(NOW))
        ours.perform(TakeIn(source=clash.source, items=(), clashes=(news,)))


def merged_now(url: str, values: dict[str, dict[str, Any]], source: str = "feishu") -> None:
    """A sync takes these values over, by the id of their task."""
    with closing(open_store(url)) as store:
        number = store.projects()[0][0]
        ours = Service(store, number, source, fixed(NOW))
        items = tuple(Taken(f"rec{task}", found, RecordId(task)) for task, found in values.items())
        ours.perform(TakeIn(source=source, items=items))


def _states() -> Iterator[SourceState]:
    at = AT - timedelta(minutes=1)
    yield SourceState("teambition", synced_at=at - timedelta(minutes=1), tried_at=at)
    yield SourceState("feishu", synced_at=at, tried_at=at)


def _noted(connection: Any, number: int, state: SourceState) -> None:
    exchange = Exchange(connection, number, state.name)
    exchange.seize("x", AT, AT + timedelta(minutes=1))
    exchange.release(synced_at=state.synced_at, tried_at=state.tried_at)
    settings = SOURCES[state.name]
    told = {"title": title_of(settings), "type": settings.type}
    entitle(connection, number, state.name, told)


def configured(opening: Opening) -> Opening:
    """With the sources of the sketches in the configuration."""
    return replace(opening, settings=replace(opening.settings, sources=SOURCES))


async def found(url: str, *clashes: Found, source: str = "feishu") -> None:
    """A sync finds these; the sources' states are those of the sketches."""
    await asyncio.to_thread(found_now, url, *clashes, source=source)


async def merged(url: str, values: dict[str, dict[str, Any]]) -> None:
    """A sync takes these values over, by the id of their task."""
    await asyncio.to_thread(merged_now, url, values)


async def moved(url: str, clash: Clash, theirs: Any) -> None:
    """The source reads differently again."""
    await asyncio.to_thread(moved_now, url, clash, theirs)


def ran_now(url: str) -> None:
    """What syncs of the last half an hour did."""
    with closing(open_store(url)) as store:
        store.tell(_ran, store.projects()[0][0])


def _ran(connection: Any, number: int) -> None:
    quiet = {"pulled": 42}
    busy = {"pulled": 31, "updated": 3, "pushed": 1, "clashes": 2}
    runs = [
        ("feishu", 31, quiet, ""),
        ("teambition", 17, quiet, ""),
        ("teambition", 12, quiet, ""),
        ("feishu", 11, {}, "reason.feishu-rate-limit"),
        ("teambition", 7, quiet, ""),
        ("teambition", 2, {"pulled": 42, "created": 1}, ""),
        ("feishu", 1, busy, ""),
    ]
    for source, minutes, counts, failed in runs:
        row = RunRow(AT - timedelta(minutes=minutes), "张伟", counts, failed)
        Exchange(connection, number, source).run_noted(row)
