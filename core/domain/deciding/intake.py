"""Deciding about what comes in from elsewhere, and about taking back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.domain.deciding.people import joining
from core.domain.deciding.tasks import acyclic
from core.domain.event import Event, Recorded, created
from core.domain.ids import Kind, kind_of, record_id
from core.domain.intake import BringIn, TakeBack, TakeIn, Taken
from core.domain.record import Record, decode, encode
from core.domain.refusal import Gone, Refused
from core.domain.scene import Scene
from core.domain.task import Task

_CREATED = {
    Kind.PROJECT: "project.created",
    Kind.DEPARTMENT: "department.added",
    Kind.PERSON: "person.added",
    Kind.TASK: "task.added",
    Kind.RACI: "raci.filled",
    Kind.MILESTONE: "milestone.set",
    Kind.BLOCKER: "blocker.raised",
    Kind.ACTION: "action.added",
    Kind.DECISION: "decision.recorded",
    Kind.NOTE: "note.written",
}


def decide_take_in(command: TakeIn, scene: Scene) -> tuple[Event, ...]:
    """A source's word becomes fields of tasks, as it stands; what is equal already is no event.

    Raises:
        Refused: a task would be somebody's whom nobody knows.
        Gone: a linked task is not there.
        Conflict: somebody wrote a linked task since it was compared.
    """
    depts = tuple(item.values.get("dept") or "" for item in command.items)
    return (*joining(depts, scene), *_taken(command, scene))


def _taken(command: TakeIn, scene: Scene) -> Iterator[Event]:
    ahead = 0
    for item in command.items:
        if item.task is None:
            ahead += 1
            identity = record_id(Kind.TASK, scene.taken.get(Kind.TASK, 0) + ahead)
            event: Event | None
            event = Event("task.added", identity, {}, _fresh(command.source, item, scene))
        else:
            event = _news(scene.record(Task, item.task, item.seen), item, scene)
        if event is not None:
            if owner := event.after.get("owner"):
                scene.person(owner)
            yield event


def _fresh(source: str, item: Taken, scene: Scene) -> dict[str, Any]:
    values = {name: value for name, value in item.values.items() if value not in (None, "", [])}
    values["source"] = source
    values["source_id"] = item.source_id
    if item.url:
        values["source_url"] = item.url
    if values.get("actual"):
        values["progressed_at"] = encode(scene.now)
    return values


def _news(task: Task, item: Taken, scene: Scene) -> Event | None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in decode(Task, item.values).items():
        old = getattr(task, name)
        if old != value:
            before[name], after[name] = encode(old), encode(value)
    if "actual" in after:
        before["progressed_at"], after["progressed_at"] = (
            encode(task.progressed_at),
            encode(scene.now),
        )
    return Event("task.synced", task.id, before, after) if after else None


def decide_bring_in(command: BringIn, scene: Scene) -> tuple[Event, ...]:
    """Records as they stand become creations.

    Raises:
        Refused: an id is in use, or a record is somebody's whom nobody knows.
    """
    people = {*scene.people, *(record.id for record in command.records)}
    for record in command.records:
        if record.id in scene.records:
            raise Refused("id-in-use", id=record.id)
        if (owner := getattr(record, "owner", None)) and owner not in people:
            raise Refused("no-such-person", name=owner)
    return tuple(created(record, _CREATED[kind_of(record.id)]) for record in command.records)


def decide_take_back(command: TakeBack, scene: Scene) -> tuple[Event, ...]:
    """The opposite of each event, the last one first.

    Raises:
        Refused: there is nothing to take back, it was taken back, or somebody changed it since.
    """
    if not scene.undoing:
        raise Refused("nothing-to-undo")
    return tuple(_opposite(each, command.forward, scene) for each in reversed(scene.undoing))


def _opposite(recorded: Recorded, forward: bool, scene: Scene) -> Event:
    event = recorded.event
    if recorded.undone_by is not None:
        raise Refused("undone-already", id=event.subject)
    record = scene.records.get(event.subject)
    if record is None:
        raise Gone(event.subject)
    before: Mapping[str, Any] = event.before
    after: Mapping[str, Any] = event.after
    if event.creates:
        before, after = {"removed": True}, {"removed": False}
    _untouched(record, recorded, after)
    if before.get("depends_on"):
        acyclic(event.subject, tuple(before["depends_on"]), scene)
    record_word = event.kind.partition(".")[0]
    word = "redone" if forward else "undone"
    return Event(f"{record_word}.{word}", event.subject, after, before, undoes=recorded.seq)


def _untouched(record: Record, recorded: Recorded, after: Mapping[str, Any]) -> None:
    """What somebody changed since is not overwritten; both readings are named."""
    for name, value in after.items():
        now = encode(getattr(record, name))
        if now != value:
            raise Refused(
                "undo-overtaken", id=record.id, field=name, mine=value, now=now, seq=recorded.seq
            )
