"""What a form may be about, for who did not say: tasks, risks or people by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from core.domain.risk import RiskStatus
from core.domain.task import TaskStatus
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from core.domain.form_kind import FormKind
    from tui.cli.desk import Desk

_FEW: Final = 8
"""So many are named."""
_OVER: Final = (TaskStatus.DONE, TaskStatus.CANCELLED)


def ask(kind: FormKind, desk: Desk) -> None:
    """Nothing for a form that is about the project or a department.

    Raises:
        Told: it is about a task, a risk or a person; which there are, and how one is named.
    """
    if kind.about not in ("task", "risk", "person"):
        return
    words, name = desk.words, kind.name(desk.words.language)
    found = list(_subjects(kind.about, desk))
    if not found:
        raise Told(word="form.none_about", kind=name)
    told = words.join(f"{identity} {title}" for identity, title in found[:_FEW])
    if len(found) > _FEW:
        told = words.say("process.and_more", few=told, n=len(found) - _FEW)
    raise Told(word="form.which_about", kind=name, id=kind.kind, first=found[0][0], choices=told)


def _subjects(about: str, desk: Desk) -> Iterator[tuple[str, str]]:
    """What is not over comes first; of people those who are there."""
    board = desk.board
    if about == "person":
        yield from ((each.id, each.name) for each in board.people.values() if not each.removed)
    elif about == "risk":
        risks = sorted(board.risks.values(), key=lambda each: each.status is not RiskStatus.OPEN)
        yield from ((each.id, each.title) for each in risks)
    else:
        tasks = [board.tasks[each] for each in board.task_order]
        tasks.sort(key=lambda each: each.status in _OVER)
        yield from ((each.id, each.title) for each in tasks)
