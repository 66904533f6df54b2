"""The places of a form that the cursor goes through: fields, rows, cells, the answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.form_kind import FieldKind, FormKind, Shape

if TYPE_CHECKING:
    from core.domain.form import Form

MANY = (Shape.PEOPLE, Shape.DEPTS)
PICKED = (Shape.PERSON, Shape.DEPT, Shape.TASK, Shape.CHOICE, *MANY)
"""Shapes of which one, or several, are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor can stand."""

    id: str
    """`goal`, `sub_goals.0`, `sub_goals.0.goal`, `sub_goals.+`, `form:F-02`."""
    sort: str
    """`field`, `row`, `cell`, `add` or `form`."""
    field: FieldKind | None = None
    """What it holds: of a row and of the place behind the last row the rows' own field."""
    outer: FieldKind | None = None
    """Of a cell, the field that has the rows."""
    row: int = -1
    form: str = ""

    @property
    def name(self) -> str:
        """The field of the form that is written where something is written here."""
        asked = self.outer or self.field
        return asked.name if asked is not None else ""

    @property
    def typed(self) -> bool:
        """Whether something is typed here, and not chosen."""
        at = self.field
        return (
            self.sort in ("field", "cell")
            and at is not None
            and at.shape
            not in (
                *PICKED,
                Shape.ROWS,
            )
        )


def places(
    kind: FormKind, values: Mapping[str, Any], opened: str, answers: Sequence[Form]
) -> tuple[Place, ...]:
    """All of them in their order; `opened` is the row whose cells are shown."""
    return tuple(_places(kind, values, opened, answers))


def _places(
    kind: FormKind, values: Mapping[str, Any], opened: str, answers: Sequence[Form]
) -> Iterator[Place]:
    for field in kind.fields:
        if field.shape is not Shape.ROWS:
            yield Place(field.name, "field", field)
            continue
        for at, held in enumerate(rows_of(values, field)):
            row = f"{field.name}.{at}"
            yield Place(row, "row", field, row=at)
            if row == opened:
                for column in field.columns_in(held):
                    yield Place(f"{row}.{column.name}", "cell", column, field, at)
        yield Place(f"{field.name}.+", "add", field)
    for form in answers:
        yield Place(f"form:{form.id}", "form", form=form.id)


def rows_of(values: Mapping[str, Any], field: FieldKind) -> list[dict[str, Any]]:
    """The rows of a field as it reads."""
    found = values.get(field.name)
    return [dict(each) for each in found] if isinstance(found, list) else []


def value_at(place: Place, values: Mapping[str, Any]) -> Any:
    """What stands at a place."""
    if place.field is None:
        return None
    if place.outer is None:
        return values.get(place.field.name)
    rows = rows_of(values, place.outer)
    return rows[place.row].get(place.field.name) if 0 <= place.row < len(rows) else None


def written(place: Place, value: Any, values: Mapping[str, Any]) -> Any:
    """The whole field once something else stands at a place of it."""
    if place.outer is None or place.field is None:
        return value
    rows = rows_of(values, place.outer)
    while len(rows) <= place.row:
        rows.append({})
    rows[place.row] = {**rows[place.row], place.field.name: value}
    return rows


def with_row(field: FieldKind, values: Mapping[str, Any], behind: int) -> list[dict[str, Any]]:
    """The rows with an empty one behind another."""
    rows = rows_of(values, field)
    return [*rows[: behind + 1], {}, *rows[behind + 1 :]]


def without_row(field: FieldKind, values: Mapping[str, Any], at: int) -> list[dict[str, Any]]:
    """The rows without one of them."""
    rows = rows_of(values, field)
    return [*rows[:at], *rows[at + 1 :]]


def place_of(field: str, among: Sequence[Place]) -> Place | None:
    """The place that a refusal names: `goal`, or `sub_goals.goal` for its first cell or row."""
    outer = field.partition(".")[0]
    exact = next((each for each in among if each.id == field), None)
    return exact or next((each for each in among if each.name == outer), None)
