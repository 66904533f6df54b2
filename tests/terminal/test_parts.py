"""The small parts, without a terminal around them."""

from __future__ import annotations

import logging
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from textual import events

from tests.terminal.byte_judge import modes_left_on, offences
from tests.terminal.sample_app import SampleApp
from tui.terminal.check import Finding, check_terminal
from tui.terminal.driver import HangUpOutput
from tui.terminal.input import Decoder, TolerantParser
from tui.terminal.log import EscapingFormatter, logging_to


def keys(parser: TolerantParser, text: str) -> list[str]:
    return [token.key for token in parser.feed(text) if isinstance(token, events.Key)]


def test_a_sequence_the_parser_stumbles_over_is_dropped_and_the_rest_read() -> None:
    parser = TolerantParser()
    assert keys(parser, "a\x1b[1114112u\x1b[99999999999ub\x1b[A") == ["a", "b", "up"]


def test_a_sequence_that_comes_in_pieces_is_dropped_whole() -> None:
    parser = TolerantParser()
    assert keys(parser, "\x1b[1114") == []
    assert keys(parser, "112u") == []
    assert keys(parser, "b") == ["b"]


def test_what_is_not_utf8_becomes_the_replacement_character() -> None:
    decode = Decoder()
    assert set(decode("中文".encode("gbk"))) == {"\ufffd"}
    decode = Decoder()
    assert decode("中".encode()[:2]) == ""
    assert decode("中".encode()[2:]) == "中"


def test_output_outlives_its_terminal() -> None:
    class Gone(StringIO):
        def write(self, _text: str) -> int:
            raise OSError

    output = HangUpOutput(Gone())
    assert output.write("中文") == 2
    output.flush()


def test_streams_that_are_no_terminal_are_named() -> None:
    assert check_terminal(StringIO(), StringIO()) == (
        Finding("stdin-not-terminal", fatal=True),
        Finding("stderr-not-terminal", fatal=True),
    )


def test_a_record_can_neither_act_nor_pose_as_another(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.log"
    logger = logging.getLogger("pengtou.test")
    with logging_to(path):
        assert not path.exists()
        try:
            raise ValueError("bad\n2026-01-01 CRITICAL pengtou: forged\x1b[2J")
        except ValueError:
            logger.exception("told\nforged \x1b]0;x\x07")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(r"told\nforged \x1b]0;x\x07")
    assert all(line.startswith("    ") for line in lines[1:])
    assert "\x1b" not in "".join(lines)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with logging_to(tmp_path / "file" / "x.log"):
        logging.getLogger("pengtou.test").error("lost")


def test_a_record_is_one_line() -> None:
    record = logging.LogRecord("pengtou", logging.ERROR, "", 0, "a\nb\x9b", None, None)
    assert EscapingFormatter().format(record).endswith(r"ERROR pengtou: a\nb\x9b")


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (b"\x1b[?1049h\x1b[?25l", {"1049", "25"}),
        (b"\x1b[?1049h\x1b[?25l\x1b[?1049l\x1b[?25h", set()),
        (b"\x1b[>25u", {"kitty"}),
        (b"\x1b[?7l\x1b[?1016h\x1b[?7h", {"1016"}),
    ],
)
def test_the_judge_knows_which_modes_are_left_on(raw: bytes, left: set[str]) -> None:
    assert modes_left_on(raw) == left


def test_the_judge_lets_text_and_textual_pass_and_nothing_else() -> None:
    assert offences("\x1b[1;31m碰头\x1b[0m\x1b[2;3H\r\n".encode()) == []
    for raw in (b"\x1b[2J", b"\x1b]0;x\x07", b"\x00", b"\xc2\x9b", b"\xff", "\u202e".encode()):
        assert offences(raw) != []


async def test_a_crash_reaches_the_test_that_caused_it() -> None:
    with pytest.raises(RuntimeError, match="handler-broke"):
        async with SampleApp().run_test() as pilot:
            await pilot.press("f3")


def test_nothing_heavy_is_loaded_with_the_terminal_package() -> None:
    code = (
        "import sys, tui.terminal.run, tui.terminal.driver;"
        "print([m for m in ('sqlalchemy', 'httpx', 'alembic', 'psycopg', 'logging.handlers',"
        " 'rich.traceback', 'multiprocessing') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
