"""How wide the terminal draws is asked before the screen starts, which is drawn accordingly."""

from __future__ import annotations

import os
import pty
import select
import sys
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.samples import sample_database
from tests.terminal.boards import SETTINGS
from tests.terminal.pty_screen import PtyScreen
from tui.glyphs import SAMPLE
from tui.terminal import probe

NARROW, WIDE = b"\x1b[1;9R", b"\x1b[1;17R"
ASKED = b"\x1b[6n"


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a pseudo terminal: ours, and the program's."""
    master, slave = pty.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def answering(master: int, answer: bytes, typed: bytes = b"") -> threading.Thread:
    """A terminal that answers when it is asked; somebody types just before."""

    def wait_and_answer() -> None:
        came = b""
        while ASKED not in came and select.select([master], [], [], 5)[0]:
            came += os.read(master, 1024)
        os.write(master, typed + answer)

    thread = threading.Thread(target=wait_and_answer)
    thread.start()
    return thread


@pytest.mark.parametrize(("answer", "wide"), [(NARROW, False), (WIDE, True)])
def test_a_terminal_says_how_wide_it_draws(
    ends: tuple[int, int], answer: bytes, wide: bool
) -> None:
    master, slave = ends
    terminal = answering(master, answer)
    told = probe.ask(slave, slave, 5)
    terminal.join()

    assert told.wide is wide


def test_what_was_typed_meanwhile_is_handed_on(ends: tuple[int, int]) -> None:
    master, slave = ends
    terminal = answering(master, NARROW, "张a\r".encode())
    told = probe.ask(slave, slave, 5)
    terminal.join()

    assert told.typed.decode().rstrip() == "张a"


def test_a_silent_terminal_is_not_waited_for_long(ends: tuple[int, int]) -> None:
    _, slave = ends
    begun = time.monotonic()
    told = probe.ask(slave, slave)

    assert (told.cells, told.wide) == (None, False)
    assert probe.PATIENCE < 0.05
    assert time.monotonic() - begun < 1


def test_the_terminal_is_left_as_it_was(ends: tuple[int, int]) -> None:
    master, slave = ends
    before = termios.tcgetattr(slave)
    terminal = answering(master, NARROW)
    probe.ask(slave, slave, 5)
    terminal.join()

    assert termios.tcgetattr(slave) == before


def test_what_is_no_terminal_is_not_asked(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb+") as file:
        assert probe.ask(file.fileno(), file.fileno()) == probe.Answer()
        assert file.tell() == 0


class Drawing(PtyScreen):
    """A terminal that answers when it is asked where its cursor is, and somebody typing ahead."""

    answer = NARROW
    typed = b""

    def _pump(self, seconds: float) -> bool:
        asked = self.raw.count(ASKED)
        came = super()._pump(seconds)
        if self.raw.count(ASKED) > asked:
            self.write(self.typed + self.answer)
        return came


class DrawingWide(Drawing):
    """One that draws a rule two cells wide."""

    answer = WIDE


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The sample project."""
    with sample_database(request, "sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration file for the test alone."""
    return tmp_path / "config.toml"


def board(kind: type[PtyScreen], url: str, config: Path, *words: str) -> PtyScreen:
    """A board in such a terminal."""
    command = [sys.executable, "-m", "tui", "--db", url, "--config", str(config), *words]
    return kind(command, env={**SETTINGS, "PENGTOU_USER": "张伟"})


def test_where_rules_are_drawn_wide_the_board_is_drawn_with_ascii(url: str, config: Path) -> None:
    with board(DrawingWide, url, config) as screen:
        text = screen.wait_for('补充"购买偏好"客户数据')
        assert not set("│─█·…→“”┌") & set(text)
        assert '补充"购买偏好"客户数据' in text
        assert "##----|--" in text
        assert screen.offences() == []


def test_where_they_are_drawn_narrow_the_board_is_drawn_with_all_characters(
    url: str, config: Path
) -> None:
    with board(Drawing, url, config) as screen:
        text = screen.wait_for("补充.购买偏好.客户数据")
        assert set("│─█·“”┌") <= set(text)
        assert SAMPLE not in text


def test_the_configuration_has_the_last_word_and_nobody_is_asked(url: str, config: Path) -> None:
    config.write_text('[board]\nglyphs = "ascii"\n', encoding="utf-8")
    with board(Drawing, url, config) as screen:
        assert "─" not in screen.wait_for(r"在线 \d")
        assert ASKED not in screen.raw


def test_the_projector_is_drawn_with_ascii_too(url: str, config: Path) -> None:
    with board(DrawingWide, url, config, "--projector") as screen:
        text = screen.wait_for("退出投屏")
        assert not set("═║╔┏━┃·") & set(text)
        assert "+=" in text


def test_keys_that_were_typed_ahead_reach_the_board(url: str, config: Path) -> None:
    class TypedAhead(Drawing):
        typed = b"?"

    with board(TypedAhead, url, config) as screen:
        screen.wait_for("帮助 · 看板")
