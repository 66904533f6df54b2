"""《问题跟踪表》 (F16): every blocker there was, from its report to its verification."""

from __future__ import annotations

from core.documents import cells, sections
from core.documents.content import Cell, Table
from core.documents.voice import Voice
from core.domain.blocker import Blocker
from core.domain.board import Board

_FIRST = ("id", "problem_title", "description", "impact_scope", "attempted_measures")
_NEXT = ("reporter", "reported", "tier", "priority", "responsible_dept", "lead", "owner", "tasks")
_LAST = ("response_due", "responded", "solution_due", "solved", "status", "solution_text")


def blocker_log(board: Board, voice: Voice) -> Table:
    """问题, 影响范围, 已尝试的解决措施, 提出方, 责任人, 时限, 状态, 解决方案, 验证结果."""
    order = sorted(board.blockers.values(), key=lambda each: each.id.zfill(12))
    columns = sections.columns(voice, *_FIRST, *_NEXT, *_LAST, "verified")
    rows = tuple((*_told(board, each, voice), *_way(board, each, voice)) for each in order)
    title, empty = voice.say("documents.table.blocker_log"), voice.say("documents.none.blockers")
    return Table("blockers", title, columns, rows, empty)


def _told(board: Board, each: Blocker, voice: Voice) -> tuple[Cell, ...]:
    return (
        Cell(each.id),
        Cell(each.title),
        cells.said(each.description),
        cells.said(each.impact_scope),
        cells.said(each.attempted_measures),
        cells.said(each.reporter),
        cells.moment(each.reported_at, board.zone, voice),
        Cell(voice.say(f"term.tier.{each.tier.value}")),
        Cell(voice.say(f"term.priority.{each.priority.value}")),
        cells.said(each.responsible_dept),
        cells.said(each.lead),
        sections.person(board, each.owner, voice),
        cells.said(" ".join(each.tasks)),
    )


def _way(board: Board, each: Blocker, voice: Voice) -> tuple[Cell, ...]:
    zone, decision = board.zone, board.decisions.get(each.decision or "")
    return (
        cells.moment(each.response_due, zone, voice),
        cells.moment(each.responded_at, zone, voice),
        cells.moment(each.solution_due, zone, voice),
        cells.moment(each.solved_at, zone, voice),
        Cell(voice.say(f"term.blocker.{each.status.value}")),
        cells.said(f"{decision.id} {decision.title}" if decision else ""),
        _verified(board, each, voice),
    )


def _verified(board: Board, each: Blocker, voice: Voice) -> Cell:
    """验证结果 (R14): who verified it and when, or which blocker goes on from it."""
    if each.merged_into:
        return Cell(voice.say("documents.merged", id=each.merged_into))
    if each.closed_at is None:
        return cells.said("")
    at = each.closed_at.astimezone(board.zone)
    return Cell(voice.say("documents.verified", who=each.verified_by, at=f"{at:%m-%d %H:%M}"))
