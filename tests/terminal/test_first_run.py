"""From nothing to a board of one's own in a real terminal, by what the screen says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core import places
from core.domain.board import Board
from core.service import Service
from core.store import open_store
from tests.terminal.boards import SETTINGS, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_life import assert_as_found

START = "从这里开始"


def bare(size: tuple[int, int] = (80, 24)) -> PtyScreen:
    """`pengtou` and nothing else, on a machine that never saw it."""
    return PtyScreen([sys.executable, "-m", "tui"], size=size, env=SETTINGS)


def board_of(path: Path) -> Board:
    """What stands in a database."""
    store = open_store(str(path))
    try:
        return Service(store, store.projects()[0][0], "").board()
    finally:
        store.close()


def test_a_new_person_has_a_board_and_an_action_item_by_what_the_screen_says() -> None:
    with bare() as screen:
        screen.wait_for(START)
        found = re.search(r"(\d)  建自己的项目", screen.text())
        assert found is not None
        screen.press(found[1])
        answers = {
            "项目叫什么": "新品上市",
            "项目代号": "",
            "你叫什么": "张三",
            "牵头部门": "市场部",
        }
        for asked, said in answers.items():
            screen.wait_for(asked)
            screen.press(*([said] if said else []), "enter")
        ready(screen)
        screen.wait_for("a 或直接打汉字记第一条")
        screen.press("约供应商看样机 @张三 3个工作日后")
        screen.wait_for("╔═ 记一条")
        screen.press("enter")
        screen.wait_for(r"✓ A-\d+ 约供应商看样机")
        screen.press("esc")
        screen.wait_until(lambda: "╔═" not in screen.text(), "the line is closed")
        screen.press("q")
        assert screen.wait_end() == 0
        assert_as_found(screen)
    board = board_of(places.default_database())
    assert [each.title for each in board.actions.values()] == ["约供应商看样机"]
    with bare() as again:
        ready(again)
        assert START not in again.text()
        again.wait_for("约供应商看样机|行动 ")
        assert "新品上市" in again.text()


def test_the_sample_leads_back_to_the_page_and_leaves_nothing(tmp_path: Path) -> None:
    env = {**SETTINGS, "TMPDIR": str(tmp_path)}
    with PtyScreen([sys.executable, "-m", "tui"], env=env) as screen:
        screen.wait_for(START)
        screen.press("１")
        ready(screen)
        screen.wait_for("这是样例")
        screen.press("：")
        screen.wait_for("动作、人名")
        screen.press("开始", "enter")
        screen.wait_for(START)
        screen.press("２")
        for asked in ("项目叫什么", "项目代号", "你叫什么", "牵头部门"):
            screen.wait_for(asked)
            screen.press("enter")
        ready(screen)
        screen.wait_for("我的项目")
        screen.press("q")
        assert screen.wait_end() == 0
    assert list(tmp_path.glob("pengtou-demo-*")) == []
    assert board_of(places.default_database()).tasks == {}


def test_q_leaves_the_page_and_the_terminal_as_they_were() -> None:
    with bare() as screen:
        screen.wait_for(START)
        screen.press("q")
        assert screen.wait_end() == 0
        assert_as_found(screen)
    assert not places.default_database().exists()


@pytest.mark.parametrize("words", [[], ["--plain"]])
def test_without_a_terminal_the_commands_are_told(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        env={**os.environ, **SETTINGS},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    for verb in ("pengtou demo", "pengtou init", "pengtou people add", "pengtou source add"):
        assert verb in done.stdout
    assert done.stderr == ""
