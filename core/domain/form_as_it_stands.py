"""A form whose definition is gone, or says less than the form does: read as it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from core.domain.form import Form
from core.domain.form_kind import FieldKind, FormKind, Shape

_PERSON: Final = re.compile(r"P-[0-9]{2,}", re.ASCII)


def as_it_stands(form: Form, kind: FormKind | None) -> FormKind:
    """What a form is like, with a place for every value that is on record.

    What no definition speaks of any more is called by its name and holds what it looks like, so
    that nothing that was written, or signed, is out of sight (R24).
    """
    known = kind or FormKind(form.kind, code="", stage="", names={"": (form.kind,)}, by="")
    kept = tuple(each for each in known.fields if _fits(each, form.values.get(each.name)))
    names = {each.name for each in kept}
    strays = tuple(
        _place(name, value)
        for name, value in form.values.items()
        if name not in names and value not in (None, "", [])
    )
    return replace(known, fields=(*kept, *strays)) if strays else known


def _fits(field: FieldKind, value: Any) -> bool:
    """Whether a value can be shown as the field shows it."""
    if value in (None, "", []):
        return True
    if field.shape is Shape.ROWS:
        return _is_rows(value)
    if field.shape in (Shape.PEOPLE, Shape.DEPTS):
        return isinstance(value, list) and not _is_rows(value)
    return not isinstance(value, list | Mapping)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _place(name: str, value: Any) -> FieldKind:
    """A field that holds what a value looks like."""
    label = {"": name}
    if _is_rows(value):
        cells: dict[str, Any] = {}
        for row in value:
            cells |= row
        columns = tuple(_place(each, cell) for each, cell in cells.items())
        return FieldKind(name, Shape.ROWS, label, columns=columns)
    return FieldKind(name, _shape(value), label)


def _shape(value: Any) -> Shape:
    people = [str(each) for each in (value if isinstance(value, list) else (value,))]
    named = all(_PERSON.fullmatch(each) for each in people)
    if isinstance(value, list):
        return Shape.PEOPLE if named else Shape.DEPTS
    if isinstance(value, int | float):
        return Shape.NUMBER
    return Shape.PERSON if named else Shape.LINES
