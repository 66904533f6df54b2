"""《跨部门协作进度表》 (F12): how far each task is, what stands in its way, what it needs."""

from __future__ import annotations

from core.documents import cells, sections
from core.documents.content import Cell, Table
from core.documents.voice import Voice
from core.domain.blocker import SETTLED, Blocker
from core.domain.board import Board
from core.domain.meeting import Sort
from core.domain.task import Task

_DONE = ("id", "dept", "task", "owner", "start", "end", "planned", "actual", "variance")
_MORE = ("status", "light", "delay_reason", "problem", "impact_scope", "attempted_measures")


def progress_sheet(board: Board, voice: Voice) -> Table:
    """①任务完成情况 ②存在问题 ③需协调资源, a row a task, by department."""
    order = sorted(board.tasks.values(), key=lambda each: (each.dept, each.id.zfill(12)))
    told: set[str] = set()
    rows = []
    for task in order:
        asked = "" if task.dept in told else resources(board, task.dept, voice)
        told.add(task.dept)
        rows.append((*_done(board, task, voice), *_stuck(board, task, voice), cells.said(asked)))
    columns = sections.columns(voice, *_DONE, *_MORE, "resources")
    return Table("progress", voice.say("documents.table.progress"), columns, tuple(rows))


def resources(board: Board, dept: str, voice: Voice) -> str:
    """What a department has asked for and did not get yet (F12 ③)."""
    members = {each.name for each in board.people.values() if each.dept == dept}
    found = (
        each.text
        for each in board.points.values()
        if each.sort is Sort.RESOURCE and not each.settled and each.said_by in members
    )
    return voice.say("documents.and").join(found)


def _done(board: Board, task: Task, voice: Voice) -> tuple[Cell, ...]:
    stands = board.standings[task.id]
    return (
        Cell(task.id),
        cells.said(task.dept),
        Cell(task.title),
        sections.person(board, task.owner, voice),
        cells.day(task.start, voice),
        cells.day(task.due, voice),
        cells.per_cent(stands.planned),
        cells.per_cent(task.actual),
        sections.variance(task, stands.planned),
        Cell(voice.say(f"term.task.{task.status.value}")),
        cells.light(stands.light, voice),
        sections.delay(board, task, voice),
    )


def _stuck(board: Board, task: Task, voice: Voice) -> tuple[Cell, ...]:
    found = [
        each
        for each in board.blockers.values()
        if task.id in each.tasks and each.status not in SETTLED
    ]
    names = ("description", "impact_scope", "attempted_measures")
    return tuple(cells.said("\n".join(_facts(found, name))) for name in names)


def _facts(found: list[Blocker], name: str) -> list[str]:
    """One fact of several blockers, each with its id where there is more than one."""
    told = [
        (each.id, getattr(each, name) or (each.title if name == "description" else ""))
        for each in found
    ]
    return [f"{identity} {text}" for identity, text in told if text]
