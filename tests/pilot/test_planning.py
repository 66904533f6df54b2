"""Planning a meeting by keys: times inside everybody's hours, a digit for one of them (R27)."""

from __future__ import annotations

from core.domain.meeting import Meeting, MeetingKind
from core.domain.people import AddPerson, EditDepartment, Function
from core.domain.policy import SetPolicy
from tests.pilot.seat import Seat, seated
from tui.screens.picker import Picker

HEAD = (Function.DEPT_HEAD,)


async def abroad(seat: Seat) -> None:
    """An office in London that every kickoff concerns."""
    outsider = seat.outsider
    await outsider.perform(AddPerson(name="Ann", dept="伦敦办", functions=HEAD), by="张伟")
    london = (await outsider.board()).departments["伦敦办"]
    zone = EditDepartment(department=london.id, timezone="Europe/London")
    await outsider.perform(zone, by="张伟")
    await seat.settled()


async def offered(seat: Seat, kind: str) -> None:
    """Opens the times for a kind of meeting from the menu of meetings."""
    await seat.press("m")
    await seat.until(lambda: "安排会议" in seat.text, "the menu")
    await seat.press("p")
    await seat.until(lambda: "安排哪种会议" in seat.text, "the kinds")
    await seat.press(kind)
    await seat.until(lambda: "另选时间" in seat.text, "the times")


def kickoffs(seat: Seat) -> list[Meeting]:
    return [each for each in seat.board.meetings.values() if each.kind is MeetingKind.KICKOFF]


async def test_a_digit_chooses_a_time_when_all_are_at_work(board_url: str) -> None:
    async with seated(board_url) as seat:
        await abroad(seat)
        await offered(seat, "4")
        assert "大家都在上班的时段" in seat.text
        assert "10-17 周四 16:00–17:00" in seat.text
        assert "伦敦办 09:00" in seat.text
        await seat.press("2")
        await seat.settled()

        (planned,) = kickoffs(seat)
        assert f"{planned.starts_at:%m-%d %H:%M}" == "10-18 08:00"


async def test_without_offices_elsewhere_no_other_clock_is_named(file_url: str) -> None:
    async with seated(file_url) as seat:
        await offered(seat, "4")
        assert "10-17 周四" in seat.text
        assert "伦敦" not in seat.text


async def test_another_time_is_typed_and_escape_leaves_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await offered(seat, "3")
        await seat.press("t")
        await seat.enter("下周三 14点")
        planned = [e for e in seat.board.meetings.values() if e.kind is MeetingKind.ISSUE]
        assert [f"{each.starts_at:%m-%d %H:%M}" for each in planned] == ["10-23 06:00"]
        await offered(seat, "4")
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, Picker), "the board")
        assert kickoffs(seat) == []


async def test_the_agenda_is_due_by_the_clock_of_the_project(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.outsider.perform(SetPolicy(clocks={"C02": "48h"}), by="张伟")
        await seat.settled()
        await offered(seat, "4")
        assert "10-18 周五" in seat.text
        await seat.press("t")
        await seat.enter("10-17 14:00")
        await seat.settled()
        await seat.press("m")
        await seat.until(lambda: "议程未发 不足48" in seat.text, "too late by the project's clock")


async def test_in_a_narrow_terminal_the_times_stay_whole(board_url: str) -> None:
    async with seated(board_url, size=(80, 24)) as seat:
        await abroad(seat)
        await offered(seat, "4")
        assert "10-17 周四 16:00–17:00" in seat.text
        assert "伦敦办 09:00" in seat.text


async def test_whoever_reads_the_board_elsewhere_sees_their_own_clock(board_url: str) -> None:
    async with seated(board_url, actor="Ann") as seat:
        await abroad(seat)
        await offered(seat, "4")
        assert "您那里 09:00" in seat.text
