"""What stands in one row of the projector, in cells that fit the width of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from core.domain.progress import overdue_days
from core.domain.text import UNSAFE
from tui.panels import action_items, blockers, progress
from tui.panels.projector_pages import Kind
from tui.panels.view import Width, light, name_room
from tui.widgets.line_cells import Cell, Span, fit
from tui.widgets.line_columns import Column, lay_out

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.decision import Milestone
    from core.domain.masking import Mask
    from core.domain.task import Task
    from tui.words import Words

Line = tuple[Span, ...]
FULL: Final = 100
NEAR: Final = 5
"""Working days before a milestone from which on it is near."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What is shown, when, to whom, and what must not be seen of it."""

    board: Board
    now: datetime
    words: Words
    mask: Mask
    wide: Width

    def covered(self, text: str) -> str:
        """A text as everybody may read it."""
        return self.mask.cover(UNSAFE.sub("", text), cell_len)

    def line(self, spans: Sequence[Span]) -> Line:
        """Pieces of text as everybody may read them."""
        return tuple(Span(self.covered(each.text), each.role) for each in spans)


def row(wall: Wall, kind: Kind, key: str, room: int) -> Line:
    """A record as one line of exactly `room` cells; empty where it is gone by now."""
    columns, cells = _ROWS[kind]
    found = cells(wall, key)
    listed = _spread(wall, columns(wall)) if found else []
    line: list[Span] = []
    x = 0
    for placed in lay_out(listed, room):
        column = listed[placed.index]
        line.append(Span(" " * (placed.x - x)))
        line += fit(wall.line(_spans(found[column.id])), placed.width, column.align)
        x = placed.x + placed.width
    return (*line, Span(" " * (room - x)))


def _spans(cell: Cell) -> Sequence[Span]:
    if isinstance(cell, str):
        return (Span(cell),)
    return (cell,) if isinstance(cell, Span) else cell


def _spread(wall: Wall, columns: Sequence[Column]) -> list[Column]:
    """Columns with air between them, the more the wider the wall is."""
    air = {Width.NARROW: 0, Width.NORMAL: 1, Width.WIDE: 4}[wall.wide]
    return [replace(each, width=each.width + air) if each.width else each for each in columns]


def _lamp(wall: Wall) -> Column:
    return Column("lamp", width=5 if wall.words.language == "zh" else 7)


def _owner(wall: Wall) -> Column:
    return Column("owner", width=name_room(wall.words) + 1)


def _task_columns(wall: Wall) -> list[Column]:
    head, owner = [_lamp(wall), Column("id", width=5), Column("title", least=18)], _owner(wall)
    share, gap = Column("share", width=7, align="right"), Column("gap", width=1)
    if wall.wide is Width.NARROW:
        return [*head, owner, share, gap, Column("short", flex=2, least=16)]
    due = Column("due", width=10 if wall.words.language == "zh" else 15)
    dept = Column("dept", width=10, priority=1)
    return [*head, dept, owner, share, gap, due, Column("why", flex=2, least=14)]


def _task(wall: Wall, key: str) -> dict[str, Cell]:
    board, words = wall.board, wall.words
    task = board.tasks.get(key)
    if task is None:
        return {}
    stands = board.standings[key]
    plan = "—" if stands.planned is None else stands.planned
    due, why = _due(wall, task), progress.reason(task, stands, words)
    return {
        "lamp": light(stands.light, words),
        "id": Span(task.id, "muted"),
        "title": Span(task.title, "bold"),
        "dept": Span(task.dept, "muted"),
        "owner": board.name_of(task.owner) or Span("—", "muted"),
        "share": f"{task.actual}/{plan}",
        "gap": "",
        "due": due,
        "why": why,
        "short": due or why,
    }


def _due(wall: Wall, task: Task) -> Cell:
    """How late it is, in the working days that its light counts, or that it is due today."""
    if task.due is None or task.actual >= FULL:
        return ""
    today = wall.now.astimezone(wall.board.zone).date()
    if days := overdue_days(task, today, wall.board.calendar_of(task.dept)):
        return Span(wall.words.say("light.overdue", n=days), "sla-late bold")
    due_today = task.due == today
    return Span(wall.words.say("projector.due_today"), "sla-soon bold") if due_today else ""


