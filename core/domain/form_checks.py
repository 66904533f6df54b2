"""Whether what is written fits a form: shapes first, then what must not be missing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.domain.cleaning import LINE
from core.domain.form_kind import FieldKind, FormKind, Shape
from core.domain.ids import Kind, RecordId, parse_id
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.task import Task

EMPTY: tuple[Any, ...] = (None, "", [])
_WHOLE = 100
_NUMERALS = frozenset("一二三四五六七八九十百千万两")


def fitting(kind: FormKind, values: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    """The values in plain form.

    Raises:
        Refused: a field is not one of the form's, or a value does not fit; which one is said.
    """
    return {name: _fit(kind, name, value, scene) for name, value in values.items()}


def check_ahead(
    kind: FormKind, values: Mapping[str, Any], before: Mapping[str, Any], scene: Scene
) -> None:
    """Days that are to lie ahead do; one that stood there already may be over by now.

    Raises:
        Refused: somebody writes one that is over on the project's clock.
    """
    today = scene.today.isoformat()
    for each in kind.fields:
        day = str(values.get(each.name) or "")
        if each.ahead and day and day != before.get(each.name) and day < today:
            raise Refused("form-day-over", field=each.name, value=day, today=today)


def check_order(
    kind: FormKind, values: Mapping[str, Any], before: Mapping[str, Any], scene: Scene
) -> None:
    """Nothing is to end before it begins: in a row of a plan, or by a change of a task.

    Raises:
        Refused: a row that somebody writes says so, or moves a deadline to a day that is over.
    """
    for name, row in _written_rows(kind, values, before):
        start, due = row.get("start"), row.get("due")
        if row.get("field") == "due":
            due, task = row.get("to"), scene.records.get(RecordId(str(row.get("task"))))
            start = task.start.isoformat() if isinstance(task, Task) and task.start else None
            if due and due < (today := scene.today.isoformat()):
                raise Refused("form-day-over", field=f"{name}.to", value=due, today=today)
        if start and due and due < start:
            raise Refused("due-before-start", due=due, start=start)


def _written_rows(
    kind: FormKind, values: Mapping[str, Any], before: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for each in kind.fields:
        if each.shape is Shape.ROWS:
            there = before.get(each.name) or ()
            yield from ((each.name, row) for row in values.get(each.name) or () if row not in there)


def _fit(kind: FormKind, name: str, value: Any, scene: Scene) -> Any:
    asked = kind.field(name)
    if asked is None:
        raise Refused("form-no-such-field", field=name)
    return value if value in EMPTY else _value(asked, value, scene)


def _value(asked: FieldKind, value: Any, scene: Scene) -> Any:
    many = {Shape.PEOPLE: Shape.PERSON, Shape.DEPTS: Shape.DEPT}
    if asked.shape is Shape.ROWS:
        return _rows(asked, value, scene)
    if asked.shape in many:
        if not isinstance(value, list | tuple):
            raise _unfit(asked, value)
        return [_one(asked, many[asked.shape], each, scene) for each in value]
    return _one(asked, asked.shape, value, scene)


def _rows(asked: FieldKind, value: Any, scene: Scene) -> list[dict[str, Any]]:
    names = {each.name for each in asked.columns}
    rows = []
    for row in value if isinstance(value, list | tuple) else (None,):
        if not isinstance(row, Mapping) or not row.keys() <= names:
            raise _unfit(asked, row)
        at = {each.name: f"{asked.name}.{each.name}" for each in asked.columns}
        columns = {each.name: replace(each, name=at[each.name]) for each in asked.columns_in(row)}
        filled = {name: cell for name, cell in row.items() if cell not in EMPTY}
        rows.append({name: _value(columns[name], cell, scene) for name, cell in filled.items()})
    return [row for row in rows if row]


def _one(asked: FieldKind, shape: Shape, value: Any, scene: Scene) -> Any:
    fits = {
        Shape.LINE: lambda: isinstance(value, str) and "\n" not in value and len(value) <= LINE,
        Shape.LINES: lambda: isinstance(value, str),
        Shape.NUMBER: lambda: _is_number(value),
        Shape.PERCENT: lambda: _is_number(value) and _is_share(asked, value),
        Shape.DAY: lambda: _is_day(value),
        Shape.PERSON: lambda: _is_person(value, scene),
        Shape.DEPT: lambda: isinstance(value, str),
        Shape.TASK: lambda: _is_task(value, scene),
        Shape.CHOICE: lambda: asked.option(value) is not None,
    }
    if not fits[shape]():
        if shape is Shape.TASK:
            raise Refused("form-no-task", field=asked.name, value=str(value)[:80])
        raise _unfit(asked, value)
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_share(asked: FieldKind, value: float) -> bool:
    if not 0 <= value <= _WHOLE:
        raise Refused("form-percent", field=asked.name, value=value)
    return True


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_person(value: Any, scene: Scene) -> bool:
    person = scene.people.get(RecordId(value)) if isinstance(value, str) else None
    return person is not None and person.here


def _is_task(value: Any, scene: Scene) -> bool:
    if not isinstance(value, str) or parse_id(value) != value or not value.startswith(Kind.TASK):
        return False
    record = scene.records.get(RecordId(value))
    return isinstance(record, Task) and not record.removed


def _unfit(asked: FieldKind, value: Any) -> Refused:
    return Refused("form-value", field=asked.name, value=str(value)[:80])


def missing(kind: FormKind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that must be filled and are not, by name; columns as `field.column`."""
    return tuple(_missing(kind, values))


def _missing(kind: FormKind, values: Mapping[str, Any]) -> Iterator[str]:
    for each in kind.fields:
        value = values.get(each.name)
        asked = each.required or (
            bool(each.required_if)
            and all(values.get(name) == told for name, told in each.required_if.items())
        )
        if asked and value in EMPTY:
            yield each.name
        lacking = {
            column.name
            for row in (value or () if each.columns else ())
            for column in each.columns_in(row)
            if column.required and row.get(column.name) in EMPTY
        }
        yield from (f"{each.name}.{one.name}" for one in each.columns if one.name in lacking)


def hints(kind: FormKind, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Advice on what is written, as (field, hint): nothing here stops anybody (R04, R06)."""
    return tuple(
        (each.name, each.hint)
        for each in kind.fields
        if each.hint and _advises(each.hint, values.get(each.name))
    )


def _advises(hint: str, value: Any) -> bool:
    if value in EMPTY:
        return False
    if hint in ("figures", "concrete"):
        return not any(char.isdigit() or char in _NUMERALS for char in str(value))
    return hint == "few_liaisons" and isinstance(value, list) and len(value) > 2
