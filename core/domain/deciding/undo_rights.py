"""Whose changes one may take back: one's own, a source's; another's who runs the project."""

from __future__ import annotations

from core.domain.deciding.action_rights import named
from core.domain.event import Recorded
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.ladder import standing, with_function
from core.domain.people import Function, Role
from core.domain.reach import FOUNDED, MANY, counted, of_source
from core.domain.refusal import Refused
from core.domain.rights import same_person
from core.domain.scene import Scene


def check(command: TakeBack, scene: Scene) -> None:
    """Lets pass what the actor may take back.

    Raises:
        Refused: it founded the project, somebody else made it (who may is named), a source did
            and the actor may not write, or it is of many records and nobody agreed to that.
    """
    first = scene.undoing[0]
    if any(each.event.kind == FOUNDED for each in scene.undoing):
        raise Refused("undo-founding")
    if of_source(scene.undoing) and not _of_somebody(first, scene):
        _as_member(first, scene)
    elif not _own(first, scene):
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
    """What a program did is everybody's where nobody runs the project."""
    return () if _of_somebody(first, scene) else _writers(scene)


def _writers(scene: Scene) -> tuple[RecordId, ...]:
    return tuple(each.id for each in standing(scene.people) if each.role is not Role.VIEWER)


def _of_somebody(first: Recorded, scene: Scene) -> bool:
    """Whether the log knows a person of the project by the name of who did it."""
    return any(each.goes_by(first.actor) for each in standing(scene.people))


def _own(first: Recorded, scene: Scene) -> bool:
    return first.actor == scene.actor or same_person(scene.people, first.actor, scene.actor)


def _is_among(allowed: tuple[RecordId, ...], scene: Scene) -> bool:
    myself = scene.myself()
    return myself is not None and myself.here and myself.id in allowed


def _as_member(first: Recorded, scene: Scene) -> None:
    """A source asks nobody before it merges: each who could have written it may take it back."""
    allowed = _writers(scene)
    if _own(first, scene) or _is_among(allowed, scene):
        return
    names = named(scene.people[each] for each in allowed)
    raise Refused("undo-source", origin=first.actor, names=names)


def _as_steward(first: Recorded, scene: Scene) -> None:
    allowed = stewards(scene) or _members(first, scene)
    if _is_among(allowed, scene):
        return
    names = (first.actor, *(scene.people[each].name for each in allowed))
    raise Refused("undo-not-yours", who=first.actor, names=tuple(dict.fromkeys(names)))
