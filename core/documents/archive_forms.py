"""The forms of a package in two lists: all of them, and the changes with what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from core.documents import cells, sections
from core.documents.content import Cell, Column, Table, Tone
from core.documents.form_values import text_of
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.form import AGREES, Form, FormStatus, changed_since
from core.domain.form_kind import FormKind, Shape, label_in
from core.domain.form_moot import moot
from core.domain.form_standing import children
from core.domain.scene import Scene

CHANGE = "change"
"""The form by which what was agreed changes (F18, R15)."""


def form_list(board: Board, scene: Scene, voice: Voice) -> Table:
    """Every form: what it is, where it stands, who signed it, and whether it was changed since."""
    keys = ("code", "name")
    columns = (
        sections.column("id", voice),
        *(_column(each, voice) for each in keys),
        *sections.columns(voice, "dept", "status"),
        _column("signs", voice),
    )
    rows = tuple(_listed(each, board, scene, voice) for each in _in_order(board.forms.values()))
    return Table("forms", voice.say("documents.archive.table.forms"), columns, rows)


def _listed(form: Form, board: Board, scene: Scene, voice: Voice) -> tuple[Cell, ...]:
    kind = scene.forms.get(form.kind)
    stale = kind is not None and bool(changed_since(form, kind))
    told = voice.join(_signed(form, board))
    if stale:
        told = voice.say("documents.form.changed_since", verdict=told)
    return (
        Cell(form.id),
        cells.said(kind.code if kind is not None else ""),
        Cell(kind.name(voice.language) if kind is not None else form.kind),
        cells.said(form.dept),
        Cell(voice.say(f"term.form_status.{form.status.value}")),
        cells.said(told, Tone.AMBER if stale else Tone.PLAIN),
    )


def _signed(form: Form, board: Board) -> Iterator[str]:
    """The names of this round with their days."""
    for each in form.signs:
        if each["verdict"] == AGREES and each["round"] == form.round:
            yield f"{each['name']} {_day(str(each['at']), board)}"


def _day(moment: str, board: Board) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(board.zone):%Y-%m-%d}"


def changes(board: Board, scene: Scene, voice: Voice) -> Table:
    """Every change request: why, what, what the departments said, who approved it (R15)."""
    keys = ("reason", "impact", "changes", "opinions", "approved")
    columns = (
        sections.column("id", voice),
        *(_column(each, voice) for each in keys),
        sections.column("status", voice),
    )
    found = [each for each in _in_order(board.forms.values()) if each.kind == CHANGE]
    rows = tuple(_changed(each, board, scene, voice) for each in found)
    return Table("changes", voice.say("documents.archive.table.changes"), columns, rows)


def _changed(form: Form, board: Board, scene: Scene, voice: Voice) -> tuple[Cell, ...]:
    kind = scene.forms.get(form.kind)
    values = form.values
    return (
        Cell(form.id),
        cells.said(str(values.get("reason") or "")),
        cells.said(str(values.get("impact") or "")),
        cells.said("\n".join(_rows(form, kind, board, voice))),
        cells.said("\n".join(_opinions(form, scene, voice))),
        cells.said(voice.join(_signed(form, board))),
        Cell(voice.say(f"term.form_status.{form.status.value}")),
    )


def _rows(form: Form, kind: FormKind | None, board: Board, voice: Voice) -> Iterator[str]:
    field = kind.field("changes") if kind is not None else None
    if field is None or field.shape is not Shape.ROWS:
        return
    for row in form.values.get(field.name) or ():
        cells_ = (text_of(each, row.get(each.name), board, voice) for each in field.columns_in(row))
        yield " → ".join(each for each in cells_ if each)


def _opinions(form: Form, scene: Scene, voice: Voice) -> Iterator[str]:
    for child in children(form, scene):
        kind = scene.forms.get(child.kind)
        verdict = kind.verdict(child.values) if kind is not None else None
        if verdict is not None and child.status is FormStatus.DONE:
            gone = moot(child, kind) if kind is not None else ()
            remark = "" if "remark" in gone else str(child.values.get("remark") or "")
            yield " ".join(
                filter(None, (child.dept, label_in(verdict.label, voice.language), remark))
            )


def _column(key: str, voice: Voice) -> Column:
    return Column(key, voice.say(f"documents.archive.column.{key}"))


def _in_order(forms: Iterable[Form]) -> list[Form]:
    return sorted(forms, key=lambda each: each.id.zfill(12))
