"""Panel 1: tasks, planned against actual, the most urgent first."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tui.panels.view import View, Width, light, name_room, spaced
from tui.widgets.gauge import gauge
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.wording import reasons_of

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.health import Standing
    from core.domain.task import Task
    from core.domain.upstream import Held
    from tui.words import Words

GONE = "⊘"
"""Stands before a task that is gone from its source; the reason column has the words for it."""
BAR = {Width.NARROW: 10, Width.NORMAL: 12, Width.WIDE: 12}


def columns(width: Width, words: Words) -> list[Column]:
    """The columns for a layout."""
    head = partial(_head, words)
    narrow, chinese = width is Width.NARROW, words.language == "zh"
    return [
        Column("id", head("id"), width=5),
        Column("title", head("task"), flex=2, least=18 if chinese else 16),
        Column("dept", head("dept"), width=10, priority=3),
        Column("owner", head("owner_short" if narrow else "owner"), width=name_room(words)),
        Column("bar", head("bar"), width=BAR[width]),
        Column("share", head("share"), width=7, align="right"),
        Column("light", head("light"), width=4 if chinese else 6),
        Column("due", head("due"), width=5),
        Column("updated", head("updated"), width=6, priority=2),
        Column(
            "reason", head("reason_short" if narrow else "reason"), flex=3, least=11, priority=1
        ),
    ]


def _head(words: Words, name: str) -> str:
    return words.say(f"board.column.{name}")


def view(board: Board, now: datetime, words: Words, width: Width) -> View:
    """What the panel shows of a board."""
    from tui.upstream_words import held

    today = now.astimezone(board.zone)

    def stamp(key: str) -> tuple[object, ...]:
        task, stands = board.tasks[key], board.standings[key]
        person = board.people.get(task.owner) if task.owner else None
        return (
            task.version,
            stands.planned,
            stands.light,
            stands.silent,
            held(task, board),
            key in board.gone,
            today.date(),
            person and person.version,
        )

    def cells(key: str) -> tuple[Cell, ...]:
        return line(board, key, today, words, width)

    return View(
        board.task_order,
        stamp,
        cells,
        summary=_summary(board, words),
        tally=_tally(board),
    )


def line(board: Board, key: str, today: datetime, words: Words, width: Width) -> tuple[Cell, ...]:
    """One task's cells."""
    from tui.upstream_words import held

    task, stands = board.tasks[key], board.standings[key]
    plan = stands.planned
    share = f"{task.actual}/{'—' if plan is None else plan}"
    return (
        task.id,
        _title(task, board),
        task.dept,
        board.name_of(task.owner) or Span("—", "muted"),
        _bar(plan, task.actual, BAR[width]),
        share,
        light(stands.light, words),
        f"{task.due:%m-%d}" if task.due else Span("—", "muted"),
        Span(_updated(task, today, words), "muted"),
        _waiting(
            _marked(reason(task, stands, words), task, board, words), held(task, board), words
        ),
    )


def _title(task: Task, board: Board) -> Cell:
    """A task's name, with a sign before it where its source has it no more: no cut takes that."""
    name = ("└ " if task.parent else "") + task.title
    return (Span(f"{GONE} ", "muted"), Span(name)) if task.id in board.gone else name


def _bar(plan: int | None, actual: int, width: int) -> tuple[Span, ...]:
    """The gauge, each kind of stroke in its own role."""
    text = gauge(plan or 0, actual, width)
    roles = {"█": "gauge-done", "│": "gauge-plan", "░": "gauge-rest"}
    found: list[Span] = []
    for glyph in text:
        role = roles.get(glyph, "")
        if found and found[-1].role == role:
            found[-1] = Span(found[-1].text + glyph, role)
        else:
            found.append(Span(glyph, role))
    return tuple(found)


def _updated(task: Task, today: datetime, words: Words) -> str:
    if task.progressed_at is None:
        return "—"
    return words.since(task.progressed_at.astimezone(today.tzinfo), today)


def reason(task: Task, stands: Standing, words: Words) -> Cell:
    """What stands in the reason column: why it is behind, or that somebody should say so."""
    if stands.unexplained:
        told = reasons_of(stands, words)
        return (
            Span(words.say("light.unexplained"), "sla-late bold"),
            Span(f" {told}" if told else "", "muted"),
        )
    said = task.light_reason or task.delay_reason or task.remark
    if said:
        return said
    if stands.silent is not None and stands.silent > 1:
        return Span("⚠ " + words.say("light.stale", n=stands.silent), "sla-soon")
    return ""


def _waiting(told: Cell, found: tuple[Held, ...], words: Words) -> Cell:
    """R32: what holds it up stands before what else there is to say."""
    if not found:
        return told
    from tui.upstream_words import mark

    red = any(each.why.value == "red" for each in found)
    head = Span(f"{mark(found, words)} ", "sla-late bold" if red else "sla-soon")
    rest = told if isinstance(told, tuple) else (told,)
    return (head, *(each if isinstance(each, Span) else Span(each) for each in rest))


def _marked(told: Cell, task: Task, board: Board, words: Words) -> Cell:
    """That its source has the task no more, behind what else there is to say."""
    if task.id not in board.gone:
        return told
    head = (Span(told),) if isinstance(told, str) else (told,) if isinstance(told, Span) else told
    mark = Span(words.say("board.note.gone_there"), "muted")
    return (*head, Span(" · ", "muted"), mark) if told else (mark,)


def _lights(board: Board, words: Words) -> tuple[Span, ...]:
    return spaced([light(level, words, board.lights[level]) for level in _levels()])


def _levels() -> tuple[LightLevel, ...]:
    from core.domain.task import LightLevel as Level

    return tuple(Level)


def _summary(board: Board, words: Words) -> tuple[Span, ...]:
    silent = words.say("board.count.not_updated", n=board.silent)
    return (*_lights(board, words), Span(f" · {silent}"))


def _tally(board: Board) -> tuple[Span, ...]:
    red, amber, _ = _levels()
    return (
        Span(f"✗{board.lights[red]}", "sla-late bold"),
        Span(" "),
        Span(f"!{board.lights[amber]}", "sla-soon bold"),
    )


if TYPE_CHECKING:
    from core.domain.task import LightLevel
