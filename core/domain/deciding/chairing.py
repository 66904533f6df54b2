"""Who steers a meeting (process 1.8), and who sits in which chair."""

from __future__ import annotations

from datetime import timedelta

from core.domain.ids import RecordId
from core.domain.meeting import Meeting
from core.domain.people import Function, Person, Role
from core.domain.refusal import Refused
from core.domain.scene import Scene

SILENCE = timedelta(seconds=60)
"""After so long without a sign of them, somebody else may take a chair."""


def steered(scene: Scene, identity: str, seen: int | None = None) -> Meeting:
    """The meeting that is going on, in the hands of one who may steer it.

    Raises:
        Refused: it is not going on, or others steer it; who does is said.
        Gone, Conflict: see `Scene.record`.
    """
    meeting = scene.record(Meeting, identity, seen)
    if not meeting.on:
        raise Refused("meeting-not-on", id=meeting.id)
    steering(scene, meeting)
    return meeting


def steering(scene: Scene, meeting: Meeting) -> None:
    """Facilitator and recorder steer, the project manager and the admin may.

    Raises:
        Refused: the actor is none of them.
    """
    chairs = tuple(each for each in (meeting.facilitator, meeting.recorder) if each)
    if chairs and not (may_always(scene.myself()) or _mine(scene) in chairs):
        raise Refused("meeting-who-may", id=meeting.id, names=_names(scene, chairs))


def may_always(person: Person | None) -> bool:
    """Whether somebody may take any chair at any time."""
    if person is None:
        return False
    return person.role is Role.ADMIN or Function.PROJECT_MANAGER in person.functions


def free(scene: Scene, chair: RecordId | None, meeting: Meeting) -> bool:
    """Whether the actor may fill a chair: it is theirs, it is empty, or nobody is heard there."""
    mine = _mine(scene)
    if chair is None or mine in (chair, meeting.facilitator):
        return True
    return may_always(scene.myself()) or _silent(scene, chair)


def _silent(scene: Scene, chair: RecordId) -> bool:
    person = scene.people.get(chair)
    if person is None or not person.here:
        return True
    signs = [at for name, at in scene.signs.items() if person.goes_by(name)]
    return max(signs, default=scene.now - SILENCE) <= scene.now - SILENCE


def _mine(scene: Scene) -> RecordId | None:
    person = scene.myself()
    return person.id if person else None


def _names(scene: Scene, people: tuple[RecordId, ...]) -> tuple[str, ...]:
    known = (scene.people[each].name for each in people if each in scene.people)
    return tuple(dict.fromkeys(known))
