"""Ids and values of the core in words: events, fields, refusals; on the screen and in the shell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind, RecordId, kind_of, task_of
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.health import Standing

_TERMS = {
    "T": {"status": "task"},
    "B": {"status": "blocker", "tier": "tier"},
    "A": {"status": "action"},
    "P": {"role": "role"},
}
"""By the kind of record: the field, and the list of terms that its values are of."""
_SHARED = {"priority": "priority", "light": "light"}
_SILENT = frozenset({"progressed_at", "removed"})
"""What moves along by itself."""
_PEOPLE = frozenset({"owner", "collaborators", "maker"})
_LONG = 60
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)


def party_name(board: Board, party: str) -> str:
    """A person or department of the RACI grid; namesakes are told apart by department."""
    person = board.people.get(RecordId(party))
    if person is None:
        return party
    names = Counter(each.name for each in board.people.values())
    return person.name if names[person.name] == 1 else f"{person.name}({person.dept})"


def reasons_of(stands: Standing, words: Words) -> str:
    """Why a light is what it is, in words to check; empty where there is nothing to say."""
    told = (
        words.say("light.unexplained")
        if each.id == "manual" and not each.values.get("why")
        else words.say(f"light.{each.id}", **each.values)
        for each in stands.reasons
    )
    return words.say("light.and").join(told)


def explained(stands: Standing, words: Words) -> str:
    """The light with its reasons: 红:逾期 1 天,差 20."""
    told, name = reasons_of(stands, words), words.say(f"term.light.{stands.light.value}")
    return words.say("light.of", light=name, reasons=told) if told else name


def happened(recorded: Recorded, board: Board | None, words: Words) -> str:
    """An event in one line: what happened, and what reads otherwise now."""
    event = recorded.event
    head = _head(recorded, words)
    if event.creates and "cells" not in event.after:
        title = event.after.get("title") or event.after.get("name") or event.after.get("text")
        return f"{head}  {_cut(str(title))}" if title else head
    changes = [_change(recorded, name, board, words) for name in event.after if name not in _SILENT]
    return "  ".join([head, *changes])


def _head(recorded: Recorded, words: Words) -> str:
    kind, about = recorded.event.kind, _about(recorded)
    for ending in ("undone", "redone"):
        if kind.endswith(f".{ending}"):
            return words.say(f"cli.{ending}", who=recorded.actor, id=about)
    return words.say(f"event.{kind}", who=recorded.actor, id=about)


def needs_board(recorded: Recorded) -> bool:
    """Whether the line of an event shows people, or moments in the project's zone."""
    event = recorded.event
    if "cells" in event.after:
        return True
    values = event.after.values() if event.before else ()
    return bool(_PEOPLE & event.after.keys() and event.before) or any(
        isinstance(each, str) and _INSTANT.match(each) for each in values
    )


def _about(recorded: Recorded) -> str:
    """The record that people think of: a RACI row is its task's, a note its subject's."""
    event = recorded.event
    if kind_of(event.subject) is Kind.RACI:
        return task_of(event.subject)
    return str(event.after.get("subject") or event.subject)


def _change(recorded: Recorded, name: str, board: Board | None, words: Words) -> str:
    event = recorded.event
    before, after = event.before.get(name), event.after[name]
    if name == "cells":
        return _cells(before or {}, after or {}, board)
    return words.say(
        "cli.changed",
        field=field_name(name, words),
        before=value_told(event.subject, name, before, board, words),
        after=value_told(event.subject, name, after, board, words),
    )


def _cells(before: Mapping[str, str], after: Mapping[str, str], board: Board | None) -> str:
    parties = dict.fromkeys((*before, *after))
    return "  ".join(
        f"{party_name(board, who) if board else who} {before.get(who, '-')}→{after.get(who, '-')}"
        for who in parties
        if before.get(who) != after.get(who)
    )


def field_name(name: str, words: Words) -> str:
    """What people call a field."""
    return words.say(f"term.field.{name}") if words.has(f"term.field.{name}") else name


def value_told(subject: str, name: str, value: Any, board: Board | None, words: Words) -> str:
    """A field's plain value as people read it; a dash for nothing."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, list):
        return words.join(value_told(subject, name, each, board, words) for each in value)
    if name in _PEOPLE and board is not None:
        return board.name_of(value)
    if isinstance(value, str) and _INSTANT.match(value):
        moment = datetime.fromisoformat(value)
        local = moment.astimezone(board.zone) if board is not None else moment
        return f"{local:%Y-%m-%d %H:%M}"
    term = (_SHARED | _TERMS.get(kind_of(subject).value, {})).get(name)
    if term is not None and words.has(f"term.{term}.{value}"):
        return words.say(f"term.{term}.{value}")
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def refusal(reason: str, values: Mapping[str, Any], words: Words) -> str:
    """Why something was refused, and what to do: a rule, a conflict, or a database away."""
    areas = ("refused", "store", "sync.reason")
    found = next((each for each in areas if words.has(f"{each}.{reason}")), areas[0])
    return worded(words, f"{found}.{reason}", values)


def worded(words: Words, word: str, values: Mapping[str, object]) -> str:
    """A sentence from an id that was made at run time; the id itself where it has no words."""
    given = {name: shown(value) for name, value in values.items()}
    if not words.has(word):
        return word.partition(".")[2]
    return Words(words.language).say(word, **given)


def shown(value: object) -> object:
    """A value as a sentence shows it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list | tuple | set | frozenset):
        return ", ".join(str(each) for each in value)
    return value
