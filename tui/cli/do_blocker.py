"""What `do` knows about blockers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.blocker import Acknowledge, AssignBlocker, EditBlocker
from core.domain.task import Priority
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.fields import edited, ids

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish


def _ack(wish: Wish) -> Command:
    return Acknowledge(blocker=wish.id, seen=wish.seen)


def _assign(wish: Wish) -> Command:
    return AssignBlocker(blocker=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _edit(wish: Wish) -> Command:
    return EditBlocker(blocker=wish.id, seen=wish.seen, **edited(wish, _FIELDS))


def _text(text: str, _: Wish) -> str:
    return clean(text)


_FIELDS: dict[str, Callable[[str, Wish], Any]] = {
    **dict.fromkeys(("title", "description", "impact_scope", "attempted_measures"), _text),
    **dict.fromkeys(("responsible_dept", "lead"), _text),
    "priority": lambda text, _: lookup.member(Priority, text, lookup.terms(Priority, "priority")),
    "tasks": ids,
}
VERBS: dict[str, Make] = {"ack": _ack, "assign": _assign, "edit": _edit}
"""Each verb with what makes its command."""
