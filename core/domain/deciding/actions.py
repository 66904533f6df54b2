"""Deciding about action items."""

from __future__ import annotations

from typing import assert_never

from core.domain.action import (
    SETTLED,
    ActionItem,
    ActionStatus,
    AddAction,
    AssignAction,
    CarryOver,
    MoveAction,
    SetActionStatus,
    TurnAction,
)
from core.domain.blocker import RaiseBlocker
from core.domain.deciding import action_rights, blockers
from core.domain.deciding.papers import linked, written
from core.domain.decision import WriteNote
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind
from core.domain.refusal import Refused
from core.domain.scene import Scene, named
from core.domain.task import Task

ActionCommand = AddAction | AssignAction | MoveAction | SetActionStatus | CarryOver | TurnAction
_KIND = {
    ActionStatus.OPEN: "action.reopened",
    ActionStatus.SUBMITTED: "action.submitted",
    ActionStatus.ACCEPTED: "action.accepted",
    ActionStatus.DONE: "action.done",
    ActionStatus.CANCELLED: "action.cancelled",
}
_UNSETTLED = frozenset({ActionStatus.OPEN, ActionStatus.SUBMITTED, ActionStatus.ACCEPTED})
_FROM = {
    ActionStatus.OPEN: frozenset(ActionStatus) - {ActionStatus.OPEN},
    ActionStatus.SUBMITTED: frozenset({ActionStatus.OPEN}),
    ActionStatus.ACCEPTED: frozenset({ActionStatus.SUBMITTED}),
    ActionStatus.DONE: frozenset({ActionStatus.SUBMITTED, ActionStatus.ACCEPTED}),
    ActionStatus.CANCELLED: _UNSETTLED,
}
"""R13: from which statuses each is reached; what is done from submitted counts as accepted."""
_WITH_REASON = frozenset({ActionStatus.OPEN, ActionStatus.CANCELLED})


def decide(command: ActionCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about an action item comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    if isinstance(command, AddAction):
        return (_add(command, scene),)
    if isinstance(command, CarryOver):
        return _carry_over(command, scene)
    item = scene.record(ActionItem, command.action, command.seen)
    match command:
        case AssignAction():
            event = _assign(command, item, scene)
        case MoveAction():
            _still_open(item)
            event = changed(item, "action.moved", due=command.due)
        case SetActionStatus():
            return _set_status(command, item, scene)
        case TurnAction():
            return _turn(command, item, scene)
        case _:
            assert_never(command)
    return facts(event)


def _assign(command: AssignAction, item: ActionItem, scene: Scene) -> Event | None:
    """Who takes what nobody has claims it (待认领)."""
    _still_open(item)
    owner, myself = scene.person(command.owner).id, scene.myself()
    action_rights.check_owner(owner, item, scene)
    claimed = item.owner is None and myself is not None and myself.id == owner
    rest = tuple(each for each in item.collaborators if each != owner)
    kind = "action.claimed" if claimed else "action.assigned"
    return changed(item, kind, owner=owner, collaborators=rest)


def _set_status(command: SetActionStatus, item: ActionItem, scene: Scene) -> tuple[Event, ...]:
    """R13: handed in by its owner, accepted by others, marked done by whoever follows it up.

    What was said before stays with an item that is opened again, as a note.
    """
    status = command.status
    if status is item.status and command.remark in ("", item.remark):
        return ()
    if status is not item.status and item.status not in _FROM[status]:
        raise Refused(_why_not(status, item), id=item.id)
    if status in _WITH_REASON and not command.remark:
        raise Refused("reason-missing", id=item.id)
    action_rights.check(status, item, scene)
    event = changed(item, _KIND[status], status=status, remark=command.remark or item.remark)
    old = item.remark if status is ActionStatus.OPEN and item.status is not status else ""
    note = created(written(WriteNote(subject=item.id, text=old), scene), "note.written")
    return (*facts(event), *((note,) if old else ()))


def _why_not(status: ActionStatus, item: ActionItem) -> str:
    if item.status in SETTLED:
        return "action-settled"
    return "action-accepted" if status is ActionStatus.SUBMITTED else "action-not-submitted"


def _turn(command: TurnAction, item: ActionItem, scene: Scene) -> tuple[Event, ...]:
    """The promise stays open; the blocker goes on from it, and each names the other."""
    _still_open(item)
    named_ones = dict.fromkeys((*command.tasks, *item.links))
    stopped = [each for each in map(scene.records.get, named_ones) if isinstance(each, Task)]
    wish = RaiseBlocker(
        title=item.title,
        priority=item.priority,
        owner=item.owner,
        collaborators=item.collaborators,
        tasks=tuple(each.id for each in stopped),
        responsible_dept=_responsible(item, stopped, scene),
    )
    raised = blockers.decide(wish, scene)
    blocker = next(each.subject for each in raised if each.creates)
    notes = (
        written(WriteNote(subject=one, text=f"{command.note} {other}".strip()), scene, ahead)
        for ahead, (one, other) in enumerate(((item.id, blocker), (blocker, item.id)), 1)
    )
    return (*raised, *(created(each, "note.written") for each in notes))


def _responsible(item: ActionItem, stopped: list[Task], scene: Scene) -> str:
    """The department of what is stopped, else of who promised it."""
    owner = scene.people.get(item.owner) if item.owner else None
    dept = next((each.dept for each in stopped if each.dept), None)
    return dept or (owner.dept if owner is not None and owner.dept else "")


def _carry_over(command: CarryOver, scene: Scene) -> tuple[Event, ...]:
    """What was delivered meanwhile is not carried."""
    items = [scene.record(ActionItem, each) for each in dict.fromkeys(command.actions)]
    open_ones = [each for each in items if each.status is ActionStatus.OPEN]
    events = [changed(each, "action.carried", carried=each.carried + 1) for each in open_ones]
    return facts(*events)


def _still_open(item: ActionItem) -> None:
    if item.status in SETTLED:
        raise Refused("action-settled", id=item.id)


def _add(command: AddAction, scene: Scene) -> Event:
    if not command.title:
        raise Refused("title-missing")
    linked(command.links, scene)
    item = ActionItem(
        id=scene.next_id(Kind.ACTION),
        title=command.title,
        owner=scene.person(command.owner).id if command.owner else None,
        collaborators=named(scene, command.collaborators, command.owner),
        due=command.due,
        priority=command.priority,
        links=tuple(dict.fromkeys(command.links)),
        meeting=scene.said_in(),
        origin=command.origin,
        created_by=scene.actor,
        created_at=scene.now,
        raw_text=command.raw_text,
    )
    return created(item, "action.added")
