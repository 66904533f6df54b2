"""The agenda of a planned meeting: previewed, sent as shown, recalled within ten seconds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.ids import RecordId
from core.domain.meeting import MeetingKind, MeetingStatus, Purpose
from core.domain.meeting_wishes import HandOver, PlanMeeting, Slot
from tests.pilot.meeting_room import elsewhere
from tests.pilot.seat import Seat, seated
from tests.samples import NOW
from tui.screens.agenda import AgendaScreen
from tui.screens.picker import Picker

M = RecordId("M-03")
AT = datetime.fromisoformat(NOW) + timedelta(days=2)
PLAN = PlanMeeting(
    kind=MeetingKind.ISSUE,
    starts_at=AT,
    title="接口专题会",
    goal="定接口方案",
    agenda=(Slot(title="白名单", owner=RecordId("P-03"), seconds=600), Slot(title="口径")),
    invited=(RecordId("P-01"), RecordId("P-03")),
)


async def previewing(seat: Seat) -> None:
    """Opens the agenda from the menu of meetings."""
    await seat.press("m")
    await seat.until(lambda: "发议程" in seat.text, "the menu")
    await seat.press("a")
    await seat.until(lambda: isinstance(seat.app.screen, AgendaScreen), "the agenda")
    await seat.until(lambda: "会议议程" in seat.text, "its text")


async def test_the_menu_leads_to_the_agenda_and_enter_sends_what_is_shown(board_url: str) -> None:
    await elsewhere(board_url, "张伟", PLAN)
    async with seated(board_url) as seat:
        await previewing(seat)
        assert "白名单" in seat.text
        assert "! 1 个议题没有负责人" in seat.text
        assert "! 没有写地点或线上渠道" in seat.text
        await seat.press("enter")
        await seat.settled()
        meeting = seat.board.meetings[M]
        assert meeting.status is MeetingStatus.AGENDA_SENT
        (letter,) = [each for each in seat.board.messages.values() if each.subject == M]
        assert (letter.about, set(letter.to)) == ("agenda.sent", {"P-01", "P-03"})


async def test_within_ten_seconds_it_is_recalled(file_url: str) -> None:
    await elsewhere(file_url, "张伟", PLAN)
    async with seated(file_url) as seat:
        await previewing(seat)
        await seat.press("enter")
        await seat.settled()
        await seat.press("u")
        await seat.settled()
        assert seat.board.meetings[M].status is MeetingStatus.PLANNED
        assert seat.board.meetings[M].agenda_sent_at is None
        assert [each for each in seat.board.messages.values() if each.subject == M] == []


async def test_what_is_out_is_sent_again_only_when_asked_twice(file_url: str) -> None:
    await elsewhere(file_url, "张伟", PLAN)
    async with seated(file_url) as seat:
        await previewing(seat)
        await seat.press("enter")
        await seat.settled()
        await seat.press("enter")
        await seat.until(lambda: "再按一次 Enter 重发" in seat.text, "the question")
        assert (await seat.outsider.kinds()).count("meeting.agenda_sent") == 1
        await seat.press("enter")
        await seat.settled()
        letters = [each for each in seat.board.messages.values() if each.subject == M]
        assert len(letters) == 2


async def test_who_may_not_steer_the_meeting_is_told_so(file_url: str) -> None:
    await elsewhere(file_url, "张伟", PLAN, HandOver(meeting=M, facilitator=RecordId("P-01")))
    async with seated(file_url, actor="钱进") as seat:
        await previewing(seat)
        await seat.press("enter")
        await seat.settled()
        assert seat.board.meetings[M].status is MeetingStatus.PLANNED
        assert "✗" in seat.said
        assert "张伟" in seat.said


async def test_several_planned_meetings_are_listed_with_how_their_agenda_is(file_url: str) -> None:
    soon = PlanMeeting(
        kind=MeetingKind.WEEKLY,
        starts_at=AT - timedelta(days=1, hours=12),
        agenda=(Slot(purpose=Purpose.PROGRESS),),
    )
    await elsewhere(file_url, "张伟", PLAN, soon)
    async with seated(file_url) as seat:
        await seat.press("m")
        await seat.until(lambda: "议程未发 不足24h" in seat.text, "the state of its agenda")
        await seat.press("a")
        await seat.until(lambda: "发哪场会议的议程" in seat.text, "the list")
        assert isinstance(seat.app.screen, Picker)
        await seat.press("2")
        await seat.until(lambda: isinstance(seat.app.screen, AgendaScreen), "the agenda")
        await seat.until(lambda: "白名单" in seat.text, "the second one")


async def test_without_a_planned_meeting_the_palette_says_how_to_plan_one(file_url: str) -> None:
    async with seated(file_url) as seat:
        seat.app.action_agenda()
        await seat.until(lambda: "pengtou meet plan" in seat.text, "what to do")


async def test_who_joined_since_the_kickoff_was_planned_is_asked_by_one_key(file_url: str) -> None:
    kickoff = replace(PLAN, kind=MeetingKind.KICKOFF, title="")
    await elsewhere(file_url, "张伟", kickoff)
    async with seated(file_url) as seat:
        await previewing(seat)
        await seat.until(lambda: "人没请" in seat.text, "who is not asked")
        await seat.press("i")
        await seat.until(lambda: "请齐各部门" in seat.text, "the list")
        await seat.press("enter")
        await seat.settled()
        asked = {seat.board.name_of(each) for each in seat.board.meetings[M].attendance}
        assert {"王敏", "刘强", "周芳", "何军", "钱进"} <= asked
        await seat.until(lambda: "人没请" not in seat.text, "nobody is left out")


async def test_place_and_what_to_read_are_written_on_the_agenda(file_url: str) -> None:
    await elsewhere(file_url, "张伟", PLAN)
    async with seated(file_url) as seat:
        await previewing(seat)
        await seat.press("p")
        await seat.enter("3楼大会议室")
        await seat.settled()
        await seat.press("m")
        await seat.enter("接口清单 v2")
        await seat.settled()
        meeting = seat.board.meetings[M]
        assert (meeting.place, meeting.materials) == ("3楼大会议室", "接口清单 v2")
        await seat.until(lambda: "✓ 写了会前材料" in seat.text, "the check")
