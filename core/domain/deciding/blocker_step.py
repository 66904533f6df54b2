"""One step in a blocker's life: who takes it, from where, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

from core.calendar.sla import OfficeHours
from core.domain import clocks
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.blocker_state import policy_of, woken
from core.domain.deciding.outgoing import informed, queued
from core.domain.event import Event, changed, facts
from core.domain.ids import RecordId, raci_of
from core.domain.policy import Policy
from core.domain.raci import RaciRow
from core.domain.record import BOOKKEEPING
from core.domain.rights import Ground, hindrance
from core.domain.scene import Scene
from core.domain.task import Task


class _OfBlocker(Protocol):
    @property
    def blocker(self) -> RecordId: ...
    @property
    def seen(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A blocker about to change: every verb ends its snooze first."""

    scene: Scene
    stored: Blocker
    blocker: Blocker
    """As it is once awake."""
    policy: Policy
    """The one its clocks were set by."""

    def after(self, **values: Any) -> Blocker:
        """The blocker with these values."""
        return replace(self.blocker, **values)

    def comes_to(self, kind: str, **values: Any) -> tuple[Event, ...]:
        """The fact that it reads so from now on; nothing where it did already."""
        after = self.after(**values)
        names = [each.name for each in fields(after) if each.name not in BOOKKEEPING]
        event = changed(self.stored, kind, **{name: getattr(after, name) for name in names})
        return facts(event)

    def tells(self, about: str) -> tuple[Event, ...]:
        """R22: the C and I of its tasks are told."""
        return queued(self.scene, about, self.blocker, informed(self.blocker, self.scene))

    @property
    def office(self) -> OfficeHours | None:
        """The office hours that its clocks count, if they do."""
        return office(self.blocker, self.policy, self.scene)


def look(scene: Scene, identity: RecordId, seen: int | None = None) -> Step:
    """A step by nobody in particular.

    Raises:
        Gone, Conflict: see `Scene.record`.
    """
    stored = scene.record(Blocker, identity, seen)
    policy = policy_of(stored, scene.policies)
    return Step(scene, stored, woken(stored, scene.now, policy), policy)


def step(verb: str, command: _OfBlocker, scene: Scene) -> Step:
    """A step by whoever acts.

    Raises:
        Refused: not now, not by them (who may is said), or something is missing.
        Gone, Conflict: see `Scene.record`.
    """
    found = look(scene, command.blocker, command.seen)
    myself = scene.myself()
    person = myself.id if myself and myself.here else None
    if problem := hindrance(verb, found.blocker, person, ground(found.blocker, scene)):
        raise problem
    return found


def ground(blocker: Blocker, scene: Scene) -> Ground:
    """What rights follow from, as far as this blocker goes."""
    rows = {each: scene.records.get(raci_of(each)) for each in blocker.tasks}
    tasks = [scene.records.get(each) for each in blocker.tasks]
    return Ground(
        people=scene.people,
        rows={key: row for key, row in rows.items() if isinstance(row, RaciRow)},
        tasks=[each for each in tasks if isinstance(each, Task) and not each.removed],
        project=scene.project,
    )


def office(blocker: Blocker, policy: Policy, scene: Scene) -> OfficeHours | None:
    """The office hours that a policy counts for a blocker; None for natural hours."""
    if scene.calendar is None:
        return None
    zone = clocks.zone_of(blocker, scene.departments, scene.project)
    calendar = scene.calendars.get(blocker.lead or scene.project.lead_dept, scene.calendar)
    return clocks.office_of(policy, calendar, zone)


def taken_on(found: Step) -> dict[str, object]:
    """Who takes it on owns it where nobody does."""
    myself = found.scene.myself()
    if found.blocker.owner is not None or myself is None:
        return {}
    return owned(found.blocker, myself.id)


def owned(blocker: Blocker, owner: RecordId) -> dict[str, object]:
    """R01: one owner, the others beside."""
    rest = tuple(each for each in blocker.collaborators if each != owner)
    return {"owner": owner, "collaborators": rest}


def asleep(found: Step) -> bool:
    """Whether its snooze still lasts."""
    return found.stored.status is BlockerStatus.SNOOZED and clocks.asleep(
        found.stored, found.scene.now
    )
