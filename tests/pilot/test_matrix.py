"""The RACI matrix from the keyboard: letters, columns, rows, findings; every answer at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len

from core.domain.ids import RecordId
from core.domain.raci import FillRaci, Letter
from tests.pilot.seat import Seat, seated
from tui.screens.matrix import MatrixScreen
from tui.screens.matrix_parts import Framed

ZHANG, WANG, ZHAO = "P-01", "P-02", "P-03"


@asynccontextmanager
async def matrix(
    url: str, *, size: tuple[int, int] = (120, 36), language: str = "zh"
) -> AsyncIterator[tuple[Seat, MatrixScreen]]:
    """The matrix of the sample project, open."""
    async with seated(url, size=size, language=language) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
        await seat.pilot.pause()
        screen = seat.app.screen
        assert isinstance(screen, MatrixScreen)
        yield seat, screen


def cells(seat: Seat, task: str) -> dict[str, str]:
    """A row as the board has it."""
    row = seat.board.raci.get(task)
    return dict(row.cells) if row is not None else {}


def framed(screen: MatrixScreen, name: str) -> str:
    """What a frame below the matrix says."""
    return str(screen.query_one(f"#{name}", Framed).content)


async def go(seat: Seat, screen: MatrixScreen, task: str, party: str) -> None:
    """Puts the cursor on a cell."""
    assert screen.grid.go_to(task, party)
    await seat.pilot.pause()


@pytest.mark.parametrize(
    ("key", "letter"),
    [*zip("RACI1234", "RACIRACI", strict=True), ("２", "A"), ("Ｒ", "R")],
)
async def test_one_key_fills_a_cell_full_width_too(file_url: str, key: str, letter: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-13", WANG)
        await seat.press(key)
        await seat.settled()
        assert cells(seat, "T-13") == {WANG: letter}


async def test_a_new_a_says_whom_it_replaced_and_u_brings_them_back(board_url: str) -> None:
    async with matrix(board_url) as (seat, screen):
        await go(seat, screen, "T-05", ZHANG)
        before = cells(seat, "T-05")
        await seat.press("2")
        await seat.settled()
        assert cells(seat, "T-05")[ZHANG] == "A"
        assert "T-05 的 A 已替换 郑洁→张伟  ·  u 撤销" in seat.said
        await seat.press("u")
        await seat.settled()
        assert cells(seat, "T-05") == before


async def test_the_verdict_follows_at_once(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        assert "未通过 3 处 提醒 1 处" in seat.text
        await go(seat, screen, "T-06", ZHANG)
        await seat.press("2")
        await seat.settled()
        assert "T-06 缺 A" not in framed(screen, "horizontal")
        assert "未通过 2 处 提醒 1 处" in seat.text


async def test_letters_may_be_typed_faster_than_the_board_follows(board_url: str) -> None:
    async with matrix(board_url) as (seat, screen):
        await go(seat, screen, "T-13", ZHANG)
        await seat.press("2", "right", "1", "right", "3", "right", "4")
        await seat.settled()
        assert list(cells(seat, "T-13").values()) == ["A", "R", "C", "I"]


async def test_a_row_that_somebody_else_wrote_meanwhile_is_not_overwritten(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-05", WANG)
        seat.app.hold()
        wish = FillRaci(task=RecordId("T-05"), party=WANG, letter=Letter.C)
        await seat.outsider.perform(wish)
        await seat.press("4")
        await seat.app.workers.wait_for_complete()
        await seat.until(lambda: "李雷" in seat.said, "who wrote")
        seat.app.let_go()
        await seat.settled()
        assert cells(seat, "T-05")[WANG] == "C"


async def test_a_letter_fills_the_column_of_all_marked_rows_as_one_change(board_url: str) -> None:
    async with matrix(board_url) as (seat, screen):
        await go(seat, screen, "T-04", ZHAO)
        before = [cells(seat, each) for each in ("T-04", "T-02", "T-09")]
        await seat.press("x", "x", "x")
        assert "已选 3 行" in seat.text
        await seat.press("A")
        await seat.settled()
        assert [cells(seat, each)[ZHAO] for each in ("T-04", "T-02", "T-09")] == ["A"] * 3
        assert "已填 3 行、其中 3 行换了 A" in seat.said
        await seat.press("u")
        await seat.settled()
        assert [cells(seat, each) for each in ("T-04", "T-02", "T-09")] == before
        assert "已撤销 3 行" in seat.said


async def test_y_copies_the_row_above(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-13", ZHANG)
        await seat.press("y")
        await seat.settled()
        assert cells(seat, "T-13") == cells(seat, "T-11")


async def test_a_row_with_two_a_is_not_copied(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-01", ZHANG)
        before = cells(seat, "T-01")
        await seat.press("y")
        await seat.settled()
        assert cells(seat, "T-01") == before
        assert "T-01 只能有一个 A,这里有 2 个" in seat.said


async def test_nothing_stands_above_the_first_row(file_url: str) -> None:
    async with matrix(file_url) as (seat, _):
        await seat.press("y")
        assert "上面没有行可抄" in seat.said


@pytest.mark.parametrize("key", ["v", "enter"])
async def test_columns_turn_to_departments_and_back(file_url: str, key: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-04", ZHAO)
        await seat.press(key)
        assert screen.grid.cursor_column == "研发部"
        assert "光标 T-04 × 研发部" in seat.text
        await seat.press(key)
        assert (screen.grid.cursor_key, screen.grid.cursor_column) == ("T-04", ZHAO)


async def test_a_department_may_have_a_letter_of_its_own(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-13", ZHAO)
        await seat.press("v", "1")
        await seat.settled()
        assert cells(seat, "T-13") == {"研发部": "R"}
        await seat.press("0")
        await seat.settled()
        assert cells(seat, "T-13") == {}


async def test_a_persons_letter_is_not_cleared_from_the_departments_column(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await go(seat, screen, "T-04", ZHAO)
        await seat.press("v", "0")
        assert "T-04 的 R 属于 赵倩" in seat.said
        await seat.settled()
        assert cells(seat, "T-04")[ZHAO] == "R"


async def test_a_click_on_the_heads_turns_the_columns(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await seat.pilot.click(screen.grid, offset=(40, 1))
        assert screen.axis == "departments"


async def test_n_goes_from_finding_to_finding_and_round(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        seen = []
        for _ in range(6):
            await seat.press("n")
            seen.append((screen.grid.cursor_key, screen.grid.cursor_column))
        assert [task for task, _ in seen] == ["T-06", "T-12", "T-13", "T-14", "T-04", "T-06"]
        assert seen[1] == ("T-12", "P-07")
        assert "1/5  T-06 缺 A:谁对结果负责?" in seat.said
        await seat.press("N")
        assert screen.grid.cursor_key == "T-04"
        await seat.press("tab")
        assert screen.grid.cursor_key == "T-06"


async def test_n_goes_on_after_a_finding_was_mended(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await seat.press("n", "2")
        await seat.settled()
        await seat.press("n")
        assert screen.grid.cursor_key == "T-12"


async def test_findings_and_loads_are_told_with_their_questions(file_url: str) -> None:
    async with matrix(file_url, size=(200, 50)) as (_, screen):
        across, down = framed(screen, "horizontal"), framed(screen, "vertical")
        for line in (
            "✗ T-06 缺 A:谁对结果负责?",
            "✗ T-12 有 2 个 A(张伟、郑洁):保留 1 个",
            "✗ T-13 空行:该任务无人负责",
            "! T-14 C 过多(4):是否都需咨询?",
        ):
            assert line in across
        for line in ("! 张伟 A×10:可否下放?(阈值 5)", "何军 无 A 无 R:T-13", "张伟 0/10/0/1"):
            assert line in down
        assert "A → 阻塞升级第一级" in framed(screen, "impact")
        assert "中文输入法下用 1=R 2=A 3=C 4=I 0=清空" in framed(screen, "notes")


async def test_a_narrow_screen_asks_the_question_of_the_cursors_row(file_url: str) -> None:
    async with matrix(file_url, size=(80, 24)) as (seat, screen):
        await go(seat, screen, "T-06", ZHANG)
        assert "T-06 缺 A:谁对结果负责?" in seat.said


async def test_columns_scroll_while_task_and_verdict_stay(file_url: str) -> None:
    async with matrix(file_url, size=(80, 24)) as (seat, _):
        assert "列 1-8/15 → 右移" in seat.text
        await seat.press(*["right"] * 9)
        assert "列 3-10/15 ← 左移 → 右移" in seat.text
        line = next(each for each in seat.lines if "T-06" in each and "光标" not in each)
        assert "销售话术与培训" in line
        assert "✗ 缺 A" in line


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_letters_stand_under_their_names(
    file_url: str, size: tuple[int, int], language: str
) -> None:
    async with matrix(file_url, size=size, language=language) as (seat, _):
        names = next(each for each in seat.lines if "王敏" in each)
        row = next(each for each in seat.lines if "功能demo交付" in each)
        for name, letter in (("张伟", "A"), ("王敏", "C"), ("赵倩", "R")):
            start = cell_len(names.split(name)[0])
            at = [start + offset for offset in range(4)]
            assert letter in "".join(cell_at(row, each) for each in at)


def cell_at(line: str, at: int) -> str:
    """The character that begins at a cell of a line."""
    used = 0
    for character in line:
        if used == at:
            return character
        used += cell_len(character)
    return ""


async def test_escape_takes_the_marks_away_first(file_url: str) -> None:
    async with matrix(file_url) as (seat, screen):
        await seat.press("x", "escape")
        assert isinstance(seat.app.screen, MatrixScreen)
        assert screen.grid.marks == frozenset()
        await seat.press("escape")
        assert len(seat.app.screen_stack) == 1


@pytest.mark.parametrize("key", ["r", "a", "c", "i"])
async def test_a_small_letter_fills_nothing_and_says_what_does(file_url: str, key: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
        before = await seat.outsider.revision()
        await seat.press(key)
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, MatrixScreen)
        assert f"大写 {key.upper()}" in seat.said
        assert await seat.outsider.revision() == before
