"""Who said no, and in which words: below the form that it was said to, and at its task. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from core.domain.form import FormStatus, objections
from core.domain.form_kind import label_in
from core.domain.form_objecting import objected, reasons, speaker
from core.domain.form_standing import children
from tui.form_words import told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.form import Form
    from core.domain.form_kind import FormKind
    from core.domain.scene import Scene
    from core.domain.task import Task
    from tui.words import Words

Kinds = Mapping[str, "FormKind"]


def why(form: Form, kinds: Kinds, board: Board, words: Words) -> list[str]:
    """What a refusing answer says, a line for each field: `整改项:改字号`."""
    kind = kinds.get(form.kind)
    return [
        words.say("form.why", field=label_in(field.label, words.language), text=text)
        for field, value in (reasons(form, kind) if kind is not None else ())
        if (text := " ".join(told(field, value, board, words).split()))
    ]


def line(form: Form, kinds: Kinds, board: Board, words: Words) -> str:
    """`F-16 张总 不通过 整改项:改字号 · 整改时限:2026-12-01`."""
    said = verdict_told(form, kinds, words)
    head = " ".join(filter(None, (form.id, form.dept, speaker(form), said)))
    return "  ".join(filter(None, (head, " · ".join(why(form, kinds, board, words)))))


def verdict_told(form: Form, kinds: Kinds, words: Words) -> str:
    """What an answer says: 通过, 异议; empty as long as it says nothing."""
    kind = kinds.get(form.kind)
    answer = kind.verdict(form.values) if kind is not None else None
    return label_in(answer.label, words.language) if answer is not None else ""


def who_answers(form: Form, board: Board) -> str:
    """Who is asked, or gave the answer where a department is asked; empty while nobody did."""
    if form.subject in board.people:
        return board.name_of(form.subject)
    return speaker(form) if form.status is FormStatus.DONE else ""


def below(form: Form, scene: Scene, board: Board, words: Words) -> Iterator[str]:
    """The objections that a form has to be mended for, a line each."""
    asked = children(form, scene, form.step) if form.step else ()
    for each in objections(asked, scene.forms):
        yield line(each, scene.forms, board, words)


def of_task(task: Task, board: Board, words: Words) -> list[str]:
    """Why a result was not accepted, a line for each answer that says no."""
    from tui.form_events import kinds

    known = kinds()
    found = objected(task.id, board.forms.values(), known)
    return [line(each, known, board, words) for each in found]
