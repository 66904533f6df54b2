"""Visits: what somebody who is let in can do to the board, to the machine, and to the others."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from pathlib import Path

from aiohttp import ClientWebSocketResponse, WSCloseCode, WSMsgType, WSServerHandshakeError

from tests.web.serving import PATIENCE, Served

KEYS = "abdtmprinuyUHKLTSPE?/.:#0123456789 \r\t\x1b\x03\x12\x10\x1a@!jklhgxX"
LINES = (
    "补齐样品清单 @孙磊 明天\r",
    "/reset\r",
    ":导出\r",
    "\x1b[A\r",
    "是\r",
    "Y",
    "\x1b[200~贴\x1b[201~\r",
)


def digest(database: str) -> list[str]:
    """Every row of every table, as it stands."""
    import sqlite3

    path = database.removeprefix("sqlite:///")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return sorted(connection.iterdump())


async def drawn(socket: ClientWebSocketResponse, wanted: str = "T-08") -> str:
    """What the board draws, until it shows this."""
    told = ""
    async with asyncio.timeout(PATIENCE):
        while wanted not in told:
            message = await socket.receive()
            assert message.type is WSMsgType.BINARY, message
            told += message.data.decode("utf-8", "replace")
    return told


async def ended(socket: ClientWebSocketResponse) -> int | None:
    """How a visit was ended."""
    async with asyncio.timeout(PATIENCE):
        while not socket.closed:
            await socket.receive()
    return socket.close_code


async def test_a_reader_changes_nothing_whatever_is_sent(served: Served, database: str) -> None:
    before, chance = digest(database), random.Random(7)
    files = sorted(Path(database.removeprefix("sqlite:///")).parent.rglob("*"))
    async with await served.visitor() as visitor:
        socket = await served.socket(visitor)
        await drawn(socket)
        reading = asyncio.create_task(_drain(socket))
        for _ in range(600):
            text = chance.choice(LINES) if chance.random() < 0.2 else chance.choice(KEYS)
            if text not in ("\x03",):
                await socket.send_json(["stdin", text])
        await socket.send_json(["ping", "done"])
        async with asyncio.timeout(PATIENCE):
            await reading
        await socket.close()

    served.until(lambda: not served.boards(), "the end of the board")
    assert digest(database) == before
    assert [each for each in _written(database) if each not in files] == []


def _written(database: str) -> list[Path]:
    """Files beside the database and below the homes of the test."""
    return sorted(
        each
        for each in Path(database.removeprefix("sqlite:///")).parent.rglob("*")
        if each.is_file() and not each.name.endswith(("-wal", "-shm", ".log", ".lock"))
    )


async def _drain(socket: ClientWebSocketResponse) -> None:
    """Reads all that is drawn until the ping comes back, or the person has left by a key."""
    async for message in socket:
        if message.type is WSMsgType.TEXT and json.loads(message.data)[0] == "pong":
            return


def frames() -> Iterator[str | bytes]:
    """What no page says."""
    yield from ("{}", "[]", "x", '["stdin", 5]', '["quit", {}]', '["resize", "x"]', "[" * 4000)
    yield '["deliver_chunk_request", {"key": "x", "size": 1}]'
    yield b'M\x00\x00\x00\x0f{"type":"quit"}'


async def test_a_message_that_no_page_sends_ends_the_visit(shared: Served) -> None:
    async with await shared.visitor() as visitor:
        for frame in frames():
            socket = await shared.socket(visitor)
            if isinstance(frame, bytes):
                await socket.send_bytes(frame)
            else:
                await socket.send_str(frame)

            assert await ended(socket) in (WSCloseCode.POLICY_VIOLATION, WSCloseCode.OK), frame
    shared.until(lambda: not shared.boards(), "the end of the boards")


async def test_a_megabyte_ends_the_visit(shared: Served) -> None:
    async with await shared.visitor() as visitor:
        socket = await shared.socket(visitor)
        await socket.send_str(json.dumps(["stdin", "x" * 1_000_000]))

        assert await ended(socket) == WSCloseCode.MESSAGE_TOO_BIG
    assert shared.memory < 200
    shared.until(lambda: not shared.boards(), "the end of the board")


async def test_a_size_without_bounds_is_held_within_them(shared: Served) -> None:
    async with await shared.visitor() as visitor:
        socket = await shared.socket(visitor, "width=100000&height=100000")
        await drawn(socket)
        for size in ((100_000, 100_000), (0, 0), (-5, 10**30), (120, 36)):
            await socket.send_json(["resize", {"width": size[0], "height": size[1]}])
        await drawn(socket)

        assert shared.memory < 400
        await socket.close()


async def test_two_hundred_sockets_find_eight_seats(served: Served) -> None:
    async with await served.visitor() as visitor:
        asked = [served.socket(visitor) for _ in range(200)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        sockets = [each for each in answers if isinstance(each, ClientWebSocketResponse)]
        refused = [each for each in answers if isinstance(each, WSServerHandshakeError)]

        assert (len(sockets), len(refused)) == (8, 192)
        assert {each.status for each in refused} == {503}
        assert len(served.boards()) <= 8
        async with visitor.get("/") as page:
            assert page.status == 503
            assert "位置满了" in await page.text()
        await asyncio.gather(*(each.close() for each in sockets))

        served.until(lambda: not served.boards(), "the end of the boards")
        async with visitor.get("/") as page:
            assert page.status == 200


async def test_a_board_is_gone_when_its_page_is(shared: Served) -> None:
    async with await shared.visitor() as visitor:
        socket = await shared.socket(visitor)
        await drawn(socket)
        assert len(shared.boards()) == 1
        await socket.close()

    shared.until(lambda: not shared.boards(), "the end of the board")


async def test_what_was_not_read_does_not_keep_a_board_alive(shared: Served) -> None:
    async with await shared.visitor() as visitor:
        socket = await shared.socket(visitor)
        for number in range(300):
            size = {"width": 100 + number % 200, "height": 30 + number % 100}
            await socket.send_json(["resize", size])
        await socket.close()

    shared.until(lambda: not shared.boards(), "the end of the board")
    assert shared.memory < 200
