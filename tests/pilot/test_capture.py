"""New records from one line, with an input method or without."""

from __future__ import annotations

import pytest
from textual.events import Paste

from core.domain.action import ActionItem
from tests.pilot.seat import Seat, seated
from tui.widgets.capture_card import CaptureCard


async def ready(seat: Seat) -> None:
    """Waits until the line is read at each key."""
    await seat.until(lambda: seat.screen.line is not None, "the ground of the line")
    await seat.pilot.pause()


async def opened(seat: Seat, key: str = "a") -> None:
    """Opens the line and waits until it is read."""
    await seat.press(key)
    await ready(seat)


async def put(seat: Seat, text: str) -> None:
    """A text in one piece, as a terminal pastes it."""
    seat.app.post_message(Paste(text))
    await seat.pilot.pause()


async def saved(seat: Seat) -> None:
    """Closes the line and waits until the board shows what was saved."""
    await seat.press("escape")
    await seat.settled()


def made(seat: Seat, title: str) -> ActionItem:
    """The action item of this title."""
    return next(each for each in seat.board.actions.values() if each.title == title)


async def test_a_line_with_owner_day_link_and_priority_says_all_it_means(board_url: str) -> None:
    async with seated(board_url) as seat:
        await opened(seat)
        await put(seat, "提交物料样本 @wm 下周三 #T-12 !")
        assert "@wm    ▸ 王敏 市场部" in seat.said
        assert "吴萌 财务部" in seat.said
        assert "10-23 周三 18:00(下一自然周)" in seat.said
        assert "▸ T-12 新品宣传物料制作" in seat.said
        assert "优先级 高" in seat.said
        await seat.press("enter")
        await saved(seat)
        item = made(seat, "提交物料样本")
        assert seat.board.name_of(item.owner) == "王敏"
        assert item.links == ("T-12",)
        assert item.priority == "high"
        assert item.raw_text == "提交物料样本 @wm 下周三 #T-12 !"
        assert item.due is not None
        assert f"{item.due.astimezone(seat.board.zone):%m-%d %H:%M}" == "10-23 18:00"


async def test_two_keys_beyond_the_text_where_the_context_says_the_rest(board_url: str) -> None:
    async with seated(board_url) as seat:
        await opened(seat)
        await seat.type("催法务回复")
        assert "选中行 ▸ T-08" in seat.said
        await seat.press("enter")
        await saved(seat)
        item = made(seat, "催法务回复")
        assert (seat.board.name_of(item.owner), item.links) == ("周芳", ("T-08",))


async def test_saving_leaves_the_line_open_for_the_next_one(board_url: str) -> None:
    async with seated(board_url) as seat:
        await opened(seat)
        await seat.type("第一件")
        await seat.press("enter")
        await seat.type("第二件")
        assert seat.entry.text == "第二件"
        await seat.press("enter", "enter")
        await seat.settled()
        assert not seat.entry.typing, "the empty Enter closes it"
        assert made(seat, "第一件").id < made(seat, "第二件").id


async def test_lines_that_arrive_in_one_piece_do_not_run_into_each_other(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await seat.press(*"甲事", "enter", *"乙事", "enter", *"丙事", "enter", "enter")
        await seat.settled()
        assert [made(seat, each).title for each in ("甲事", "乙事", "丙事")]


async def test_a_blocker_and_a_decision_have_keys_of_their_own(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat, "b")
        await put(seat, "样机损坏 影响:T-05 已试:邮件 @赵倩 #T-04 !!")
        assert "影响 T-05" in seat.said
        await seat.press("enter")
        await saved(seat)
        blocker = next(each for each in seat.board.blockers.values() if each.title == "样机损坏")
        assert (blocker.impact_scope, blocker.attempted_measures) == ("T-05", "邮件")
        await opened(seat, "d")
        await put(seat, "推迟一周上线 @张伟")
        await seat.press("enter")
        await saved(seat)
        assert "decision.recorded" in await seat.outsider.kinds()


async def test_f2_goes_round_the_kinds_and_keeps_what_was_typed(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat, "f2")
        await put(seat, "样机坏了 周五")
        kinds = []
        for _ in range(5):
            assert seat.entry.purpose is not None
            kinds.append(seat.entry.purpose.id)
            assert seat.entry.text == "样机坏了 周五"
            await seat.press("f2")
        assert kinds == ["action", "blocker", "decision", "risk", "action"]


async def test_a_type_at_the_beginning_of_the_line_is_said_before_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "阻塞:样机坏了")
        assert "║ 阻塞 ›" in seat.text


