"""The sync page: merges and choices taken back, each for itself, with what comes of it."""

from __future__ import annotations

import pytest

from core.domain.clash import ClashStatus
from tests.pilot import clashing
from tests.pilot.seat import Seat
from tests.pilot.test_exchange import clash_of, page, screen
from tui.screens.listed import Listed
from tui.widgets.line_grid import LineGrid

TWO = {"T-09": {"actual": 12}, "T-02": {"actual": 13}}


async def at_merge(seat: Seat, task: str) -> None:
    """The cursor of the list of late stands on the merge of a task."""
    await seat.press("tab")
    for _ in range(20):
        if screen(seat).subject() == task:
            return
        await seat.press("j")
    raise AssertionError(task)


async def asked(seat: Seat, key: str = "u") -> None:
    """Somebody wants the line under the cursor back, and is asked."""
    await seat.press(key)
    await seat.until(lambda: isinstance(seat.app.screen, Listed), "the question")


async def test_what_will_be_written_over_is_asked_first_with_titles_and_values(
    board_url: str,
) -> None:
    await clashing.merged(board_url, TWO)
    async with page(board_url) as seat:
        await at_merge(seat, "T-09")
        await asked(seat)
        task = seat.board.tasks["T-09"]
        assert f"T-09  {task.title}" in seat.text
        assert "12%→" in seat.text
        assert "盖掉那边的 12%" in seat.text
        assert "T-02" not in "".join(each for each in seat.lines if "✓ T-0" in each)
        await seat.press("escape")
        await seat.settled()
        assert seat.board.tasks["T-09"].actual == 12


@pytest.mark.parametrize("key", ["u", "enter"])
async def test_one_merge_is_taken_back_alone_and_the_answer_says_what_is_written_back(
    file_url: str, key: str
) -> None:
    await clashing.merged(file_url, TWO)
    async with page(file_url, size=(200, 50)) as seat:
        await at_merge(seat, "T-09")
        await asked(seat, key)
        await seat.press("y")
        await seat.settled()
        assert seat.board.tasks["T-09"].actual != 12
        assert seat.board.tasks["T-02"].actual == 13
        assert "撤销了 T-09 的改动  ·  下次同步会把实际进度" in seat.said
        assert "盖掉那边的 12%" in seat.said
        assert "Ctrl+R" in seat.said
        await seat.press("ctrl+r")
        await seat.settled()
        assert seat.board.tasks["T-09"].actual == 12


async def test_the_newest_line_comes_into_view_while_the_keys_are_elsewhere(file_url: str) -> None:
    await clashing.merged(file_url, TWO)
    async with page(file_url) as seat:
        await clashing.found(file_url, *clashing.as_sketched())
        await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
        await seat.until(lambda: "延迟原因" in seat.text, "the newest merge")
        grid = screen(seat).query_one("#recent-list", LineGrid)
        assert grid.scroll_offset.y == 0
        assert grid.cursor_key == next(iter(screen(seat).late_rows))


async def test_a_cursor_that_has_the_keys_stays_on_its_line(file_url: str) -> None:
    await clashing.merged(file_url, TWO)
    async with page(file_url) as seat:
        await at_merge(seat, "T-09")
        before = screen(seat).recent_row
        await clashing.merged(file_url, {"T-04": {"delay_reason": "等素材"}})
        await seat.until(lambda: "延迟原因" in seat.text, "the newest merge")
        assert screen(seat).recent_row == before


async def test_conflicts_found_by_the_same_sync_stay_open(file_url: str) -> None:
    await clashing.found(file_url, *clashing.as_sketched())
    await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
    async with page(file_url) as seat:
        await at_merge(seat, "T-09")
        await seat.press("u")
        await seat.settled()
        assert seat.board.tasks["T-09"].delay_reason != "等素材"
        assert clash_of(seat, "actual").status is ClashStatus.OPEN
        assert "没有打开回写" in seat.said


async def test_how_a_conflict_was_settled_is_listed_and_taken_back_there(file_url: str) -> None:
    await clashing.found(file_url, *clashing.as_sketched())
    async with page(file_url, size=(200, 50)) as seat:
        await seat.press("2")
        await seat.settled()
        await seat.until(
            lambda: "实际进度 用来源 55% · 张伟" in seat.text, "the choice in the list"
        )
        assert seat.board.tasks["T-02"].actual == 55
        await at_merge(seat, "T-02")
        await seat.press("enter")
        await seat.settled()
        assert clash_of(seat, "actual").status is ClashStatus.OPEN
        assert seat.board.tasks["T-02"].actual != 55
        assert "回到待处理" in seat.said


async def test_a_page_with_nothing_to_choose_offers_no_choice(file_url: str) -> None:
    await clashing.found(file_url, clashing.clash("actual", 60, 55, 45))
    async with page(file_url) as seat:
        assert "用本地" in seat.lines[-1]
        await seat.press("1")
        await seat.settled()
        assert "用本地" not in seat.lines[-1]
        assert "已处理  T-02" in seat.text


async def test_several_choices_taken_back_are_all_named(file_url: str) -> None:
    every = [clashing.clash("actual", 30, 80, 20, task=each) for each in ("T-02", "T-04")]
    await clashing.found(file_url, *every)
    async with page(file_url, size=(200, 50)) as seat:
        await seat.press("A")
        await seat.pilot.pause()
        await seat.press("1")
        await seat.settled()
        await seat.press("u")
        await seat.settled()
        assert "已撤销 2 个选择" in seat.said
        assert "T-02" in seat.said
        assert "T-04" in seat.said
        assert "Ctrl+R" in seat.said


@pytest.mark.parametrize("key", ["u", "enter"])
async def test_the_key_that_asked_answers_nothing(file_url: str, key: str) -> None:
    await clashing.merged(file_url, TWO)
    async with page(file_url) as seat:
        await at_merge(seat, "T-09")
        await asked(seat, key)
        await seat.press("enter", "u", key)
        await seat.settled()
        assert isinstance(seat.app.screen, Listed)
        assert "T-09 撤销这一条自动合并?" in seat.lines[2]
        await seat.press("y")
        await seat.settled()
        assert seat.board.tasks["T-09"].actual != 12


@pytest.mark.parametrize("key", ["x", "escape", "n"])
async def test_a_question_that_is_declined_is_answered_too(file_url: str, key: str) -> None:
    await clashing.found(file_url, *clashing.as_sketched())
    await clashing.merged(file_url, TWO)
    async with page(file_url, size=(200, 50)) as seat:
        await at_merge(seat, "T-09")
        await asked(seat, "enter")
        await seat.press(key)
        await seat.settled()
        assert "没有撤销" in seat.said
        assert seat.board.tasks["T-09"].actual == 12


async def test_what_the_next_sync_does_is_told_once_for_each_record(file_url: str) -> None:
    await clashing.merged(file_url, TWO)
    async with page(file_url, size=(200, 50)) as seat:
        await at_merge(seat, "T-09")
        await asked(seat)
        await seat.press("y")
        await seat.settled()
        assert seat.said.count("盖掉那边的 12%") == 1


async def test_behind_a_wish_that_failed_the_next_one_is_carried_out(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
    async with page(file_url) as seat:
        await at_merge(seat, "T-09")
        with monkeypatch.context() as broken:
            broken.setattr("tui.performing.carry_out", None)
            await seat.press("u")
            await seat.until(lambda: not seat.app._wishes, "the end of the wish")
            assert "正在撤销 T-09" in seat.said
        await seat.press("u")
        await seat.settled()
        assert seat.board.tasks["T-09"].delay_reason != "等素材"
