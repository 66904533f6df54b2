"""A form in a real terminal: what is typed into it outlives the program."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.calendar.clock import fixed
from core.domain.form import OpenForm
from core.service import Service
from core.store import open_store
from tests.samples import NOW, sample_database
from tests.terminal.boards import board, ready
from tests.terminal.pty_screen import PtyScreen


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project, and a request that was begun."""
    with sample_database(request, "sqlite", tmp_path) as found:
        store = open_store(found)
        try:
            Service(store, 1, "张伟", fixed(NOW)).perform(OpenForm(kind="request"))
        finally:
            store.close()
        yield found


def at_the_form(screen: PtyScreen) -> None:
    """From the board to the request, by the keys of the process page."""
    ready(screen)
    screen.press("w")
    screen.wait_for("S15")
    screen.press("f")
    screen.wait_for("F-01")
    screen.press("enter")


def test_what_is_typed_into_a_form_outlives_kill_9(url: str) -> None:
    with board(url) as screen:
        at_the_form(screen)
        screen.wait_for(r"▸ \*需求背景")
        screen.press("全国铺开", "tab", "首月 3000")
        screen.wait_for("首月 3000")
        screen.wait_quiet(0.5)
        screen.kill(signal.SIGKILL)
        assert screen.wait_end() == -signal.SIGKILL
    with board(url) as screen:
        at_the_form(screen)
        screen.wait_for("F-01 上次填到一半")
        screen.press("1")
        screen.wait_for("首月 3000")
        screen.press(" 家", "f2")
        screen.wait_for("F-01 已保存 2 栏")
        assert "全国铺开" in screen.text()
        assert "首月 3000 家" in screen.text()
        assert screen.offences() == []
