"""Ids and values of the core in words: events, fields, refusals; on the screen and in the shell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from core.domain.ids import SYSTEM, Kind, RecordId, kind_of, task_of
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.health import Standing

_TERMS = {
    "T": {"status": "task"},
    "B": {"status": "blocker", "tier": "tier", "snoozed_from": "blocker"},
    "A": {"status": "action"},
    "K": {"status": "risk"},
    "P": {"role": "role", "functions": "function"},
}
"""By the kind of record: the field, and the list of terms that its values are of."""
_SHARED = {"priority": "priority", "light": "light"}
_SILENT = frozenset(
    {"progressed_at", "removed", "alarms", "pauses", "response_since", "policy", "source_id"}
)
"""What moves along by itself."""
_SAID = frozenset(
    {"subject", "author", "written_at", "created_by", "created_at", "raised_by", "raised_at"}
    | {"reported_at", "source"}
)
"""What a line about a new record says anyway: by whom, when, about what."""
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})
_LONG = 60
_BREAK = re.compile(r"\s*[\r\n]\s*")
_PERSON = re.compile(r"P-[0-9]+", re.ASCII)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)


def party_name(board: Board, party: str) -> str:
    """A person or department of the RACI grid; namesakes are told apart by department."""
    person = board.people.get(RecordId(party))
    if person is None:
        return party
    names = Counter(each.name for each in board.people.values())
    return person.name if names[person.name] == 1 else f"{person.name}({person.dept})"


def actor_name(actor: str, words: Words) -> str:
    """Who acted, as people read it: what came due by itself was the system's."""
    return words.say("tick.system") if actor == SYSTEM else actor


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
    head = headline(recorded, words)
    if event.creates and "cells" not in event.after:
        title = event.after.get("title") or event.after.get("name") or event.after.get("text")
        return f"{head}  {_cut(str(title))}" if title else head
    changes = [_change(recorded, name, board, words) for name in event.after if name not in _SILENT]
    return "  ".join([head, *changes])


def outcome(events: Sequence[Recorded], board: Board | None, words: Words) -> str:
    """What a command came to, in one line; an undo of several changes says how many."""
    told = [each for each in events if kind_of(each.event.subject) is not Kind.MESSAGE] or events
    line, count = happened(told[-1], board, words), len(told)
    if count == 1 or told[-1].event.undoes is None:
        return line
    again = told[-1].event.kind.endswith(".redone")
    counted = words.say("history.did_again" if again else "history.took_back", n=count)
    return f"{counted}  {line}"


def headline(recorded: Recorded, words: Words) -> str:
    """Who did what to which record."""
    kind, about = recorded.event.kind, _about(recorded)
    who = actor_name(recorded.actor, words)
    for ending in ("undone", "redone"):
        if kind.endswith(f".{ending}"):
            return words.say(f"cli.{ending}", who=who, id=about)
    return words.say(f"event.{kind}", who=who, id=about)


def changes(
    recorded: Recorded, board: Board | None, words: Words
) -> Iterator[tuple[str, str, str]]:
    """Each field that an event changed: its name, what it read before and what after."""
    event = recorded.event
    for name, after in event.after.items():
        before = event.before.get(name)
        if name in _SILENT or (event.creates and not _worth_telling(event.subject, name, after)):
            continue
        if isinstance(after, Mapping) and not event.creates:
            yield from _inner_changes(name, before or {}, after, board, words)
            continue
        old, new = (value_told(event.subject, name, each, board, words) for each in (before, after))
        yield field_name(name, words), old, new


def _worth_telling(subject: str, name: str, value: Any) -> bool:
    """Of a new record, what its headline does not say; of a message, whom it is for."""
    if kind_of(subject) is Kind.MESSAGE:
        return name == "to"
    return value not in _NOTHING and name not in _SAID


def _inner_changes(
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    board: Board | None,
    words: Words,
) -> Iterator[tuple[str, str, str]]:
    for inner in dict.fromkeys((*before, *after)):
        if before.get(inner) != after.get(inner):
            label = part_name(f"{name}.{inner}", board, words)
            yield label, str(before.get(inner) or "–"), str(after.get(inner) or "–")


def part_name(field: str, board: Board | None, words: Words) -> str:
    """What people call a field, or a value within one: `RACI 王敏` for `cells.P-02`."""
    name, _, inner = field.partition(".")
    if not inner:
        return field_name(name, words)
    return f"{field_name(name, words)} {_party(inner, board)}"


