"""Deciding about what comes in from elsewhere, and about taking back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from core.domain.action import ActionItem, ActionStatus
from core.domain.clash import Clash
from core.domain.contest import contested, reverted, stays
from core.domain.deciding import blocker_undo, clash_undo, clashes, form_undo, undo_rights
from core.domain.deciding.people import joining
from core.domain.deciding.tasks import acyclic
from core.domain.event import Event, Recorded, apply, changed, created, facts
from core.domain.ids import Kind, RecordId, kind_of, record_id
from core.domain.intake import BringIn, TakeBack, TakeIn, Taken
from core.domain.message import GRACE, Message
from core.domain.reach import FOUND, meant
from core.domain.record import decode, encode
from core.domain.refusal import Conflict, Gone, Refused
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
    Kind.RISK: "risk.raised",
    Kind.POLICY: "policy.set",
    Kind.MESSAGE: "message.queued",
    Kind.MEETING: "meeting.planned",
    Kind.AGENDA_ITEM: "agenda.added",
    Kind.POINT: "point.made",
    Kind.MINUTES: "minutes.written",
    Kind.SERIES: "series.set",
    Kind.CLASH: "clash.found",
    Kind.FORM: "form.opened",
}


def decide_take_in(command: TakeIn, scene: Scene) -> tuple[Event, ...]:
    """A source's word becomes fields of tasks, as it stands; what is equal already is no event.

    Raises:
        Refused: a task would be somebody's whom nobody knows.
        Gone: a linked task is not there.
        Conflict: somebody wrote a linked task since it was compared.
    """
    depts = tuple(item.values.get("dept") or "" for item in command.items)
    return (
        *joining(depts, scene),
        *_taken(command, scene),
        *clashes.found(command.source, command.clashes, scene),
        *clashes.lapsed(command.lapsed, scene),
        *clashes.dropped(command.dropped, scene),
        *_there("gone", command.gone, scene),
        *_there("back", command.back, scene),
    )


def _there(what: str, ids: Iterable[RecordId], scene: Scene) -> Iterator[Event]:
    """Whether the source still has the item of a record: a line of its history, and no change."""
    for each in ids:
        record = scene.records.get(each)
        if isinstance(record, Task | ActionItem) and not record.removed:
            same = {"removed": False}
            yield Event(f"{kind_of(each).name.lower()}.{what}", each, same, same)


def _taken(command: TakeIn, scene: Scene) -> Iterator[Event]:
    ahead = 0
    for item in command.items:
        if item.task is None:
            ahead += 1
            identity = record_id(Kind.TASK, scene.taken.get(Kind.TASK, 0) + ahead)
            events = facts(Event("task.added", identity, {}, _fresh(command.source, item, scene)))
        elif kind_of(item.task) is Kind.ACTION:
            events = _promised(scene.record(ActionItem, item.task, item.seen), item)
        else:
            events = facts(_news(scene.record(Task, item.task, item.seen), item, scene))
        for event in events:
            if owner := event.after.get("owner"):
                scene.somebody(owner)
            yield event


def _promised(item: ActionItem, taken: Taken) -> tuple[Event, ...]:
    """What a source says of an action item. Done there is handed in here: who waves it through is
    somebody else (R13)."""
    values = decode(ActionItem, taken.values)
    status = values.pop("status", item.status)
    if owner := values.get("owner"):
        values["collaborators"] = tuple(each for each in item.collaborators if each != owner)
    handed_in = status is ActionStatus.SUBMITTED and item.status is ActionStatus.OPEN
    return facts(
        changed(item, "action.synced", **values),
        changed(item, "action.submitted", status=status) if handed_in else None,
    )


def _fresh(source: str, item: Taken, scene: Scene) -> dict[str, Any]:
    said = item.values.items()
    values = {name: value for name, value in said if value or value not in (None, "", [])}
    values["source"] = source
    values["source_id"] = item.source_id
    if item.url:
        values["source_url"] = item.url
    if values.get("actual") and item.at is not None:
        # That a task comes in is no report of its progress: who told it, told it there (C04).
        values["progressed_at"] = encode(min(item.at, scene.now))
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
            encode(min(item.at or scene.now, scene.now)),
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
        Refused: there is nothing to take back, it was taken back, it is not theirs to take back,
            it is of many records and nobody agreed to that, a group has read of it, somebody
            changed a field since for which nothing was chosen, or a source found it (`FOUND`).
        Conflict: somebody wrote since the choice was made.
    """
    scene = replace(scene, undoing=_meant(command, scene))
    undo_rights.check(command, scene)
    for each in scene.undoing:
        if each.event.subject not in scene.records:
            raise Gone(each.event.subject)
        _recallable(each, scene)
    for identity, version in command.seen.items():
        record = scene.records.get(identity)
        if record is not None and record.version != version:
            raise Conflict(identity)
    undoing = tuple(each for each in scene.undoing if not _left(each, scene))
    form_undo.check_wish(command, undoing, scene)
    _settled(command, undoing, scene)
    clash_undo.check(undoing, scene)
    events = tuple(_opposites(command, undoing, scene))
    blocker_undo.check(events, scene, whole=not (command.keep or command.over))
    form_undo.check(events, scene)
    return events


