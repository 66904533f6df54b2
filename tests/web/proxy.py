"""A reverse proxy as companies put before a page: one port for everybody, names as they came."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

_HOP = frozenset({"connection", "upgrade", "keep-alive", "transfer-encoding", "content-length"})


class Proxy:
    """Hands everything on to `behind`, sockets too; with `renames`, under the name of that one."""

    def __init__(self, *, renames: bool = False) -> None:
        self.behind = ""
        """Where the server is, once it is known."""
        self._renames = renames
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._carry)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._client = ClientSession(auto_decompress=False)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.close()
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return int(self._runner.addresses[0][1])

    @property
    def address(self) -> str:
        """What people type."""
        return f"http://localhost:{self.port}"

    async def _carry(self, request: web.Request) -> web.StreamResponse:
        headers = {name: each for name, each in request.headers.items() if name.lower() not in _HOP}
        before = headers.get("X-Forwarded-For")
        headers["X-Forwarded-For"] = ", ".join(filter(None, (before, request.remote)))
        if self._renames:
            headers["Host"] = self.behind.partition("://")[2]
        url = f"{self.behind}{request.rel_url}"
        if "upgrade" in request.headers.get("Connection", "").lower():
            kept = {name: each for name, each in headers.items() if "websocket" not in name.lower()}
            return await self._socket(request, url, kept)
        async with self._client.request(
            request.method, url, headers=headers, data=await request.read(), allow_redirects=False
        ) as answer:
            told = [
                (name, each) for name, each in answer.headers.items() if name.lower() not in _HOP
            ]
            made = web.Response(status=answer.status, body=await answer.read())
            for name, each in told:
                made.headers.add(name, each)
            return made

    async def _socket(
        self, request: web.Request, url: str, headers: dict[str, str]
    ) -> web.StreamResponse:
        async with self._client.ws_connect(url, headers=headers, max_msg_size=0) as behind:
            before = web.WebSocketResponse(max_msg_size=0)
            await before.prepare(request)
            ways = [
                asyncio.create_task(each) for each in (_hand(before, behind), _hand(behind, before))
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for each in ways:
                each.cancel()
            await before.close()
            return before


_End = web.WebSocketResponse | ClientWebSocketResponse


async def _hand(one: _End, other: _End) -> None:
    """What comes at one end goes out at the other."""
    async for message in one:
        if message.type is WSMsgType.TEXT:
            await other.send_str(message.data)
        elif message.type is WSMsgType.BINARY:
            await other.send_bytes(message.data)
