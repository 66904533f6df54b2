"""What `do` knows about action items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.domain.action import (
    ActionItem,
    ActionStatus,
    AssignAction,
    MoveAction,
    SetActionStatus,
    TurnAction,
    tasks_of,
)
from core.domain.batch import Batch
from core.domain.decision import WriteNote
from core.domain.refusal import Gone, Refused

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.ids import RecordId
    from tui.cli.do import Make, Wish

_WITH_REASON = (ActionStatus.OPEN, ActionStatus.CANCELLED)


def _assign(wish: Wish) -> Command:
    return AssignAction(action=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _claim(wish: Wish) -> Command:
    """Whoever asks takes what nobody has."""
    myself = wish.ground.myself
    if myself is None:
        raise Refused("actor-unknown", name=wish.desk.service.actor)
    item = wish.desk.board.actions.get(wish.id)
    if item is not None and item.owner not in (None, myself):
        raise Refused("action-owned", id=item.id, who=wish.desk.board.name_of(item.owner))
    return AssignAction(action=wish.id, owner=myself, seen=wish.seen)


def _to_blocker(wish: Wish) -> Command:
    """The reason is written on both; where none is given, how often it was carried over."""
    item = wish.desk.board.actions.get(wish.id)
    if not isinstance(item, ActionItem):
        raise Gone(wish.id)
    words = wish.desk.words
    usual = words.say("action.turned", n=item.carried) if item.carried else words.say("cli.turned")
    note = wish.why or usual
    return TurnAction(action=wish.id, tasks=_stopped(wish, item), note=note, seen=wish.seen)


def _stopped(wish: Wish, item: ActionItem) -> tuple[RecordId, ...]:
    """The tasks that the item is about: linked to it, or stopped by a blocker that is."""
    blockers = wish.desk.board.blockers
    behind = (task for each in item.links if each in blockers for task in blockers[each].tasks)
    return tuple(dict.fromkeys((*tasks_of(item), *behind)))


def _due(wish: Wish) -> Command:
    """The reason, where one is given, stays with the item as a note."""
    move = MoveAction(action=wish.id, due=wish.when(), seen=wish.seen)
    if not wish.reason:
        return move
    return Batch(commands=(move, WriteNote(subject=wish.id, text=wish.delay)))


def _settle(status: ActionStatus, wish: Wish) -> Command:
    remark = wish.why if status in _WITH_REASON else wish.reason or wish.rest
    return SetActionStatus(action=wish.id, status=status, remark=remark, seen=wish.seen)


VERBS: dict[str, Make] = {
    "assign": _assign,
    "claim": _claim,
    "due": _due,
    "submit": partial(_settle, ActionStatus.SUBMITTED),
    "accept": partial(_settle, ActionStatus.ACCEPTED),
    "done": partial(_settle, ActionStatus.DONE),
    "cancel": partial(_settle, ActionStatus.CANCELLED),
    "reopen": partial(_settle, ActionStatus.OPEN),
    "to-blocker": _to_blocker,
}
"""Each verb with what makes its command."""
