"""The columns of a remote table: what is in them, and which of our fields each is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind
from core.domain.refusal import Refused
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.left_out import unmatched_told
from tui.settling import meanings
from tui.wording import field_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.people import Person as Ours
    from core.settings import SourceSettings
    from sync.mapping import Mapping
    from sync.record import Column, Person
    from sync.source import Check
    from tui.words import Words

_SAMPLES = 3
_WIDE = 40
"""Terminal cells that the samples of a column take."""


def tell_columns(
    desk: Desk, name: str, found: Check, mapping: Mapping, chosen: SourceSettings
) -> None:
    """Which column is which field, and which options and people match nothing."""
    from sync.guess import strange_options

    odd = strange_options(mapping, found.columns)
    strangers = _strangers(desk, name, found, mapping)
    if desk.talk.json:
        shape = _shape(name, found, mapping, chosen)
        shape["unmatched"] = [{"field": field, "option": option} for field, option in odd]
        shape["people"] = [{"id": each.id or None, "name": each.name} for each in strangers]
        desk.talk.value(shape)
        return
    _tell_table(desk, found, mapping, chosen)
    _tell_options(desk, name, odd)
    _tell_strangers(desk, name, strangers)
    _tell_odd(desk, name, mapping, found)


def _tell_odd(desk: Desk, name: str, mapping: Mapping, found: Check) -> None:
    """What a person may not have meant: one column for two fields, a column that is gone."""
    from sync.correcting import shared

    for column, fields in shared(mapping).items():
        told = desk.words.join(field_name(each, desk.words) for each in fields)
        desk.talk.tell("sync.settle.twice", column=column, fields=told)
    for field in mapping.lost(found.columns):
        told = field_name(field, desk.words)
        values = {"field": told, "id": field, "value": mapping.columns[field].name}
        values["source"] = name
        desk.talk.tell("sync.unmatched.column", **values)
    if "status" not in mapping.columns:
        desk.talk.tell("sync.settle.no_status")
    for each in found.twice if not desk.talk.quiet else ():
        warn(unmatched_told(each, desk.words, name))
    if not found.total:
        desk.talk.tell("cli.source_empty" if found.zone else "sheet.empty")


def _tell_options(desk: Desk, name: str, odd: Sequence[tuple[str, str]]) -> None:
    """Options that mean nothing here, and how to say what one means."""
    words = desk.words
    fields = dict.fromkeys(field for field, _ in odd)
    for field in fields:
        options = [option for each, option in odd if each == field]
        told = words.join(f"“{each}”" for each in options)
        desk.talk.tell("sync.settle.odd", field=field_name(field, words), options=told)
        values = {"known": words.join(meanings(field, words)), "source": name, "id": field}
        desk.talk.tell("sync.settle.option", option=options[0], **values)


def _tell_strangers(desk: Desk, name: str, strangers: Sequence[Person]) -> None:
    """Who is nobody here: a sync adds those with an id of their own, names alone it does not."""
    for word, named in (
        ("sync.settle.joining", [each for each in strangers if each.id]),
        ("sync.settle.unknown", [each for each in strangers if not each.id]),
    ):
        names = [each.name or each.id for each in named]
        if names:
            told = desk.words.join(names)
            desk.talk.tell(word, names=told, source=name, first=names[0])


def _tell_table(desk: Desk, found: Check, mapping: Mapping, chosen: SourceSettings) -> None:
    # Only a file's days are in no zone, and only a text file has no sheet of a name.
    word = "cli.source_found" if found.zone else "sheet.found" if found.table else "sheet.read"
    desk.talk.tell(word, title=found.title, table=found.table, n=found.total or 0)
    say = desk.words.say
    heads = [say(f"cli.column.{each}") for each in ("column", "kind", "field")]
    desk.talk.table(
        ["#", *heads, say("sheet.samples")],
        [
            [
                str(number),
                each.name,
                say(f"sync.kind.{each.kind.value}"),
                _fields(mapping.fields_of(each.id), chosen, desk.words),
                _shown(each),
            ]
            for number, each in enumerate(found.columns, 1)
        ],
    )


def _fields(names: Sequence[str], chosen: SourceSettings, words: Words) -> str:
    """`截止 due`, marked where it is written back."""
    told: list[str] = []
    for name in names:
        named = field_name(name, words)
        both = named if named == name else f"{named} {name}"
        told.append(words.say("syncing.written", field=both) if name in chosen.write else both)
    return words.join(told) or "–"


def _shape(name: str, found: Check, mapping: Mapping, chosen: SourceSettings) -> dict[str, Any]:
    """The same for scripts."""
    columns = [
        {
            "number": number,
            "column": each.name,
            "kind": each.kind.value,
            "field": next(iter(mapping.fields_of(each.id)), None),
            "fields": list(mapping.fields_of(each.id)),
            "writable": each.writable,
            "samples": _samples(each),
        }
        for number, each in enumerate(found.columns, 1)
    ]
    return {
        "source": name,
        "title": found.title,
        "table": found.table,
        "total": found.total,
        "columns": columns,
        "statuses": dict(mapping.statuses),
        "priorities": dict(mapping.priorities),
        "settled": dict(mapping.people),
        "write": list(chosen.write),
        "actions": chosen.actions,
        "lost": list(mapping.lost(found.columns)),
        "twice": [
            {"value": each.value, "rows": [one.row for one in each.where]} for each in found.twice
        ],
    }


def _strangers(desk: Desk, source: str, found: Check, mapping: Mapping) -> list[Person]:
    """Who is named there, as far as the samples show, and is nobody here; a sync would add them."""
    from sync.guess import faces

    named = [each for each in faces(mapping, found.columns) if not _is_settled(each, mapping)]
    if not named:
        return []
    try:
        people: list[Ours] = desk.service.all_of(Kind.PERSON)
    except Refused:
        return []
    ids = {each.remote_ids.get(source) for each in people}
    return [
        each
        for each in named
        if each.id not in ids and not any(one.goes_by(each.name) for one in people)
    ]


def _is_settled(face: Person, mapping: Mapping) -> bool:
    return face.id in mapping.people or face.name in mapping.people


def _samples(column: Column) -> list[str]:
    """The first few different values, as a person reads them."""
    from sync.translate import as_text

    texts = (" ".join(as_text(each).split()) for each in column.samples)
    return list(dict.fromkeys(filter(None, texts)))[:_SAMPLES]


def _shown(column: Column) -> str:
    from rich.cells import cell_len, set_cell_size

    text = " | ".join(_samples(column))
    return text if cell_len(text) <= _WIDE else f"{set_cell_size(text, _WIDE - 1).rstrip()}…"
