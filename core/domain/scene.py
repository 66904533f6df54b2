"""What a rule may look at while it decides: values only, loaded by the service beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from core.domain.event import Recorded
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import Department, Person, Role
from core.domain.project import Project
from core.domain.record import Record
from core.domain.refusal import Conflict, Gone, Refused

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Scene:
    """The records a command names, the people, and whose wish it is."""

    now: datetime
    actor: str
    project: Project
    people: Mapping[RecordId, Person] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    """By name."""
    records: Mapping[RecordId, Record] = field(default_factory=dict)
    dependencies: Mapping[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)
    """Which task waits for which; loaded for commands that change it."""
    parents: frozenset[RecordId] = frozenset()
    """The tasks that have subtasks; loaded for commands that make one a subtask."""
    taken: Mapping[Kind, int] = field(default_factory=dict)
    """The highest number given out for each kind that the command creates."""
    undoing: tuple[Recorded, ...] = ()
    """The events of the command that is to be taken back."""

    @property
    def today(self) -> date:
        """The project's day."""
        return self.now.astimezone(ZoneInfo(self.project.timezone)).date()

    def record(self, kind: type[R], identity: str, seen: int | None = None) -> R:
        """The record a command names.

        Raises:
            Gone: there is none.
            Conflict: its version is not the one that the person saw.
        """
        found = self.records.get(RecordId(identity))
        if not isinstance(found, kind) or getattr(found, "removed", False):
            raise Gone(identity)
        if seen is not None and getattr(found, "version", seen) != seen:
            raise Conflict(identity)
        return found

    def person(self, identity: str) -> Person:
        """The person behind an id.

        Raises:
            Refused: there is none in this project.
        """
        person = self.people.get(RecordId(identity))
        if person is None or person.removed:
            raise Refused("no-such-person", name=identity)
        return person

    def next_id(self, kind: Kind, ahead: int = 1) -> RecordId:
        """The id for the next record of a kind (or the one `ahead` after it)."""
        return record_id(kind, self.taken.get(kind, 0) + ahead)

    def myself(self) -> Person | None:
        """The person who acts, where the project knows one by that name."""
        return next(
            (each for each in self.people.values() if each.goes_by(self.actor)),
            None,
        )

    def may_write(self) -> None:
        """Process 1.8: visitors read.

        Raises:
            Refused: the actor is a viewer.
        """
        person = self.myself()
        if person is not None and person.role is Role.VIEWER:
            raise Refused("viewer-may-not", name=person.name)


def named(scene: Scene, people: tuple[str, ...], owner: Any) -> tuple[RecordId, ...]:
    """Collaborators once each, without the owner (R01: one owner, the others beside)."""
    return tuple(
        dict.fromkeys(scene.person(each).id for each in people if each != owner),
    )
