"""Goal 5: pulls of many records, beside the least that they can cost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Column, MetaData, Table, Text, create_engine
from sqlalchemy.dialects.sqlite import insert

from core.service import Service
from core.settings import Settings, SourceSettings, write
from core.store import open_store
from sync.feishu.source import open_source as open_feishu
from sync.guess import guess
from sync.http import Http
from sync.mapping import Mapping as Columns
from sync.run import open_source, sync
from tests.bench.data import fill
from tests.bench.goal_keys import STEPS, steps
from tests.bench.rounds import Run, in_turns, least, worst
from tests.bench.table import Found, ratio
from tests.bench.terminal import PATIENCE, Late
from tests.bench.world import NOW, ROOT, World, wait_whole
from tests.sync.feishu_data import APP, TABLE

PAGE = 500
_NAMES = ("title", "owner", "status", "actual", "start", "due", "priority", "dept", "text")
_TABLE = Table(
    "raw",
    MetaData(),
    Column("id", Text, primary_key=True),
    *(Column(each, Text) for each in _NAMES),
)


@dataclass(frozen=True)
class Remote:
    """A running service with the records."""

    world: World
    url: str
    base_url: str
    env: dict[str, str]
    settings: SourceSettings = field(init=False)
    columns: Columns = field(init=False)

    def __post_init__(self) -> None:
        settings = SourceSettings(url=self.url, base_url=self.base_url)
        object.__setattr__(self, "settings", settings)
        os.environ.update(self.env)
        with closing(open_source("bench", settings)) as source:
            object.__setattr__(self, "columns", guess(source.columns()).mapping)


def measure(world: World) -> Iterator[Found]:
    """Pulls, pulls again, and presses keys while a pull goes on, elsewhere and in the board."""
    empty = Path(world.database("empty", "SQLite"))
    fill(str(empty), 0, NOW)
    with _remote(world) as remote:
        programs: dict[str, Run] = {
            "raw": partial(_raw, remote),
            "ours": partial(_ours, remote, empty),
            "keys": partial(_keys, remote),
            "own": partial(_own, remote),
        }
        found = in_turns(programs, max(1, world.rounds // 3))
    raw, ours, keys, own = (
        {what: least(figures) for what, figures in found[name].items()} for name in programs
    )
    least_read = raw["fetch"] + raw["parse"]
    told = f"{world.many} records"
    yield ratio(
        5,
        f"pull of {told} / fetch + parse + upsert",
        ours["first"],
        least_read + raw["upsert"],
        1.6,
    )
    yield ratio(
        5, f"pull of {told} without changes / fetch + parse", ours["again"], least_read, 1.2
    )
    yield ratio(5, f"daily comparison of {told} / fetch + parse", ours["compared"], least_read, 1.2)
    yield ratio(5, "key p95 during a sync / quiet", keys["syncing"], keys["quiet"], 1.5)
    yield ratio(5, "key p95 during the board's own sync / quiet", own["syncing"], own["quiet"], 1.5)


@contextmanager
def _remote(world: World) -> Iterator[Remote]:
    command = (sys.executable, "-m", "tests.bench.feishu_server", str(world.many))
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        told = json.loads(server.stdout.readline())
        try:
            yield Remote(world, **told)
        finally:
            server.stdin.close()


def _raw(remote: Remote) -> Mapping[str, float]:
    """Milliseconds of the three steps, one after the other."""
    began = time.perf_counter()
    bodies = list(_bodies(remote))
    fetched = time.perf_counter()
    pages = [json.loads(body)["data"]["items"] for body in bodies]
    parsed = time.perf_counter()
    rows = [_row(item) for page in pages for item in page]
    file = remote.world.folder / "raw.db"
    file.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{file}")
    _TABLE.metadata.create_all(engine)
    started = time.perf_counter()
    statement = insert(_TABLE)
    changes = {name: statement.excluded[name] for name in _NAMES}
    with engine.begin() as connection:
        connection.execute(statement.on_conflict_do_update(["id"], set_=changes), rows)
    ended = time.perf_counter()
    engine.dispose()
    return {
        "fetch": (fetched - began) * 1000,
        "parse": (parsed - fetched) * 1000,
        "upsert": (ended - started) * 1000,
    }


def _bodies(remote: Remote) -> Iterator[bytes]:
    """Every page, on one connection."""
    names = dict(zip(("app_id", "app_secret"), remote.env.values(), strict=True))
    with httpx.Client(base_url=remote.base_url, trust_env=False) as client:
        path = "/open-apis/auth/v3/tenant_access_token/internal"
        token = client.post(path, json=names).json()["tenant_access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        for offset in range(0, remote.world.many, PAGE):
            place = {"page_size": str(PAGE), "page_token": f"at:{offset}"}
            path = f"/open-apis/bitable/v1/apps/{APP}/tables/{TABLE}/records/search"
            yield client.post(path, params=place, json={}, headers=headers).content


def _row(item: Any) -> dict[str, str]:
    cells = iter(item["fields"].values())
    texts = {name: json.dumps(next(cells, None), ensure_ascii=False) for name in _NAMES}
    return {"id": item["record_id"], **texts}


def _ours(remote: Remote, empty: Path) -> Mapping[str, float]:
    """Milliseconds of a first pull, of the next one, and of one that compares every field again.

    All three list the whole table: it has no column that tells when a row was changed.
    """
    file = remote.world.folder / "pulled.db"
    for old in remote.world.folder.glob("pulled.db*"):
        old.unlink()
    shutil.copy(empty, file)
    return {
        "first": _pull(remote, file),
        "again": _pull(remote, file),
        "compared": _pull(remote, file, full=True),
    }


def _pull(remote: Remote, file: Path, *, full: bool = False) -> float:
    store = open_store(str(file))
    try:
        service = Service(store, store.projects()[0][0], "bench", lambda: NOW)
        # The documented limit is not waited for: the bare transfer beside it does not either.
        told = remote.settings
        with closing(open_feishu("bench", told.url, told.base_url, Http)) as source:
            began = time.perf_counter()
            report = sync(service, source, remote.columns, full=full, agreed=True)
            ended = time.perf_counter()
        assert report.pulled == remote.world.many, report
    finally:
        store.close()
    return (ended - began) * 1000


def _keys(remote: Remote) -> Mapping[str, float]:
    """The 95th of hundred keys with and without a sync that writes to the board's database."""
    world = remote.world
    file = world.folder / "keys.db"
    for old in world.folder.glob("keys.db*"):
        old.unlink()
    fill(str(file), world.many, NOW)
    with world.start("-m", "tui", "--db", str(file)) as terminal:
        wait_whole(terminal)
        terminal.quiet(0.4)
        quiet = [time for _ in range(3) for time in steps(terminal)]
        # A process of its own: a thread would take its time from the clock of the keys.
        syncing = get_context("fork").Process(target=_pull, args=(remote, file))
        syncing.start()
        during: list[float] = []
        while syncing.is_alive() or len(during) < 2 * STEPS:
            during += steps(terminal)
        syncing.join()
    return {"quiet": worst(quiet), "syncing": worst(during)}


