"""Values as the service wants them written: not the shapes that it reads them in. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo

from sync.feishu.columns import Fields
from sync.promise import marked
from sync.record import Column, Items, Kind, Person, Value, Web
from sync.source import Cells
from sync.translate import as_text
from sync.trouble import Fatal
from sync.vocabulary import plain

OWN_NUMBERS = frozenset({"外部编号", "externalid", "externalkey"})
"""Names of a text column that a customer keeps for the ids of other programs."""
NUMBER, OPTION, OPTIONS, DATE, CHECK, PEOPLE, WEB = 2, 3, 4, 5, 7, 11, 15
_LINKS = frozenset({18, 21})


def body(cells: Cells, fields: Fields, zone: tzinfo) -> dict[str, object]:
    """The `fields` of a write, by the names that the columns have now.

    Raises `Fatal`: `column-not-writable` with `column`; `option-unknown` with `column` and `value`,
    for the service would invent the option.
    """
    columns = {each.id: each for each in fields.columns}
    told: dict[str, object] = {}
    for id_, value in cells.items():
        wire, column = fields.wire(id_), columns.get(id_)
        if wire is None or column is None or not column.writable:
            raise Fatal("column-not-writable", column=column.name if column else id_)
        name, number = wire
        if value is not None and number in (OPTION, OPTIONS):
            _check(column, value)
        told[name] = None if value is None else _cell(number, value, zone)
    return told


def bearer(fields: Fields) -> Column:
    """The column that carries the marker of what we make: one for such numbers, else the first.

    Raises `Fatal("feishu-no-text-column")` where neither is a text.
    """
    texts = [each for each in fields.columns if each.kind is Kind.TEXT and each.writable]
    own = [each for each in texts if plain(each.name) in OWN_NUMBERS]
    found = next(iter(own), None) or next((each for each in texts if each.primary), None)
    if found is None:
        raise Fatal("feishu-no-text-column")
    return found


def bearing(cells: Cells, column: Column, marker: str) -> dict[str, Value | None]:
    """The cells of a new record, its marker among them."""
    title = as_text(cells.get(column.id)) if column.primary else ""
    return {**cells, column.id: marked(title, marker) if title else marker}


def carries(value: Value | None, marker: str) -> bool:
    """Whether exactly this marker stands in a cell: a search finds its beginning elsewhere too."""
    text = as_text(value)
    return text == marker or text.endswith(marked("", marker))


def _check(column: Column, value: Value) -> None:
    for each in _texts(value):
        if each not in column.options:
            raise Fatal("option-unknown", column=column.name, value=each)


def _cell(number: int, value: Value, zone: tzinfo) -> object:
    if number == OPTIONS:
        return list(_texts(value))
    if number == DATE:
        return _instant(value, zone)
    if number == PEOPLE:
        people = value if isinstance(value, tuple) else ()
        return [{"id": each.id} for each in people if isinstance(each, Person)]
    if number == WEB and isinstance(value, Web):
        return {"text": value.text, "link": value.link}
    if number in _LINKS:
        return list(value.ids) if isinstance(value, Items) else []
    return value if number in (NUMBER, CHECK) else as_text(value)


def _texts(value: Value) -> Iterable[str]:
    several = value if isinstance(value, tuple) else (as_text(value),)
    return [each for each in several if isinstance(each, str)]


def _instant(value: Value, zone: tzinfo) -> int:
    """A day is its midnight where the base is."""
    if isinstance(value, datetime):
        moment = value
    else:
        moment = datetime.combine(date.fromisoformat(as_text(value)[:10]), time(), zone)
    return int(moment.timestamp() * 1000)
