"""A capture line in words: its chips, its questions, its suggestions, and what it comes to. Pure.

`ground_of` makes what a line is read against; a line's chips, ambers and suggestions come from
`core.capture.reading.read`. Nothing here is asked twice: a line is worded from its reading alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

from core.capture.chips import EACH, EVERYONE, TEXT, Amber, Chip, Choice, Reading, Suggestion, Type
from core.capture.gathering import ground_of
from core.domain.task import LightLevel, Priority

if TYPE_CHECKING:
    from core.capture.when.day import Value
    from core.domain.ids import RecordId
    from tui.widgets.line_cells import Span
    from tui.words import Words

__all__ = [
    "amber_text",
    "chip_source",
    "chip_spans",
    "choice_text",
    "due_text",
    "ground_of",
    "suggestion_text",
    "summary",
]

Values = Mapping[str, "Value"]

_DUE_NOTES: Final = (
    *("from", "moved_from", "passed", "days_ago", "rest_day", "unpublished"),
    *("anchor_day", "off_from"),
)
"""What is said behind a deadline, in this order, where its values have it."""
_TERMS: Final = frozenset({"priority", "light"})
"""Kinds of chips whose words are the records' own."""
_DAYS: Final = frozenset({"from", "moved_from", "passed", "anchor_day", "off_from"})
"""Those of them that are ISO days."""


class Names(Protocol):
    """Whoever knows people by their ids: a board, or the ground of a line."""

    def name_of(self, person: RecordId | None) -> str:
        """A person's name."""


def due_text(values: Values, words: Words) -> str:
    """A deadline with how it was reckoned: `10-23 周三 18:00(下一自然周)`.

    `values` are those of a choice for the deadline, of an amber about one, or of a `move-due`.
    """
    at = datetime.fromisoformat(str(values["at"]))
    told = _moment(at, words, year="year" in values)
    notes = words.join(_notes(at, values, words))
    return words.say("capture.noted", told=told, notes=notes) if notes else told


def _notes(at: datetime, values: Values, words: Words) -> Iterator[str]:
    word = f"capture.rule.{values['rule']}"
    if label := values.get("label"):
        kind = f"term.meeting.{label}"
        yield words.say(kind) if words.has(kind) else str(label)
    elif words.has(word):
        yield words.say(word, **_spoken(at, values, words))
    for name in _DUE_NOTES:
        if name in values:
            told = _day(values[name], at, words) if name in _DAYS else values[name]
            yield words.say(f"capture.due.{name}", value=told, name=values.get("anchor", ""))


def _spoken(at: datetime, values: Values, words: Words) -> dict[str, object]:
    """The values that the sentences of the rules may want."""
    minutes = int(values.get("minutes", 0))
    return {
        "weekday": words.weekday(at),
        "n": values.get("count", 0),
        "span": words.span(minutes * 60),
    }


def _day(iso: Value, beside: date, words: Words) -> str:
    day = date.fromisoformat(str(iso))
    shown = f"{day:%m-%d}" if day.year == beside.year else f"{day:%Y-%m-%d}"
    return words.say("capture.day", day=shown, weekday=words.weekday(day))


def _moment(at: datetime, words: Words, *, year: bool = False) -> str:
    day = f"{at:%Y-%m-%d}" if year else f"{at:%m-%d}"
    return words.say("capture.at", day=day, weekday=words.weekday(at), time=f"{at:%H:%M}")


def choice_text(kind: str, choice: Choice, words: Words, *, default: bool = False) -> str:
    """What one choice of a chip of this kind means; `default` where nothing was typed for it."""
    told = {"owner": _person, "collaborator": _person, "due": _due, "link": _record}.get(kind)
    if choice.id == TEXT:
        return words.say(_left(kind, default))
    if told is not None:
        return told(choice, words)
    if kind == "field":
        return str(choice.values["value"])
    return words.say(f"{'term' if kind in _TERMS else 'capture'}.{kind}.{choice.id}")


def _left(kind: str, default: bool) -> str:
    if default:
        return "capture.choice.none"
    return "capture.choice.text_due" if kind == "due" else "capture.choice.text"


def _due(choice: Choice, words: Words) -> str:
    return due_text(choice.values, words)


def _record(choice: Choice, _: Words) -> str:
    return " ".join(filter(None, (choice.id, str(choice.values.get("title", "")))))


