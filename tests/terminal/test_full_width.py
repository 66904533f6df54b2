"""A whole standup as under a Chinese input method: full-width keys, digits, and Chinese itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.samples import sample_database
from tests.terminal.boards import board, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_meeting import sent


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project."""
    with sample_database(request, "sqlite", tmp_path) as found:
        yield found


def convened(screen: PtyScreen) -> None:
    """The standup begins, its clocks stand and go on, the help comes and goes."""
    ready(screen)
    screen.press("ｍ")
    screen.wait_for("站会")
    screen.press("１")
    screen.wait_for("站会 1/12")
    screen.press("　")
    screen.wait_for("已暂停")
    screen.press("　")
    screen.wait_until(lambda: "已暂停" not in screen.text(), "it goes on")
    screen.press("？")
    screen.wait_for("帮助 · 站会")
    screen.press("？")
    screen.wait_until(lambda: "帮助 · 站会" not in screen.text(), "the help is closed")


def marked(screen: PtyScreen) -> None:
    """Two lines are marked, by a full-width letter and by an arrow, and Esc clears the marks."""
    screen.wait_for("▸T-08")
    screen.press("ｘ", "shift+down")
    screen.wait_for("✓T-05")
    screen.press("esc")
    screen.wait_until(lambda: "✓T-05" not in screen.text(), "no marks")


def seen_by_all(screen: PtyScreen) -> None:
    """The projector and the other language, by function keys alone."""
    screen.press("f8")
    screen.wait_for("退出投屏")
    screen.press("　")
    screen.wait_for("已停住")
    screen.press("f10")
    screen.wait_for("P leaves")
    screen.press("f10", "f8")
    screen.wait_for("站会 1/12")


def taken_down(screen: PtyScreen, said: str) -> None:
    """Chinese opens the line by itself; Enter saves, an empty Enter closes."""
    screen.press(said)
    screen.wait_for("╔═ 记一条")
    screen.press("enter")
    screen.wait_for(rf"✓ [AB]-\d+ {said[:4]}")
    screen.press("enter")
    screen.wait_until(lambda: "╔═" not in screen.text(), "the line is closed")


def test_a_whole_standup_by_full_width_keys_and_digits(url: str) -> None:
    with board(url) as screen:
        ready(screen)
        marked(screen)
        convened(screen)
        seen_by_all(screen)
        screen.press("０")
        screen.wait_for("站会 2/12")
        screen.press("５")
        screen.wait_for("站会 5/12")
        taken_down(screen, "确认场地押金 @钱进 3个工作日后")
        screen.press("ｎ")
        screen.wait_for("站会 6/12")
        screen.press("Ｎ")
        screen.wait_for("站会 5/12")
        screen.press("：")
        screen.wait_for("动作、人名")
        screen.press("接口权限", "enter")
        screen.wait_for("B-08 接口权限")
        screen.press("ｑ")
        screen.wait_for("站会 5/12")
        screen.press("ｍ")
        screen.wait_for("结束")
        screen.press("９")
        screen.wait_for("确认检查|结束会议|复述")
        screen.press("enter")
        screen.wait_for("纪要预览")
        screen.wait_for("Enter 发送")
        screen.press("enter")
        screen.wait_until(lambda: sent(url), "the minutes are sent")
        assert screen.offences() == []
