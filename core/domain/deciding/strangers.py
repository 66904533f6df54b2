"""What somebody may do whom the project does not know: read, capture, and be added."""

from __future__ import annotations

from typing import Final

from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision, WriteNote
from core.domain.ids import SYSTEM
from core.domain.intake import BringIn, TakeBack, TakeIn
from core.domain.ladder import standing
from core.domain.meeting_wishes import MakePoint
from core.domain.people import AddDepartment, AddPerson, EditPerson
from core.domain.risk import RaiseRisk
from core.domain.scene import Scene
from core.domain.task import AddTask

_OPEN: Final = (
    *(AddTask, AddAction, RaiseBlocker, RaiseRisk, RecordDecision, WriteNote, MakePoint),
    *(AddPerson, AddDepartment),
    *(TakeIn, BringIn),
    TakeBack,
)
"""What is captured, who is added, what sources bring; one's own changes are anybody's to undo."""


def check(command: object, scene: Scene) -> None:
    """Lets pass who is on the project; a project without people is everybody's.

    Raises:
        Refused: nobody on the project goes by the actor's name.
    """
    free = isinstance(command, _OPEN) or _recognises(command)
    if free or scene.actor == SYSTEM or known(scene):
        return
    raise scene.stranger()


def _recognises(command: object) -> bool:
    """Whether it only remembers by what a source knows somebody."""
    if not isinstance(command, EditPerson):
        return False
    person, ids, seen = command.person, command.remote_ids, command.seen
    return ids is not None and command == EditPerson(person=person, remote_ids=ids, seen=seen)


def known(scene: Scene) -> bool:
    """Whether the actor is one of the project's people, or it has none."""
    people = tuple(standing(scene.people))
    return any(each.goes_by(scene.actor) for each in people) or not people
