"""Forms as the public JSON: a shape changed here is a breaking change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.domain.form import Form, changed_since
from core.domain.form_checks import hints, missing
from core.domain.form_kind import FieldKind, FormKind, Shape
from core.domain.form_standing import Waiting, children, waiting
from tui.cli.shapes import instant
from tui.objections import who_answers

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from tui.cli.form_desk import FormDesk

Shaped = dict[str, Any]


def form(each: Form, desk: FormDesk) -> Shaped:
    """A form: its fields, its signatures, and what it waits for."""
    board, scene = desk.desk.board, desk.scene
    kind = desk.kinds.get(each.kind)
    found = waiting(each, scene)
    return {
        "id": each.id,
        "kind": each.kind,
        "code": kind.code if kind else None,
        "name": kind.name(desk.words.language) if kind else each.kind,
        "subject": each.subject,
        "dept": each.dept or None,
        "parent": each.parent,
        "status": each.status.value,
        "step": each.step or None,
        "round": each.round,
        "fields": _fields(each, desk),
        "missing": list(missing(kind, each.values)) if kind else [],
        "hints": [{"field": name, "hint": hint} for name, hint in _hints(each, kind)],
        "signs": _signs(each, kind, board),
        "waits": waits(found, board, scene.now) if found else None,
        "forms": [one.id for one in children(each, scene)],
        "answers": [_answer(one, desk) for one in children(each, scene)],
        "opened_by": each.opened_by or None,
        "opened_at": instant(each.opened_at, board),
        "submitted_by": each.submitted_by or None,
        "submitted_at": instant(each.submitted_at, board),
        "done_at": instant(each.done_at, board),
        "version": each.version,
    }


def brief(each: Form, desk: FormDesk) -> Shaped:
    """A form in a list."""
    whole = form(each, desk)
    names = ("id", "kind", "name", "dept", "subject", "parent", "status", "step", "waits")
    return {name: whole[name] for name in (*names, "version")}


def waits(found: Waiting, board: Board, now: datetime) -> Shaped:
    """What a form waits for."""
    return {
        "step": found.step,
        "people": [each.name for each in found.people],
        "forms": [each.id for each in found.forms],
        "clock": found.clock or None,
        "since": instant(found.since, board),
        "due": instant(found.due, board),
        "late": found.late(now),
    }


def kind(each: FormKind, language: str) -> Shaped:
    """A kind of form."""
    return {
        "kind": each.kind,
        "code": each.code,
        "name": each.name(language),
        "stage": each.stage,
        "about": each.about,
        "by": each.by,
        "fields": [_field_kind(one, language) for one in each.fields],
        "steps": [
            {"id": one.id, "act": one.act.value, "who": one.who or one.each or None}
            | {"clock": one.clock or None, "switch": one.switch}
            for one in each.steps
        ],
    }


def _field_kind(each: FieldKind, language: str) -> Shaped:
    found: Shaped = {
        "name": each.name,
        "label": each.label.get(language) or each.name,
        "shape": each.shape.value,
        "required": each.required,
    }
    if each.options:
        found["choices"] = [one.id for one in each.options]
    if each.columns:
        found["columns"] = [_field_kind(one, language) for one in each.columns]
    return found


def _fields(each: Form, desk: FormDesk) -> Shaped:
    """By name, people by theirs; every field of the kind is there, and every value on record."""
    board, fields = desk.desk.board, desk.shown(each).fields
    return {one.name: _value(one, each.values.get(one.name), board) for one in fields}


def _value(field: FieldKind, value: Any, board: Board) -> Any:
    if value in (None, ""):
        return [] if field.shape in (Shape.PEOPLE, Shape.DEPTS, Shape.ROWS) else None
    if field.shape is Shape.PERSON:
        return board.name_of(value)
    if field.shape is Shape.PEOPLE:
        return [board.name_of(one) for one in value]
    if field.shape is Shape.ROWS:
        return [_row(field, one, board) for one in value]
    return value


def _row(field: FieldKind, row: Mapping[str, Any], board: Board) -> Shaped:
    return {one.name: _value(one, row.get(one.name), board) for one in field.columns_in(row)}


def _answer(each: Form, desk: FormDesk) -> Shaped:
    """A form that was asked for: who gives it, and what it says by the id of its choice."""
    kind = desk.kinds.get(each.kind)
    verdict = kind.verdict(each.values) if kind is not None else None
    return {
        "id": each.id,
        "dept": each.dept or None,
        "person": who_answers(each, desk.desk.board) or None,
        "verdict": verdict.id if verdict is not None else None,
        "status": each.status.value,
    }


def _hints(each: Form, kind: FormKind | None) -> tuple[tuple[str, str], ...]:
    return hints(kind, each.values) if kind is not None else ()


def _signs(each: Form, kind: FormKind | None, board: Board) -> list[Shaped]:
    stale = changed_since(each, kind) if kind is not None else ()
    return [
        {name: sign.get(name) for name in ("step", "round", "name", "verdict")}
        | {"remark": sign.get("remark") or None, "at": sign["at"], "seal": sign["seal"]}
        | {"changed_since": sign in stale}
        for sign in each.signs
    ]