def _own(remote: Remote) -> Mapping[str, float]:
    """The 95th of hundred keys with and without a sync that the same board runs by itself."""
    world = remote.world
    file = world.folder / "own.db"
    for old in world.folder.glob("own.db*"):
        old.unlink()
    fill(str(file), world.many, NOW)
    config = world.folder / "own.toml"
    columns = remote.columns.to_dict()
    source = replace(remote.settings, interval="1h", mapping=columns)
    write(config, Settings(sources={"bench": source}))
    # Its clock runs: where it stands nothing is synced by itself.
    env = {"PENGTOU_NOW": "", "PENGTOU_CONFIG": str(config), **remote.env}
    with world.start("-m", "tui", "--db", str(file), **env) as terminal:
        wait_whole(terminal)
        terminal.quiet(0.4)
        quiet: list[float] = []
        during: list[float] = []
        with closing(sqlite3.connect(file)) as database:
            end = time.perf_counter() + PATIENCE
            while not _running(database):
                quiet += steps(terminal)
                if time.perf_counter() > end:
                    raise Late(f"the board's own sync\n{terminal.screen()}")
            while _running(database) or len(during) < 2 * STEPS:
                during += steps(terminal)
        terminal.quiet(1.0)
        quiet += steps(terminal)
    return {"quiet": worst(quiet), "syncing": worst(during)}


def _running(database: sqlite3.Connection) -> bool:
    """Whether somebody holds the lease of a source."""
    return bool(database.execute("SELECT 1 FROM source_state WHERE holder <> ''").fetchone())
