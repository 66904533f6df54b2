"""What `do` knows about action items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.domain.action import ActionStatus, AssignAction, MoveAction, SetActionStatus
from core.domain.text import clean

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish


def _assign(wish: Wish) -> Command:
    return AssignAction(action=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _due(wish: Wish) -> Command:
    return MoveAction(action=wish.id, due=wish.when(), seen=wish.seen)


def _settle(status: ActionStatus, wish: Wish) -> Command:
    remark = wish.reason or clean(" ".join(wish.words))
    return SetActionStatus(action=wish.id, status=status, remark=remark, seen=wish.seen)


VERBS: dict[str, Make] = {
    "assign": _assign,
    "due": _due,
    "submit": partial(_settle, ActionStatus.SUBMITTED),
    "accept": partial(_settle, ActionStatus.ACCEPTED),
    "done": partial(_settle, ActionStatus.DONE),
    "cancel": partial(_settle, ActionStatus.CANCELLED),
}
"""Each verb with what makes its command."""
