"""The columns of a remote table: what is in them, and which of our fields each is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind
from core.domain.refusal import Refused
from tui.cli.desk import Desk
from tui.wording import field_name

if TYPE_CHECKING:
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
    for field, option in odd:
        desk.talk.tell("cli.source_odd", field=field, option=option)
    if odd:
        field, option = odd[0]
        desk.talk.tell("syncing.settle_option", source=name, field=field, option=option)
    if strangers:
        names = [each.name or each.id for each in strangers]
        told = desk.words.join(names)
        desk.talk.tell("syncing.strangers", names=told, source=name, first=names[0])
    for field in mapping.lost(found.columns):
        desk.talk.tell("cli.source_lost", field=field)
    if not found.total:
        desk.talk.tell("cli.source_empty" if found.zone else "sheet.empty")


def _tell_table(desk: Desk, found: Check, mapping: Mapping, chosen: SourceSettings) -> None:
    # Only a file's days are in no zone.
    word = "cli.source_found" if found.zone else "sheet.found"
    desk.talk.tell(word, title=found.title, table=found.table, n=found.total or 0)
    say, read_by = desk.words.say, _read_by(mapping)
    heads = [say(f"cli.column.{each}") for each in ("column", "kind", "field")]
    desk.talk.table(
        ["#", *heads, say("sheet.samples")],
        [
            [
                str(number),
                each.name,
                each.kind.value,
                _field(read_by.get(each.id), chosen, desk.words),
                _shown(each),
            ]
            for number, each in enumerate(found.columns, 1)
        ],
    )


def _field(name: str | None, chosen: SourceSettings, words: Words) -> str:
    """`due 截止日期`, marked where it is written back."""
    if name is None:
        return "–"
    told = f"{name} {field_name(name, words)}"
    return words.say("syncing.written", field=told) if name in chosen.write else told


def _shape(name: str, found: Check, mapping: Mapping, chosen: SourceSettings) -> dict[str, Any]:
    """The same for scripts."""
    read_by = _read_by(mapping)
    columns = [
        {
            "number": number,
            "column": each.name,
            "kind": each.kind.value,
            "field": read_by.get(each.id),
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


def _read_by(mapping: Mapping) -> dict[str, str]:
    """Our field by the id of its column."""
    return {target.id: field for field, target in mapping.columns.items()}


def _samples(column: Column) -> list[str]:
    """The first few different values, as a person reads them."""
    from sync.translate import as_text

    texts = (" ".join(as_text(each).split()) for each in column.samples)
    return list(dict.fromkeys(filter(None, texts)))[:_SAMPLES]


def _shown(column: Column) -> str:
    from rich.cells import cell_len, set_cell_size

    text = " | ".join(_samples(column))
    return text if cell_len(text) <= _WIDE else f"{set_cell_size(text, _WIDE - 1).rstrip()}…"
