"""The columns of a table as the service lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.domain.text import clean
from sync.record import Column, Kind

KINDS = {
    1: Kind.TEXT,
    2: Kind.NUMBER,
    3: Kind.OPTION,
    4: Kind.OPTIONS,
    5: Kind.DATE,
    7: Kind.CHECK,
    11: Kind.PEOPLE,
    13: Kind.TEXT,
    15: Kind.WEB,
    17: Kind.FILES,
    18: Kind.ITEMS,
    19: Kind.FORMULA,
    20: Kind.FORMULA,
    21: Kind.ITEMS,
    22: Kind.TEXT,
    24: Kind.OPTION,
    1001: Kind.SYSTEM,
    1002: Kind.SYSTEM,
    1003: Kind.SYSTEM,
    1004: Kind.SYSTEM,
    1005: Kind.SYSTEM,
}
MODIFIED = 1002
WRITABLE = frozenset({1, 2, 3, 4, 5, 7, 11, 13, 15, 18, 21})
"""The types whose cells an app may set, of those that a field of ours can be read from."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One reading of the field list."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[str, str, int], ...]
    """Name in an item, exactly as the service writes it; column id; field type."""

    def wire(self, column: str) -> tuple[str, int] | None:
        """The name and the type of a column, by its id."""
        found = ((name, number) for name, id_, number in self.cells if id_ == column)
        return next(found, None)

    @property
    def modified(self) -> str | None:
        """The name of the column that holds when a record was last changed, if there is one."""
        return next((name for name, _, number in self.cells if number == MODIFIED), None)


def fields(items: list[Any]) -> Fields:
    """The fields among `items`; what has no name or id is left out."""
    columns: list[Column] = []
    cells: list[tuple[str, str, int]] = []
    for item in items:
        if not isinstance(item, dict):
            continue
        column, name, number = item.get("field_id"), item.get("field_name"), item.get("type")
        if not (isinstance(column, str) and isinstance(name, str) and column):
            continue
        number = number if isinstance(number, int) else 0
        cells.append((name, column, number))
        columns.append(_column(column, name, number, item))
    return Fields(tuple(columns), tuple(cells))


def _column(column: str, name: str, number: int, item: dict[str, Any]) -> Column:
    found = item.get("property")
    properties: dict[str, Any] = found if isinstance(found, dict) else {}
    return Column(
        id=column,
        name=clean(name, limit=200),
        kind=_kind(number, item.get("ui_type"), properties),
        options=_options(properties),
        primary=item.get("is_primary") is True,
        writable=number in WRITABLE,
    )


def _kind(number: int, ui_type: object, properties: dict[str, Any]) -> Kind:
    if number == 2 and (ui_type == "Progress" or "%" in str(properties.get("formatter"))):
        return Kind.FRACTION
    return KINDS.get(number, Kind.OTHER)


def _options(properties: dict[str, Any]) -> tuple[str, ...]:
    options = properties.get("options")
    if not isinstance(options, list):
        return ()
    names = (option.get("name") for option in options if isinstance(option, dict))
    return tuple(clean(name, limit=200) for name in names if isinstance(name, str))
