"""Action items and risks at the board: claimed, handed in, turned, seen in the header."""

from __future__ import annotations

from core.domain.action import ActionStatus, AddAction, CarryOver
from core.domain.ids import RecordId
from core.domain.risk import EditRisk, RiskStatus
from core.domain.task import LightLevel
from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.picker import Picker


def keys(seat: Seat) -> list[str]:
    """What the list shows."""
    return list(seat.grid._keys)


async def menu_on(seat: Seat, identity: str) -> None:
    """The menu of an action item is open."""
    await seat.press("4")
    seat.grid.go_to(identity)
    await seat.press(".")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the menu")


async def test_the_unclaimed_are_counted_shown_alone_and_claimed(file_url: str) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        await seat.outsider.perform(AddAction(title="订会议室"))
        await seat.until(lambda: "A-24" in seat.board.actions, "the new item")
        assert "待认领1" in seat.text
        await seat.press("U")
        await seat.settled()
        assert keys(seat) == ["A-24"]
        assert "只看待认领 1 条" in seat.said
        await seat.press(".", "0")
        await seat.settled()
        assert seat.board.actions["A-24"].owner == "P-01"
        assert keys(seat) == []
        await seat.press("escape")
        assert "A-19" in keys(seat)


async def test_the_key_for_the_unclaimed_says_when_there_are_none(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("U")
        assert "没有待认领的行动项" in seat.said


async def test_a_menu_greys_what_would_be_refused_and_says_why(file_url: str) -> None:
    async with seated(file_url) as seat:
        await menu_on(seat, "A-22")
        told = seat.text
        assert "标记完成" in told
        assert "还没有提交" in told
        await seat.press("5")
        await seat.settled()
        assert "还没有提交:先由负责人提交成果" in seat.said
        assert seat.board.actions["A-22"].status is ActionStatus.OPEN


async def test_what_was_handed_in_is_finished_with_two_keys(file_url: str) -> None:
    async with seated(file_url) as seat:
        await menu_on(seat, "A-18")
        await seat.press("5")
        await seat.settled()
        assert seat.board.actions["A-18"].status is ActionStatus.DONE


async def test_what_is_done_is_opened_again_with_a_reason(file_url: str) -> None:
    async with seated(file_url) as seat:
        await menu_on(seat, "A-17")
        await seat.press("r")
        await seat.enter("科目又变了")
        item = seat.board.actions["A-17"]
        assert (item.status, item.remark) == (ActionStatus.OPEN, "科目又变了")


async def test_what_is_stuck_says_so_and_becomes_a_blocker(file_url: str) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        await seat.outsider.perform(CarryOver(actions=(RecordId("A-19"),)))
        await seat.until(lambda: seat.board.actions["A-19"].carried == 2, "carried over")
        assert "结转2次 · 建议转阻塞" in seat.text
        await menu_on(seat, "A-19")
        await seat.press("9")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        assert "结转2次 · 建议转阻塞" in seat.text
        await seat.press("escape", ".", "b")
        await seat.settled()
        assert seat.board.blockers["B-11"].title == "补充“购买偏好”客户数据"
        await seat.press("u")
        await seat.settled()
        assert "B-11" not in seat.board.blockers


async def test_red_risks_stand_in_the_header_until_they_are_not_red(file_url: str) -> None:
    async with seated(file_url) as seat:
        assert "险✗1" in seat.header
        await seat.outsider.perform(EditRisk(risk=RecordId("K-01"), light=LightLevel.AMBER))
        await seat.until(lambda: "险✗" not in seat.header, "the calm header")


async def test_the_palette_lists_the_open_risks_by_light(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press(":")
        await seat.type("fengxian")
        await seat.press("enter")
        await seat.until(lambda: "跟踪中的风险" in seat.text, "the list")
        places = [seat.text.index(each) for each in ("✗红 K-01", "!黄 K-02", "✓绿 K-03")]
        assert places == sorted(places)
        await seat.press("1")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the risk")
        assert "备用工程师" in seat.text


async def test_a_risk_is_reached_by_its_number(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("#")
        await seat.type("k-02")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the risk")
        assert "KOL 档期与双十一冲突" in seat.text


async def test_a_risk_that_came_true_is_a_blocker_on_every_screen(file_url: str) -> None:
    async with seated(file_url) as seat:
        seat.app.action_record("K-01")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the risk")
        await seat.press(".", "9", "y")
        await seat.until(lambda: "B-11" in seat.board.blockers, "the blocker")
        assert seat.board.blockers["B-11"].risk == "K-01"
        assert seat.board.risks["K-01"].status is RiskStatus.TURNED
        assert "险✗" not in seat.header


async def test_f2_goes_round_to_a_risk(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("f2", "f2", "f2", "f2")
        await seat.type("服务器到期 @王敏 !!")
        await seat.until(lambda: "灯" in seat.said, "the reading")
        await seat.press("enter")
        await seat.settled()
        await seat.press("escape")
        risk = seat.board.risks["K-04"]
        assert (risk.title, risk.light) == ("服务器到期", LightLevel.RED)
        assert "险✗2" in seat.header


async def test_a_narrow_header_in_english_has_room_for_it(file_url: str) -> None:
    async with seated(file_url, language="en", size=(80, 24)) as seat:
        assert "risk✗1" in seat.header