def needs_board(recorded: Recorded) -> bool:
    """Whether the line of an event shows people, or moments in the project's zone."""
    event = recorded.event
    if "cells" in event.after:
        return True
    if event.creates:
        return False
    texts = (one for each in event.after.values() for one in _texts(each))
    old = (one for each in event.before.values() for one in _texts(each))
    return any(_INSTANT.match(each) or _PERSON.fullmatch(each) for each in (*texts, *old))


def _texts(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else (value,):
        if isinstance(each, str):
            yield each


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
    if before == after and event.undoes is not None:
        told = value_told(event.subject, name, after, board, words)
        return words.say("history.kept", field=field_name(name, words), value=told)
    return words.say(
        "cli.changed",
        field=field_name(name, words),
        before=value_told(event.subject, name, before, board, words),
        after=value_told(event.subject, name, after, board, words),
    )


def _cells(before: Mapping[str, str], after: Mapping[str, str], board: Board | None) -> str:
    parties = dict.fromkeys((*before, *after))
    return "  ".join(
        f"{_party(who, board)} {before.get(who, '-')}→{after.get(who, '-')}"
        for who in parties
        if before.get(who) != after.get(who)
    )


def field_name(name: str, words: Words) -> str:
    """What people call a field."""
    return words.say(f"term.field.{name}") if words.has(f"term.field.{name}") else name


def fact_told(record: Any, name: str, value: Any, board: Board | None, words: Words) -> str:
    """A field of a record as people read it, with what it asks for where it does."""
    if name == "carried" and getattr(record, "stuck", False):
        return words.say("action.stuck", n=value)
    return value_told(record.id, name, value, board, words)


def value_told(subject: str, name: str, value: Any, board: Board | None, words: Words) -> str:
    """A field's plain value as people read it; a dash for nothing."""
    if value in _NOTHING:
        return "–"
    if isinstance(value, list):
        return words.join(value_told(subject, name, each, board, words) for each in value)
    if isinstance(value, Mapping):
        return words.join(f"{_party(each, board)} {value[each]}" for each in value)
    if isinstance(value, str) and (_PERSON.fullmatch(value) or _INSTANT.match(value)):
        return _known(value, board)
    term = (_SHARED | _TERMS.get(kind_of(subject).value, {})).get(name)
    if term is not None and words.has(f"term.{term}.{value}"):
        return words.say(f"term.{term}.{value}")
    return _cut(str(value))


def _known(value: str, board: Board | None) -> str:
    """A person by name, a moment by the project's clock."""
    if _PERSON.fullmatch(value):
        return board.name_of(value) if board is not None else value
    moment = datetime.fromisoformat(value)
    local = moment.astimezone(board.zone) if board is not None else moment
    return f"{local:%Y-%m-%d %H:%M}"


def _party(party: str, board: Board | None) -> str:
    return party_name(board, party) if board is not None else party


def _cut(text: str) -> str:
    text = _BREAK.sub(" ", text)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def refusal(reason: str, values: Mapping[str, Any], words: Words) -> str:
    """Why something was refused, and what to do: a rule, a conflict, or a database away."""
    areas = ("refused", "store", "sync.reason")
    found = next((each for each in areas if words.has(f"{each}.{reason}")), areas[0])
    return worded(words, f"{found}.{reason}", values)


def worded(words: Words, word: str, values: Mapping[str, object]) -> str:
    """A sentence from an id that was made at run time; the id itself where it has no words."""
    given = {name: shown(_termed(name, value, words)) for name, value in values.items()}
    if given.get("who") == SYSTEM:
        given["who"] = actor_name(SYSTEM, words)
    if not words.has(word):
        return word.partition(".")[2]
    return Words(words.language).say(word, **given)


_ID_VALUES = {"verb": "blocker.verb", "stands": "term.blocker", "fields": "term.field"}
"""Values of refusals that are ids themselves, and the area that words them."""


def _termed(name: str, value: object, words: Words) -> object:
    """A value in words, where it is an id; itself where it is not."""
    area = _ID_VALUES.get(name)
    if area is None:
        return value
    if isinstance(value, tuple | list):
        return words.join(str(_termed(name, each, words)) for each in value)
    return words.say(f"{area}.{value}") if words.has(f"{area}.{value}") else value


def shown(value: object) -> object:
    """A value as a sentence shows it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list | tuple | set | frozenset):
        return ", ".join(str(each) for each in value)
    return value
