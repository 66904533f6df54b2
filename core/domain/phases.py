"""The one word for where a project stands, read from its records as the process page is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.domain.form import FormStatus
from core.domain.meeting import AHEAD, OVER, MeetingKind
from core.domain.project import Phase
from core.domain.task import FINISHED, Task, TaskStatus

if TYPE_CHECKING:
    from core.domain.board import Board

_DELIVERED: Final = FINISHED | {TaskStatus.IN_REVIEW}


def phase_of(board: Board) -> Phase:
    """S0 to S3 are the request, S4 the kickoff, S5 to S7 planning; work has begun with the first
    progress (S8), and is being accepted once everything is delivered (S14)."""
    if board.project.phase is Phase.ARCHIVED:
        return Phase.ARCHIVED
    live = [each for each in board.forms.values() if each.status is not FormStatus.WITHDRAWN]
    done = {each.kind for each in live if each.status is FormStatus.DONE}
    if "completion" in done or any(each.kind == "retro" for each in live):
        return Phase.RETRO
    return _at_work(board) or _before(board, {each.kind for each in live}, done)


def _at_work(board: Board) -> Phase | None:
    """None as long as nobody has done anything."""
    tasks = board.tasks.values()
    if not any(map(_moved, tasks)):
        return None
    return Phase.ACCEPTANCE if all(each.status in _DELIVERED for each in tasks) else Phase.EXECUTION


def _moved(task: Task) -> bool:
    return bool(task.actual) or task.status not in (TaskStatus.TODO, TaskStatus.CANCELLED)


def _before(board: Board, kinds: set[str], done: set[str]) -> Phase:
    kickoffs = [each for each in board.meetings.values() if each.kind is MeetingKind.KICKOFF]
    if "charter" in kinds or any(each.status in OVER for each in kickoffs):
        return Phase.PLANNING
    planned = any(each.on or each.status in AHEAD for each in kickoffs)
    return Phase.KICKOFF if planned or "request" in done else Phase.REQUEST
