"""`board`: the board as text or as a picture, for chats, pipes, screen readers and slides."""

from __future__ import annotations

import re
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from core.domain.ids import parse_id
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.cli.parser import Verbs
    from tui.picturing import Picture

_SIZE = re.compile(r"([0-9]{1,4})[xX×]([0-9]{1,4})", re.ASCII)
_COLUMNS, _LINES = range(40, 401), range(10, 201)
PANELS: Final = {
    "tasks": "progress",
    "blockers": "blockers",
    "raci": "raci",
    "actions": "actions",
}
"""The parts of the board that are text of their own, by the names that `--screen` takes."""
SCREENS: Final = (
    *(
        "board",
        *PANELS,
        "triage",
        "matrix",
        "meeting",
        "agenda",
        "minutes",
        "changes",
        "inbox",
        "sync",
        "detail",
        "process",
        "forms",
        "form",
    ),
    "projector",
)
"""All that `--screen` takes."""
_OF: Final[Mapping[str, Callable[[Board, str], bool]]] = {
    "detail": lambda board, of: board.record(of) is not None,
    "form": lambda board, of: of in board.forms,
    "agenda": lambda board, of: of in board.meetings,
    "minutes": lambda board, of: of in board.meetings,
    "matrix": lambda board, of: of in board.tasks,
    "triage": lambda board, of: of in board.blockers,
}
"""The screens that are of one record, and whether a record is one of theirs."""
_USUAL, _TALL = (120, 36), 60
"""The size of a picture, and the lines of a screen as text, where none are asked for."""


def register(verbs: Verbs) -> None:
    """`board --plain|--svg FILE|--html FILE [--screen S [--of ID]] [--size WxH] [--theme T]`."""
    say = verbs.words.say
    parser = verbs.add("board", run, told=say("cli.help.board"))
    parser.argument("--size", metavar="WxH", help=say("cli.help.size"))
    parser.argument(
        "--screen",
        choices=SCREENS,
        metavar="SCREEN",
        help=say("share.help.screen", names=" ".join(SCREENS)),
    )
    parser.argument("--of", metavar="ID", default="", help=say("share.help.of"))
    parser.argument("--svg", metavar="FILE", help=say("share.help.svg"))
    parser.argument("--html", metavar="FILE", help=say("share.help.html"))
    parser.argument("--theme", metavar="NAME", help=say("share.help.theme"))
    parser.argument("--force", action="store_true", help=say("documents.help.force"))


def run(options: Namespace) -> int:
    """Prints or draws a screen, or opens the board where nobody asked for either."""
    if options.svg or options.html:
        return _draw(options)
    plain = getattr(options, "plain", False)
    if not plain and options.size is None and options.screen is None:
        from tui.cli.screen import run as open_screen

        return open_screen(options)
    size = sized(options.size)
    with Desk(options) as desk:
        if options.screen in (None, "board", *PANELS):
            print_board(desk, size, options.screen)
            return 0
        columns, lines = size or (_USUAL[0], 0)
        picture = _picture(desk, (columns, lines or _TALL))
        from tui.picturing import text_of

        _print(desk, text_of(picture))
    return 0


def print_board(desk: Desk, size: tuple[int, int] | None, part: str | None = None) -> None:
    """The board as it is now, or one of its parts, as text."""
    from tui.screens.plain import PANELS as EVERY
    from tui.screens.plain import board_text

    board = desk.board
    panels = (PANELS[part],) if part in PANELS else EVERY
    _print(desk, board_text(board, desk.words, board.read_at, size, panels))


def _print(desk: Desk, text: str) -> None:
    """In the characters that stdout takes, or as one JSON value."""
    from tui.screens.plain import readable

    text = text.rstrip("\n")
    if desk.talk.json:
        desk.talk.value({"text": text})
    else:
        desk.talk.block(readable(text, sys.stdout.encoding or "utf-8"))


def _draw(options: Namespace) -> int:
    """Draws a screen into files, both formats from one look at it."""
    from tui.cli import papers
    from tui.exporting import drawn

    size = sized(options.size) if options.size else _USUAL
    with Desk(options) as desk:
        picture = _picture(desk, size or _USUAL)
        for kind, target in (("svg", options.svg), ("html", options.html)):
            if target:
                data = drawn(picture, kind)
                papers.put_file(desk, target, partial(bytes, data))
    return 0


def _picture(desk: Desk, size: tuple[int, int]) -> Picture:
    """The screen that is asked for, drawn without a terminal.

    Raises:
        Wrong: there is no such theme.
        Told: the screen cannot be opened now.
        Refused, Unreachable: see `Opening.service`.
    """
    from tui.headless import NotThere, Wanted, drawn

    options = desk.options
    screen = options.screen or "board"
    _check_theme(options.theme)
    desk.service.board()  # what is wrong with the database is told, not drawn
    try:
        wanted = Wanted(screen, size, options.theme or "", _of(desk, screen))
        return drawn(desk.opening, wanted)
    except NotThere as problem:
        raise Told(word="share.no_such_screen", name=screen) from problem


def _of(desk: Desk, screen: str) -> str:
    """The record that the screen is asked for of; empty where none was named.

    Raises:
        Wrong: there is no such record, or the screen is of none.
    """
    said = desk.options.of.strip()
    if not said:
        return ""
    found, fits = parse_id(said), _OF.get(screen)
    if found is None or fits is None or not fits(desk.board, found):
        raise Wrong(word="share.wrong_of", id=said, name=screen)
    return str(found)


def _check_theme(name: str | None) -> None:
    import themes
    from core.places import theme_folder

    known = themes.names(theme_folder())
    if name and name not in known:
        raise Wrong(word="share.wrong_theme", name=name, known=" ".join(known))


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
