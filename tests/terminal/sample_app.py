"""A small app in which everything can go wrong at the press of a key."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.terminal.app import SafeApp
from tui.terminal.hooks import BackgroundFailed
from tui.terminal.input import NotUtf8
from tui.terminal.run import run_app
from tui.terminal.shown import shown

HOSTILE = "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\u202eabc\x00[P0] \ud800 \x1b[6n[/路径]"


class Fragile(Static):
    """Shows text until it is told to break."""

    broken = False

    def render(self) -> str:
        """The text, or a failure."""
        if self.broken:
            raise RuntimeError("render-broke")
        return "碰头"


class Raw(Widget):
    """Lets everything through, as a widget with a mistake would."""

    def render(self) -> str:
        """Hostile text, not cleaned."""
        return HOSTILE.replace("[", "\\[")


class SampleApp(SafeApp[None]):
    """Breaks in the way the key says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "quit"),
        Binding("f3", "break('handler')"),
        Binding("f4", "break('worker')"),
        Binding("f5", "break('thread_worker')"),
        Binding("f6", "break('render')"),
        Binding("f7", "break('task')"),
        Binding("f8", "break('thread')"),
        Binding("f9", "stick"),
        Binding("f10", "stop('SIGTSTP')"),
        Binding("f11", "stop('SIGSTOP')"),
    ]
    CSS = "Raw { height: 1; } #said { height: 6; }"

    def compose(self) -> ComposeResult:
        """A line, a field, what was typed, what was seen."""
        yield Fragile()
        yield Input()
        yield Static(id="typed")
        yield Static(id="said")
        yield Static(shown("原样 [P0] " + HOSTILE))
        yield Raw()

    def say(self, text: str) -> None:
        """Shows one line."""
        self.query_one("#said", Static).update(shown(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Shows what the field holds, between marks."""
        self.query_one("#typed", Static).update(shown(f"值<{event.value}>"))

    def on_background_failed(self, _message: BackgroundFailed) -> None:
        """Shows that something failed unseen."""
        self.say("背景出错")

    def on_not_utf8(self, _message: NotUtf8) -> None:
        """Shows that the terminal speaks another encoding."""
        self.say("编码不是 UTF-8")

    def on_resize(self, event: Resize) -> None:
        """Shows the size."""
        self.say(f"大小 {event.size.width}x{event.size.height}")

    def action_break(self, where: str) -> None:
        """Fails at a place."""
        token = "secret-token-4711"
        if where == "handler":
            raise RuntimeError(f"{where}-broke-{len(token)}")
        if where == "render":
            fragile = self.query_one(Fragile)
            fragile.broken = True
            fragile.refresh()
        elif where == "task":
            self._task = asyncio.get_running_loop().create_task(self._fail())
            self._task.add_done_callback(lambda _done: setattr(self, "_task", None))
        elif where == "thread":
            threading.Thread(target=_raise).start()
        else:
            getattr(self, f"fail_in_{where}")()

    def action_stop(self, name: str) -> None:
        """Is stopped while it hands something to the thread that writes."""
        writer = getattr(self._driver, "_writer_thread")  # noqa: B009 - Textual's own
        with writer._queue.mutex:
            os.kill(os.getpid(), getattr(signal, name))

    def action_stick(self) -> None:
        """Starts work that does not end."""
        self.stuck()
        self.say("卡住")

    @work
    async def fail_in_worker(self) -> None:
        """Fails in a worker."""
        raise RuntimeError("worker-broke")

    @work(thread=True)
    def fail_in_thread_worker(self) -> None:
        """Fails in a thread worker."""
        raise RuntimeError("worker-broke")

    @work(thread=True)
    def stuck(self) -> None:
        """Waits for an answer that does not come."""
        time.sleep(60)

    async def _fail(self) -> None:
        raise RuntimeError("task-broke")


def _raise() -> None:
    raise RuntimeError("thread-broke")


def main() -> int:
    """Runs the app as a program does; what was typed is kept when a signal ends it."""
    log = Path(os.environ["SAMPLE_LOG"])
    app = SampleApp()

    def keep() -> None:
        log.with_name("draft").write_text(app.query_one(Input).value, encoding="utf-8")

    return run_app(app, told=lambda path: f"出错了:{path}", before_leaving=keep, log=log)


if __name__ == "__main__":
    sys.exit(main())