def _meant(command: TakeBack, scene: Scene) -> tuple[Recorded, ...]:
    """What is to be taken back of the command; something is.

    Raises:
        Refused: there is no such command, all of it was taken back, or a sync only found it.
    """
    found = meant(scene.undoing, command.only)
    if any(kind_of(each.event.subject) is not Kind.MESSAGE for each in found):
        return found
    named = [each for each in scene.undoing if each.event.subject in command.only]
    for each in named or scene.undoing:
        if each.undone_by is not None:
            raise Refused("undone-already", id=each.event.subject)
        if each.event.kind in FOUND and kind_of(each.event.subject) is Kind.CLASH:
            raise Refused("clash-found", id=each.event.subject)
    if not found:
        raise Refused("nothing-to-undo")
    return found


def _left(recorded: Recorded, scene: Scene) -> bool:
    """Whether this is a message that can no longer be called back."""
    record = scene.records[recorded.event.subject]
    return isinstance(record, Message) and not record.removed and record.left(scene.now)


def _recallable(recorded: Recorded, scene: Scene) -> None:
    """What a bot carries to a group is out of our hands: nothing may pretend that it is not."""
    message = scene.records[recorded.event.subject]
    if isinstance(message, Message) and message.channel and _left(recorded, scene):
        raise Refused("message-left", id=message.subject or message.id)


def _settled(command: TakeBack, undoing: tuple[Recorded, ...], scene: Scene) -> None:
    """What somebody changed since is not overwritten unasked; both readings are named."""
    for each in contested(undoing, scene.records):
        if each.key not in (*command.keep, *command.over):
            raise Refused(
                "undo-overtaken",
                id=each.subject,
                field=each.field,
                mine=each.mine,
                now=each.now,
                seq=each.seq,
                command=command.command,
                forward=command.forward,
            )


def _opposites(command: TakeBack, undoing: tuple[Recorded, ...], scene: Scene) -> Iterator[Event]:
    word = "redone" if command.forward else "undone"
    records = dict(scene.records)
    for recorded in reversed(undoing):
        event, record = recorded.event, records[recorded.event.subject]
        after: dict[str, Any] = {"removed": not stays(event, command.keep)}
        if isinstance(record, Clash):
            after = clash_undo.back(recorded, record, scene)
        elif not event.creates:
            after = reverted(event, record, command.keep)
        if isinstance(record, Message) and after.get("removed") is False:
            # It can be called back again, as long as the first time.
            after["send_after"] = encode(scene.now + GRACE)
        # What is left as it is was decided too: the next undo goes further back.
        names = after or event.after
        before = {name: encode(getattr(record, name)) for name in names}
        if after.get("depends_on"):
            acyclic(event.subject, tuple(after["depends_on"]), scene)
        kind = f"{event.kind.partition('.')[0]}.{word}"
        opposite = Event(kind, event.subject, before, after or before, undoes=recorded.seq)
        records[event.subject] = apply(record, opposite, scene.now)
        yield opposite
