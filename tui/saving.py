"""What of the board is saved for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.panels.panel import Panel
from tui.panels.view import Width
from tui.screens import status

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.screens.board import BoardScreen
    from tui.words import Words


def picture_of(screen: BoardScreen, board: Board, words: Words) -> dict[str, Any]:
    """The first screenful of each panel, and the lines around them."""
    read = board.read_at.astimezone(board.zone)
    line = status.Shown(board, None, status.Link(), screen.now, Width.WIDE)
    return {
        "revision": board.revision,
        "at": f"{read:%m-%d %H:%M}",
        "project": board.project.name,
        "lights": [[span.text, span.role] for span in status.lights(board, words)],
        "line": [[span.text, span.role] for span in status.project_line(line, words)],
        "panels": {str(panel.id): panel.picture() for panel in screen.query(Panel)},
    }
