"""`board`: the board as text, for chats, pipes and screen readers."""

from __future__ import annotations

import re
import shutil
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli.desk import Desk
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_SIZE = re.compile(r"([0-9]{1,4})[xX×]([0-9]{1,4})", re.ASCII)
_COLUMNS, _LINES = range(40, 401), range(10, 201)


def register(verbs: Verbs) -> None:
    """`board --plain [--size WxH]`."""
    parser = verbs.add("board", run, told=verbs.words.say("cli.help.board"))
    parser.argument("--size", metavar="WxH", help=verbs.words.say("cli.help.size"))


def run(options: Namespace) -> int:
    """Prints the board, or opens it where nobody asked for text."""
    if not getattr(options, "plain", False) and options.size is None:
        from tui.cli.screen import run as open_screen

        return open_screen(options)
    size = sized(options.size)
    with Desk(options) as desk:
        print_board(desk, size)
    return 0


def print_board(desk: Desk, size: tuple[int, int] | None) -> None:
    """The board as it is now, as text."""
    from tui.screens.plain import board_text

    board = desk.board
    desk.talk.block(board_text(board, desk.words, board.read_at, size).rstrip("\n"))


def sized(text: str | None) -> tuple[int, int] | None:
    """Columns and lines from `120x34`; all lines at the terminal's width where nothing is said.

    Raises:
        Wrong: it is no size, or one that no board fits in.
    """
    if text is None:
        if not sys.stdout.isatty():
            return None
        return max(shutil.get_terminal_size().columns, _COLUMNS.start), 0
    match = _SIZE.fullmatch(text)
    if match is None or int(match[1]) not in _COLUMNS or int(match[2]) not in _LINES:
        raise Wrong(
            word="cli.wrong_size",
            value=text,
            least=f"{_COLUMNS.start}x{_LINES.start}",
            most=f"{_COLUMNS.stop - 1}x{_LINES.stop - 1}",
        )
    return int(match[1]), int(match[2])
