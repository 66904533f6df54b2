"""What files are called (process 1.9): 项目-部门-文件类型, and what tells two of them apart."""

from __future__ import annotations

from core.documents.texts import file_name
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.naming import FILE, called
from core.domain.policy import in_force


def file_of(board: Board, what: str, voice: Voice, which: str = "", *, dept: str = "") -> str:
    """A file's name without its ending: the project, the department that leads, what it is.

    What speaks for another department has that one's name.
    """
    values = {
        "project": board.project.name,
        "dept": dept or board.project.lead_dept,
        "what": what,
    }
    name = called(FILE, values, in_force(board.policies.values(), board.read_at).naming)
    return file_name("-".join(filter(None, (name, which))))
