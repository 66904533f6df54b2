"""Who may say who may do what (process 1.8): roles, functions, departments, policies, the project.

Asked of what a wish comes to, not of the wish: whether somebody is edited, brought in with others
or an edit is taken back, the same person's rights would follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from core.domain.deciding.action_rights import named
from core.domain.event import Event
from core.domain.ids import SYSTEM, Kind, kind_of
from core.domain.ladder import standing, with_function
from core.domain.people import Function, Person, Role
from core.domain.refusal import Refused
from core.domain.scene import Scene

_OFFICES: Final = frozenset({"name", "aliases", "dept", "functions", "left_at"})
"""What of a person rights follow from, besides the role."""
_RUNNING: Final = frozenset({"role", "functions", "left_at", "removed"})
"""What of a person decides whether they run the project."""
_SETTINGS: Final = (Kind.PROJECT, Kind.POLICY)


def check(events: Iterable[Event], scene: Scene) -> None:
    """Lets pass what the actor may bring about; a project that nobody runs is everybody's.

    Raises:
        Refused: an admin has to, or an admin or the project manager; they are named. Or nobody
            would run the project any more.
    """
    events = tuple(events)
    if any(_takes_from(each) for each in events):
        _somebody_stays(events, scene)
    for each in events:
        if _gives_role(each):
            _theirs("rights-admins", admins(scene) or stewards(scene), scene)
        elif _gives_office(each):
            _theirs("rights-stewards", stewards(scene), scene)


def _somebody_stays(events: tuple[Event, ...], scene: Scene) -> None:
    """Whatever is edited, left or taken back: a project that somebody runs stays in their hands."""
    now = stewards(scene) if scene.actor != SYSTEM else ()
    if now and not stewards(scene.after(events)):
        raise Refused("person-last-steward", name=now[0].name)


def admins(scene: Scene) -> tuple[Person, ...]:
    """The admins of the project."""
    return tuple(each for each in standing(scene.people) if each.role is Role.ADMIN)


def stewards(scene: Scene) -> tuple[Person, ...]:
    """The admins and the project managers."""
    managers = with_function(scene.people, Function.PROJECT_MANAGER)
    found = (*admins(scene), *(scene.people[each] for each in managers))
    return tuple({each.id: each for each in found}.values())


def _gives_role(event: Event) -> bool:
    """A newcomer is a member or only looks, unless an admin says otherwise."""
    if kind_of(event.subject) is not Kind.PERSON:
        return False
    if event.creates:
        return event.after.get("role") == Role.ADMIN.value
    return _differs(event, {"role"})


def _gives_office(event: Event) -> bool:
    kind = kind_of(event.subject)
    if kind in _SETTINGS:
        return True
    if kind is not Kind.PERSON:
        return False
    return bool(event.after.get("functions")) if event.creates else _differs(event, _OFFICES)


def _takes_from(event: Event) -> bool:
    """Whether somebody may run the project no more: few edits of people say so."""
    known = kind_of(event.subject) is Kind.PERSON and not event.creates
    return known and _differs(event, _RUNNING)


def _differs(event: Event, fields: Iterable[str]) -> bool:
    before: dict[str, Any] = dict(event.before)
    return any(name in event.after and event.after[name] != before.get(name) for name in fields)


def _theirs(reason: str, allowed: tuple[Person, ...], scene: Scene) -> None:
    myself = scene.myself()
    if not allowed or scene.actor == SYSTEM or (myself is not None and myself in allowed):
        return
    raise Refused(reason, names=named(allowed))
