"""The real program in a real terminal: several at once, and every way it can end."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.service import Service
from core.store import open_store
from tests.samples import sample_database
from tests.terminal.boards import SETTINGS, board, pengtou, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_life import assert_as_found


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project."""
    with sample_database(request, backend, tmp_path) as found:
        yield found


@pytest.fixture
def file_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same in a SQLite file, where the kind of database makes no difference."""
    with sample_database(request, "sqlite", tmp_path) as found:
        yield found


def actual(url: str, task: str) -> int:
    """How far a task is, as the database has it."""
    store = open_store(url)
    try:
        return Service(store, 1, "").board().tasks[task].actual
    finally:
        store.close()


def report(screen: PtyScreen) -> None:
    """Reports 60 % on the first task and waits until the board says that it is saved."""
    screen.press("p", "60", "enter")
    screen.wait_for("✓ 张伟 更新了 T-08")
    screen.wait_quiet()  # a kill in the middle of a write leaves half a sequence behind


def cursor(screen: PtyScreen) -> str:
    """The line of the screen that the cursor is on."""
    return next(line for line in screen.text().splitlines() if "│▸" in line)


def test_a_line_added_elsewhere_stands_on_both_boards(url: str) -> None:
    with board(url) as one, board(url, "王敏") as two:
        ready(one).press("down", "down")
        ready(two).press("down")
        one.wait_for("▸T-04")
        two.wait_for("▸T-05")
        pengtou(url, "add", "补拍三张样机图 @王敏 2024-10-18 #T-05")
        for screen in (one, two):
            screen.wait_for("补拍三张样机图")
        assert "T-04" in cursor(one)
        assert "T-05" in cursor(two)
        for screen in (one, two):
            screen.press("q")
            assert screen.wait_end() == 0
            assert_as_found(screen)


def test_what_an_input_method_commits_in_one_piece_is_in_the_line(file_url: str) -> None:
    with board(file_url) as screen:
        ready(screen).press("联系承运商改签运输合同")
        screen.wait_for("行动项 › 联系承运商改签运输合同")
        screen.press("并确认费用 @王敏 10-18", "enter")
        screen.wait_for("✓ .*联系承运商改签运输合同并确认费用")


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)],
)
def test_after_a_signal_the_terminal_is_clean_and_what_was_saved_is_there(
    file_url: str, number: int, status: int
) -> None:
    with board(file_url) as screen:
        report(ready(screen))
        screen.kill(number)
        assert screen.wait_end() == status
        assert_as_found(screen)
    assert actual(file_url, "T-08") == 60


def test_ctrl_c_is_told_how_to_leave_or_leaves(file_url: str) -> None:
    with board(file_url) as screen:
        report(ready(screen))
        screen.press("ctrl+c")
        screen.wait_quiet()
        screen.press("q")
        assert screen.wait_end() in (0, 130)
        assert_as_found(screen)
    assert actual(file_url, "T-08") == 60


def test_closing_the_window_ends_the_board(file_url: str) -> None:
    with board(file_url) as screen:
        report(ready(screen))
        screen.hang_up()
        screen.wait_end()
        screen.wait_until(lambda: not screen.processes(), "the end of all processes")
    assert actual(file_url, "T-08") == 60


BROKEN = """
import sys
from tui.screens.board import BoardScreen
def explode(self): raise RuntimeError("token=sesame")
BoardScreen.action_freeze = explode
from tui.__main__ import main
sys.exit(main())
"""


def test_a_bug_leaves_a_clean_terminal_and_no_variables_on_it(file_url: str) -> None:
    command = [sys.executable, "-c", BROKEN, "--db", file_url]
    with PtyScreen(command, env={**SETTINGS, "PENGTOU_USER": "张伟"}) as screen:
        report(ready(screen))
        screen.press("space")
        assert screen.wait_end() == 1
        assert_as_found(screen)
        assert b"sesame" not in screen.raw
    assert actual(file_url, "T-08") == 60


def test_the_next_start_shows_the_saved_board_first(file_url: str) -> None:
    with board(file_url) as screen:
        ready(screen).press("q")
        assert screen.wait_end() == 0
    with board(file_url) as screen:
        screen.wait_for("T-08  新品物料合规审核")
        assert "这是 10-16 09:30 存下的画面" in screen.raw.decode(errors="replace")
        ready(screen).press("q")
        assert screen.wait_end() == 0


def test_a_storm_of_sizes_leaves_a_working_board_that_rests(file_url: str) -> None:
    chance = random.Random(7)
    sizes = [(20, 5), (1, 1), (300, 80), (80, 24), (200, 50), (99, 30), (100, 20), (180, 10)]
    sizes += [(chance.randrange(20, 300), chance.randrange(5, 80)) for _ in range(40)]
    with board(file_url) as screen:
        ready(screen)
        for size in sizes:
            screen.resize(*size)
            screen.press("down", "tab")
            screen.wait_quiet(0.005)
        screen.resize(120, 36)
        screen.press("1")
        screen.wait_for(r"\[2\] 阻塞与时限 ─+ ✗超时1 !临期2 ─┐┌─ \[4\] 行动项")
        screen.wait_quiet(0.3)
        assert busy(screen, seconds=1.0) <= 0.05
        screen.press("q")
        assert screen.wait_end() == 0
        assert_as_found(screen)


def busy(screen: PtyScreen, seconds: float) -> float:
    """The share of a processor the program takes while nobody does anything."""

    def used() -> float:
        fields = Path(f"/proc/{screen.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    time.sleep(seconds)
    return (used() - before) / seconds
