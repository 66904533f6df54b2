"""What the project's groups and files are called (process 1.9), from a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.naming import EVERYBODY, FILE, GROUP, called
from core.domain.phases import phase_of
from core.domain.policy import in_force

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words


def group(board: Board, dept: str, words: Words, stage: str = "") -> str:
    """The group of a department, at the project's stage or another; everybody's without one."""
    values = {
        "project": board.project.name,
        "stage": stage or words.say(f"term.phase.{phase_of(board).value}"),
        "dept": dept,
        "what": words.say("naming.everybody"),
    }
    return called(GROUP if dept else EVERYBODY, values, _naming(board))


def file(board: Board, dept: str, what: str) -> str:
    """A file of a department, without its ending; of the lead department where none is named."""
    values = {
        "project": board.project.name,
        "dept": dept or board.project.lead_dept,
        "what": what,
    }
    return called(FILE, values, _naming(board))


def groups(board: Board, words: Words) -> list[tuple[str, str]]:
    """Everybody's group under an empty name, then those of the departments."""
    return [(dept, group(board, dept, words)) for dept in ("", *board.departments)]


def _naming(board: Board) -> dict[str, str]:
    return dict(in_force(board.policies.values(), board.read_at).naming)
