"""The server: pages and sockets for those who may come in, and a board for each of them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.server import Server

from tui.web.addresses import Addresses
from tui.web.child import environment
from tui.web.door import Door, Handler
from tui.web.forwarded import Proxies
from tui.web.frames import NotAFrame, Typed, read_frame
from tui.web.gate import Gate
from tui.web.limits import Limits, sized
from tui.web.pages import STATIC, page, told
from tui.web.session import Session

if TYPE_CHECKING:
    from tui.opening import Opening

COMMAND: Final = (sys.executable, "-P", "-m", "tui.web.child")
_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")
_FONTS: Final = frozenset(map(str, range(6, 73)))


@dataclass(frozen=True, slots=True)
class Serving:
    """What one server is to do."""

    opening: Opening
    title: str
    """The project's name, for the page."""
    password: str | None = None
    """What is asked for; None where the way in is a link."""
    limits: Limits = field(default_factory=Limits)
    proxies: Proxies = field(default_factory=Proxies)
    """What stands before the server, and is believed about who asks."""


class BoardServer(Server):
    """textual-serve's server with a door, and boards that can do no harm.

    `announce` is told the address to open: at the start, and anew when the link was used.
    """

    def __init__(
        self, serving: Serving, addresses: Addresses, announce: Callable[[str], object]
    ) -> None:
        super().__init__(" ".join(COMMAND), addresses.host, addresses.port, title=serving.title)
        self._serving = serving
        self._limits = serving.limits
        self._addresses = addresses
        self._announce = announce
        self._gate = Gate(serving.password)
        self._door = Door(self._gate, addresses, serving.proxies, self._tell_link)
        self._seats = 0
        self._sockets: set[web.WebSocketResponse] = set()

    async def run(self) -> None:
        """Serves until a signal ends it; no board is left then.

        Raises:
            OSError: the port is taken, or the address is not this machine's.
        """
        patience = self._limits.grace * 2
        app = await self._make_app()
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=patience)
        await runner.setup()
        try:
            await self._listen(runner)
            self._tell_link()
            await _signalled()
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        """Takes the port; which one it is comes out where any was asked for."""
        given = self._addresses
        await web.TCPSite(runner, given.host, given.port).start()
        port: int = runner.addresses[0][1]
        self._addresses = Addresses(given.host, port, given.public)
        proxies = self._serving.proxies
        self._door = Door(self._gate, self._addresses, proxies, self._tell_link)

    def _tell_link(self) -> None:
        home = self._addresses.home()
        by_link = not self._gate.by_password
        self._announce(f"{home}/enter?token={self._gate.new_token()}" if by_link else f"{home}/")

    async def _make_app(self) -> web.Application:
        """The pages there are: a closed list."""
        app = web.Application(middlewares=[self._guard], client_max_size=self._limits.frame)
        app.router.add_get("/", self._index, allow_head=False)
        app.router.add_get("/enter", self._enter, allow_head=False)
        app.router.add_get("/login", self._login, allow_head=False)
        app.router.add_post("/login", self._log_in)
        app.router.add_get("/ws", self.handle_websocket, allow_head=False)
        app.router.add_get("/static/{name}", self._static, allow_head=False)
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        return await self._door.guard(request, handler)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        return await self._door.enter(request)

    async def _login(self, request: web.Request) -> web.StreamResponse:
        return await self._door.login(request)

    async def _log_in(self, request: web.Request) -> web.StreamResponse:
        return await self._door.log_in(request)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        """The board, unless all seats are taken."""
        if self._full():
            return told("serve.page.full", 503, n=self._limits.visitors)
        asked = request.query.get("fontsize", "")
        font = int(asked) if asked in _FONTS else 16
        return page("board", title=self._serving.title, font_size=font)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        found = STATIC.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        path, kind = found
        data = await asyncio.to_thread(path.read_bytes)
        return web.Response(body=data, content_type=kind)

    def _full(self) -> bool:
        return self._seats >= self._limits.visitors

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One visit. A seat is taken before anything is waited for, and given back in any case."""
        if self._full():
            raise web.HTTPServiceUnavailable
        self._seats += 1
        most = self._limits.frame
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=most, compress=False)
        try:
            await socket.prepare(request)
            self._sockets.add(socket)
            size = sized(request.query.get("width", ""), request.query.get("height", ""))
            with TemporaryDirectory(prefix="pengtou-web-") as folder:
                await self._visit(socket, Path(folder), size)
        finally:
            self._sockets.discard(socket)
            self._seats -= 1
        return socket

    async def _visit(
        self, socket: web.WebSocketResponse, folder: Path, size: tuple[int, int]
    ) -> None:
        surroundings = environment(self._serving.opening, folder, self._limits.memory, os.environ)
        session = Session(COMMAND, surroundings, socket, self._limits)
        try:
            await session.start(*size)
            await self._process_messages(socket, session)
        finally:
            # A visit whose page is gone ends all the same, also while the server is being ended.
            await asyncio.shield(session.stop())
            with suppress(OSError, RuntimeError):
                await socket.close()

    async def _process_messages(  # type: ignore[override]
        self, websocket: web.WebSocketResponse, app_service: Session
    ) -> None:
        """Hands on what the page says, until it goes, says what no page says, or nothing for long.

        A size or a ping comes from a page that nobody looks at, too.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + self._limits.idle
        try:
            while True:
                async with asyncio.timeout_at(end):
                    message = await websocket.receive()
                if message.type is not WSMsgType.TEXT:
                    return
                frame = read_frame(message.data)
                if isinstance(frame, Typed):
                    end = loop.time() + self._limits.idle
                await app_service.take(frame)
        except TimeoutError:
            await websocket.close(code=WSCloseCode.GOING_AWAY, message=b"idle")
        except NotAFrame:
            await websocket.close(code=WSCloseCode.POLICY_VIOLATION)

    async def on_shutdown(self, app: web.Application) -> None:
        """Every page is told, and every board ends."""
        closing = [each.close(code=WSCloseCode.GOING_AWAY) for each in self._sockets]
        await asyncio.gather(*closing, return_exceptions=True)


async def _signalled() -> None:
    """Waits for Ctrl+C, or for whoever ends services."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for name in _ENDING:
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), ended.set)
    await ended.wait()