def _person(choice: Choice, words: Words) -> str:
    values = choice.values
    if choice.id in (EACH, EVERYONE):
        return words.say(f"capture.choice.{choice.id}", n=values["count"])
    if "liaison_of" in values:
        told = words.say("capture.liaison", name=values["name"], dept=values["liaison_of"])
    else:
        told = " ".join(filter(None, (str(values["name"]), str(values["dept"]))))
    extra = [words.say("capture.present")] if values.get("present") else []
    if values.get("roles"):
        roles = "/".join(str(values["roles"]))
        extra.append(words.say("capture.role", task=values["task"], roles=roles))
    weaker = next((each for each in ("part", "recent") if values.get(each)), None)
    if weaker and not extra:
        extra.append(words.say(f"capture.{weaker}"))
    return " · ".join([told, *extra])


def chip_source(chip: Chip, words: Words) -> str:
    """The piece as typed; of a default, where it comes from."""
    return words.say(f"capture.source.{chip.source}") if chip.default else chip.source


def chip_spans(chip: Chip, words: Words, room: int) -> tuple[Span, ...]:
    """A chip in one line of at most `room` cells: what was typed, what it means, what else it may.

    The roles: `accent` what was typed, `bold` what it means (`muted` where that is a default or
    text), `muted` the other choices, as many as there is room for.
    """
    from rich.cells import cell_len

    from tui.widgets.line_cells import Span, fit

    quiet = chip.default or chip.as_text
    taken = choice_text(chip.kind, chip.taken, words, default=chip.default)
    spans = [
        Span(chip_source(chip, words), "muted" if chip.default else "accent"),
        Span(" → ", "muted"),
        Span(taken, "muted" if quiet else "bold"),
    ]
    left = room - sum(cell_len(each.text) for each in spans)
    if left < 0:
        return fit(tuple(spans), max(room, 0))
    for told in _others(chip, words):
        piece = words.say("capture.choice.other", told=told)
        left -= cell_len(piece)
        if left < 0:
            break
        spans.append(Span(piece, "muted"))
    return tuple(spans)


def _others(chip: Chip, words: Words) -> Iterator[str]:
    """What Tab goes on to, in the order in which it does."""
    behind, before = chip.choices[chip.index + 1 :], chip.choices[: chip.index]
    for each in (*behind, *before):
        yield choice_text(chip.kind, each, words, default=chip.default)


def amber_text(amber: Amber, words: Words) -> str:
    """The question that a line leaves open."""
    values = dict(amber.values)
    if amber.id == "name-unknown":
        values["text"] = str(values["text"]).lstrip("@＠")
    return words.say(f"capture.amber.{amber.id}", **_filled(values, words))


def suggestion_text(suggestion: Suggestion, words: Words) -> str:
    """What was noticed and not done."""
    values = {"name": "", **suggestion.values}
    return words.say(f"capture.note.{suggestion.id}", **_filled(values, words))


def _filled(values: Values, words: Words) -> dict[str, object]:
    """Values for a sentence: `due` is the deadline in words, `weekday` the day that was said."""
    filled: dict[str, object] = dict(values)
    if "at" in values:
        filled["due"] = due_text(values, words)
    if isinstance(said := values.get("weekday"), int):
        monday = date(2024, 1, 1)
        filled["weekday"] = words.weekday(date.fromordinal(monday.toordinal() + said))
    return filled


def summary(
    reading: Reading, names: Names, words: Words, *, plain: bool = False
) -> tuple[tuple[str, str], ...]:
    """What will be saved, as pairs of a label and a value: text, owner, deadline, links, priority.

    With `plain`, the ids of the labels in their place. Whoever a decision names made it.

    What is empty is left out, but for the text and, where it has one, the owner's place.
    """
    parts = _parts(reading, names, words)
    if plain:
        return tuple(parts)
    own = {"owner": "maker"} if reading.type is Type.DECISION else {}
    return tuple((words.say(f"capture.label.{own.get(each, each)}"), told) for each, told in parts)


def _parts(reading: Reading, names: Names, words: Words) -> Iterator[tuple[str, str]]:
    yield "text", reading.text
    owner = words.join(map(names.name_of, reading.each)) or names.name_of(reading.owner)
    yield "owner", owner or words.say("capture.unclaimed")
    if reading.reporter is not None:
        yield "reporter", names.name_of(reading.reporter)
    if reading.collaborators and reading.type is Type.RISK:
        yield "decider", names.name_of(reading.collaborators[0])
    elif reading.collaborators:
        yield "collaborators", words.join(map(names.name_of, reading.collaborators))
    if reading.due is not None:
        yield "due", _moment(reading.due, words, year="year" in reading.due_values)
    if reading.links:
        yield "links", words.join(reading.links)
    if reading.priority is not Priority.NORMAL:
        yield "priority", words.say(f"term.priority.{reading.priority.value}")
    if reading.type is Type.RISK:
        light = reading.light or LightLevel.AMBER
        yield "light", words.say(f"term.light.{light.value}")
    yield from reading.fields.items()
