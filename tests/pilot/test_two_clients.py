"""Two boards on one database: what one does, the other sees."""

from __future__ import annotations

from tests.pilot.seat import seated


async def test_a_change_on_one_board_is_on_the_other(board_url: str) -> None:
    async with seated(board_url) as one, seated(board_url, actor="王敏") as two:
        await two.press("down", "down")
        await one.press("p")
        await one.enter("60")
        await two.settled()
        assert two.board.tasks["T-08"].actual == 60
        assert "60/50" in two.text
        assert two.grid.cursor_key == "T-04"


async def test_the_header_names_who_is_there_and_who_leaves_is_gone(board_url: str) -> None:
    async with seated(board_url, size=(200, 50)) as one:
        async with seated(board_url, actor="王敏") as two:
            await two.until(lambda: "在线 2" in two.header, "two at the second board")
            both = ("在线 2 张伟 王敏", "在线 2 王敏 张伟")
            await one.until(lambda: any(each in one.header for each in both), "both names")
        await one.until(lambda: "在线 1 张伟" in one.header, "one again")


async def test_a_line_half_typed_survives_what_others_do(board_url: str) -> None:
    async with seated(board_url) as one, seated(board_url, actor="王敏") as two:
        await two.press("a", *"写到一半")
        await one.press("p")
        await one.enter("60")
        await two.settled()
        assert two.entry.text == "写到一半"
        assert two.entry.query_one("Input").has_focus
        assert "有 1 处新变化" in two.text
        await two.press("escape")
        assert two.board.tasks["T-08"].actual == 60
