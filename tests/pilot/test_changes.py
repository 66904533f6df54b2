"""What changed since the last meeting, on the screen."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from core.domain.ids import RecordId
from core.domain.meeting import MeetingKind, Purpose
from core.domain.meeting_wishes import EndMeeting, Slot, StartMeeting
from core.domain.task import SetProgress
from tests.pilot.seat import Seat, seated
from tui.screens.changes import ChangesScreen
from tui.screens.detail import DetailScreen
from tui.screens.keys import KeysScreen
from tui.widgets.line_grid import LineGrid
from tui.words import LANGUAGES

AGENDA = (Slot(purpose=Purpose.TOPIC, title="各项", seconds=60),)
SIZES = ((80, 24), (120, 36), (200, 50))
FIRST = {"zh": "!黄 → ✗红", "en": "!amber → ✗red"}


def keys(seat: Seat) -> list[str]:
    """The lines of the screen by group and record."""
    return list(seat.app.screen.query_one(LineGrid)._keys)


async def opened(seat: Seat) -> None:
    """From the board to the changes, read."""
    await seat.press("D")
    await seat.until(lambda: isinstance(seat.app.screen, ChangesScreen), "the changes")
    await read(seat)


async def read(seat: Seat) -> None:
    """Waits until what is shown is what was asked for."""
    await seat.app.workers.wait_for_complete()
    await seat.pilot.pause()


async def meet(seat: Seat, kind: MeetingKind, progress: int) -> None:
    """A meeting in which somebody reports progress."""
    await seat.outsider.perform(StartMeeting(kind=kind, agenda=AGENDA))
    await seat.outsider.perform(SetProgress(task=RecordId("T-02"), actual=progress))
    meeting = (await seat.outsider.board()).meeting
    assert meeting is not None
    await seat.outsider.perform(EndMeeting(meeting=meeting.id, unread=True))
    await seat.settled()


async def test_it_tells_what_came_since_the_last_meeting(file_url: str) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        await opened(seat)

        assert "自 站会 10-15 09:45 至 现在" in seat.text
        assert keys(seat)[0] == "lights:T-05"
        assert "差 30 · 等待 T-04 demo" in seat.text
        assert "新增 · 超时 · 转绿色通道 · 升级到分管副总" in seat.text
        assert "45 → 60" in seat.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_fits_every_screen(file_url: str, language: str, size: tuple[int, int]) -> None:
    async with seated(file_url, language=language, size=size) as seat:
        await opened(seat)

        assert FIRST[language] in seat.text
        assert [cell_len(line) for line in seat.lines] == [size[0]] * size[1]


async def test_a_change_elsewhere_joins_at_once_and_goes_with_its_undo(board_url: str) -> None:
    async with seated(board_url) as seat:
        await meet(seat, MeetingKind.STANDUP, 62)
        await opened(seat)
        assert keys(seat) == []
        assert "没有变化" in seat.text

        await seat.outsider.perform(SetProgress(task=RecordId("T-02"), actual=64))
        await seat.until(lambda: keys(seat) == ["progress:T-02"], "the progress")
        assert "62 → 64" in seat.text
        await seat.outsider.perform(SetProgress(task=RecordId("T-02"), actual=62))
        await seat.until(lambda: keys(seat) == [], "nothing")


async def test_digits_compare_any_two_meetings(file_url: str) -> None:
    async with seated(file_url, size=(120, 36)) as seat:
        await meet(seat, MeetingKind.STANDUP, 61)
        await meet(seat, MeetingKind.WEEKLY, 63)
        await seat.outsider.perform(SetProgress(task=RecordId("T-02"), actual=65))
        await seat.settled()
        await opened(seat)
        assert "63 → 65" in seat.text

        await seat.press("2")
        await read(seat)
        assert "61 → 65" in seat.text
        await seat.press("tab", "1")
        await read(seat)
        assert "61 → 63" in seat.text
        assert "自 站会 09:30 至 周会 09:30" in seat.text
        await seat.press("0", "9")
        await read(seat)
        assert "61 → 65" in seat.text
        await seat.press("tab", "0")
        await read(seat)
        assert "45 → 65" in seat.text


async def test_in_a_meeting_it_tells_what_came_since_the_one_before(file_url: str) -> None:
    async with seated(file_url) as seat:
        await meet(seat, MeetingKind.WEEKLY, 61)
        await meet(seat, MeetingKind.STANDUP, 63)
        await seat.outsider.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=AGENDA))
        await seat.settled()
        await opened(seat)

        assert "61 → 63" in seat.text
        assert "自 周会 09:30 至 现在" in seat.text


async def test_enter_opens_the_record_and_escape_leads_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await seat.press("j", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        assert "T-08 新品物料合规审核" in seat.text
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, ChangesScreen), "the changes")
        await seat.press("question_mark")
        await seat.until(lambda: isinstance(seat.app.screen, KeysScreen), "the help")
        assert "帮助 · 变化" in seat.text
        await seat.press("escape", "D")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
