"""Tab changes the piece that is marked; every row of the card can be reached; lines come back."""

from __future__ import annotations

from textual.events import Key

from core.domain.ids import RecordId
from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import made, opened, put, ready, saved


def marked(seat: Seat) -> str:
    """The row of the card at which `Tab 换` stands."""
    return next((row for row in seat.said.splitlines() if "Tab 换 " in f"{row} "), "")


async def test_tab_changes_what_is_open_not_what_the_caret_happens_to_stand_at(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "确认条款 @ll 下周三")
        assert "@ll" in marked(seat)
        seen = []
        for _ in range(4):
            row = marked(seat)
            assert row.lstrip("! ").startswith("@ll"), row
            assert "10-23" in seat.said, "the deadline stays"
            seen.append(row.partition("▸")[2].split()[0])
            await seat.press("tab")
        assert seen == ["林琳", "李雷", "留作正文", "林琳"]
        await seat.press("shift+tab", "shift+tab")
        assert "▸ 林琳" in marked(seat) or "▸ 留作正文" in marked(seat)


async def test_arrows_take_the_mark_along_with_the_caret(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "@ll 更新甘特 下周三")
        assert "@ll" in marked(seat)
        await seat.press("left")
        assert "下周三" in marked(seat)
        await seat.press("tab")
        assert "▸ 留作正文" in marked(seat)
        assert "@ll" not in marked(seat)


async def test_what_was_filled_in_is_reached_and_left_out(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await seat.type("催法务回复 周五")
        await seat.press("right")
        assert "选中行" in marked(seat)
        rows = []
        for _ in range(2):
            rows.append(marked(seat))
            await seat.press("tab")
            assert "▸ 不填" in marked(seat)
            await seat.press("pagedown")
        assert rows[0] != rows[1], "the owner and the link, one after the other"
        await seat.press("enter")
        if "再按一次" in seat.said:
            await seat.press("enter")
        await saved(seat)
        item = made(seat, "催法务回复")
        assert (item.owner, item.links) == (None, ())


async def test_every_mark_stands_where_tab_changes_something(file_url: str) -> None:
    async with seated(file_url) as seat:
        for text in (
            "王敏交清单",
            "把周五的数据发出 @sl",
            "去 #12 号会议室 @zq",
            "交 @没这人 周五",
        ):
            await opened(seat)
            await seat.press("ctrl+u")
            await put(seat, text)
            for _ in range(5):
                before = seat.said
                if "Tab 换" in before or "Tab 采用" in before:
                    await seat.press("tab")
                    assert seat.said != before, (text, before)
                await seat.press("pagedown")
            await seat.press("ctrl+u", "escape")


async def test_up_goes_back_through_the_lines_and_down_again(file_url: str) -> None:
    texts = ["第一行 @王敏", "第二行 @赵倩", "第三行 @孙磊"]
    async with seated(file_url) as seat:
        await opened(seat)
        for text in texts:
            await put(seat, text)
            await seat.press("enter")
            await ready(seat)
        for text in reversed(texts):
            await seat.press("up")
            assert seat.entry.text == text
        await seat.press("up")
        assert seat.entry.text == texts[0], "nothing lies before the first"
        await seat.press("down")
        assert seat.entry.text == texts[1]
        await seat.press("down", "down")
        assert seat.entry.text == ""
        await seat.settled()


async def test_a_line_of_before_that_is_changed_takes_its_old_place(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await opened(seat)
        for text in ("老的一行 @王敏", "新的一行 @王敏"):
            await put(seat, text)
            await seat.press("enter")
            await seat.until(lambda: "↑ 改它" in seat.said, "saved")
        await seat.press("up", "up")
        await seat.type(" 周五")
        await seat.press("enter")
        await seat.until(lambda: seat.entry.text == "", "saved")
        await saved(seat)
        assert made(seat, "老的一行").due is not None
        assert len(seat.board.actions) == before + 2


async def test_what_oneself_saves_is_no_news_and_is_seen(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        for number in range(3):
            await put(seat, f"第{number}件 @王敏")
            await seat.press("enter")
            await seat.until(lambda: "↑ 改它" in seat.said, "saved")
        await seat.until(lambda: seat.revision > 0 and "新变化" not in seat.text, "no news")
        for number in range(3):
            assert f"第{number}件 · 王敏" in seat.said


async def test_one_each_is_one_change(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = set(seat.board.actions)
        everyone = len(seat.board.people)
        await opened(seat)
        await put(seat, "@all 更新周报")
        await seat.press("tab", "enter", "y")
        await seat.until(lambda: f"记下了 {everyone} 条" in seat.said, "how many")
        await saved(seat)
        await seat.press("u")
        await seat.settled()
        assert set(seat.board.actions) == before


async def test_undo_says_what_it_took_back_and_how_to_have_it_again(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "交物料样本 @王敏 下周三")
        await seat.press("enter")
        await seat.until(lambda: "✓ A-24 交物料样本 · 王敏 · 10-23 周三 18:00" in seat.said, "told")
        await saved(seat)
        await seat.press("u")
        await seat.settled()
        await seat.until(lambda: "撤销:记下行动项 A-24 交物料样本" in seat.said, "what")
        assert "Ctrl+R 恢复" in seat.said
        assert RecordId("A-24") not in seat.board.actions


async def test_f1_shows_the_keys_of_the_line_and_leaves_it_open(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "写到一半")
        await seat.press("f1")
        assert "帮助 · 记录行" in seat.text
        assert "PgDn" in seat.text
        await seat.press("escape")
        await seat.type("接着写")
        assert seat.entry.text == "写到一半接着写"


async def test_an_at_sign_opens_the_line_and_a_wide_blank_freezes(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("　")
        assert "已冻结" in seat.header
        await seat.press("　")
        await seat.press(*"@wm")
        assert seat.entry.text == "@wm"


async def test_the_readings_are_there_when_the_first_line_opens(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.until(lambda: seat.screen._ground is not None, "warm")
        seat.app.post_message(Key("a", "a"))
        await seat.until(lambda: seat.entry.typing, "open")
        assert seat.screen.line is not None, "no thread has to be waited for"
