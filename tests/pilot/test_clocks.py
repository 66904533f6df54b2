"""A blocker's record tells how both of its clocks are counted."""

from __future__ import annotations

from datetime import datetime

from core.domain.blocker import SnoozeBlocker
from core.domain.ids import RecordId
from tests.pilot.seat import Outsider, Seat, seated
from tests.samples import NOW
from tui.screens.detail import DetailScreen

RESPONSE = "响应 2h · 自然小时, 自 07:54 · 到 09:54"
SOLUTION = "方案 24h · 自然小时, 自 07:54 · 到 10-17 07:54"


async def opened(seat: Seat) -> None:
    """The second blocker of the sample, B-08, in full."""
    await seat.press("2", "down", "enter")
    await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
    await seat.until(lambda: "B-08" in seat.text, "B-08")


async def test_a_record_shows_both_clocks_and_no_bare_deadline(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await seat.until(lambda: RESPONSE in seat.text and SOLUTION in seat.text, "both clocks")
        assert "响应时限" not in seat.text


async def test_a_snooze_by_somebody_else_is_seen_in_the_record_at_once(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        other = Outsider(file_url, "张伟")
        until = NOW.replace("09:30", "11:30")
        await other.perform(
            SnoozeBlocker(
                blocker=RecordId("B-08"), until=datetime.fromisoformat(until), reason="等回复"
            )
        )
        other.close()
        await seat.until(lambda: "暂停中, 到 11:30 · 到 10-17 09:54" in seat.text, "the pause")
