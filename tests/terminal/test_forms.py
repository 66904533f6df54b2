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


SIZES = ((80, 24), (120, 36))


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


OVERLAYS = (
    ("enter", "再选一次去掉", "财务", "财务部"),
    (".", "1 +提交 +│", "接口", "接口"),
    ("H", "历史", "接口", "历史"),
    ("?", "Esc 关闭", "接口", "Esc 关闭"),
    ("E", "csv|CSV|html|HTML", "接口", "接口"),
)
"""What opens something over the form, what it then says, what is typed, and what shows of it."""


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_over_a_form_never_leaves_it(url: str, size: tuple[int, int]) -> None:
    with board(url, size=size) as screen:
        at_the_form(screen)
        screen.wait_for(r"▸ \*需求背景")
        screen.press("down", "down", "down")
        screen.wait_for(r"▸ \*涉及部门")
        screen.wait_quiet(0.3)
        before = screen.text()
        for key, there, text, found in OVERLAYS:
            screen.press(key)
            screen.wait_for(there)
            screen.wait_until(lambda: screen.text() != before, key)
            screen.press(text)
            screen.wait_quiet(0.3)
            assert found in screen.text(), (key, screen.text())
            screen.press("esc")
            screen.wait_until(lambda: screen.text() == before, "the form as it was")
        assert screen.offences() == []
