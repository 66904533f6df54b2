"""A record's history in words: by days, with what was taken back, and as far back as it goes."""

from __future__ import annotations

from textual.containers import VerticalScroll

from core.domain.batch import Batch
from core.domain.ids import RecordId
from core.domain.task import EditTask
from tests.pilot.seat import Outsider, Seat, seated
from tui.screens.detail import DetailScreen


async def history(seat: Seat) -> VerticalScroll:
    """Presses H on the board and waits for the log."""
    await seat.press("H")
    await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
    await seat.until(lambda: "历史" in seat.text, "its history")
    await seat.pilot.pause()
    return seat.app.screen.query_one(VerticalScroll)


async def test_the_history_is_read_by_days_and_tells_who_took_what_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p")
        await seat.enter("60")
        await seat.press("u")
        await seat.settled()
        await history(seat)
        text = seat.text
        assert "10-16 周三" in text
        assert "09:30  张伟 撤销了 T-08 的改动  实际 60%→20%" in text
        undone = next(
            each for each in seat.lines if "张伟 更新了 T-08 的进度  实际 20%→60%" in each
        )
        assert "已由 张伟 09:30 撤销" in undone


async def test_a_long_history_loads_on_at_its_end(file_url: str) -> None:
    async with seated(file_url) as seat:
        mine = Outsider(file_url, "张伟")
        task = RecordId("T-08")
        edits = tuple(EditTask(task=task, title=f"第{number}版") for number in range(205))
        await mine.perform(Batch(commands=edits))
        mine.close()
        await seat.settled()
        frame = await history(seat)
        first = frame.max_scroll_y
        for _ in range(12):
            await seat.press("pagedown")
            await seat.app.workers.wait_for_complete()
            await seat.pilot.pause()
        assert frame.max_scroll_y > first
        assert "新建了任务 T-08" in seat.text
        assert "PgDn" not in seat.text
