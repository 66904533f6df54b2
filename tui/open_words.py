"""What is still open in a project that is to be put away, a line each (S15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.domain.clock_reading import ClockState
from core.domain.form import Form
from core.domain.open_ends import OpenEnds, open_ends
from core.domain.process_clocks import wall
from tui.form_words import title

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene
    from tui.words import Words

_TERMS = {
    "tasks": "task",
    "blockers": "blocker",
    "actions": "action",
    "risks": "risk",
    "forms": "form_status",
}
"""By what is open, where its states have their words."""


def ends_of(board: Board) -> OpenEnds:
    """What is still open on a board."""
    shelves = (board.tasks, board.blockers, board.actions, board.risks, board.forms)
    return open_ends(each for shelf in shelves for each in shelf.values())


def open_lines(board: Board, scene: Scene, words: Words) -> Iterator[tuple[str, str]]:
    """Each record that is open: its id and what it is; how it stands and whose it is. Then how
    many clocks still run."""
    found = ends_of(board)
    for name, term in _TERMS.items():
        for identity in getattr(found, name):
            yield _line(identity, term, board, scene, words)
    states = [each.state for each in wall(board, scene)]
    late = states.count(ClockState.BREACHED)
    if running := states.count(ClockState.RUNNING) + late:
        yield words.say("documents.archive.open_clocks", n=running, late=late), ""


def _line(identity: str, term: str, board: Board, scene: Scene, words: Words) -> tuple[str, str]:
    record = board.record(identity)
    name = title(record, scene.forms, board, words) if isinstance(record, Form) else ""
    stands = (
        words.say(f"term.{term}.{getattr(record, 'status', '')}"),
        board.name_of(getattr(record, "owner", None)),
    )
    label = f"{identity} {name or getattr(record, 'title', '')}"
    return label, "  ".join(filter(None, stands))