async def test_tab_changes_who_is_meant_without_retyping(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "催样本 @wm")
        assert "负责人 王敏" in seat.said
        await seat.press("tab")
        assert "负责人 吴萌" in seat.said
        await seat.type(" 周五")
        assert "负责人 吴萌" in seat.said
        await seat.press("enter")
        await saved(seat)
        assert seat.board.name_of(made(seat, "催样本").owner) == "吴萌"


async def test_arrows_choose_like_tab(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "催样本 @wm")
        await seat.press("down")
        assert "负责人 吴萌" in seat.said
        await seat.press("up")
        assert "负责人 王敏" in seat.said


async def test_what_is_open_stops_the_first_enter_and_takes_the_caret_there(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await opened(seat)
        await put(seat, "@ll 更新甘特 明天")
        assert "! @ll" in seat.said
        await seat.press("enter")
        assert "再按一次 Enter" in seat.said
        assert seat.entry.caret == len("@ll")
        assert seat.entry.text == "@ll 更新甘特 明天"
        await seat.press("enter")
        await saved(seat)
        assert len(seat.board.actions) == before + 1


async def test_an_edit_between_the_two_enters_asks_again(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await opened(seat)
        await put(seat, "@ll 更新甘特")
        await seat.press("enter", "end", *"图", "enter")
        assert "再按一次 Enter" in seat.said
        await saved(seat)
        assert len(seat.board.actions) == before


async def test_choosing_by_tab_settles_what_was_open(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "更新甘特 @ll")
        await seat.press("tab", "enter")
        await saved(seat)
        assert seat.board.name_of(made(seat, "更新甘特").owner) == "李雷"


async def test_without_a_selected_record_a_line_without_owner_is_asked_about(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await seat.press("slash")
        await put(seat, "没有这样的任务")
        await seat.until(lambda: seat.grid.cursor_key is None, "an empty list")
        await seat.press("enter")
        await opened(seat)
        await put(seat, "提交清单给客户")
        assert "! 没有负责人,将存为待认领" in seat.said
        await seat.press("enter", "enter")
        await saved(seat)
        item = made(seat, "提交清单给客户")
        assert (item.owner, item.links) == (None, ())


async def test_everybody_is_refused_until_one_each_is_chosen_and_confirmed(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        everyone = len(seat.board.people)
        await opened(seat)
        await put(seat, "@all 更新周报")
        await seat.press("enter", "enter", "enter")
        assert "需唯一责任人" in seat.said
        await seat.press("tab")
        assert f"每人一条({everyone})" in seat.said
        await seat.press("enter")
        assert "按 y 确认" in seat.said
        await seat.press("n")
        assert seat.entry.text == "@alln 更新周报"
        await seat.press("backspace", "tab", "enter", "y")
        await saved(seat)
        titles = [each.title for each in seat.board.actions.values()]
        assert titles.count("更新周报") == everyone == len(titles) - before


async def test_a_record_that_looks_alike_is_said_not_asked(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "提交物料清单 @王敏 周五")
        assert "与 A-21 相似 100%" in seat.said
        await seat.press("enter")
        await saved(seat)
        assert [each.title for each in seat.board.actions.values()].count("提交物料清单") == 2


async def test_the_last_line_comes_back_to_be_changed(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await opened(seat)
        await put(seat, "催样本 @wm")
        await seat.press("tab", "enter")
        await ready(seat)
        await seat.press("up")
        await ready(seat)
        assert seat.entry.text == "催样本 @wm"
        assert "负责人 吴萌" in seat.said
        await seat.type(" 周五")
        await seat.press("enter")
        await seat.until(lambda: seat.entry.text == "", "saved")
        await saved(seat)
        items = [each for each in seat.board.actions.values() if each.title == "催样本"]
        assert len(items) == 1, "the new line took the place of the old one"
        assert items[0].due is not None
        assert len(seat.board.actions) == before + 1


async def test_the_last_line_unchanged_is_not_saved_twice(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "催样本 @王敏")
        await seat.press("enter")
        await seat.until(lambda: "✓ A-24 催样本 · 王敏" in seat.said, "saved")
        await seat.press("up")
        await ready(seat)
        await seat.press("enter")
        assert "没有变化" in seat.said
        await saved(seat)
        assert [each.title for each in seat.board.actions.values()].count("催样本") == 1


async def test_a_line_without_a_text_is_refused_and_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "@王敏 周五")
        await seat.press("enter")
        assert "缺少标题" in seat.said
        assert seat.entry.text == "@王敏 周五"


async def test_a_line_that_says_so_is_a_risk(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "风险:样机可能坏 @王敏 红 应对:备一台")
        assert "灯 红" in seat.said
        await seat.press("enter")
        await seat.settled()
        await seat.press("escape")
        assert seat.board.risks["K-04"].response == "备一台"


async def test_chinese_without_an_open_line_opens_one_and_loses_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.type("联系承运商改签运输合同")
        assert seat.entry.typing
        assert seat.entry.text == "联系承运商改签运输合同"


@pytest.mark.parametrize("key", ["enter", "full_stop", "question_mark", "r"])
async def test_chinese_over_a_record_a_menu_the_help_or_the_matrix_is_not_lost(
    file_url: str, key: str
) -> None:
    async with seated(file_url) as seat:
        await seat.press(key)
        await seat.until(lambda: seat.app.screen is not seat.screen, key)
        await seat.press(*"联系承运商")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        await seat.pilot.pause()
        assert seat.entry.text == "联系承运商"


async def test_enter_before_there_is_anything_to_read_it_against_waits_for_that(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await seat.press("a", *"一打开就回车的事", "enter", "enter")
        await seat.until(lambda: seat.entry.text == "", "saved once it could be read")
        await saved(seat)
        assert made(seat, "一打开就回车的事").title == "一打开就回车的事"


async def test_the_card_lies_over_the_board_and_moves_no_panel(file_url: str) -> None:
    for size in ((80, 24), (120, 36), (200, 50)):
        async with seated(file_url, size=size) as seat:
            regions = {panel.id: panel.region for panel in seat.screen.query("Panel")}
            await opened(seat)
            await put(seat, "联调 @ll +sl 11-10 #T-12 !! #B-08 @wm")
            card = seat.screen.query_one(CaptureCard)
            assert card.region.y == seat.entry.region.bottom
            assert card.region.width == size[0]
            assert {panel.id: panel.region for panel in seat.screen.query("Panel")} == regions
            if size == (80, 24):
                assert card.region.height <= 10
                assert "[1]进度" in seat.lines[card.region.bottom - 1], "the tabs stay in sight"


async def test_full_width_keys_do_what_their_narrow_twins_do(file_url: str) -> None:
    async with seated(file_url) as seat:
        for key, opens in (("／", "filter"), ("＃", "jump"), ("ａ", "action"), ("ｐ", "progress")):
            await seat.press(key)
            assert seat.entry.purpose is not None, key
            assert seat.entry.purpose.id == opens
            assert seat.entry.text == ""
            await seat.press("escape")
        await seat.press("２")
        assert seat.screen.current.id == "blockers"
        await seat.press("。")
        assert seat.app.screen is not seat.screen
        await seat.press("escape", "？")
        assert "帮助" in seat.text


async def test_text_that_looks_like_markup_is_text(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "[/] [P0]点[@click=app.quit]我[/] @王敏 10-18")
        await seat.press("enter", "enter")
        await saved(seat)
        await seat.press("4", "end")
        assert any("[/] [P0]点" in each.title for each in seat.board.actions.values())
        assert "[/]" in seat.text
