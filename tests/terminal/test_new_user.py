"""A new user's way: the demo, an own project, its first action item, its first synced task.

Every key that is pressed was named by the screen just before.
"""

from __future__ import annotations

import re
import sys

import pytest

from core import places
from tests.sync.feishu_service import FeishuService
from tests.terminal.boards import SETTINGS, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_first_run import board_of

DEMO = [sys.executable, "-m", "tui", "demo"]
FOUND = ("项目叫什么", "新品上市"), ("项目代号", ""), ("你叫什么", "张三"), ("牵头部门", "市场部")


def told(screen: PtyScreen, pattern: str) -> str:
    """The key that the screen names: the group of the expression."""
    found = re.search(pattern, screen.wait_for(pattern))
    assert found is not None
    return found[1]


def own_project(screen: PtyScreen) -> None:
    """From the sample to a project of one's own, as the sample's first line says."""
    ready(screen)
    found = re.search(r"(.) 打“(.+?)”回到开始页", screen.wait_for("回到开始页"))
    assert found is not None
    screen.press(found[1])
    screen.wait_for("动作、人名")
    screen.press(found[2], "enter")
    screen.press(told(screen, r"(\d)  建自己的项目"))
    for asked, said in FOUND:
        screen.wait_for(asked)
        screen.press(*([said] if said else []), "enter")
    ready(screen)


def first_item(screen: PtyScreen) -> None:
    """The empty list names the key; the line itself says how it is saved and closed."""
    screen.press(told(screen, r"没有行动项:(\w) 记一条"))
    screen.wait_for("Enter 保存并继续")
    screen.press("约供应商看样机 @张三 3个工作日后", "enter")
    screen.wait_for(r"✓ A-01 约供应商看样机")
    screen.press("enter")
    screen.wait_until(lambda: "╔═" not in screen.text(), "the line is closed")


def first_source(screen: PtyScreen, service: FeishuService) -> None:
    """The empty board names the key of the sync page, that page names the next one."""
    screen.press(told(screen, r"还没有任务:(\w) 接入飞书"))
    screen.press(told(screen, r"按 (\w) 一步步添加"))
    screen.wait_for(r"步  地址")
    screen.press(f"{service.url} {service.base_url}", "enter")
    for here in ("名字", "列对应", "回写", "试运行", "完成"):
        screen.wait_for(f"步  {here}")
        screen.wait_for({"列对应": "→ 标题", "试运行": "新建 5"}.get(here, "Enter"))
        screen.press("enter")
    screen.wait_for(r"09:30 +5 +0 ")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_a_new_user_comes_to_an_own_item_and_a_synced_task_by_what_the_screen_says(
    size: tuple[int, int],
) -> None:
    with FeishuService() as service:
        env = {**SETTINGS, **service.environ()}
        with PtyScreen(DEMO, size=size, env=env) as screen:
            own_project(screen)
            if size[0] < 100:
                screen.press(told(screen, r"\[(4)\]行动"))
            first_item(screen)
            if size[0] < 100:
                screen.press(told(screen, r"\[(1)\]进度"))
            first_source(screen, service)
            screen.press("esc")
            screen.wait_for("第0项 渠道物料定稿")
            screen.press("q")
            assert screen.wait_end() == 0
            assert screen.offences() == []
    board = board_of(places.default_database())
    assert [each.title for each in board.actions.values()] == ["约供应商看样机"]
    assert {each.source for each in board.tasks.values()} == {"feishu"}
