"""What a stranger gets, and what the headers say: asked of a running server."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from tests.samples import sample_database
from tests.web.serving import Served

SECRET = "碰头 2024 四季"


@pytest.fixture
def guarded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """A server that asks for a password."""
    with (
        sample_database(request, "sqlite", tmp_path) as url,
        Served(url, PENGTOU_WEB_PASSWORD=SECRET) as server,
    ):
        yield server


async def status(client: ClientSession, path: str, **headers: str) -> int:
    """How a request is answered."""
    async with client.get(path, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def socket_status(client: ClientSession, **headers: str) -> int:
    """How the wish for a socket is answered."""
    try:
        async with client.ws_connect("/ws", headers=headers):
            return 101
    except WSServerHandshakeError as refusal:
        return refusal.status


async def test_without_the_link_there_is_nothing(shared: Served) -> None:
    async with shared.client() as stranger:
        paths = ["/", "/login", "/enter", "/static/textual.js", "/static/", "/download/x"]
        answers = {await status(stranger, each) for each in paths}
        by_socket = await socket_status(stranger, Origin=shared.base)
        async with stranger.get("/") as page:
            shown = await page.text()

    assert answers == {401}
    assert by_socket == 401
    assert "2024Q4" not in shown
    assert "只能用一次" in shown
    assert shared.boards() == []


async def test_a_link_lets_one_browser_in_and_the_next_is_told(shared: Served) -> None:
    async with await shared.visitor() as first, shared.client() as late:
        assert await status(first, "/") == 200
        assert await status(late, shared.link(1)) == 401
        async with await shared.visitor() as second:
            assert await status(second, "/") == 200


async def test_a_cookie_that_was_made_up_is_none(shared: Served) -> None:
    port = shared.base.rpartition(":")[2]
    async with shared.client() as stranger:
        assert await status(stranger, "/", Cookie=f"pengtou-{port}=x") == 401


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1:1"])
async def test_a_foreign_host_is_refused_with_the_cookie_too(shared: Served, host: str) -> None:
    async with await shared.visitor() as visitor:
        assert await status(visitor, "/", Host=host) == 421
        assert await socket_status(visitor, Host=host, Origin=f"http://{host}") == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
async def test_a_page_from_elsewhere_gets_no_socket(shared: Served, origin: str) -> None:
    async with await shared.visitor() as visitor:
        assert await socket_status(visitor, Origin=origin) == 403
        assert await socket_status(visitor) == 403
        assert await status(visitor, "/", Origin=origin) == 403

    assert shared.boards() == []


async def test_every_answer_tells_the_browser_to_be_careful(shared: Served) -> None:
    async with await shared.visitor() as visitor, shared.client() as stranger:
        for client, path in ((visitor, "/"), (visitor, "/static/board.js"), (stranger, "/")):
            async with client.get(path) as answer:
                headers = answer.headers
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] == "no-store"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert "script-src 'self';" in headers["Content-Security-Policy"]
            assert "aiohttp" not in headers["Server"].lower()


async def test_the_cookie_is_for_this_server_alone(guarded: Served) -> None:
    async with guarded.client() as client:
        data, headers = {"password": SECRET}, {"Origin": guarded.base}
        async with client.post("/login", data=data, headers=headers) as answer:
            told = answer.headers["Set-Cookie"]

    assert "HttpOnly" in told
    assert "SameSite=Strict" in told


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/..%2f..%2fserver.py",
        "/static/images/background.png",
        "/static",
        "/download/x",
        "/static/%00",
        "/static/textual.js/",
    ],
)
async def test_only_the_files_of_the_page_are_handed_out(shared: Served, path: str) -> None:
    async with await shared.visitor() as visitor:
        assert await status(visitor, path) == 404
        assert await status(visitor, "/static/textual.js") == 200


async def test_a_password_is_asked_for_in_both_languages(guarded: Served) -> None:
    async with guarded.client() as stranger, stranger.get("/") as page:
        shown = await page.text()

    assert page.status == 401
    assert "密码" in shown
    assert "Password" in shown
    assert "token" not in guarded.link(1)


async def test_only_the_right_password_lets_in(guarded: Served) -> None:
    async with guarded.client() as client:
        for given in ("", "碰头", SECRET + "x", "x" * 3000):
            assert await log_in(client, guarded, given) == 401
        assert await status(client, "/") == 401


async def log_in(client: ClientSession, server: Served, password: str) -> int:
    """How a password is answered."""
    headers = {"Origin": server.base}
    async with client.post("/login", data={"password": password}, headers=headers) as answer:
        return answer.status


async def test_guessing_is_slow(guarded: Served) -> None:
    async with guarded.client() as client:
        answers = [await log_in(client, guarded, f"猜{n}") for n in range(6)]
        late = await log_in(client, guarded, SECRET)

    assert answers == [401, 401, 401, 401, 429, 429]
    assert late == 429


async def test_a_password_from_another_page_or_a_long_one_is_not_looked_at(guarded: Served) -> None:
    async with guarded.client() as client:
        data = {"password": SECRET}
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
            async with client.post("/login", data=data, headers=headers) as answer:
                assert answer.status == 403
        assert await log_in(client, guarded, "x" * 100_000) == 413
        assert await log_in(client, guarded, SECRET) == 200
        assert await status(client, "/") == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_server_and_every_board(served: Served, number: int) -> None:
    async with await served.visitor() as visitor:
        sockets = [await served.socket(visitor) for _ in range(2)]
        for each in sockets:
            await each.receive()
        assert len(served.boards()) == 2

        status_, _ = await asyncio.to_thread(served.end, number)

        assert status_ == 0
        assert served.boards() == []
        for each in sockets:
            await each.close()
