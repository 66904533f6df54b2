"""Ids and values of the core in words: events, fields, refusals; on the screen and in the shell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from core.domain.ids import SYSTEM, Kind, RecordId, kind_of
from tui import record_names, source_names
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
    "M": {"status": "meeting_status", "kind": "meeting"},
    "G": {"purpose": "purpose"},
    "Q": {"sort": "point"},
    "F": {"status": "form_status"},
    "SC": {"status": "clash", "choice": "choice"},
}
"""By the kind of record: the field, and the list of terms that its values are of."""
_SHARED = {"priority": "priority", "light": "light", "phase": "phase"}
_PER_CENT = frozenset({"actual", "planned"})
_SIDES = frozenset({"base", "ours", "theirs", "value"})
"""Of a clash: values of the field that it is about."""
_SILENT = frozenset(
    {"progressed_at", "removed", "alarms", "pauses", "response_since", "policy", "source_id"}
    | {"turns", "current", "paused_at", "sent_text"}
    | {"signs", "values", "step_since"}
)
"""What moves along by itself, or is a whole paper."""
_ITS_OWN = timedelta(seconds=5)
"""A moment so near to that of its event says the same as the event."""
_SAID = frozenset(
    {"subject", "author", "written_at", "created_by", "created_at", "raised_by", "raised_at"}
    | {"reported_at", "source"}
)
"""What a line about a new record says anyway: by whom, when, about what."""
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})
_BESIDE = frozenset({Kind.MESSAGE, Kind.AGENDA_ITEM})
"""What moves beside what was wished: letters that go out, the clock of an agenda item."""
_LONG = 60
"""Cells of a value in a sentence."""
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


def reasons_of(stands: Standing, words: Words, area: str = "light") -> str:
    """Why a light is what it is, in words to check; empty where there is nothing to say.

    `area` may have longer words than those for a column, which say what days and points are.
    """
    told = (
        words.say("light.unexplained")
        if each.id == "manual" and not each.values.get("why")
        else words.say(_longer(f"{area}.{each.id}", f"light.{each.id}", words), **each.values)
        for each in stands.reasons
    )
    return words.say("light.and").join(told)


def _longer(word: str, short: str, words: Words) -> str:
    return word if words.has(word) else short


def explained(stands: Standing, words: Words) -> str:
    """The light with its reasons: 红:逾期 1 天,差 20."""
    told, name = reasons_of(stands, words), words.say(f"term.light.{stands.light.value}")
    return words.say("light.of", light=name, reasons=told) if told else name


def happened(recorded: Recorded, board: Board | None, words: Words) -> str:
    """An event in one line: what happened, and what reads otherwise now."""
    event = recorded.event
    if kind_of(event.subject) is Kind.CLASH and (clash := _clash_told(recorded, board, words)):
        return clash
    head = headline(recorded, words, board)
    if kind_of(event.subject) is Kind.FORM:
        return _form_told(head, recorded, board, words)
    if kind_of(event.subject) in record_names.UNSEEN and event.creates:
        names = words.join(_known(each, board) for each in event.after.get("people") or ())
        return f"{head}  {words.say('documents.taken_up', who=names)}" if names else head
    if event.creates and "cells" not in event.after:
        title = event.after.get("title") or event.after.get("name") or event.after.get("text")
        return f"{head}  {_cut(str(title))}" if title else head
    told = (name for name in event.after if not _goes_without_saying(recorded, name))
    return "  ".join([head, *(_change(recorded, name, board, words) for name in told)])


def _clash_told(recorded: Recorded, board: Board | None, words: Words) -> str:
    from tui.clash_words import told

    return told(recorded, board, words)


def _form_told(head: str, recorded: Recorded, board: Board | None, words: Words) -> str:
    from tui.form_events import told

    return told(head, recorded, board, words)


def _goes_without_saying(recorded: Recorded, name: str) -> bool:
    """What moves along, whole papers, and the moment at which it happened."""
    event = recorded.event
    if name in _SILENT or (kind_of(event.subject) is Kind.MINUTES and name == "text"):
        return True
    value = event.after[name]
    if event.before.get(name) is not None or not isinstance(value, str):
        return False
    return (
        _INSTANT.match(value) is not None
        and abs(datetime.fromisoformat(value) - recorded.at) < _ITS_OWN
    )


def outcome(events: Sequence[Recorded], board: Board | None, words: Words) -> str:
    """What a command came to, in one line; an undo of several changes says how many."""
    told = [each for each in events if kind_of(each.event.subject) not in _BESIDE] or events
    line, count = happened(told[-1], board, words), len(told)
    if count == 1 or told[-1].event.undoes is None:
        return line
    again = told[-1].event.kind.endswith(".redone")
    counted = words.say("history.did_again" if again else "history.took_back", n=count)
    return f"{counted}  {line}"


def headline(recorded: Recorded, words: Words, board: Board | None = None) -> str:
    """Who did what to which record."""
    kind, about = recorded.event.kind, record_names.about(recorded.event, board, words)
    who = _who(recorded.actor, board, words)
    for ending in ("undone", "redone"):
        if kind.endswith(f".{ending}"):
            return words.say(f"cli.{ending}", who=who, id=about)
    return words.say(f"event.{kind}", who=who, id=about)


def _who(actor: str, board: Board | None, words: Words) -> str:
    """A person, the program, or a source by its title."""
    if board is not None and any(each.name == actor for each in board.sources):
        return source_names.called(actor, board, words)
    return actor_name(actor, words)


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
            old, new = (_inner_told(name, one.get(inner), board, words) for one in (before, after))
            yield label, old, new


def _inner_changed(
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    board: Board | None,
    words: Words,
) -> str:
    """Only those values within a field that read otherwise: `李雷 到会→缺席`."""
    pairs = (
        (each, *(_inner_told(name, one.get(each), board, words) for one in (before, after)))
        for each in dict.fromkeys((*before, *after))
        if before.get(each) != after.get(each)
    )
    return words.join(f"{_party(who, board)} {old}→{new}" for who, old, new in pairs)


def _inner_told(name: str, value: Any, board: Board | None, words: Words) -> str:
    """A value within a field: whether somebody came, when they confirmed, a letter."""
    if value in _NOTHING:
        return "–"
    if name == "attendance" and words.has(f"term.presence.{value}"):
        return words.say(f"term.presence.{value}")
    return _known(str(value), board) if _INSTANT.match(str(value)) else _cut(str(value))


def part_name(field: str, board: Board | None, words: Words) -> str:
    """What people call a field, or a value within one: `RACI 王敏` for `cells.P-02`."""
    name, _, inner = field.partition(".")
    if not inner:
        return field_name(name, words)
    return f"{field_name(name, words)} {_party(inner, board)}"


def needs_board(recorded: Recorded) -> bool:
    """Whether the line of an event shows people, or moments in the project's zone."""
    event = recorded.event
    if "cells" in event.after or record_names.by_board(event):
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


