"""A form of the process as a document: under the documents' own names and fields (process 1.4).

What a form is like is data, and so is what its document looks like: a field that a customer adds
in TOML stands in it without anything here knowing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.documents import cells, naming
from core.documents.content import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Table,
    Tone,
)
from core.documents.form_signs import is_signed, lines_to_sign, signs_table, step_told
from core.documents.form_values import cell_of, rows_of, stamp, text_of
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.form import Form
from core.domain.form_kind import FieldKind, FormKind, Shape, label_in
from core.domain.form_moot import moot
from core.domain.form_standing import Waiting, children, waiting
from core.domain.scene import Scene


@dataclass(frozen=True, slots=True)
class FormPaper:
    """What a form's document is made from."""

    form: Form
    kind: FormKind
    board: Board
    scene: Scene
    voice: Voice

    @property
    def fields(self) -> tuple[FieldKind, ...]:
        """The fields that the form speaks with."""
        return spoken(self.form, self.kind)

    @property
    def waits(self) -> Waiting | None:
        """What the form waits for."""
        return waiting(self.form, self.scene)


def spoken(form: Form, kind: FormKind) -> tuple[FieldKind, ...]:
    """The fields of a form without those of an objection that it lifted since."""
    gone = moot(form, kind)
    return tuple(each for each in kind.fields if each.name not in gone)


def form_document(paper: FormPaper, name: str = "") -> Document:
    """A form as it reads now; `name` is what its reader calls it, where it has several names."""
    form, kind, board, voice = paper.form, paper.kind, paper.board, paper.voice
    title = name or kind.name(voice.language)
    return Document(
        kind=kind.kind,
        title=title,
        blocks=tuple(_blocks(paper)),
        subtitle=" · ".join(filter(None, (board.project.name, form.dept, _about(paper)))),
        project=board.project.name,
        file=naming.file_of(board, title, voice, form.id, dept=form.dept),
        footer=voice.say("documents.footer", id=_number(form, kind, voice), kind=title),
        page=voice.say("documents.page", page="{page}", pages="{pages}"),
        language=voice.language,
        named=_named(paper),
    )


def _blocks(paper: FormPaper) -> Iterator[Block]:
    form, kind, voice = paper.form, paper.kind, paper.voice
    yield Facts(tuple(_facts(paper)))
    yield _fields(paper)
    for field in paper.fields:
        if field.shape is Shape.ROWS:
            table = rows_of(field, form.values.get(field.name), paper.board, voice)
            yield Heading(table.title)
            yield table
    answers = _answers(paper)
    signs = signs_table(form, kind, paper.waits, paper.board, voice)
    for table in (answers, signs):
        if table.rows or (table is signs and is_signed(form, kind)):
            yield Heading(table.title)
            yield table
    yield lines_to_sign(kind, paper.waits, voice)


def _number(form: Form, kind: FormKind, voice: Voice) -> str:
    """`F-05 · 表 F12`: the record, and the sheet of the process that it is."""
    code = voice.say("form.code", code=kind.code) if kind.code else ""
    return " · ".join(filter(None, (form.id, code)))


def _about(paper: FormPaper) -> str:
    """The task, the risk or the person that it is about."""
    subject = paper.form.subject
    if subject is None:
        return ""
    if subject in paper.board.people:
        return paper.board.name_of(subject)
    return f"{subject} {getattr(paper.board.record(subject), 'title', '')}".strip()


def _facts(paper: FormPaper) -> Iterator[Fact]:
    form, board, voice = paper.form, paper.board, paper.voice
    told = {
        "number": _number(form, paper.kind, voice),
        "status": voice.say(f"term.form_status.{form.status.value}"),
        "dept": form.dept,
        "about": _about(paper),
        "parent": form.parent or "",
        "begun": _when(paper, "opened"),
        "submitted": _when(paper, "submitted"),
        "done": stamp(form.done_at, board).text if form.done_at else "",
        "waits": _waits(paper),
    }
    for key, text in told.items():
        if text:
            yield Fact(key, voice.say(f"documents.form.fact.{key}"), text)


def _when(paper: FormPaper, what: str) -> str:
    """When something was done to it, and by whom."""
    at, by = getattr(paper.form, f"{what}_at"), getattr(paper.form, f"{what}_by")
    return f"{stamp(at, paper.board).text} {by}".strip() if at else ""


