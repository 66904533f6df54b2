"""Who may take a change back: one's own always, another's only who runs the project."""

from __future__ import annotations

from core.domain.event import Recorded
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.ladder import standing, with_function
from core.domain.people import Function, Role
from core.domain.reach import FOUNDED, MANY, counted
from core.domain.refusal import Refused
from core.domain.rights import same_person
from core.domain.scene import Scene


def check(command: TakeBack, scene: Scene) -> None:
    """Lets pass what the actor may take back.

    Raises:
        Refused: it founded the project, somebody else made it (who may is named), or it is of many
            records and nobody agreed to that.
    """
    first = scene.undoing[0]
    if any(each.event.kind == FOUNDED for each in scene.undoing):
        raise Refused("undo-founding")
    if not _own(first, scene):
        _as_steward(first, scene)
    number = counted(scene.undoing)
    if number > MANY and not command.many:
        raise Refused("undo-many", n=number, seq=first.seq, forward=command.forward)


def stewards(scene: Scene) -> tuple[RecordId, ...]:
    """The project managers and the admins."""
    managers = with_function(scene.people, Function.PROJECT_MANAGER)
    admins = [each.id for each in standing(scene.people) if each.role is Role.ADMIN]
    return tuple(dict.fromkeys((*managers, *admins)))


def _members(first: Recorded, scene: Scene) -> tuple[RecordId, ...]:
    """What a source or a program did is everybody's where nobody runs the project."""
    if any(each.goes_by(first.actor) for each in standing(scene.people)):
        return ()
    return tuple(each.id for each in standing(scene.people) if each.role is not Role.VIEWER)


def _own(first: Recorded, scene: Scene) -> bool:
    return first.actor == scene.actor or same_person(scene.people, first.actor, scene.actor)


def _as_steward(first: Recorded, scene: Scene) -> None:
    allowed, myself = stewards(scene) or _members(first, scene), scene.myself()
    if myself is not None and not myself.removed and myself.id in allowed:
        return
    names = (first.actor, *(scene.people[each].name for each in allowed))
    raise Refused("undo-not-yours", who=first.actor, names=tuple(dict.fromkeys(names)))
