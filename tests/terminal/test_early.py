"""The saved screen that is shown before anything is loaded."""

from __future__ import annotations

import os
import pty
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.terminal import early

SIZE = (40, 3)
LINES = ["\x1b[1m碰头\x1b[0m", "T-01 调研", ""]


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a pseudo terminal of 40 by 3: ours, and the program's."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (SIZE[1], SIZE[0]))
    yield master, slave
    os.close(master)
    os.close(slave)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A screen as it was saved."""
    file = tmp_path / "board.screen"
    early.save(file, SIZE, LINES)
    return file


def echoes(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def came(master: int) -> str:
    return os.read(master, 4096).decode()


def test_a_screen_is_shown_and_the_terminal_put_back(ends: tuple[int, int], kept: Path) -> None:
    master, slave = ends
    with early.shown(kept, slave) as screen:
        assert screen is not None
        assert not echoes(slave)
        told = came(master)
    assert told.startswith(early.ENTER)
    assert "T-01 调研" in told
    assert echoes(slave)
    assert early.LEAVE in came(master)


def test_what_was_typed_meanwhile_is_not_lost(ends: tuple[int, int], kept: Path) -> None:
    master, slave = ends
    with early.shown(kept, slave):
        os.write(master, b"ab\n")
    assert os.read(slave, 16) == b"ab\n"


def test_a_driver_that_took_over_puts_the_terminal_back_itself(
    ends: tuple[int, int], kept: Path
) -> None:
    _, slave = ends
    with early.shown(kept, slave) as screen:
        assert screen is not None
        screen.taken = True
    assert not echoes(slave)


def test_a_screen_of_another_size_is_not_shown(ends: tuple[int, int], kept: Path) -> None:
    termios.tcsetwinsize(ends[1], (24, 80))
    with early.shown(kept, ends[1]) as screen:
        assert screen is None
    assert echoes(ends[1])


@pytest.mark.parametrize("bad", ["\x1b]0;title\x07", "\x1b[2J", "\x07", "\x9b2J", "\x1b[?1049l"])
def test_a_file_that_could_act_on_the_terminal_is_not_shown(
    ends: tuple[int, int], kept: Path, bad: str
) -> None:
    early.save(kept, SIZE, [LINES[0], bad, ""])
    with early.shown(kept, ends[1]) as screen:
        assert screen is None


def test_no_file_is_no_screen(ends: tuple[int, int], tmp_path: Path) -> None:
    with early.shown(tmp_path / "none.screen", ends[1]) as screen:
        assert screen is None


def test_only_its_owner_may_read_a_kept_screen(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
