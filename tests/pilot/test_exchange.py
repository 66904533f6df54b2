"""The sync page: conflicts settled with a digit, taken back, and looked at where they come from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core.domain.clash import Choice, ClashStatus
from tests.pilot import clashing
from tests.pilot.seat import Seat, seated
from tui import browsing
from tui.screens.exchange import ExchangeScreen
from tui.screens.picker import Picker
from tui.widgets.one_line import OneLine

SKETCHED = clashing.as_sketched()


@asynccontextmanager
async def page(url: str, **choices: Any) -> AsyncIterator[Seat]:
    """Somebody has opened the sync page."""
    async with seated(url, **choices) as seat:
        seat.app.opening = clashing.configured(seat.app.opening)
        await seat.press("S")
        await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
        await seat.settled()
        yield seat


def screen(seat: Seat) -> ExchangeScreen:
    found = next(each for each in seat.app.screen_stack if isinstance(each, ExchangeScreen))
    return found


def clash_of(seat: Seat, field: str, task: str = "T-02") -> Any:
    found = seat.board.clashes.values()
    return next(each for each in found if (each.field, each.subject) == (field, task))


async def test_sources_conflicts_and_what_happened_stand_on_one_page(board_url: str) -> None:
    await clashing.found(board_url, *SKETCHED)
    await clashing.merged(board_url, {"T-09": {"delay_reason": "等素材"}})
    async with page(board_url) as seat:
        assert "待处理 2 · 24h 内自动合并 1" in seat.text
        assert "✓ 推广进度表" in seat.text
        assert "拉取+回写" in seat.text
        assert "下次 09:34" in seat.text
        assert "冲突 1/1  T-02 竞品分析   两边都改了 2 个字段(10-15 18:00 时还一致)" in seat.text
        assert "10-20(周日)" in seat.text
        assert "王敏 10-16 08:55" in seat.text
        assert "按 3 可改为 10-21 周一" in seat.text
        assert "自动合并 T-09 延迟原因" in seat.text


@pytest.mark.parametrize(("key", "choice", "actual"), [("1", "ours", 45), ("2", "theirs", 55)])
async def test_one_digit_settles_a_field_and_goes_on(
    file_url: str, key: str, choice: str, actual: int
) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        before = seat.board.tasks["T-02"].actual
        await seat.press(key)
        await seat.settled()
        clash = clash_of(seat, "actual")
        assert (clash.status, clash.choice) == (ClashStatus.SETTLED, Choice(choice))
        wanted = before if choice == "ours" else actual
        assert seat.board.tasks["T-02"].actual == wanted
        assert screen(seat).field == "due"
        assert "T-02 实际进度" in seat.said
        assert "▸" in seat.text


async def test_digits_of_an_input_method_settle_too(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        await seat.press("２")
        await seat.settled()
        assert clash_of(seat, "actual").choice is Choice.THEIRS


async def test_undo_opens_the_choice_again_and_leads_back_to_it(board_url: str) -> None:
    await clashing.found(board_url, *SKETCHED)
    async with page(board_url) as seat:
        before = seat.board.tasks["T-02"].actual
        await seat.press("2")
        await seat.settled()
        await seat.press("u")
        await seat.settled()
        assert clash_of(seat, "actual").status is ClashStatus.OPEN
        assert seat.board.tasks["T-02"].actual == before
        assert screen(seat).field == "actual"
        assert "回到待处理" in seat.said
        assert "Ctrl+R" in seat.said


async def test_a_rest_day_is_kept_and_the_next_working_day_is_offered_by_hand(
    file_url: str,
) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        await seat.press("j", "3")
        assert seat.entry.text == "2024-10-21"
        await seat.press("enter")
        await seat.settled()
        assert clash_of(seat, "due").value == "2024-10-21"
        assert str(seat.board.tasks["T-02"].due) == "2024-10-21"
        assert not seat.entry.typing


async def test_a_day_is_typed_in_the_language_of_days(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        await seat.press("j", "3", *["backspace"] * 10)
        await seat.enter("下周三")
        assert str(seat.board.tasks["T-02"].due) == "2024-10-23"


async def test_what_cannot_be_read_stays_in_the_line_with_what_to_do(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        await seat.press("3", *["backspace"] * 2)
        await seat.type("很快")
        await seat.press("enter")
        await seat.settled()
        assert seat.entry.text == "很快"
        assert clash_of(seat, "actual").status is ClashStatus.OPEN
        assert seat.said


async def test_an_owner_by_hand_is_chosen_from_the_people(file_url: str) -> None:
    await clashing.found(file_url, clashing.clash("owner", "P-02", "P-03", "P-04"))
    async with page(file_url) as seat:
        await seat.press("3")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the people")
        await seat.type("zhouf")
        await seat.press("enter")
        await seat.settled()
        assert seat.board.name_of(seat.board.tasks["T-02"].owner) == "周芳"


async def test_all_of_one_kind_are_settled_at_once_and_one_undo_takes_all_back(
    board_url: str,
) -> None:
    tasks = ("T-02", "T-04", "T-05")
    every = [clashing.clash("actual", 30, 80, 20, task=each) for each in tasks]
    await clashing.found(board_url, *every, clashing.clash("due", "2024-10-18", "2024-10-22", None))
    async with page(board_url) as seat:
        await seat.press("A")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "which side")
        assert "推广进度表 · 实际进度:3 个冲突一起处理" in seat.text
        await seat.press("2")
        await seat.settled()
        assert [seat.board.tasks[each].actual for each in tasks] == [80, 80, 80]
        assert clash_of(seat, "due").status is ClashStatus.OPEN
        await seat.press("u")
        await seat.settled()
        assert {clash_of(seat, "actual", each).status for each in tasks} == {ClashStatus.OPEN}


async def test_what_was_merged_by_itself_is_taken_back_from_the_list(file_url: str) -> None:
    await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
    async with page(file_url) as seat:
        before = seat.board.tasks["T-09"].delay_reason
        await seat.press("tab", "u")
        await seat.settled()
        assert before == "等素材"
        assert seat.board.tasks["T-09"].delay_reason != "等素材"
        await seat.until(lambda: "已撤销" in seat.text, "the mark in the list")


async def test_fields_and_records_are_gone_through_with_the_keys_of_lists(file_url: str) -> None:
    more = [clashing.clash("actual", 30, 80, 20, task="T-04")]
    await clashing.found(file_url, *SKETCHED, *more)
    async with page(file_url) as seat:
        where = []
        for key in ("j", "j", "k", "right", "left"):
            await seat.press(key)
            where.append((str(screen(seat).subject()), screen(seat).field))
        assert where == [
            ("T-02", "due"),
            ("T-04", "actual"),
            ("T-02", "due"),
            ("T-04", "actual"),
            ("T-02", "actual"),
        ]


async def test_a_side_that_moved_since_is_not_settled_unseen(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url) as seat:
        clash = clash_of(seat, "actual")
        screen(seat).board = seat.board
        await clashing.moved(file_url, clash, 95)
        await seat.press("2")
        await seat.settled()
        assert clash_of(seat, "actual").theirs == 95
        task = seat.board.tasks["T-02"]
        settled = clash_of(seat, "actual").status is ClashStatus.SETTLED
        assert task.actual == 95 if settled else task.actual != 55


async def test_without_a_source_the_page_says_how_to_add_one(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("S")
        await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
        assert "按 n" in seat.text
        await seat.press("s")
        assert "还没有来源" in seat.said


async def test_the_header_counts_what_waits(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with seated(file_url) as seat:
        assert "飞书✓(冲突2)" in seat.header
        assert "TB✓ " in seat.header


async def test_a_record_opens_in_the_browser_where_there_is_one(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clashing.found(file_url, *SKETCHED)
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(browsing, "has_desktop", lambda *_: True)
    monkeypatch.setattr(browsing, "browse", browse)
    async with page(file_url) as seat:
        await seat.press("o")
        await seat.settled()
        assert opened == ["https://example.feishu.cn/record/T-02"]
        assert "已在浏览器里打开" in seat.said


async def test_without_a_desktop_the_address_is_shown_and_copied(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clashing.found(file_url, *SKETCHED)
    monkeypatch.setattr(browsing, "has_desktop", lambda *_: False)
    async with page(file_url) as seat:
        await seat.press("ｏ")
        assert "https://example.feishu.cn/record/T-02" in seat.said
        assert seat.app.clipboard == "https://example.feishu.cn/record/T-02"


async def test_a_browser_that_does_not_come_leaves_the_address(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clashing.found(file_url, *SKETCHED)
    monkeypatch.setattr(browsing, "has_desktop", lambda *_: True)
    monkeypatch.setattr(browsing, "browse", lambda _: False)
    async with page(file_url) as seat:
        await seat.press("o")
        await seat.settled()
        assert seat.app.clipboard == "https://example.feishu.cn/record/T-02"


async def test_s_syncs_all_configured_sources_and_one_in_the_table_alone(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    async with page(file_url) as seat:
        monkeypatch.setattr(seat.app, "sync_now", asked.append)
        await seat.press("s")
        await seat.press("shift+tab", "down", "s")
        assert asked == [*clashing.SOURCES, "feishu"]
        await seat.press("escape")
        assert seat.app.screen is seat.screen


async def test_the_small_page_shows_one_half_at_a_time(file_url: str) -> None:
    await clashing.found(file_url, *SKETCHED)
    async with page(file_url, size=(80, 24)) as seat:
        assert "最近动作" not in seat.text
        await seat.press("tab")
        await seat.until(lambda: "最近动作" in seat.text, "what happened of late")
        assert "冲突处理" not in seat.text
        await seat.press("tab", "tab")
        await seat.until(lambda: "冲突处理" in seat.text, "the conflict again")


async def test_a_settled_record_is_left_for_the_next_one(file_url: str) -> None:
    more = [clashing.clash("actual", 30, 80, 20, task="T-04")]
    await clashing.found(file_url, *SKETCHED, *more)
    async with page(file_url) as seat:
        for _ in range(2):
            await seat.press("1")
            await seat.settled()
        assert screen(seat).subject() == "T-04"
        await seat.press("1")
        await seat.settled()
        line = screen(seat).query_one("#told", OneLine).text
        assert "待处理 0" in line
        await seat.press("1")
        assert "已由 张伟 处理" in seat.said


async def test_the_help_of_the_page_names_its_keys(file_url: str) -> None:
    async with page(file_url, size=(120, 50)) as seat:
        await seat.press("fullwidth_question_mark")
        await seat.until(lambda: "帮助 · 同步与冲突" in seat.text, "the help")
        assert "同类全用" in seat.text
