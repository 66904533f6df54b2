"""The tables of the process, with the columns of its own documents (F08, F09, F12, F16, F29).

Each is a pure function of a board that holds every record, settled ones too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from core.documents import cells, naming, sections
from core.documents.assignments import assignments
from core.documents.blocker_log import blocker_log
from core.documents.content import Cell, Document, Table
from core.documents.progress_sheet import progress_sheet
from core.documents.raci_sheet import raci_grid, raci_list
from core.documents.tracker import tracker
from core.documents.voice import Voice
from core.domain.action import ActionItem
from core.domain.board import Board

Build = Callable[[Board, Voice], tuple[Table, ...]]


def actions(board: Board, voice: Voice) -> Table:
    """Action items (F15, F21), the open ones by deadline first."""
    keys = ("id", "action", "owner", "collaborators", "dept", "due", "status", "overdue")
    more = ("carried", "priority", "links", "origin", "created_by", "created", "result")
    rows = tuple(_action(board, board.actions[each], voice) for each in board.action_order)
    return Table(
        "actions",
        voice.say("documents.table.actions"),
        sections.columns(voice, *keys, *more),
        rows,
        voice.say("documents.none.actions"),
    )


def _action(board: Board, each: ActionItem, voice: Voice) -> tuple[Cell, ...]:
    owner = board.people.get(each.owner or "")
    overdue = each.overdue(board.read_at, board.zone)
    meeting = board.meetings.get(each.meeting or "")
    held = f"{meeting.id} {voice.say(f'term.meeting.{meeting.kind.value}')}" if meeting else ""
    return (
        Cell(each.id),
        Cell(each.title),
        sections.person(board, each.owner, voice),
        cells.listed((board.name_of(one) for one in each.collaborators), voice),
        cells.said(owner.dept if owner else ""),
        cells.moment(each.due, board.zone, voice),
        Cell(voice.say(f"term.action.{each.status.value}")),
        cells.said(voice.say("term.action.overdue") if overdue else "", sections.RED),
        cells.number(each.carried),
        Cell(voice.say(f"term.priority.{each.priority.value}")),
        cells.said(" ".join(each.links)),
        cells.said(held or each.origin),
        cells.said(each.created_by),
        cells.moment(each.created_at, board.zone, voice),
        cells.said(each.remark),
    )


TABLES: Final[Mapping[str, Build]] = {
    "raci": lambda board, voice: (raci_list(board, voice), raci_grid(board, voice)),
    "progress": lambda board, voice: (progress_sheet(board, voice),),
    "blockers": lambda board, voice: (blocker_log(board, voice),),
    "actions": lambda board, voice: (actions(board, voice),),
    "tracker": lambda board, voice: (tracker(board, voice),),
    "assignments": lambda board, voice: (assignments(board, voice),),
}
"""By the name that `pengtou export` takes; the first table is the one that CSV has room for."""


def table_document(name: str, board: Board, voice: Voice) -> Document:
    """One of `TABLES` as a document."""
    title = voice.say(f"documents.table.{name}_sheet")
    return sheet(name, title, TABLES[name](board, voice), board, voice)


def sheet(kind: str, title: str, tables: tuple[Table, ...], board: Board, voice: Voice) -> Document:
    """Tables as a document, on its side, dated by when the board was read."""
    read = board.read_at.astimezone(board.zone)
    return Document(
        kind=kind,
        title=title,
        blocks=tables,
        subtitle=voice.say("documents.as_of", at=f"{read:%Y-%m-%d %H:%M}"),
        project=board.project.name,
        file=naming.file_of(board, title, voice, f"{read:%Y-%m-%d}"),
        footer=voice.say("documents.footer", id=board.project.code, kind=title),
        page=voice.say("documents.page", page="{page}", pages="{pages}"),
        language=voice.language,
        landscape=True,
    )
