"""The registers of a package that no other document has: decisions, risks, changes, members, plan.

Each is a pure function of a board that holds every record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final, TypeVar

from core.documents import cells, sections
from core.documents.archive_forms import changes, form_list
from core.documents.content import Cell, Column, Document, Table, Tone
from core.documents.tables import sheet
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.meeting import OVER, Meeting, MeetingKind
from core.domain.scene import Scene
from core.domain.task import FINISHED, Task

R = TypeVar("R")

_WEEKS = 60
"""More weeks than these no cell shows."""
_MINUTES_WITHIN = timedelta(hours=24)
"""C12."""


def decisions(board: Board, voice: Voice) -> Table:
    """Every decision (F17): who made it, on what grounds, who was heard."""
    rows = tuple(
        (
            Cell(each.id),
            Cell(each.title),
            cells.said(board.name_of(each.maker), sections.RED if not each.maker else Tone.PLAIN),
            cells.listed((board.name_of(one) for one in each.consulted), voice),
            cells.said(each.grounds),
            cells.said(" ".join(each.links)),
            cells.moment(each.decided_at, board.zone, voice),
        )
        for each in _in_order(board.decisions)
    )
    keys = ("id", "decision", "maker", "consulted", "grounds", "links", "day")
    return Table("decisions", _title("decisions", voice), sections.columns(voice, *keys), rows)


def members(board: Board, voice: Voice) -> Table:
    """Who was on the project: department, part in the process, rights."""
    keys = ("name", "function", "role", "aliases")
    dept = sections.column("dept", voice)
    heads = [_column(each, voice) for each in keys]
    rows = tuple(
        (
            Cell(each.id),
            Cell(each.name),
            cells.said(each.dept),
            cells.listed(
                (voice.say(f"term.function.{one.value}") for one in each.functions), voice
            ),
            Cell(voice.say(f"term.role.{each.role.value}")),
            cells.listed(each.aliases, voice),
        )
        for each in _in_order(board.people)
    )
    columns = (sections.column("id", voice), heads[0], dept, *heads[1:])
    return Table("members", _title("members", voice), columns, rows)


def plan(board: Board, voice: Voice) -> Table:
    """The plan (F30): every task with its days, and a sign for each week that it takes."""
    keys = ("id", "task_name", "dept", "owner", "start", "end", "planned", "actual", "status")
    first, last = _stretch(board)
    tasks = sorted(board.tasks.values(), key=lambda each: (each.start or each.due or last, each.id))
    rows = tuple(_planned(each, board, first, last, voice) for each in tasks)
    columns = (*sections.columns(voice, *keys), _column("weeks", voice))
    return Table("plan", _title("plan", voice), columns, rows)


def _planned(task: Task, board: Board, first: date, last: date, voice: Voice) -> tuple[Cell, ...]:
    return (
        Cell(task.id),
        Cell(task.title),
        cells.said(task.dept),
        sections.person(board, task.owner, voice),
        cells.day(task.start, voice),
        cells.day(task.due, voice),
        cells.per_cent(board.standings[task.id].planned),
        cells.per_cent(task.actual),
        Cell(voice.say(f"term.task.{task.status.value}")),
        Cell(_bar(task, first, last), tone=Tone.MUTED if task.status in FINISHED else Tone.PLAIN),
    )


def _stretch(board: Board) -> tuple[date, date]:
    """From the first Monday of the plan to its last week."""
    days = [day for each in board.tasks.values() for day in (each.start, each.due) if day]
    first, last = min(days, default=board.today), max(days, default=board.today)
    monday = first - timedelta(days=first.weekday())
    return monday, min(last, monday + timedelta(weeks=_WEEKS))


def _bar(task: Task, first: date, last: date) -> str:
    start, due = task.start or task.due, task.due or task.start
    if start is None or due is None:
        return cells.DASH
    weeks = (first + timedelta(weeks=at) for at in range((last - first).days // 7 + 1))
    return "".join(
        "■" if start < each + timedelta(weeks=1) and due >= each else "·" for each in weeks
    )


def meetings(board: Board, voice: Voice) -> Table:
    """Every meeting that was held: when, with whom, and whether its minutes were out in time."""
    held = [each for each in _in_order(board.meetings) if each.status in OVER and each.ended_at]
    heads = [_column(each, voice) for each in ("held", "present", "minutes_sent", "in_time")]
    columns = (
        *sections.columns(voice, "id", "item"),
        heads[0],
        sections.column("took", voice),
        *heads[1:],
    )
    rows = tuple(_met(each, board, voice) for each in held)
    return Table("meetings", _title("meetings", voice), columns, rows)


def _met(each: Meeting, board: Board, voice: Voice) -> tuple[Cell, ...]:
    kind = voice.say(f"term.meeting.{each.kind.value}")
    return (
        Cell(each.id),
        Cell(" ".join(filter(None, (kind, each.title)))),
        cells.moment(each.started_at, board.zone, voice),
        Cell(voice.span(each.ran(board.read_at))),
        cells.listed((board.name_of(who) for who in each.present()), voice),
        cells.moment(each.minutes_sent_at, board.zone, voice),
        _in_time(each),
    )


def _in_time(each: Meeting) -> Cell:
    """C12, of meetings that send minutes."""
    if each.kind is MeetingKind.STANDUP or each.ended_at is None:
        return cells.said("")
    sent = each.minutes_sent_at
    kept = sent is not None and sent - each.ended_at <= _MINUTES_WITHIN
    return Cell("✓", tone=Tone.GREEN) if kept else Cell("✗", tone=Tone.RED)


def _risks(board: Board, voice: Voice) -> Table:
    return sections.risks(board, _in_order(board.risks), voice)


_TABLES: Final[Mapping[str, Callable[[Board, Voice], Table]]] = {
    "plan": plan,
    "decisions": decisions,
    "risks": _risks,
    "milestones": sections.milestones,
    "meetings": meetings,
    "members": members,
}
_OF_FORMS: Final[Mapping[str, Callable[[Board, Scene, Voice], Table]]] = {
    "forms": form_list,
    "changes": changes,
}
REGISTERS: Final = (
    "plan",
    "decisions",
    "risks",
    "changes",
    "milestones",
    "meetings",
    "forms",
    "members",
)
"""In the order of a package."""


def register(name: str, board: Board, scene: Scene, voice: Voice) -> Document:
    """One of `REGISTERS` as a document."""
    if name in _OF_FORMS:
        table = _OF_FORMS[name](board, scene, voice)
    else:
        table = _TABLES[name](board, voice)
    return sheet(name, _title(name, voice), (table,), board, voice)


def _title(name: str, voice: Voice) -> str:
    return voice.say(f"documents.archive.table.{name}")


def _column(key: str, voice: Voice) -> Column:
    return Column(key, voice.say(f"documents.archive.column.{key}"))


def _in_order(shelf: Mapping[str, R]) -> Iterable[R]:
    return [shelf[each] for each in sorted(shelf, key=lambda each: each.zfill(12))]
