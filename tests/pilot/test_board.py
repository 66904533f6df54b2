"""The live board: it appears, keeps its cursor on its record, and is changed from the keyboard."""

from __future__ import annotations

from core.domain.ids import RecordId
from core.domain.task import SetProgress
from tests.pilot.seat import seated


async def test_the_board_appears_with_its_counts(board_url: str) -> None:
    async with seated(board_url) as seat:
        assert "✗红3 !黄4 ✓绿7" in seat.header
        assert "在线 1" in seat.header
        assert seat.grid.cursor_key == "T-08"
        for line in (
            "T-08  新品物料合规审核",
            "B-05  紧急 华南样品物流中断",
            "A-19  补充“购买偏好”",
        ):
            assert line in seat.text


async def test_the_cursor_stays_on_its_record_while_tasks_change_places(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("down", "down")
        assert seat.grid.cursor_key == "T-04"
        before = list(seat.grid.keys)
        wish = SetProgress(task=RecordId("T-04"), actual=100)
        await seat.outsider.perform(wish)
        await seat.settled()
        assert list(seat.grid.keys) != before
        assert seat.grid.cursor_key == "T-04"
        assert seat.board.tasks["T-04"].actual == 100


async def test_a_filter_by_pinyin_narrows_the_panel_and_escape_widens_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("slash")
        await seat.type("hgsh")
        await seat.until(lambda: list(seat.grid.keys) == ["T-08"], "T-08 alone")
        await seat.press("enter")
        assert not seat.entry.typing
        assert "/ hgsh" in seat.text
        await seat.press("escape")
        assert len(seat.grid.keys) == 14


async def test_a_filter_finds_by_characters_and_by_the_owner(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("slash", *"王敏")
        await seat.until(lambda: set(seat.grid.keys) == {"T-01", "T-02", "T-12"}, "王敏's tasks")


async def test_an_escaped_filter_line_shows_everything_again(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("slash", *"hgsh")
        await seat.until(lambda: len(seat.grid.keys) == 1)
        await seat.press("escape")
        await seat.until(lambda: len(seat.grid.keys) == 14, "all of them")


async def test_a_number_jumps_to_the_record_of_the_panel(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("number_sign", "1", "2", "enter")
        assert seat.grid.cursor_key == "T-12"
        await seat.press("number_sign", *"b3", "enter")
        assert (seat.screen.current.id, seat.grid.cursor_key) == ("blockers", "B-03")


async def test_a_number_that_nobody_has_is_refused_and_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("number_sign", *"999", "enter")
        assert "T-999 不存在" in seat.said
        assert seat.entry.text == "999"


async def test_a_frozen_board_counts_what_waits_and_lets_it_in(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("space")
        assert "已冻结 · 有 0 处新变化" in seat.header
        before = seat.board
        await seat.outsider.perform(SetProgress(task=RecordId("T-04"), actual=95, reason="快了"))
        await seat.until(lambda: "已冻结 · 有 1 处新变化" in seat.header, "one change waits")
        assert seat.board is before
        await seat.press("space")
        await seat.settled()
        assert "已冻结" not in seat.header
        assert seat.board.tasks["T-04"].actual == 95


async def test_the_language_changes_at_once_and_the_cursor_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("down", "L")
        assert "Progress plan│actual" in seat.text
        assert "✗red3 !amber4 ✓green7" in seat.header
        assert seat.grid.cursor_key == "T-05"
        await seat.press("L")
        assert "任务进度" in seat.text


async def test_the_theme_changes_at_once(file_url: str) -> None:
    async with seated(file_url) as seat:
        dark = seat.screen.styles.background
        await seat.press("T")
        await seat.pilot.pause()
        assert seat.app.theme == "light"
        assert seat.screen.styles.background != dark


async def test_enter_opens_a_record_with_its_history(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("enter")
        await seat.until(lambda: "新建了任务 T-08" in seat.text, "the history")
        assert "T-08 新品物料合规审核" in seat.text
        assert "红:差 30" in seat.text
        await seat.press("escape")
        assert seat.app.screen is seat.screen


async def test_an_opened_record_is_as_live_as_the_board(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("enter")
        await seat.until(lambda: "新建了任务 T-08" in seat.text, "the history")
        wish = SetProgress(task=RecordId("T-08"), actual=45, reason="条款已收到")
        await seat.outsider.perform(wish)
        await seat.until(lambda: "李雷 更新了 T-08 的进度" in seat.text, "the new event")
        assert "实际 45%" in seat.text


async def test_every_panel_is_reached_by_its_number_and_by_tab(file_url: str) -> None:
    async with seated(file_url, size=(80, 24)) as seat:
        for key, title in (("2", "阻塞与时限"), ("3", "RACI 责任矩阵"), ("4", "行动项")):
            await seat.press(key)
            assert f"─ [{key}] {title}" in seat.text
        await seat.press("tab")
        assert "─ [1] 任务进度" in seat.text
        await seat.press("shift+tab")
        assert "─ [4] 行动项" in seat.text


async def test_help_lists_the_keys_and_any_of_its_keys_closes_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("question_mark")
        assert "帮助 · 看板" in seat.text
        await seat.press("question_mark")
        assert seat.app.screen is seat.screen
