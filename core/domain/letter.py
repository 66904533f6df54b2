"""A wish as plain JSON and back: what is kept of it while it cannot be carried out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, get_args

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.clash import Clash, Found
from core.domain.command import Command
from core.domain.decision import Decision, Milestone, Note
from core.domain.form import Form
from core.domain.intake import Taken
from core.domain.meeting import AgendaItem, Meeting, Minutes, Point, Series
from core.domain.meeting_wishes import Slot
from core.domain.message import Message
from core.domain.people import Department, Person
from core.domain.policy import Policy
from core.domain.project import Project
from core.domain.raci import RaciRow
from core.domain.record import Json, decode, encode
from core.domain.risk import Risk
from core.domain.task import Task

_INSIDE: Final = (
    *(Taken, ActionItem, Blocker, Decision, Department, Milestone, Note, Person, Project),
    *(RaciRow, Risk, Task, Policy, Message, Meeting, AgendaItem, Point, Minutes, Series, Slot),
    *(Clash, Form, Found),
)
"""What a command may hold whole."""
_KINDS: Final[dict[str, type[Any]]] = {
    each.__name__: each for each in (*get_args(Command), *_INSIDE)
}
_KIND: Final = "is"
"""Under which name a thing's class is written."""
_FULL: Final = frozenset({"items", "records", "commands", "agenda", "clashes"})
"""Fields that hold things of such classes."""
_ONE: Final = frozenset({"slot"})
"""Fields that hold one of them."""
_HELD: Final = _FULL | _ONE


def written(command: Command) -> dict[str, Any]:
    """A command as plain JSON. Its instants keep their moment, not their offset.

    Raises:
        ValueError: an instant has no offset.
    """
    return _written(command)


def read(letter: Json) -> Command:
    """The command that was written.

    Raises:
        ValueError, TypeError: it is none, or one of another version of the program.
    """
    found = _read(letter)
    if not isinstance(found, Command):
        raise TypeError("no-command")
    return found


def _written(thing: Any) -> dict[str, Any]:
    fields = {each.name: getattr(thing, each.name) for each in dataclasses.fields(thing)}
    plain = {name: encode(value) for name, value in fields.items() if name not in _HELD}
    for name in _HELD & fields.keys():
        value = fields[name]
        plain[name] = _written(value) if name in _ONE else [_written(each) for each in value]
    return {_KIND: type(thing).__name__, **plain}


def _read(letter: Any) -> Any:
    if not isinstance(letter, Mapping) or letter.get(_KIND) not in _KINDS:
        raise ValueError("no-letter")
    kind = _KINDS[letter[_KIND]]
    plain = {name: value for name, value in letter.items() if name not in (_KIND, *_HELD)}
    values = decode(kind, plain) if plain else {}
    for name in _HELD & letter.keys():
        held = letter[name]
        values[name] = _read(held) if name in _ONE else tuple(map(_read, held))
    return kind(**values)
