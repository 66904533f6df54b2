"""New records from one line, with an input method or without."""

from __future__ import annotations

from tests.pilot.seat import seated


async def test_an_action_item_with_its_owner_day_and_task(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("a")
        await seat.type("补两家样本 @王敏 10-18 #T-02")
        assert "王敏" in seat.said
        await seat.press("enter")
        await seat.settled()
        made = next(each for each in seat.board.actions.values() if each.title == "补两家样本")
        assert seat.board.name_of(made.owner) == "王敏"
        assert made.links == ("T-02",)
        assert f"{made.due:%m-%d}" == "10-18"
        assert seat.entry.typing, "the line waits for the next one"
        assert seat.entry.text == ""


async def test_a_blocker_and_a_decision_have_keys_of_their_own(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("b")
        await seat.enter("样机损坏 @赵倩 #T-04")
        assert any(each.title == "样机损坏" for each in seat.board.blockers.values())
        await seat.press("escape", "d")
        await seat.enter("推迟一周上线 @张伟")
        assert "decision.recorded" in await seat.outsider.kinds()


async def test_a_doubtful_line_is_saved_at_the_second_enter(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await seat.press("a")
        await seat.enter("没有负责人的事")
        assert "再按一次 Enter" in seat.said
        assert len(seat.board.actions) == before
        await seat.press("enter")
        await seat.settled()
        assert len(seat.board.actions) == before + 1


async def test_chinese_without_an_open_line_opens_one_and_loses_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.type("联系承运商改签运输合同")
        assert seat.entry.typing
        assert seat.entry.text == "联系承运商改签运输合同"


async def test_f2_goes_round_the_kinds_and_keeps_what_was_typed(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("f2", *"样机坏了", "f2")
        assert seat.entry.purpose is not None
        assert (seat.entry.purpose.id, seat.entry.text) == ("blocker", "样机坏了")


async def test_the_last_line_comes_back_with_the_up_key(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("a")
        await seat.enter("甲 @王敏 10-18")
        await seat.press("up")
        assert seat.entry.text == "甲 @王敏 10-18"


async def test_an_empty_line_is_closed_by_enter(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("a", "enter")
        assert not seat.entry.typing


async def test_full_width_keys_do_what_their_narrow_twins_do(file_url: str) -> None:
    async with seated(file_url) as seat:
        for key, opened in (("／", "filter"), ("＃", "jump"), ("ａ", "action"), ("ｐ", "progress")):
            await seat.press(key)
            assert seat.entry.purpose is not None, key
            assert seat.entry.purpose.id == opened
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
        await seat.press("a")
        await seat.enter("[/] [P0]点[@click=app.quit]我[/] @王敏 10-18")
        await seat.press("enter")
        await seat.settled()
        await seat.press("escape", "4", "end")
        assert any("[/] [P0]点" in each.title for each in seat.board.actions.values())
        assert "[/]" in seat.text
