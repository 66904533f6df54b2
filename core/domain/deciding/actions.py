"""Deciding about action items, decisions, milestones and notes."""

from __future__ import annotations

from typing import assert_never

from core.domain.action import (
    SETTLED,
    ActionItem,
    ActionStatus,
    AddAction,
    AssignAction,
    MoveAction,
    SetActionStatus,
)
from core.domain.decision import (
    Decision,
    Milestone,
    Note,
    RecordDecision,
    SetMilestone,
    WriteNote,
)
from core.domain.event import Event, changed, created
from core.domain.ids import Kind
from core.domain.record import Record
from core.domain.refusal import Gone, Refused
from core.domain.scene import Scene, named

ActionCommand = AddAction | AssignAction | MoveAction | SetActionStatus
PaperCommand = RecordDecision | SetMilestone | WriteNote
_KIND = {
    ActionStatus.OPEN: "action.reopened",
    ActionStatus.SUBMITTED: "action.submitted",
    ActionStatus.ACCEPTED: "action.accepted",
    ActionStatus.DONE: "action.done",
    ActionStatus.CANCELLED: "action.cancelled",
}


def decide(command: ActionCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about an action item comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    if isinstance(command, AddAction):
        return (_add(command, scene),)
    item = scene.record(ActionItem, command.action, command.seen)
    match command:
        case AssignAction():
            _still_open(item)
            owner = scene.person(command.owner).id
            rest = tuple(each for each in item.collaborators if each != owner)
            event = changed(item, "action.assigned", owner=owner, collaborators=rest)
        case MoveAction():
            _still_open(item)
            event = changed(item, "action.moved", due=command.due)
        case SetActionStatus():
            if command.status is ActionStatus.CANCELLED and not command.remark:
                raise Refused("reason-missing", id=item.id)
            event = changed(
                item,
                _KIND[command.status],
                status=command.status,
                remark=command.remark or item.remark,
            )
        case _:
            assert_never(command)
    return (event,) if event else ()


def _still_open(item: ActionItem) -> None:
    if item.status in SETTLED:
        raise Refused("action-settled", id=item.id)


def _linked(links: tuple[str, ...], scene: Scene) -> None:
    for each in links:
        if each not in scene.records:
            raise Gone(each)


def _add(command: AddAction, scene: Scene) -> Event:
    if not command.title:
        raise Refused("title-missing")
    _linked(command.links, scene)
    item = ActionItem(
        id=scene.next_id(Kind.ACTION),
        title=command.title,
        owner=scene.person(command.owner).id if command.owner else None,
        collaborators=named(scene, command.collaborators, command.owner),
        due=command.due,
        priority=command.priority,
        links=tuple(dict.fromkeys(command.links)),
        origin=command.origin,
        created_by=scene.actor,
        created_at=scene.now,
        raw_text=command.raw_text,
    )
    return created(item, "action.added")


def decide_paper(command: PaperCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish to put something on record comes to.

    Raises:
        Refused: there is nothing to record, or it speaks of somebody unknown.
        Gone: it speaks of a record that is not there.
    """
    record: Record
    match command:
        case RecordDecision():
            record, kind = _decision(command, scene), "decision.recorded"
        case SetMilestone():
            if not command.title:
                raise Refused("title-missing")
            record = Milestone(
                id=scene.next_id(Kind.MILESTONE), title=command.title, day=command.day
            )
            kind = "milestone.set"
        case WriteNote():
            record, kind = _note(command, scene), "note.written"
        case _:
            assert_never(command)
    return (created(record, kind),)


def _decision(command: RecordDecision, scene: Scene) -> Decision:
    if not command.title:
        raise Refused("title-missing")
    _linked(command.links, scene)
    return Decision(
        id=scene.next_id(Kind.DECISION),
        title=command.title,
        maker=scene.person(command.maker).id if command.maker else None,
        grounds=command.grounds,
        links=tuple(dict.fromkeys(command.links)),
        decided_at=scene.now,
        created_by=scene.actor,
        raw_text=command.raw_text,
    )


def _note(command: WriteNote, scene: Scene) -> Note:
    if not command.text and not command.url:
        raise Refused("note-empty")
    if command.url and not command.url.startswith(("https://", "http://")):
        raise Refused("link-not-web", url=command.url)
    _linked((command.subject,), scene)
    return Note(
        id=scene.next_id(Kind.NOTE),
        subject=command.subject,
        text=command.text,
        url=command.url,
        author=scene.actor,
        written_at=scene.now,
    )
