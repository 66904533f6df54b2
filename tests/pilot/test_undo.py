"""One's own last change is taken back, and given again, whatever kind it was."""

from __future__ import annotations

import re

from core.domain.batch import Batch
from core.domain.ids import RecordId
from core.domain.task import EditTask, SetProgress, SetStatus, TaskStatus
from tests.pilot.seat import Outsider, Seat, seated
from tests.pilot.test_editing import matrix
from tui.screens.undoing import Undoing


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


async def test_an_undo_pressed_at_once_takes_back_the_wish_before_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p", *"60", "enter", "u")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 20
        mine = await seat.outsider.of("T-08", by="张伟")
        assert [each.event.kind for each in mine] == ["task.undone", "task.progressed"]


async def test_a_change_is_undone_after_the_board_was_restarted(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p")
        await seat.enter("60")
    async with seated(file_url) as seat:
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


async def contested(seat: Seat) -> None:
    """I report 60 %, somebody else 70 %, and I press undo."""
    await seat.press("p")
    await seat.enter("60")
    await seat.outsider.perform(SetProgress(task=RecordId("T-08"), actual=70, reason="返工"))
    await seat.settled()
    await seat.press("u")
    await seat.until(lambda: isinstance(seat.app.screen, Undoing), "the three columns")
    await seat.pilot.pause()


async def test_what_somebody_else_changed_since_is_shown_in_three_columns(board_url: str) -> None:
    async with seated(board_url) as seat:
        await contested(seat)
        line = next(each for each in seat.lines if "T-08 实际" in each)
        before, mine, now = (line.index(each) for each in ("20%", "60%", "70% · 李雷 09:30"))
        assert before < mine < now
        assert seat.board.tasks["T-08"].actual == 70


async def test_escaping_the_three_columns_leaves_everything(file_url: str) -> None:
    async with seated(file_url) as seat:
        await contested(seat)
        revision = await seat.outsider.revision()
        await seat.press("escape")
        await seat.pilot.pause()
        assert "没有撤销" in seat.said
        assert await seat.outsider.revision() == revision


async def test_one_puts_the_old_value_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await contested(seat)
        await seat.press("1")
        await seat.settled()
        assert seat.board.tasks["T-08"].actual == 20
        assert "撤销了" in seat.said


async def test_two_leaves_it_and_takes_back_the_rest(file_url: str) -> None:
    async with seated(file_url) as seat:
        status = seat.board.tasks["T-08"].status
        await contested(seat)
        await seat.press("２")
        await seat.settled()
        assert (seat.board.tasks["T-08"].actual, seat.board.tasks["T-08"].status) == (70, status)


async def test_a_choice_made_too_late_is_told_and_changes_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await contested(seat)
        await seat.outsider.perform(SetProgress(task=RecordId("T-08"), actual=80, reason="返工"))
        await seat.press("1")
        await seat.settled()
        assert "李雷 刚改过" in seat.said
        assert seat.board.tasks["T-08"].actual == 80


async def test_several_fields_are_decided_one_after_another(file_url: str) -> None:
    async with seated(file_url) as seat:
        for text in ("甲", "乙"):
            by = seat.outsider if text == "乙" else Outsider(file_url, "张伟")
            wish = EditTask(task=RecordId("T-08"), title=text, deliverable=text)
            await by.perform(wish)
            if by is not seat.outsider:
                by.close()
        await seat.settled()
        await seat.press("u")
        await seat.until(lambda: isinstance(seat.app.screen, Undoing), "the three columns")
        await seat.press("2", "1")
        await seat.settled()
        task = seat.board.tasks["T-08"]
        assert task.title == "乙"
        assert task.deliverable != "乙"


async def test_a_batch_is_taken_back_by_one_key_that_says_how_many(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = {each.id: each.status for each in seat.board.tasks.values()}
        wishes = tuple(SetStatus(task=each, status=TaskStatus.BLOCKED) for each in list(before)[:4])
        mine = Outsider(file_url, "张伟")
        await mine.perform(Batch(commands=wishes))
        mine.close()
        await seat.settled()
        await seat.press("u")
        await seat.settled()
        assert {each.id: each.status for each in seat.board.tasks.values()} == before
        assert re.search("撤销了 [34] 处改动", seat.said)


async def test_with_nothing_done_there_is_nothing_to_undo(file_url: str) -> None:
    async with seated(file_url, actor="新来的") as seat:
        await seat.press("u")
        await seat.settled()
        assert "没有可以撤销的操作" in seat.said