def _blocker_columns(wall: Wall) -> list[Column]:
    chinese = wall.words.language == "zh"
    clock = 9 if chinese else 12
    level = Column("level", width=5 if chinese else 7)
    title = Column("title", flex=2, least=18)
    head = [Column("near", width=clock), Column("id", width=5), level, title, _owner(wall)]
    if wall.wide is Width.NARROW:
        return head
    status = Column("status", width=7 if chinese else 10)
    if wall.wide is Width.NORMAL:
        return [*head, status, Column("note", least=16, priority=1)]
    clocks = [Column("response", width=clock + 4), Column("solution", width=clock + 4)]
    return [*head, status, *clocks, Column("note", least=16)]


def _blocker(wall: Wall, key: str) -> dict[str, Cell]:
    blocker = wall.board.blockers.get(key)
    if blocker is None:
        return {}
    said = wall.board, blocker, wall.now, wall.words
    *_, near = blockers.line(*said, Width.NORMAL)
    _, level, _, owner, status, response, solution, note = blockers.line(*said, Width.WIDE)
    return {
        "near": near,
        "id": Span(blocker.id, "muted"),
        "level": level,
        "title": Span(blocker.title, "bold"),
        "owner": owner,
        "status": Span(str(status), "muted"),
        "response": (Span(wall.words.say("projector.response") + " ", "muted"), *_spans(response)),
        "solution": (Span(wall.words.say("projector.solution") + " ", "muted"), *_spans(solution)),
        "note": note,
    }


def _action_columns(wall: Wall) -> list[Column]:
    state = Column("left", width=12 if wall.words.language == "zh" else 16)
    head = [state, Column("id", width=5), Column("title", flex=2, least=20), _owner(wall)]
    narrow = wall.wide is Width.NARROW
    return head if narrow else [*head, Column("origin", least=16, priority=1)]


def _action(wall: Wall, key: str) -> dict[str, Cell]:
    item = wall.board.actions.get(key)
    if item is None:
        return {}
    _, _, owner, _, left, origin = action_items.line(
        wall.board, item, wall.now, wall.words, Width.WIDE
    )
    title = Span(item.title, "bold")
    id_ = Span(item.id, "muted")
    return {"left": left, "id": id_, "title": title, "owner": owner, "origin": origin}


def _milestone_columns(wall: Wall) -> list[Column]:
    chinese = wall.words.language == "zh"
    left, rest = (
        Column("left", width=18 if chinese else 25),
        Column("rest", width=8 if chinese else 12),
    )
    return [left, Column("day", width=11), rest, Column("title", least=18)]


def _milestone(wall: Wall, key: str) -> dict[str, Cell]:
    milestone = wall.board.milestones.get(key)
    if milestone is None:
        return {}
    days = _days_to(wall, milestone)
    told = (
        wall.words.say("projector.working_days", n=days) if days else wall.words.say("time.today")
    )
    near = days <= NEAR
    working = wall.board.calendar.is_working(milestone.day)
    return {
        "left": Span(f"!{told}" if near else told, "sla-soon bold" if near else ""),
        "day": f"{milestone.day:%m-%d} {wall.words.weekday(milestone.day)}",
        "title": Span(milestone.title, "bold"),
        "rest": "" if working else Span(wall.words.say("projector.rest_day"), "muted"),
    }


def _days_to(wall: Wall, milestone: Milestone) -> int:
    """Working days after today up to a milestone, its own day counted."""
    calendar, today = wall.board.calendar, wall.now.astimezone(wall.board.zone).date()
    days = calendar.working_days(today, milestone.day) - calendar.is_working(today)
    return max(days, 0)


_ROWS: dict[
    Kind,
    tuple[Callable[[Wall], list[Column]], Callable[[Wall, str], dict[str, Cell]]],
] = {
    Kind.TASKS: (_task_columns, _task),
    Kind.BLOCKERS: (_blocker_columns, _blocker),
    Kind.ACTIONS: (_action_columns, _action),
    Kind.MILESTONES: (_milestone_columns, _milestone),
}
"""The columns of each kind of page, and what stands in them."""
