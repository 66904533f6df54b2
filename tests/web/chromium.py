"""A real browser, driven over its own debugging socket: no driver program, nothing to install."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

PROGRAM = shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 20.0
"""Seconds after which what did not come will not come."""
_SWITCHES = (
    *("--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--mute-audio"),
    *("--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions"),
    *("--enable-unsafe-swiftshader", "--force-device-scale-factor=1", "--remote-debugging-port=0"),
)
_CODES = {"@": 50}
"""Keys whose code is not that of their character."""


class Tab:
    """One page: what it shows, what is typed into it, and the terminal behind it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.troubles: list[str] = []
        """What the browser complained of: scripts that failed, what the policy has stopped."""
        self.longest = 0
        """Characters of the longest message that the page has sent over its socket."""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    async def attend(self) -> None:
        """Has the browser tell what goes on in the page."""
        for each in ("Page", "Network", "Runtime", "Log"):
            await self.ask(f"{each}.enable")
        await self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    async def listen(self) -> None:
        """Takes what the browser says, until it goes."""
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.json())

    def _take(self, told: dict[str, Any]) -> None:
        if (answer := self._answers.pop(told.get("id", 0), None)) is not None:
            answer.set_result(told)
        values = told.get("params", {})
        match told.get("method"):
            case "Network.webSocketFrameReceived" if values["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(values["response"]["payloadData"]))
            case "Network.webSocketFrameSent":
                self._sent(json.loads(values["response"]["payloadData"]))
            case "Runtime.exceptionThrown":
                self.troubles.append(str(values["exceptionDetails"]))
            case "Log.entryAdded" if values["entry"]["level"] == "error":
                self.troubles.append(values["entry"]["text"])

    def _sent(self, frame: list[Any]) -> None:
        self.longest = max(self.longest, len(json.dumps(frame)))
        if frame[0] == "resize":
            self._screen.resize(frame[1]["height"], frame[1]["width"])

    async def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """The browser's answer to one command of its protocol."""
        number = next(self._ids)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": values})
        told = await asyncio.wait_for(self._answers[number], PATIENCE)
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, url: str) -> None:
        """Goes to an address."""
        await self.ask("Page.navigate", url=url)

    async def resize(self, width: int, height: int) -> None:
        """Gives the window a size in pixels."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def value(self, expression: str) -> Any:
        """What a script in the page comes to."""
        told = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")

    async def type(self, text: str) -> None:
        """Presses a key for each character of a keyboard without an input method."""
        for each in text:
            await self.key(each, text=each, code=_CODES.get(each, ord(each.upper())))

    async def key(self, name: str, text: str = "", code: int = 0) -> None:
        """Presses a key by its name, as `Enter` with the code 13."""
        shared = {"key": name, "windowsVirtualKeyCode": code}
        await self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **shared)
        if text:
            await self.ask("Input.dispatchKeyEvent", type="char", text=text, **shared)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **shared)

    async def compose(self, *steps: str, commit: str) -> None:
        """What an input method does: a text that grows under the cursor, then the one meant."""
        for each in steps:
            end = len(each)
            await self.ask(
                "Input.imeSetComposition", text=each, selectionStart=end, selectionEnd=end
            )
            await self._turn()
        await self.ask("Input.insertText", text=commit)
        await self._turn()

    async def _turn(self) -> None:
        """Lets the page come to the end of what it has put off: no finger is quicker."""
        script = "new Promise(done => setTimeout(done, 1))"
        await self.ask("Runtime.evaluate", expression=script, awaitPromise=True)

    async def paste(self, text: str) -> None:
        """What Ctrl+V does, with this in the clipboard."""
        await self.value(
            "(() => { const data = new DataTransfer();"
            f" data.setData('text/plain', {json.dumps(text)});"
            " document.querySelector('.xterm-helper-textarea').dispatchEvent("
            "new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))"
            "})()"
        )

    async def cell(self, column: int, line: int) -> bytes:
        """A picture of a wide character in the terminal, by where its left half is."""
        box = "document.querySelector('.xterm-screen').getBoundingClientRect()"
        wide, high = await self.value(f"[{box}.width, {box}.height]")
        width, height = wide / self._screen.columns, high / self._screen.lines
        return await self.picture((column * width, line * height, 2 * width, height))

    async def picture(self, clip: tuple[float, float, float, float] | None = None) -> bytes:
        """The page as PNG, or a part of it: x, y, width, height in pixels."""
        more: dict[str, Any] = {}
        if clip is not None:
            more["clip"] = dict(zip(("x", "y", "width", "height"), clip, strict=True), scale=1)
        return base64.b64decode((await self.ask("Page.captureScreenshot", **more))["data"])

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of the terminal."""
        return self._screen.columns, self._screen.lines

    @property
    def lines(self) -> list[str]:
        """The terminal, line by line, as its bytes draw it."""
        # Not `display`: that fails on a wide character of which only half was drawn over.
        columns, lines = range(self._screen.columns), range(self._screen.lines)
        buffer = self._screen.buffer
        return ["".join(buffer[y][x].data for x in columns).rstrip() for y in lines]

    @property
    def text(self) -> str:
        """The whole terminal."""
        return "\n".join(self.lines).rstrip()

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Waits until the condition holds; AssertionError with the screen when it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"never came: {what}\n{self.text}\n{self.troubles}"
            await asyncio.sleep(0.02)

    async def becomes(self, expression: str) -> None:
        """Waits until a script in the page says yes."""
        end = time.monotonic() + PATIENCE
        while not await self.value(expression):
            assert time.monotonic() < end, f"never came: {expression}"
            await asyncio.sleep(0.05)


class Browser:
    """A browser that the tests of a module share; each has a page and cookies of its own."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None, "Chromium is not installed"
        self._told = folder / "DevToolsActivePort"
        arguments = (*_SWITCHES, f"--user-data-dir={folder}", "about:blank")
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=quiet, stdout=quiet, stderr=quiet
        )

    def __enter__(self) -> Self:
        end = time.monotonic() + PATIENCE
        while not (self._told.exists() and len(self._told.read_text().split()) > 1):
            assert time.monotonic() < end, "the browser did not start"
            assert self._process.poll() is None, "the browser ended"
            time.sleep(0.02)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Tab]:
        """An empty page, as in a browser that nobody has used."""
        port, path = self._told.read_text().split()
        host = f"ws://127.0.0.1:{port}"
        async with ClientSession() as client, _tab(client, f"{host}{path}") as whole:
            context = (await whole.ask("Target.createBrowserContext"))["browserContextId"]
            made = await whole.ask(
                "Target.createTarget", url="about:blank", browserContextId=context
            )
            async with _tab(client, f"{host}/devtools/page/{made['targetId']}") as tab:
                await tab.attend()
                yield tab
            await whole.ask("Target.disposeBrowserContext", browserContextId=context)


@asynccontextmanager
async def _tab(client: ClientSession, url: str) -> AsyncIterator[Tab]:
    async with client.ws_connect(url, max_msg_size=0) as socket:
        tab = Tab(socket)
        listening = asyncio.create_task(tab.listen())
        try:
            yield tab
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
