"""Records are changed from the keyboard: progress, status, owner, day, note, light, RACI."""

from __future__ import annotations

import pytest

from core.domain.ids import RecordId
from core.domain.task import LightLevel, SetProgress, TaskStatus
from tests.pilot.seat import Seat, seated
from tui.screens.matrix import MatrixScreen
from tui.screens.picker import Picker


async def matrix(seat: Seat) -> None:
    """Opens the RACI matrix."""
    await seat.press("r")
    await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
    await seat.pilot.pause()


async def on(seat: Seat, identity: str) -> None:
    """Puts the cursor on a record by its number."""
    await seat.press("number_sign", *identity, "enter")
    assert seat.grid.cursor_key == identity


async def test_one_digit_is_tens_and_a_report_behind_plan_asks_why(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p", "4", "enter")
        assert isinstance(seat.app.screen, Picker)
        assert "T-08 报 40%,落后于计划" in seat.text
        await seat.press("3")
        await seat.settled()
        task = seat.board.tasks["T-08"]
        assert (task.actual, task.delay_reason) == (40, "等他部门")
        assert not seat.entry.typing
        assert "张伟 更新了 T-08 的进度" in seat.said
        assert "20%→40%" in seat.said


async def test_the_reason_may_be_typed_with_the_report(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p")
        await seat.enter("4 5")
        assert seat.board.tasks["T-08"].delay_reason == "外部/不可抗力"
        await seat.press("p")
        await seat.enter("45 等法务回复")
        task = seat.board.tasks["T-08"]
        assert (task.actual, task.delay_reason) == (45, "等法务回复")


async def test_a_report_that_is_not_behind_asks_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await on(seat, "T-03")
        await seat.press("p")
        await seat.enter("8")
        assert seat.board.tasks["T-03"].actual == 80


async def test_escaping_the_question_leaves_the_typed_report(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p", "4", "enter", "escape")
        assert seat.entry.text == "4"
        assert seat.board.tasks["T-08"].actual == 20


async def test_a_line_that_is_refused_stays_as_it_was_typed(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p")
        await seat.enter("abc")
        assert "看不懂进度“abc”" in seat.said
        assert seat.entry.text == "abc"


async def test_who_wrote_in_between_is_named_and_the_line_stays(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p", *"60")
        wish = SetProgress(task=RecordId("T-08"), actual=30, reason="先报三成")
        await seat.outsider.perform(wish)
        await seat.settled()
        await seat.press("enter")
        await seat.settled()
        assert "李雷 刚改过这一条" in seat.said
        assert seat.entry.text == "60"
        assert seat.board.tasks["T-08"].actual == 30


async def test_the_status_is_picked_by_its_number(file_url: str) -> None:
    async with seated(file_url) as seat:
        await on(seat, "T-03")
        await seat.press("full_stop", "2", "3")
        await seat.settled()
        assert seat.board.tasks["T-03"].status is list(TaskStatus)[2]


async def test_the_owner_is_found_by_pinyin(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("full_stop", "3", *"zhengj")
        await seat.until(lambda: "张伟" not in _picked(seat), "郑洁 alone")
        await seat.press("enter")
        await seat.settled()
        assert seat.board.name_of(seat.board.tasks["T-08"].owner) == "郑洁"


async def test_the_likeliest_owner_has_the_first_number(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("full_stop", "3")
        assert "1  周芳" in seat.text
        await seat.press("2")
        await seat.settled()
        assert seat.board.name_of(seat.board.tasks["T-08"].owner) == "郑洁"


async def test_a_day_moves_with_its_reason(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("full_stop", "4")
        await seat.enter("10-25 等条款")
        assert f"{seat.board.tasks['T-08'].due}" == "2024-10-25"


async def test_a_light_set_by_hand_wants_a_reason(file_url: str) -> None:
    async with seated(file_url) as seat:
        await on(seat, "T-03")
        await seat.press("full_stop", "5", "1")
        await seat.enter("负责人请假")
        task = seat.board.tasks["T-03"]
        assert (task.light, task.light_reason) == (LightLevel.RED, "负责人请假")
        assert "✗红4" in seat.header


async def test_a_note_stands_in_the_opened_record(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("full_stop", "7")
        await seat.enter("已电话确认")
        await seat.press("enter")
        await seat.until(lambda: "已电话确认" in seat.text, "the note")


async def test_a_blocker_is_acknowledged_by_its_first_verb(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("2", "full_stop", "1")
        await seat.settled()
        blocker = seat.board.blockers["B-05"]
        assert blocker.responded_at is not None
        assert "张伟 受理了 B-05" in seat.said


async def test_an_opened_record_is_changed_as_on_the_board(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("enter", "p")
        await seat.enter("60")
        assert seat.board.tasks["T-08"].actual == 60
        assert "实际 60%" in seat.text


@pytest.mark.parametrize(("key", "letter"), [("A", "A"), ("2", "A"), ("R", "R"), ("3", "C")])
async def test_a_raci_cell_takes_a_letter_or_its_digit(
    file_url: str, key: str, letter: str
) -> None:
    async with seated(file_url) as seat:
        await on(seat, "T-13")
        await matrix(seat)
        await seat.press(key)
        await seat.settled()
        assert list(seat.board.raci["T-13"].cells.values()) == [letter]


async def test_a_new_a_takes_the_place_of_the_old_one_and_zero_clears(file_url: str) -> None:
    async with seated(file_url) as seat:
        await on(seat, "T-02")
        await matrix(seat)
        before = dict(seat.board.raci["T-02"].cells)
        await seat.press("right", "right", "A")
        await seat.settled()
        after = seat.board.raci["T-02"].cells
        assert list(before.values()).count("A") == list(after.values()).count("A") == 1
        assert [who for who, letter in after.items() if letter == "A"] != [
            who for who, letter in before.items() if letter == "A"
        ]
        await seat.press("0")
        await seat.settled()
        assert "A" not in seat.board.raci["T-02"].cells.values()
        assert "缺 A" in seat.text


def _picked(seat: Seat) -> str:
    return "\n".join(seat.lines[8:20])
