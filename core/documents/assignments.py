"""《多部门协作任务分工表》 (F08)."""

from __future__ import annotations

from core.documents import cells, sections
from core.documents.content import Cell, Table
from core.documents.voice import Voice
from core.domain.board import Board


def assignments(board: Board, voice: Voice) -> Table:
    """任务名称, 负责部门, 负责人, 起止时间, 交付物标准; who helps (R01), what it waits for."""
    keys = ("id", "task_name", "responsible_dept_of", "owner", "collaborators", "start", "end")
    rows = []
    for each in sorted(board.tasks, key=lambda one: one.zfill(12)):
        task = board.tasks[each]
        rows.append(
            (
                Cell(task.id),
                Cell(task.title),
                cells.said(task.dept),
                sections.person(board, task.owner, voice),
                cells.listed((board.name_of(one) for one in task.collaborators), voice),
                cells.day(task.start, voice),
                cells.day(task.due, voice),
                cells.said(task.deliverable),
                cells.said(" ".join(task.depends_on)),
            )
        )
    title = voice.say("documents.table.assignments")
    columns = sections.columns(voice, *keys, "deliverable", "depends_on")
    return Table("assignments", title, columns, tuple(rows))
