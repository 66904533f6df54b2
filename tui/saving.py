"""What of the board is saved for the next start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui import picture
from tui.panels.panel import Panel
from tui.panels.view import Width
from tui.screens import status
from tui.start import SCREEN
from tui.terminal import early
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.screens.board import BoardScreen
    from tui.words import Words


_KEPT: dict[Path, tuple[object, ...]] = {}
"""What was read when each file was made."""


def keep(path: Path, screen: BoardScreen, board: Board, *, again: bool = True) -> None:
    """Keeps the board, and beside it the screen as the terminal has it, marked as saved.

    Unless told to do it `again`, a board that reads as the one that was kept is let be.
    """
    if _KEPT.get(path) == board.reading and not again:
        return
    _KEPT[path] = board.reading
    saved = picture_of(screen, board, screen.words)
    picture.save(path, saved)
    app = screen.app
    shown = status.Shown(None, saved, status.Link(), screen.now, Width.WIDE)
    head = screen.query_one("#status", OneLine).drawn(*status.status_line(shown, screen.words))
    lines = [head, *screen._compositor.render_strips(app.size)[1:]]
    early.save(path.with_suffix(SCREEN), app.size, [line.render(app.console) for line in lines])


def picture_of(screen: BoardScreen, board: Board, words: Words) -> dict[str, Any]:
    """The first screenful of each panel, and the lines around them."""
    read = board.read_at.astimezone(board.zone)
    line = status.Shown(board, None, status.Link(), screen.now, Width.WIDE)
    return {
        "revision": board.revision,
        "language": words.language,
        "day": board.today.isoformat(),
        "zone": board.project.timezone,
        "at": f"{read:%m-%d %H:%M}",
        "head": [[span.text, span.role] for span in status.head(board, words)],
        "line": [[span.text, span.role] for span in status.project_line(line, words)],
        "panels": {str(panel.id): panel.picture() for panel in screen.query(Panel)},
    }
