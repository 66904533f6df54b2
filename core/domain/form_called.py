"""What stands in a field of a form, by its name: the form itself keeps ids. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.form_kind import FieldKind, Shape, label_in

if TYPE_CHECKING:
    from core.domain.board import Board


def called(field: FieldKind, value: Any, board: Board, language: str) -> str:
    """One value by its name: of a person, an option, a task; else as it was written."""
    match field.shape:
        case Shape.PERSON | Shape.PEOPLE:
            return board.name_of(str(value))
        case Shape.CHOICE:
            option = field.option(value)
            return label_in(option.label, language) if option is not None else str(value)
        case Shape.TASK:
            task = board.tasks.get(str(value))
            return f"{value} {task.title}" if task is not None else str(value)
        case _:
            return str(value)
