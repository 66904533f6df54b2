"""What of a form goes on changing after the signatures, and who may change it. Pure.

A goal's value today, or whether a resource is there, is known to the department whose it is, not to
who wrote the form; no signature speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.domain.form import Form
from core.domain.form_kind import FieldKind, FormKind, Shape

EMPTY: tuple[Any, ...] = (None, "", [])


def only_live(kind: FormKind, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether nothing but live fields and columns reads otherwise, and something does."""
    changed = [name for name in {**before, **after} if not _same(before.get(name), after.get(name))]
    fields = [kind.field(name) for name in changed]
    return bool(fields) and all(
        field is not None and (field.live or _cells_only(field, before, after)) for field in fields
    )


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


def _cells_only(field: FieldKind, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Rows stay as many and in their order; only live cells of them differ."""
    still = [each.name for each in field.columns if not each.live]
    old, new = before.get(field.name) or [], after.get(field.name) or []
    return (
        bool(field.columns)
        and len(old) == len(new)
        and all(
            _same(one.get(name), other.get(name))
            for one, other in zip(old, new, strict=True)
            for name in still
        )
    )


def depts_of_change(
    kind: FormKind, form: Form, after: Mapping[str, Any]
) -> tuple[frozenset[str], ...]:
    """For each thing that changes, the departments that it is of, as the form names them."""
    return tuple(_changes(kind, form, after))


def _changes(kind: FormKind, form: Form, after: Mapping[str, Any]) -> Iterator[frozenset[str]]:
    for field in kind.fields:
        old, new = form.values.get(field.name), after.get(field.name)
        if _same(old, new):
            continue
        if not field.columns:
            yield _named(kind.fields, form.values) | {form.dept}
            continue
        for one, other in zip(old or (), new or (), strict=False):
            if one != other:
                yield _named(field.columns, other) | {form.dept}


def _named(fields: Sequence[FieldKind], values: Mapping[str, Any]) -> frozenset[str]:
    found = (values.get(each.name) for each in fields if each.shape is Shape.DEPT)
    return frozenset(str(each) for each in found if each)