def _waits(paper: FormPaper) -> str:
    found, voice = paper.waits, paper.voice
    if found is None:
        return ""
    told = [
        step_told(found.step, paper.kind, voice),
        voice.join(each.name for each in found.people),
    ]
    if found.due is not None:
        at = stamp(found.due, paper.board).text
        late = found.late(paper.scene.now)
        told.append(voice.say(f"documents.form.{'was_due' if late else 'due'}", at=at))
    return " · ".join(filter(None, told))


def _fields(paper: FormPaper) -> Table:
    voice = paper.voice
    rows = tuple(
        (
            Cell(label_in(each.label, voice.language), tone=Tone.STRONG),
            cell_of(each, paper.form.values.get(each.name), paper.board, voice),
        )
        for each in paper.fields
        if each.shape is not Shape.ROWS
    )
    heads = (
        Column("field", _column("field", voice), 18),
        Column("value", _column("value", voice), 60),
    )
    return Table("form", voice.say("documents.form.fields"), heads, rows)


def _column(key: str, voice: Voice) -> str:
    return voice.say(f"documents.form.column.{key}")


def _answers(paper: FormPaper) -> Table:
    """What it collected: whose answer, what it says, and where it stands."""
    voice = paper.voice
    keys = ("id", "from", "form", "answer", "status")
    return Table(
        "answers",
        voice.say("documents.form.answers"),
        tuple(Column(key, _column(key, voice)) for key in keys),
        tuple(_answer(each, paper) for each in children(paper.form, paper.scene)),
    )


def _answer(child: Form, paper: FormPaper) -> tuple[Cell, ...]:
    """Of an answer, its verdict and every other field that says something, in a cell."""
    voice, kind = paper.voice, paper.scene.forms.get(child.kind)
    verdict = kind.verdict(child.values) if kind is not None else None
    told = [label_in(verdict.label, voice.language)] if verdict is not None else []
    for field in spoken(child, kind) if kind is not None else ():
        text = (
            ""
            if field.verdict
            else text_of(field, child.values.get(field.name), paper.board, voice)
        )
        if text and field.shape is not Shape.ROWS:
            told.append(f"{label_in(field.label, voice.language)}: {text}")
    who = paper.board.name_of(child.subject) if child.subject in paper.board.people else ""
    tone = Tone.RED if verdict is not None and verdict.refuses else Tone.PLAIN
    return (
        Cell(child.id),
        Cell(" ".join(filter(None, (child.dept, who)))),
        Cell(kind.name(voice.language) if kind is not None else child.kind),
        cells.said("\n".join(told), tone),
        Cell(voice.say(f"term.form_status.{child.status.value}")),
    )


def _named(paper: FormPaper) -> dict[str, Any]:
    """What a template may name besides: each field by its name, rows by their columns."""
    found: dict[str, Any] = {}
    for field in paper.kind.fields:
        spoken_ = field in paper.fields
        value = paper.form.values.get(field.name) if spoken_ else None
        if field.shape is Shape.ROWS:
            table = rows_of(field, value, paper.board, paper.voice)
            keys = [each.key for each in table.columns]
            found[field.name] = [
                dict(zip(keys, (cell.text for cell in row), strict=True)) for row in table.rows
            ]
        else:
            found[field.name] = text_of(field, value, paper.board, paper.voice)
    return found


def as_sheets(document: Document) -> Document:
    """The same for a workbook: every part in a table, what heads the form in the first one."""
    first, *others = document.tables
    heads = tuple(
        (Cell(fact.label, tone=Tone.STRONG), Cell(fact.text))
        for block in document.blocks
        if isinstance(block, Facts)
        for fact in block.rows
    )
    first = replace(first, title=document.title, rows=(*heads, *first.rows))
    return replace(document, blocks=(first, *(each for each in others if each.rows)))


def as_list(document: Document) -> Document:
    """The same for CSV, which has room for one table: a row of another table is a line of it."""
    first, *others = as_sheets(document).tables
    lines = (
        (Cell(f"{table.title} {at}", tone=Tone.STRONG), Cell("; ".join(_told(table, row))))
        for table in others
        for at, row in enumerate(table.rows, 1)
    )
    return replace(document, blocks=(replace(first, rows=(*first.rows, *lines)),))


def _told(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    for column, cell in zip(table.columns, row, strict=True):
        if cell.text not in ("", cells.DASH):
            yield f"{column.title}: {' '.join(cell.text.split())}"
