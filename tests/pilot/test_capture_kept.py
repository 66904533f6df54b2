"""What is typed on the board outlives the line, the database and the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import make_url

from core.domain.ids import RecordId
from core.domain.task import SetProgress
from core.places import state_folder
from tests.backends import on_postgres
from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import made, opened, put, ready, saved
from tests.pilot.test_database_away import close_the_door, open_the_door
from tests.postgres import Postgres
from tui.widgets.line_grid import LineGrid


def files() -> list[Path]:
    """What is kept in the state folder."""
    return sorted((state_folder() / "drafts").glob("*.json"))


@contextmanager
def locked(url: str) -> Iterator[None]:
    """While somebody else writes, and does not end."""
    with closing(connect(make_url(url).database or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_the_board_keeps_still_while_the_line_is_open_and_counts(board_url: str) -> None:
    async with seated(board_url) as seat:
        await opened(seat)
        assert "看板已冻结" in seat.text
        wish = SetProgress(task=RecordId("T-08"), actual=90, reason="先报")
        await seat.outsider.perform(wish)
        await seat.until(lambda: "已冻结 · 有 1 处新变化" in seat.text, "the count")
        assert seat.board.tasks["T-08"].actual == 20
        await seat.press("escape")
        assert seat.board.tasks["T-08"].actual == 90
        assert "冻结" not in seat.header


async def test_a_board_that_was_frozen_stays_so_when_the_line_closes(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("space")
        await opened(seat)
        await seat.press("escape")
        assert "已冻结" in seat.header


async def test_escape_puts_a_line_aside_and_the_key_brings_it_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "催样本 @wm 周五")
        await seat.press("left", "left", "left", "tab", "escape")
        assert not seat.entry.typing
        assert "再按 a 接着写" in seat.said
        await opened(seat)
        assert seat.entry.text == "催样本 @wm 周五"
        assert "负责人 吴萌" in seat.said, "with what was chosen"


async def test_a_line_begun_in_between_does_not_drive_the_other_one_out(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "先放着的一行")
        await seat.press("escape", "新")
        await ready(seat)
        assert "另有没写完的 1 行" in seat.text
        await put(seat, "来的一件事")
        await seat.press("enter", "enter")
        await seat.settled()
        assert made(seat, "新来的一件事").title == "新来的一件事"
        await opened(seat)
        assert seat.entry.text == "先放着的一行"


async def test_the_line_that_stood_open_at_the_end_opens_at_the_next_start(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat, "b")
        await put(seat, "样机坏了 @wm")
    assert [each.stat().st_mode & 0o777 for each in files()] == [0o600]
    async with seated(file_url) as seat:
        await seat.until(lambda: seat.entry.text == "样机坏了 @wm", "the line again")
        assert seat.entry.purpose is not None
        assert seat.entry.purpose.id == "blocker"
        await ready(seat)
        await seat.press("enter", "enter", "enter")
        await seat.settled()
        assert any(each.title == "样机坏了" for each in seat.board.blockers.values())
    assert files() == []


async def test_a_line_that_waits_for_the_database_is_free_for_the_next_one(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "等库的一件事")
        with locked(file_url):
            await seat.press("enter")
            await seat.until(lambda: "待发 1" in seat.header, "it waits")
            assert "已留存" in seat.said
            assert seat.entry.text == ""
            assert "等库的一件事" in files()[0].read_text(encoding="utf-8")
        await seat.until(lambda: "待发" not in seat.header, "sent")
        await saved(seat)
        assert [each.title for each in seat.board.actions.values()].count("等库的一件事") == 1
        await seat.until(lambda: files() == [], "nothing is left on file")


async def test_a_wish_left_behind_by_a_killed_board_is_sent_once_by_the_next(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "断电前的一件事")
        with locked(file_url):
            await seat.press("enter")
            await seat.until(lambda: "待发 1" in seat.header, "it waits")
            seat.app.drafts.flush()
            left, name = files()[0].read_bytes(), files()[0].name
        await saved(seat)
    (state_folder() / "drafts" / name).write_bytes(left)
    assert json.loads(left)["wishes"][0]["line"]["text"] == "断电前的一件事"
    await carried_out_once(file_url, "断电前的一件事")


async def carried_out_once(url: str, title: str) -> None:
    async with seated(url) as seat:
        await seat.until(lambda: files() == [], "the answer")
        await seat.settled()
        assert [each.title for each in seat.board.actions.values()].count(title) == 1


@on_postgres
async def test_with_the_server_gone_lines_wait_and_are_saved_when_it_is_back(
    board_url: str, postgres: Postgres
) -> None:
    async with seated(board_url) as seat:
        await opened(seat)
        await close_the_door(postgres, board_url)
        await seat.until(lambda: "连接不上" in seat.header, "lost")
        for text in ("断网第一件", "断网第二件"):
            await put(seat, text)
            await seat.press("enter")
            await seat.until(lambda: seat.entry.text == "", "free for the next one")
        await seat.until(lambda: "待发 2" in seat.header, "both wait")
        await seat.until(lambda: len(files()) == 1, "on file")
        await open_the_door(postgres, board_url)
        await seat.until(lambda: "待发" not in seat.header, "sent")
        await saved(seat)
        titles = [each.title for each in seat.board.actions.values()]
        assert [titles.count(each) for each in ("断网第一件", "断网第二件")] == [1, 1]


async def test_a_line_that_is_refused_comes_back_as_it_was_typed(file_url: str) -> None:
    async with seated(file_url, actor="旁观") as seat:
        await add_viewer(seat)
        await opened(seat)
        await put(seat, "看客写的 @wm")
        await seat.press("tab", "enter")
        await seat.until(lambda: "✗" in seat.said, "the refusal")
        assert seat.entry.text == "看客写的 @wm"
        assert "负责人 吴萌" in seat.said


async def add_viewer(seat: Seat) -> None:
    """Makes whoever sits here somebody who may only look."""
    from core.domain.people import AddPerson, Role

    await seat.outsider.perform(AddPerson(name="旁观", dept="市场部", role=Role.VIEWER))
    await seat.settled()


async def test_several_pasted_lines_are_a_list_to_confirm(file_url: str) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await put(seat, "甲事 @王敏 周五\n\n乙事 @ll\n阻塞:丙事 #T-04 @赵倩\n")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the list")
        for told in ("粘贴的 3 行 · 将存 3 条", "甲事", "王敏", "10-18 周五 18:00", "阻塞"):
            assert told in seat.text
        await seat.press("down", "x")
        assert "将存 2 条" in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        await saved(seat)
        assert made(seat, "甲事").title == "甲事"
        assert any(each.title == "丙事" for each in seat.board.blockers.values())
        assert len(seat.board.actions) == before + 1


async def listed(seat: Seat, text: str) -> None:
    """Pastes lines and waits for their list."""
    await put(seat, text)
    await seat.until(lambda: seat.app.screen is not seat.screen, "the list")
    await seat.pilot.pause()


async def test_enter_stops_at_each_open_line_and_one_key_takes_all_back(file_url: str) -> None:
    text = "1. 甲事 @王敏 周五\n2、乙事 @ll\n- 阻塞：丙事 #T-04 @赵倩\n• 丁事 @ll\n① 戊事 @王敏"
    async with seated(file_url) as seat:
        before = (set(seat.board.actions), set(seat.board.blockers))
        await listed(seat, text)
        await seat.press("enter")
        assert seat.app.screen.query_one(LineGrid).cursor_key == "2"
        assert "不止一人" in seat.text
        await seat.press("tab", "enter")
        assert seat.app.screen.query_one(LineGrid).cursor_key == "4"
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        await seat.until(lambda: "记下了 5 条" in seat.said, "how many")
        await saved(seat)
        assert seat.board.name_of(made(seat, "乙事").owner) == "李雷", "as Tab chose"
        assert made(seat, "戊事").title == "戊事", "without its mark"
        assert any(each.title == "丙事" for each in seat.board.blockers.values())
        await seat.press("u")
        await seat.settled()
        assert (set(seat.board.actions), set(seat.board.blockers)) == before


async def test_y_accepts_all_that_is_open(file_url: str) -> None:
    async with seated(file_url) as seat:
        await listed(seat, "甲事 @ll\n乙事 @ll")
        await seat.press("y")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        await seat.until(lambda: "记下了 2 条" in seat.said, "how many")
        await saved(seat)


async def test_headings_are_left_out_unless_asked_for(file_url: str) -> None:
    async with seated(file_url) as seat:
        await listed(seat, "会议纪要 10月16日\n## 待办\n一、甲事 @王敏\n市场部：\n乙事 @王敏")
        assert "粘贴的 5 行 · 将存 2 条" in seat.text
        await seat.press("4")
        assert "将存 3 条" in seat.text


async def test_a_paste_over_the_list_is_added_to_it_and_a_list_can_be_thrown_away(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        before = len(seat.board.actions)
        await listed(seat, "甲事 @王敏\n乙事 @王敏")
        await put(seat, "丙事 @王敏")
        assert "粘贴的 3 行 · 将存 3 条" in seat.text
        await seat.press("escape")
        assert any("丙事" in each.text for each in seat.app.drafts.aside), "put aside with it"
        await seat.press("escape", "a")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the list again")
        await seat.pilot.pause()
        await seat.press("d", "n")
        assert "将存 3 条" in seat.text
        await seat.press("d", "y")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        assert "清单丢掉了" in seat.said
        await saved(seat)
        assert seat.app.drafts.shelved == 0
        assert len(seat.board.actions) == before


async def test_owner_day_and_link_are_whole_at_120_columns(file_url: str) -> None:
    async with seated(file_url) as seat:
        long = "把所有渠道的物料清单逐项核对一遍并且把差异写成一页说明发给每个部门的负责人确认"
        await listed(seat, f"{long} @赵倩 周五 #T-12\n{long} @王敏 下周三 #T-12")
        row = next(each for each in seat.lines if "王敏" in each and "10-23" in each)
        assert "10-23 周三 18:00" in row
        assert "T-12" in row


async def test_a_digit_leaves_a_pasted_line_out_as_well(file_url: str) -> None:
    async with seated(file_url) as seat:
        await put(seat, "甲事 @王敏\n乙事 @王敏")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the list")
        await seat.press("２")
        assert "将存 1 条" in seat.text
        await seat.press("2")
        assert "将存 2 条" in seat.text


async def test_leaving_the_list_loses_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await opened(seat)
        await put(seat, "写了一半")
        await put(seat, "甲事 @王敏\n乙事 @王敏")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the list")
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the line")
        assert seat.entry.text == "写了一半"
        assert "清单先收着" in seat.said
    async with seated(file_url) as seat:
        await seat.until(lambda: seat.entry.text == "写了一半", "the line again")
        await ready(seat)
        await seat.press("ctrl+u", "enter")
        await seat.press("a")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the list again")
        assert "写了一半甲事" in seat.text
        assert "乙事" in seat.text


@pytest.mark.parametrize("said", ["切换语言", "qhyy", "qiehuanyuyan", "language"])
async def test_the_palette_finds_an_action_by_either_language_and_pinyin(
    file_url: str, said: str
) -> None:
    async with seated(file_url) as seat:
        await seat.press("：" if said == "language" else "colon")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the palette")
        await put(seat, said)
        await seat.press("enter")
        await seat.until(lambda: "online" in seat.header, "the other language")


async def test_the_palette_opens_over_the_matrix_and_a_record_too(file_url: str) -> None:
    for key in ("r", "enter"):
        async with seated(file_url) as seat:
            await seat.press(key)
            await seat.until(lambda: len(seat.app.screen_stack) == 2, key)
            await seat.press("ctrl+p")
            await seat.until(lambda: len(seat.app.screen_stack) == 3, "the palette")
            await put(seat, "bz")
            await seat.press("enter")
            await seat.until(lambda: "帮助 ·" in seat.text, "the help of that screen")