def _change(recorded: Recorded, name: str, board: Board | None, words: Words) -> str:
    event = recorded.event
    before, after = event.before.get(name), event.after[name]
    if name == "cells":
        return _cells(before or {}, after or {}, board)
    if isinstance(after, Mapping):
        told = _inner_changed(name, before or {}, after, board, words)
        return f"{field_name(name, words)} {told}"
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
    if name in _SIDES and board is not None and (clash := board.clashes.get(subject)) is not None:
        return value_told(clash.subject, clash.field, value, board, words)
    if isinstance(value, list):
        return words.join(value_told(subject, name, each, board, words) for each in value)
    if isinstance(value, Mapping):
        return words.join(
            f"{_party(each, board)} {_inner_told(name, value[each], board, words)}"
            for each in value
        )
    return _plain_told(subject, name, value, board, words)


def _plain_told(subject: str, name: str, value: Any, board: Board | None, words: Words) -> str:
    """A single value: a person, a moment, a word of a list, or the text itself."""
    if record_names.is_unseen(value):
        return record_names.called(value, board, words)
    if (special := _special(name, value, board, words)) is not None:
        return special
    if isinstance(value, str) and (_PERSON.fullmatch(value) or _INSTANT.match(value)):
        return _known(value, board)
    term = (_SHARED | _TERMS.get(kind_of(subject).value, {})).get(name)
    if term is not None and words.has(f"term.{term}.{value}"):
        return words.say(f"term.{term}.{value}")
    return _cut(str(value))


def _special(name: str, value: Any, board: Board | None, words: Words) -> str | None:
    """What fields of these names read, whatever they are of; None for all others."""
    if name in _PER_CENT:
        return f"{value}%"
    if name == "field":
        return field_name(str(value), words)
    if name == "source" and board is not None:
        return source_names.came_from(str(value), board, words)
    return None


def _known(value: str, board: Board | None) -> str:
    """A person by name, a moment by the project's clock."""
    if _PERSON.fullmatch(value):
        return board.name_of(value) if board is not None else value
    moment = datetime.fromisoformat(value)
    if board is None:
        return f"{moment:%Y-%m-%d %H:%M}"
    local = moment.astimezone(board.zone)
    return f"{local:%m-%d %H:%M}" if local.year == board.today.year else f"{local:%Y-%m-%d %H:%M}"


def _party(party: str, board: Board | None) -> str:
    return party_name(board, party) if board is not None else party


def _cut(text: str) -> str:
    from rich.cells import cell_len, chop_cells

    text = _BREAK.sub(" ", text)
    return text if cell_len(text) <= _LONG else chop_cells(text, _LONG - 1)[0] + "…"


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
    if isinstance(value, tuple | list):
        return words.join(str(_termed(name, each, words)) for each in value)
    if area is None:
        return value
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
