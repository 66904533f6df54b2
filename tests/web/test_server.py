"""The server in this process: how long a visit lasts, and what its board is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import ClientSession, CookieJar, WSCloseCode

from core.calendar.clock import fixed
from tests.samples import NOW
from tui.opening import Opening
from tui.web.addresses import Addresses
from tui.web.child import environment
from tui.web.limits import Limits
from tui.web.server import BoardServer, Serving


async def test_a_page_that_nobody_touches_is_let_go(database: str) -> None:
    links: asyncio.Queue[str] = asyncio.Queue()
    opening = Opening(database=database, reading=True, clock=fixed(NOW), config=Path("none.toml"))
    serving = Serving(opening, "新品", limits=Limits(idle=0.2))
    server = BoardServer(serving, Addresses("127.0.0.1", 0), links.put_nowait)
    running = asyncio.create_task(server.run())
    link = await links.get()
    base = link.partition("/enter")[0]
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        await (await client.get(link)).read()
        async with client.ws_connect(f"{base}/ws", headers={"Origin": base}) as socket:
            # A ping is the page's own doing: it does not keep the visit alive.
            await socket.send_json(["ping", "1"])
            async with asyncio.timeout(10):
                while not socket.closed:
                    await socket.receive()

    assert socket.close_code == WSCloseCode.GOING_AWAY
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_board_is_told_no_secret() -> None:
    given = {
        "PATH": "/bin",
        "LC_ALL": "zh_CN.UTF-8",
        "PENGTOU_WEB_PASSWORD": "hush-1",
        "PENGTOU_FEISHU_APP_SECRET": "hush-2",
        "AWS_SECRET_ACCESS_KEY": "hush-3",
    }
    opening = Opening(database="board.db", project="launch", actor="访客", reading=True)

    told = environment(opening, Path("/tmp/visit"), 1 << 30, given)

    assert not any("hush" in each for each in told.values())
    assert (told["PATH"], told["LC_ALL"]) == ("/bin", "zh_CN.UTF-8")
    assert (told["PENGTOU_READONLY"], told["XDG_STATE_HOME"]) == ("1", "/tmp/visit")


def test_a_board_that_may_write_keeps_what_its_person_typed() -> None:
    opening = Opening(database="board.db", actor="张伟")

    told = environment(opening, Path("/tmp/visit"), 1 << 30, {"XDG_STATE_HOME": "/var/z/state"})

    assert "PENGTOU_READONLY" not in told
    assert told["XDG_STATE_HOME"] == "/var/z/state"
