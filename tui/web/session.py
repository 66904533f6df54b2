"""One visit: a board in a process of its own, between its pipes and a socket."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.web.frames import Frame, Looked, Pinged, Resized, Typed

if TYPE_CHECKING:
    from aiohttp.web import WebSocketResponse

    from tui.web.limits import Limits

_LONGEST_URL = 4096


class Session(AppService):
    """Starts the board without a shell, and sees to it that it is gone when the visit ends."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        socket: WebSocketResponse,
        limits: Limits,
    ) -> None:
        super().__init__(
            " ".join(command),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._close,
            download_manager=DownloadManager(),
        )
        self._arguments = tuple(command)
        self._environment = dict(environment)
        self._socket = socket
        self._limits = limits

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        """What the board is told, with the size it begins at."""
        size = {"COLUMNS": str(width), "ROWS": str(height)}
        look = {"TEXTUAL_FPS": "30", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
        return self._environment | look | size

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Starts the board; Ctrl+C at the server's terminal is the server's to hear."""
        process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._process = process
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Carries what the board draws to the page; a board that ended closes the page's socket."""
        try:
            await super().run()
        except (OSError, ValueError, KeyError):
            pass  # the page is gone, or the board said what we do not know
        finally:
            with suppress(OSError, RuntimeError):
                await self._close()

    async def on_meta(self, data: bytes) -> None:
        """Takes from the board that it has ended, or an address for the visitor's browser."""
        told = json.loads(data)
        if told.get("type") == "exit":
            await self._close()
        elif told.get("type") == "open_url":
            url = str(told.get("url", ""))
            if url.startswith(("https://", "http://")) and len(url) <= _LONGEST_URL:
                await self._socket.send_json(["open_url", {"url": url, "new_tab": True}])

    async def on_packed(self, payload: bytes) -> None:
        """Files do not leave this way."""

    async def take(self, frame: Frame) -> None:
        """Hands on what the page said."""
        match frame:
            case Typed(data):
                await self.send_bytes(data)
            case Resized(width, height):
                await self.set_terminal_size(width, height)
            case Pinged(text):
                await self._socket.send_json(["pong", text])
            case Looked(here):
                await (self.focus() if here else self.blur())

    async def stop(self) -> None:
        """Ends the board: asked first, by a signal that it hears while it starts as well, and then
        not asked any more."""
        task, self._task = self._task, None
        process = self._process
        if task is None or process is None:
            return
        try:
            with suppress(ProcessLookupError):
                process.terminate()
            async with asyncio.timeout(self._limits.grace):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        finally:
            self.stdin.close()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _close(self) -> None:
        await self._socket.close()
