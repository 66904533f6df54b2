"""《沟通事项跟踪表》 (F29): 11 columns, the project first, then each task of its own."""

from __future__ import annotations

from collections.abc import Iterable

from core.documents import cells, sections
from core.documents.content import Cell, Table
from core.documents.voice import Voice
from core.domain.blocker import SETTLED
from core.domain.board import Board
from core.domain.meeting import OVER, Meeting
from core.domain.people import Function
from core.domain.phases import phase_of
from core.domain.task import Task

COLUMNS = (
    "collab_no",
    "lead_dept",
    "matter",
    "liaisons",
    "background",
    "key_dates",
    "record",
    "current",
    "feedback",
    "owner",
    "remark",
)
"""协作编号、发起部门、协作事项、对接人(发起方/协作方)、需求背景与目标、关键时间节点、沟通记录(会议纪要/
邮件摘要)、当前进度、反馈意见、负责人、备注."""


def tracker(board: Board, voice: Voice) -> Table:
    """A row for the project, and one for each task that is no part of another."""
    tasks = sorted(
        (each for each in board.tasks.values() if each.parent is None),
        key=lambda each: each.id.zfill(12),
    )
    rows = (_project(board, voice), *(_task(board, each, voice) for each in tasks))
    title = voice.say("documents.table.tracker")
    return Table("tracker", title, sections.columns(voice, *COLUMNS), rows)


def _lines(told: Iterable[str]) -> Cell:
    return cells.said("\n".join(each for each in told if each))


def _project(board: Board, voice: Voice) -> tuple[Cell, ...]:
    project, lead = board.project, board.project.lead_dept
    partners = [each for each in board.departments if each != lead]
    dates = sorted(board.milestones.values(), key=lambda each: each.day)
    phase = voice.say(f"term.phase.{phase_of(board).value}")
    managers = _with(board, Function.PROJECT_MANAGER)
    goals = [each.goal for each in _held(board) if each.goal]
    return (
        Cell(project.code),
        cells.said(lead),
        Cell(project.name),
        _liaisons(
            board, lead, (name for dept in partners for name in _speakers(board, dept)), voice
        ),
        _lines(goals[-1:]),
        _lines(f"{each.day:%m-%d} {each.title}" for each in dates),
        _lines(_met(board, each, voice) for each in _held(board)[-3:]),
        Cell(f"{phase}  {sections.lights(board, voice)}"),
        _lines(_objections(board)),
        cells.listed(managers, voice),
        cells.said(""),
    )


def _task(board: Board, task: Task, voice: Voice) -> tuple[Cell, ...]:
    stands, lead = board.standings[task.id], board.project.lead_dept
    mates = [board.name_of(each) for each in (task.owner, *task.collaborators) if each]
    decided = (each for each in board.decisions.values() if task.id in each.links)
    stuck = (
        each
        for each in board.blockers.values()
        if task.id in each.tasks and each.status not in SETTLED
    )
    return (
        Cell(f"{board.project.code}-{task.id}"),
        cells.said(lead),
        Cell(task.title),
        _liaisons(board, lead, mates, voice),
        cells.said(task.deliverable),
        _lines(_dates(task, voice)),
        _lines(f"{each.id} {each.title}" for each in decided),
        Cell(voice.say("documents.current", status=_status(task, voice), n=task.actual)),
        _lines((task.remark, *(f"{each.id} {each.title}" for each in stuck))),
        sections.person(board, task.owner, voice),
        cells.said(voice.reasons(stands)),
    )


def _status(task: Task, voice: Voice) -> str:
    return voice.say(f"term.task.{task.status.value}")


def _dates(task: Task, voice: Voice) -> Iterable[str]:
    if task.start:
        yield f"{task.start:%m-%d} {voice.say('term.field.start')}"
    if task.due:
        yield f"{task.due:%m-%d} {voice.say('term.field.due')}"


def _liaisons(board: Board, lead: str, others: Iterable[str], voice: Voice) -> Cell:
    """对接人(发起方/协作方): whom the lead department sends, and whom the others do."""
    ours = voice.join(_speakers(board, lead)) or cells.DASH
    theirs = voice.join(dict.fromkeys(others)) or cells.DASH
    return Cell(f"{ours} / {theirs}")


def _speakers(board: Board, dept: str) -> list[str]:
    """A department's liaisons; its heads where it named none."""
    members = [each for each in board.people.values() if each.dept == dept and each.here]
    for function in (Function.LIAISON, Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD):
        if found := [each.name for each in members if function in each.functions]:
            return found
    return []


def _with(board: Board, function: Function) -> list[str]:
    here = (each for each in board.people.values() if each.here)
    return [each.name for each in here if function in each.functions]


def _held(board: Board) -> list[Meeting]:
    """The meetings that are over, the last one last."""
    found = [each for each in board.meetings.values() if each.status in OVER and each.ended_at]
    return sorted(found, key=lambda each: str(each.ended_at))


def _met(board: Board, meeting: Meeting, voice: Voice) -> str:
    kind = voice.say(f"term.meeting.{meeting.kind.value}")
    at = (meeting.started_at or board.read_at).astimezone(board.zone)
    return f"{at:%m-%d} {kind} {meeting.id}"


def _objections(board: Board) -> Iterable[str]:
    for meeting in _held(board):
        for who, why in meeting.objections.items():
            yield f"{meeting.id} {board.name_of(who)}: {why}"
