"""A server as a person starts it, in a process of its own, and what runs for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar

from tests.samples import NOW

UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
PATIENCE = 20.0
"""Seconds after which what did not come will not come."""


class Served:
    """`pengtou serve` on a database, with a port of its own."""

    def __init__(self, database: str, *options: str, **environ: str) -> None:
        self.database = database
        self._lines: list[str] = []
        self._used = 0
        command = [sys.executable, "-m", "tui", "serve", "--port", "0", "--lang", "zh", *options]
        # Without their bytecode the server and each board would compile the whole program.
        outside = {name: each for name, each in os.environ.items() if name != UNCOMPILED}
        self._process = subprocess.Popen(
            command,
            env=outside | {"PENGTOU_DB": database, "PENGTOU_NOW": NOW} | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.append(line.strip())

    def __enter__(self) -> Self:
        self.link(1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def link(self, number: int) -> str:
        """The address that was told as the first, the second, …"""
        self.until(lambda: len(self._lines) >= number, "the link")
        return self._lines[number - 1]

    @property
    def base(self) -> str:
        """Where the pages are."""
        return "/".join(self.link(1).split("/")[:3])

    @property
    def memory(self) -> int:
        """Megabytes that the server and all it started hold in memory."""
        return sum(map(_resident, [self._process.pid, *self.boards()]))

    @property
    def pid(self) -> int:
        """Process number of the server."""
        return self._process.pid

    def boards(self) -> list[int]:
        """Process numbers of the boards that run for visitors of this database."""
        mark = f"PENGTOU_DB={self.database}".encode()
        return [pid for pid in _processes() if pid != self.pid and mark in _environ(pid)]

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Waits until the condition holds; AssertionError when it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"never came: {what}\n{self._lines}"
            assert self._process.poll() is None, f"ended: {self._told()}"
            time.sleep(0.01)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Ends it as Ctrl+C does; the exit status, and what it said besides."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            status = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._reading.join()
        told = self._told()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        return status, told

    def _told(self) -> str:
        stream = self._process.stderr
        return "" if stream is None or stream.closed else stream.read()

    def client(self) -> ClientSession:
        """A browser without pages: it keeps cookies."""
        return ClientSession(self.base, cookie_jar=CookieJar(unsafe=True))

    def new_link(self) -> str:
        """The newest link, for whoever uses it now."""
        self._used += 1
        return self.link(self._used)

    async def visitor(self) -> ClientSession:
        """Somebody who has used the newest link."""
        client = self.client()
        async with client.get(self.new_link()) as answer:
            assert answer.status == 200
        return client

    async def socket(
        self, client: ClientSession, size: str = "width=120&height=36", **headers: str
    ) -> ClientWebSocketResponse:
        """A visit, as the page begins it."""
        given = {"Origin": self.base} | headers
        return await client.ws_connect(f"/ws?{size}", headers=given, max_msg_size=0)


def _processes() -> list[int]:
    return [int(each.name) for each in Path("/proc").glob("[0-9]*")]


def _environ(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)
