"""What `do` knows about tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.raci import FillRaci, Letter
from core.domain.task import (
    AssignTask,
    EditTask,
    LightLevel,
    MoveTask,
    Priority,
    SetLight,
    SetProgress,
    SetStatus,
    TaskStatus,
)
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.fields import edited, ids, one_id
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish


def _progress(wish: Wish) -> Command:
    text = wish.text.removesuffix("%")
    if not (text.isascii() and text.removeprefix("-").isdecimal() and len(text) <= 9):
        raise Wrong(word="cli.wrong_number", value=wish.text)
    return SetProgress(task=wish.id, actual=int(text), reason=wish.delay, seen=wish.seen)


def _status(wish: Wish) -> Command:
    status = lookup.member(TaskStatus, wish.text, lookup.terms(TaskStatus, "task"))
    return SetStatus(task=wish.id, status=status, seen=wish.seen)


def _assign(wish: Wish) -> Command:
    return AssignTask(task=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _due(wish: Wish) -> Command:
    return MoveTask(task=wish.id, due=wish.day(wish.text), reason=wish.delay, seen=wish.seen)


def _raci(wish: Wish) -> Command:
    *name, letter = wish.text.split()
    if not name or letter.upper() not in {*Letter, "-"}:
        raise Wrong(word="cli.wrong_raci", value=wish.text)
    party = " ".join(name)
    if party not in wish.desk.board.departments:
        party = wish.person(party)
    filled = None if letter == "-" else Letter(letter.upper())
    return FillRaci(task=wish.id, party=party, letter=filled, seen=wish.seen)


def _light(wish: Wish) -> Command:
    if wish.text.casefold() == "auto":
        return SetLight(task=wish.id, light=None, seen=wish.seen)
    light = lookup.member(LightLevel, wish.text, lookup.terms(LightLevel, "light"))
    return SetLight(task=wish.id, light=light, reason=wish.reason, seen=wish.seen)


def _edit(wish: Wish) -> Command:
    return EditTask(task=wish.id, seen=wish.seen, **edited(wish, _FIELDS))


def _people(text: str, wish: Wish) -> tuple[str, ...]:
    return tuple(wish.person(each.strip()) for each in text.split(",") if each.strip())


_FIELDS: dict[str, Callable[[str, Wish], Any]] = {
    "title": lambda text, _: clean(text),
    "dept": lambda text, _: clean(text),
    "collaborators": _people,
    "start": lambda text, wish: wish.day(text),
    "priority": lambda text, _: lookup.member(Priority, text, lookup.terms(Priority, "priority")),
    "parent": one_id,
    "depends_on": ids,
    "deliverable": lambda text, _: clean(text),
    "remark": lambda text, _: clean(text),
}
VERBS: dict[str, Make] = {
    "progress": _progress,
    "status": _status,
    "assign": _assign,
    "due": _due,
    "raci": _raci,
    "light": _light,
    "edit": _edit,
}
"""Each verb with what makes its command."""
