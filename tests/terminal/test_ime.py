"""What an input method does to the real board in a real terminal (keys.md 3.6)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.samples import sample_database
from tests.terminal.boards import SETTINGS, board, lasting, pengtou, ready
from tests.terminal.pty_screen import PtyScreen

COMMIT = "联系承运商改签运"
FROZEN = "已冻结 · 有 0 处新变化"


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project."""
    with sample_database(request, "sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def screen(url: str) -> Iterator[PtyScreen]:
    """The board, ready for keys."""
    with board(url) as found:
        yield ready(found)


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PtyScreen]:
    """A board for all tests that look at what keys open and save nothing."""
    folder = tmp_path_factory.mktemp("standing")
    with sample_database(request, "sqlite", folder) as found, lasting(found, folder) as screen:
        yield screen


@pytest.fixture
def shared(standing: PtyScreen) -> Iterator[PtyScreen]:
    """It, as it was at the start: afterwards what was typed is gone, what was opened closed."""
    before = standing.text()
    assert "或直接打中文" in before
    yield standing
    if "›" in standing.text():
        standing.press("ctrl+u")
        standing.wait_quiet()
    if standing.text() != before:
        standing.press("space" if FROZEN in standing.text() else "esc")
    standing.wait_until(lambda: standing.text() == before, "the board as it was")


def typed_at(screen: PtyScreen) -> tuple[int, int]:
    """Where the terminal's own cursor is: column and line. The candidate window stands there."""
    cursor = screen._screen.cursor
    return cursor.x, cursor.y


def line_of(screen: PtyScreen) -> tuple[int, str]:
    """The number of the line where people type, and what it shows."""
    lines = screen.text().splitlines()
    return next((at, line) for at, line in enumerate(lines) if "›" in line)


def test_kitty_keys_are_off(shared: PtyScreen) -> None:
    assert "kitty" not in shared.modes_left_on()
    assert b"\x1b[>1u" not in shared.raw


def test_eight_characters_in_one_write_open_the_line_and_arrive_whole(shared: PtyScreen) -> None:
    shared.write(COMMIT.encode())
    shared.wait_for(f"║ 行动项 › {COMMIT} ")


def test_a_commit_into_an_open_line_arrives_whole_however_it_is_cut(shared: PtyScreen) -> None:
    shared.press("a")
    shared.wait_for("行动项 ›")
    data = COMMIT.encode()
    for cut in (1, 5, 12):
        shared.write(data[:cut])
        shared.wait_quiet(0.03)
        shared.write(data[cut:])
    shared.wait_for(f"行动项 › {COMMIT * 3} ")


def test_a_key_and_a_commit_in_one_write_are_both_heard(screen: PtyScreen) -> None:
    screen.write(b"b" + COMMIT.encode() + b"\r")
    screen.wait_for("✓ B-11")


def test_a_commit_of_eight_characters_arrives_whole_with_kitty_keys(url: str) -> None:
    import sys

    command = [sys.executable, "-m", "tui", "--db", url]
    env = {**SETTINGS, "PENGTOU_USER": "张伟", "TEXTUAL_DISABLE_KITTY_KEY": "0"}
    codes = ":".join(str(ord(character)) for character in COMMIT)
    with PtyScreen(command, env=env) as screen:
        ready(screen).write(f"\x1b[0;;{codes}u".encode())
        screen.wait_for(f"行动项 › {COMMIT} ")


def test_the_terminals_cursor_stands_behind_what_was_typed(shared: PtyScreen) -> None:
    shared.write(COMMIT.encode())
    shared.wait_for(COMMIT)
    shared.wait_quiet()
    at, line = line_of(shared)
    column = cell_len(line[: line.index(COMMIT)] + COMMIT)

    assert typed_at(shared) == (column, at)


def test_it_stays_there_while_others_write_and_clocks_go_on(url: str) -> None:
    with board(url) as screen:
        ready(screen).write(COMMIT.encode())
        screen.wait_for(COMMIT)
        screen.wait_quiet()
        before = typed_at(screen)
        pengtou(url, "add", "补拍三张样机图 @王敏 2024-10-18 #T-05")
        screen.wait_for("已冻结 · 有 1 处新变化")
        screen.wait_quiet()
        assert typed_at(screen) == before
        assert "补拍三张样机图" not in screen.text()
        screen.press("esc")
        screen.wait_for("补拍三张样机图")


def test_the_line_stands_near_the_top_where_no_candidates_cover_it(shared: PtyScreen) -> None:
    shared.write(COMMIT.encode())
    shared.wait_for(COMMIT)

    assert line_of(shared)[0] <= 2


def test_the_enter_behind_a_commit_saves_and_the_last_line_can_be_had_back(
    screen: PtyScreen,
) -> None:
    screen.write(COMMIT.encode() + b"\r")
    screen.wait_for("✓ A-24")
    screen.press("up")
    screen.wait_for(f"行动项 › {COMMIT} ")


def test_digits_and_f_keys_reach_everything_while_an_input_method_is_on(
    screen: PtyScreen,
) -> None:
    screen.press("２")
    screen.press("。")
    screen.wait_for("1  受理")
    screen.press("１")
    screen.wait_for("✓ 张伟 受理了 B-05")
    screen.press("f2")
    screen.wait_for("行动项 ›")
    screen.press("f2")
    screen.wait_for("阻塞 ›")
    screen.press("esc")
    screen.wait_for("或直接打中文")
    screen.press("？")
    screen.wait_for("帮助")


@pytest.mark.parametrize(
    ("key", "opened"),
    [("／", "▸ 过滤"), ("：", "命令面板"), ("＃", "编号,如 12"), ("　", FROZEN), ("、", "▸ 过滤")],
)
def test_full_width_punctuation_is_the_key_it_stands_for(
    shared: PtyScreen, key: str, opened: str
) -> None:
    shared.press(key)
    shared.wait_for(opened)


def test_a_killed_board_has_its_line_again_at_the_next_start(url: str) -> None:
    import signal

    with board(url) as screen:
        ready(screen).write(COMMIT.encode())
        screen.wait_for(COMMIT)
        time.sleep(1.0)  # the promise: within a second
        screen.kill(signal.SIGKILL)
        screen.wait_end()
    with board(url) as screen:
        screen.wait_for(f"行动项 › {COMMIT} ")
        screen.press("enter")
        screen.wait_for("✓ A-24")


def test_whole_lines_that_come_in_one_write_are_saved_one_by_one(screen: PtyScreen) -> None:
    """Typed ahead, or sent by a script: no key overtakes another."""
    screen.write("a甲事一件 @王敏\r乙事一件 @赵倩\r\rb丙事卡住 @赵倩\r\r4".encode())
    screen.wait_for("A-24  甲事一件")
    screen.wait_for("A-25  乙事一件")
    screen.wait_for("B-11 .*丙事卡住")


def test_a_line_put_aside_and_taken_up_in_one_write_is_whole(screen: PtyScreen) -> None:
    screen.press("a")
    screen.wait_for("行动项 ›")
    screen.write(COMMIT.encode())
    screen.press("esc")
    screen.wait_for("再按 a 接着写")
    screen.write("a，尽快\r".encode())
    screen.wait_for(f"✓ .*{COMMIT}，尽快")
