"""The database goes away in every way it can: the board says so, and nothing typed is lost."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from tests.backends import on_postgres
from tests.pilot import blackhole
from tests.pilot.seat import Seat, seated
from tests.postgres import Postgres


def path_of(url: str) -> Path:
    """The file behind a SQLite URL."""
    return Path(make_url(url).database or "")


async def close_the_door(server: Postgres, url: str) -> None:
    """Ends all connections to a database and takes no more."""
    await asyncio.to_thread(_administer, server, url, "false")


async def open_the_door(server: Postgres, url: str) -> None:
    """Takes connections again."""
    await asyncio.to_thread(_administer, server, url, "true")


def _administer(server: Postgres, url: str, allowed: str) -> None:
    name = make_url(url).database
    with server.administration() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}"))
        ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(ending), {"name": name})


async def report(seat: Seat, line: str) -> None:
    """Types a progress report."""
    await seat.press("p", *line, "enter")
    await seat.pilot.pause()


@on_postgres
async def test_ended_connections_are_told_and_a_wish_is_sent_once(
    board_url: str, postgres: Postgres
) -> None:
    async with seated(board_url) as seat:
        await close_the_door(postgres, board_url)
        await seat.until(lambda: "数据库连接不上,正在重试 · 数据截至 09:30" in seat.header, "lost")
        await report(seat, "60")
        assert "已留存,恢复连接后自动发送" in seat.said
        assert "待发 1" in seat.header
        assert seat.entry.text == "60"
        await open_the_door(postgres, board_url)
        await seat.until(lambda: seat.board.tasks["T-08"].actual == 60, "the wish carried out")
        await seat.until(lambda: "连接不上" not in seat.header, "back")
        assert "待发" not in seat.header
        assert not seat.entry.typing
        assert len(await seat.outsider.of("T-08", by="张伟")) == 1


@on_postgres
async def test_a_network_that_falls_silent_is_told_within_five_seconds(board_url: str) -> None:
    with blackhole.before(board_url) as door:
        async with seated(door.url) as seat:
            door.swallow()
            before = time.monotonic()
            await report(seat, "60")
            await seat.until(lambda: "连接不上" in seat.header, "the silence is told")
            assert time.monotonic() - before < 5
            await seat.until(lambda: "待发 1" in seat.header, "the wish waits")
            before = time.monotonic()
            await seat.press("escape", "down")
            assert seat.grid.cursor_key == "T-05"
            assert time.monotonic() - before < 1
            door.let_through()
            await seat.until(lambda: "连接不上" not in seat.header, "back")
            await seat.until(lambda: seat.board.tasks["T-08"].actual == 60, "carried out")
            await seat.settled()
            assert len(await seat.outsider.of("T-08", by="张伟")) == 1


@on_postgres
async def test_a_connection_that_never_answers_again_is_given_up(
    board_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.ABANDONED", 4.0)
    with blackhole.before(board_url) as door:
        async with seated(door.url) as seat:
            first = seat.app.feed
            door.swallow()
            await seat.until(lambda: seat.app.feed is not first, "another try")
            door.let_through()
            await seat.until(lambda: first is not None and not first.is_alive(), "the first's end")
            await seat.until(lambda: "连接不上" not in seat.header, "back")
            await seat.press("p")
            await seat.enter("60")
            assert seat.board.tasks["T-08"].actual == 60


async def test_a_file_that_somebody_writes_to_makes_a_wish_wait(file_url: str) -> None:
    async with seated(file_url) as seat:
        with closing(sqlite3.connect(path_of(file_url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await report(seat, "60")
            await seat.until(lambda: "已留存" in seat.said, "the wait is told")
            assert seat.entry.text == "60"
            await seat.press("escape", "down")
            assert seat.grid.cursor_key == "T-05"
            assert seat.board.tasks["T-08"].actual == 20
            other.execute("ROLLBACK")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 60


async def test_a_file_that_was_deleted_takes_no_more_and_the_line_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p", *"60")
        path_of(file_url).unlink()
        await seat.press("enter")
        await seat.until(lambda: "连接不上" in seat.header, "the loss is told")
        await seat.until(lambda: "已留存" in seat.said, "and what becomes of the wish")
        assert seat.entry.text == "60"
        assert "T-08" in seat.text


async def test_a_file_that_comes_back_is_written_to_again(file_url: str, tmp_path: Path) -> None:
    path, aside = path_of(file_url), tmp_path / "aside.db"
    shutil.copyfile(path, aside)
    async with seated(file_url) as seat:
        for each in path.parent.glob("board.db*"):
            each.unlink()
        await seat.until(lambda: "连接不上" in seat.header, "the loss is told")
        aside.rename(path)
        await seat.until(lambda: "连接不上" not in seat.header, "back")
        await seat.press("p")
        await seat.enter("60")
        assert seat.board.tasks["T-08"].actual == 60


async def test_a_database_that_is_not_there_is_told_and_waited_for(tmp_path: Path) -> None:
    async with seated(f"sqlite:///{tmp_path / 'none.db'}", awaited=False) as seat:
        await seat.until(lambda: "数据库不存在" in seat.said, "the reason")
