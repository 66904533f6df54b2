"""Where something stands before the server, and where a team's PostgreSQL stands behind it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from socket import socket

import pytest
from aiohttp import ClientSession, TCPConnector, WSServerHandshakeError

from tests.samples import sample_database
from tests.terminal.boards import SETTINGS
from tests.terminal.pty_screen import PtyScreen
from tests.web.chromium import Tab
from tests.web.proxy import Proxy
from tests.web.serving import Served
from tests.web.test_browser import ENTER, READY, board_of, opened, owned

SECRET = "碰头 2024 四季"


@pytest.fixture
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The sample project in PostgreSQL."""
    with sample_database(request, "postgresql", tmp_path) as url:
        yield url


async def test_a_browser_writes_to_a_teams_postgresql(tab: Tab, team: str) -> None:
    with Served(team, "--read-write", "--as", "张伟") as served:
        await opened(tab, served)

        await tab.type("a")
        await tab.compose("b", "bu", "bu'qi", commit="补齐样品清单 @孙磊")
        await tab.until(lambda: "补齐样品清单 @孙磊" in tab.text, "what was typed")
        await tab.key("Enter", "\r", ENTER)

        await tab.until(lambda: ("补齐样品清单", "孙磊") in owned(team), "the action item")


async def test_a_reader_of_a_teams_postgresql_changes_nothing(tab: Tab, team: str) -> None:
    before = board_of(team).revision
    with Served(team) as served:
        await opened(tab, served)
        await tab.type("a")
        await tab.compose("bu", commit="补齐样品清单 @孙磊 明天")
        await tab.until(lambda: "补齐样品清单" in tab.text, "what was typed")
        await tab.key("Enter", "\r", ENTER)
        await tab.until(lambda: "这里只能看" in tab.text, "the refusal")
    assert board_of(team).revision == before


@asynccontextmanager
async def fronted(
    database: str, *more: str, renames: bool = False
) -> AsyncIterator[tuple[Proxy, Served]]:
    """A server that is reached by a proxy alone, and asks for a password."""
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    async with Proxy(renames=renames) as proxy:
        options = ("--port", str(port), "--address", proxy.address, *more)
        proxy.behind = f"http://127.0.0.1:{port}"
        with Served(database, *options, PENGTOU_WEB_PASSWORD=SECRET) as served:
            yield proxy, served


@pytest.mark.parametrize("renames", [False, True], ids=["keeps the name", "renames"])
async def test_behind_a_proxy_the_password_lets_in_and_the_board_comes(
    tab: Tab, database: str, *, renames: bool
) -> None:
    async with fronted(database, renames=renames) as (proxy, served):
        assert served.link(1) == f"{proxy.address}/"
        await tab.open(served.link(1))
        await tab.becomes(READY)
        await tab.ask("Input.insertText", text=SECRET)
        await tab.key("Enter", "\r", ENTER)
        await tab.until(lambda: "T-08" in tab.text, "the board")
        await tab.type("t")
        await tab.until(lambda: "B-05" in tab.text and "0-9" in tab.text, "the triage")
        assert [each for each in tab.troubles if "401" not in each] == []  # the page of the login


@pytest.mark.parametrize("renames", [False, True], ids=["keeps the name", "renames"])
async def test_behind_a_proxy_a_stranger_gets_no_board(database: str, *, renames: bool) -> None:
    async with fronted(database, renames=renames) as (proxy, served), ClientSession() as stranger:
        async with stranger.get(f"{proxy.address}/") as page:
            assert page.status == 401
            assert "2024Q4" not in await page.text()
        for origin in (proxy.address, "http://evil.example"):
            with pytest.raises(WSServerHandshakeError):
                await stranger.ws_connect(f"{proxy.address}/ws", headers={"Origin": origin})
        assert served.boards() == []


async def guess(proxy: Proxy, visitor: str, password: str, line: str = "9.9.9.9") -> int:
    """How a password is answered that somebody sends from an address of theirs; `line` is what
    they say of themselves."""
    headers = {"Origin": proxy.address, "Host": f"localhost:{proxy.port}", "X-Forwarded-For": line}
    async with (
        ClientSession(connector=TCPConnector(local_addr=(visitor, 0))) as client,
        client.post(
            f"http://127.0.0.1:{proxy.port}/login", data={"password": password}, headers=headers
        ) as answer,
    ):
        return answer.status


async def test_behind_a_named_proxy_guesses_are_counted_by_visitor(database: str) -> None:
    async with fronted(database, "--proxy", "127.0.0.1") as (proxy, _):
        guesses = [await guess(proxy, "127.0.0.2", "猜", f"9.9.9.{each}") for each in range(5)]

        assert guesses == [401, 401, 401, 401, 429]
        assert await guess(proxy, "127.0.0.3", SECRET) == 200


async def test_behind_a_proxy_that_nobody_named_all_visitors_wait_alike(database: str) -> None:
    async with fronted(database) as (proxy, _):
        for _ in range(4):
            assert await guess(proxy, "127.0.0.2", "猜") == 401

        assert await guess(proxy, "127.0.0.3", SECRET) == 429


def test_the_password_is_asked_for_at_the_terminal_and_never_shown(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with sample_database(request, "sqlite", tmp_path) as url:
        command = [sys.executable, "-m", "tui", "serve", "--db", url, "--port", "0"]
        command += ["--address", "http://localhost:1"]
        with PtyScreen(command, env=SETTINGS) as screen:
            screen.wait_for("密码:")
            screen.press("1234567", "enter")
            assert screen.wait_end() == 2
            assert "至少 8 个字符" in screen.text()
            assert "1234567" not in screen.text()
        with PtyScreen(command, env=SETTINGS) as screen:
            screen.wait_for("密码:")
            screen.press("sixteen-letters!", "enter")
            screen.wait_for("http://localhost:1/")
            assert "sixteen" not in screen.text()
            screen.press("ctrl+c")
            screen.wait_end()
            assert screen.settings() == screen.settings_before
