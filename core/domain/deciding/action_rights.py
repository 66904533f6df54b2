"""Who may do what with an action item (R13): whoever delivers it does not also wave it through."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.action import ActionItem, ActionStatus
from core.domain.ids import RecordId
from core.domain.people import Function, Person, Role
from core.domain.policy import in_force
from core.domain.refusal import Refused
from core.domain.rights import NAMED_AT_MOST
from core.domain.scene import Scene

_ASSISTING = (Function.PROJECT_ASSISTANT, Function.PROJECT_MANAGER)
_FACILITATING = (*_ASSISTING, Function.COORDINATOR)
"""The coordinator calls the weekly meeting and leads it (process 1.3)."""


def check(status: ActionStatus, item: ActionItem, scene: Scene) -> None:
    """Lets pass whoever may take an action item to a status.

    Raises:
        Refused: the actor is not on the project, or others have to; they are named.
    """
    if status in (ActionStatus.OPEN, ActionStatus.CANCELLED):
        return
    myself = known(scene)
    if item.owner == myself.id and in_force(scene.policies, scene.now).owner_may_close:
        return
    allowed = who_may(status, item, scene)
    if myself.id in {each.id for each in allowed}:
        return
    if item.owner is None and status is ActionStatus.SUBMITTED:
        raise Refused("action-unclaimed", id=item.id)
    if not allowed:
        raise Refused("action-nobody-may", id=item.id)
    raise Refused(f"action-who-may-{status.value}", id=item.id, names=named(allowed))


def check_owner(owner: RecordId, item: ActionItem, scene: Scene) -> None:
    """Lets pass who may give an action item to somebody; what nobody has is anybody's to give.

    Raises:
        Refused: others have to, and are named; one cannot claim what somebody has.
    """
    if item.owner in (None, owner):
        return
    allowed, myself = who_may_assign(item, scene), scene.myself()
    if not allowed or (myself is not None and myself.id in {each.id for each in allowed}):
        return
    if myself is not None and myself.id == owner:
        raise claimed_already(item, scene)
    raise Refused("action-who-may-assign", id=item.id, names=named(allowed))


def claimed_already(item: ActionItem, scene: Scene) -> Refused:
    """Why an action item cannot be claimed: somebody has it."""
    owner = scene.people.get(item.owner) if item.owner else None
    return Refused("action-owned", id=item.id, who=owner.name if owner else "–")


def who_may_assign(item: ActionItem, scene: Scene) -> tuple[Person, ...]:
    """Who may give away what somebody has: its owner, its maker, who runs or leads the project."""
    people, lead = _writers(scene), scene.project.lead_dept
    near = [each for each in people if each.id == item.owner or each.goes_by(item.created_by)]
    running = [each for each in people if each.role is Role.ADMIN or (lead and each.dept == lead)]
    return _once((*near, *_with(_FACILITATING, scene), *running))


def who_may(status: ActionStatus, item: ActionItem, scene: Scene) -> tuple[Person, ...]:
    """The people of the project who may take an action item to a status, the nearest first.

    Where nobody has the function, everybody may who has no part in the item.
    """
    near = {item.owner, *item.collaborators}
    others = [each for each in _writers(scene) if each.id not in near]
    match status:
        case ActionStatus.SUBMITTED:
            owner = [each for each in _writers(scene) if each.id == item.owner]
            helping = [each for each in _writers(scene) if each.id in item.collaborators]
            return _once((*owner, *helping, *_with(_ASSISTING, scene)))
        case ActionStatus.ACCEPTED:
            return tuple(others)
        case ActionStatus.DONE:
            made = [each for each in _writers(scene) if each.goes_by(item.created_by)]
            found = _once((*_with(_FACILITATING, scene), *made))
            return tuple(each for each in found if each.id != item.owner) or tuple(others)
        case _:
            return tuple(_writers(scene))


def closers(scene: Scene) -> tuple[Person, ...]:
    """Who marks results as done: the project assistant, the manager, a coordinator (003)."""
    return _once(_with(_FACILITATING, scene))


def known(scene: Scene) -> Person:
    """The person who acts.

    Raises:
        Refused: nobody on the project goes by that name, or they left it.
    """
    myself = scene.myself()
    if myself is None or not myself.here:
        raise scene.stranger()
    return myself


def named(people: Iterable[Person]) -> tuple[str, ...]:
    """Their names for a sentence, no more than one can take in."""
    names = [each.name for each in people]
    return (*names[:NAMED_AT_MOST], *("…" for _ in names[NAMED_AT_MOST : NAMED_AT_MOST + 1]))


def _writers(scene: Scene) -> list[Person]:
    people = scene.people.values()
    return [each for each in people if each.here and each.role is not Role.VIEWER]


def _with(functions: tuple[Function, ...], scene: Scene) -> list[Person]:
    """Who has one of the functions, in their order."""
    return [each for one in functions for each in _writers(scene) if one in each.functions]


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({each.id: each for each in people}.values())
