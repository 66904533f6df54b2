"""A sheet pasted into the matrix: shown first, written as one change, never in part."""

from __future__ import annotations

from textual.events import Paste

from core.domain.ids import RecordId
from core.domain.raci import FillRaci, Letter
from tests.pilot.seat import Seat
from tests.pilot.test_matrix import cells, matrix
from tui.screens.matrix_sheet import SheetPreview

SHEET = (
    "任务\t张伟\t赵倩\t张玮\n销售话术与培训\tA\tC\tR\nT-13\tA\tR\t\n华东试销\tA\t\t\nT-12\tA\tA\t\n"
)


async def paste(seat: Seat, text: str = SHEET) -> None:
    """A text in one piece, as a terminal pastes it."""
    seat.app.screen.post_message(Paste(text))
    await seat.until(lambda: isinstance(seat.app.screen, SheetPreview), "the preview")
    await seat.pilot.pause()


async def test_a_pasted_sheet_is_shown_with_what_it_changes_and_what_is_unknown(
    file_url: str,
) -> None:
    async with matrix(file_url) as (seat, _):
        before = cells(seat, "T-13")
        await paste(seat)
        for told in (
            "粘贴的表格 4 行:改 2 行 4 格 · 未认出 3 处",
            "张伟 I→A",
            "不认识“张玮”,最接近 张伟",
            "没有任务“华东试销”,最接近 T-13 华东区试销执行",
            "有两个 A(张伟/赵倩):本行不写",
        ):
            assert told in seat.text
        await seat.press("escape")
        assert "已放弃,什么也没写" in seat.said
        assert cells(seat, "T-13") == before


async def test_y_writes_it_and_one_u_takes_it_back(board_url: str) -> None:
    async with matrix(board_url) as (seat, _):
        before = [cells(seat, each) for each in ("T-06", "T-13")]
        await paste(seat)
        await seat.press("y")
        await seat.settled()
        assert cells(seat, "T-13") == {"P-01": "A", "P-03": "R"}
        assert cells(seat, "T-06")["P-01"] == "A"
        assert "已填 2 行" in seat.said
        await seat.press("u")
        await seat.settled()
        assert [cells(seat, each) for each in ("T-06", "T-13")] == before


async def test_x_leaves_a_row_out(file_url: str) -> None:
    async with matrix(file_url) as (seat, _):
        before = cells(seat, "T-06")
        await paste(seat)
        await seat.press("x", "enter")
        await seat.settled()
        assert cells(seat, "T-06") == before
        assert cells(seat, "T-13") == {"P-01": "A", "P-03": "R"}


async def test_a_row_written_meanwhile_brings_the_sheet_back_to_be_looked_at(file_url: str) -> None:
    async with matrix(file_url) as (seat, _):
        await paste(seat)
        wish = FillRaci(task=RecordId("T-06"), party="P-02", letter=Letter.I)
        await seat.outsider.perform(wish)
        preview = seat.app.screen
        await seat.press("y")
        await seat.until(
            lambda: isinstance(seat.app.screen, SheetPreview) and seat.app.screen is not preview,
            "the preview again",
        )
        assert cells(seat, "T-13") == {}
        await seat.press("y")
        await seat.settled()
        assert cells(seat, "T-06")["P-02"] == "I"
        assert cells(seat, "T-13") == {"P-01": "A", "P-03": "R"}


async def test_what_is_no_sheet_says_what_one_looks_like(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        screen.post_message(Paste("随便一句"))
        await seat.until(lambda: "粘贴的不是表格" in seat.said, "the answer")


async def test_a_sheet_of_strangers_names_the_nearest(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        screen.post_message(Paste("任务\t张玮\n调研\tA"))
        await seat.until(lambda: "首行里没有认得的人或部门" in seat.said, "the answer")
        assert "最接近 张伟" in seat.said
