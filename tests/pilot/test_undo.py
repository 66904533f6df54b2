"""One's own last change is taken back, and given again, whatever kind it was."""

from __future__ import annotations

from core.domain.ids import RecordId
from core.domain.task import SetProgress
from tests.pilot.seat import seated
from tests.pilot.test_editing import matrix


async def test_undo_and_redo_go_back_and_forth(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p")
        await seat.enter("60")
        await seat.press("u")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 20
        assert "撤销了" in seat.said
        await seat.press("ctrl+r")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 60


async def test_an_undo_pressed_at_once_takes_back_the_wish_before_it(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p", *"60", "enter", "u")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 20
        mine = await seat.outsider.of("T-08", by="张伟")
        assert [each.event.kind for each in mine] == ["task.undone", "task.progressed"]


async def test_a_change_is_undone_after_the_board_was_restarted(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p")
        await seat.enter("60")
    async with seated(board_url) as seat:
        assert seat.board.tasks["T-08"].actual == 60
        await seat.press("u")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 20


async def test_a_new_action_item_and_a_letter_are_undone(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = (set(seat.board.actions), dict(seat.board.raci["T-08"].cells))
        await seat.press("a")
        await seat.enter("甲 @王敏 10-18")
        await seat.press("escape")
        await matrix(seat)
        await seat.press("I")
        await seat.settled()
        assert seat.board.raci["T-08"].cells != before[1]
        for _ in range(2):
            await seat.press("u")
            await seat.settled()
        assert (set(seat.board.actions), dict(seat.board.raci["T-08"].cells)) == before


async def test_what_somebody_else_changed_since_is_not_undone(board_url: str) -> None:
    async with seated(board_url) as seat:
        await seat.press("p")
        await seat.enter("60")
        await seat.outsider.perform(SetProgress(task=RecordId("T-08"), actual=70))
        await seat.press("u")
        await seat.settled()
        assert "之后又改过" in seat.said
        assert seat.board.tasks["T-08"].actual == 70


async def test_with_nothing_done_there_is_nothing_to_undo(file_url: str) -> None:
    async with seated(file_url, actor="新来的") as seat:
        await seat.press("u")
        await seat.settled()
        assert "没有可以撤销的操作" in seat.said
