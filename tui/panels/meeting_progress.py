"""Progress in a weekly sync: department by department, only what is red or amber (R07, R18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.task import LightLevel
from tui.panels.fold import labelled
from tui.panels.meeting_item import Content, Topic
from tui.panels.meeting_turn import since_told
from tui.panels.view import Width, light, name_room, spaced
from tui.widgets.line_cells import Cell, Span, fit
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.changes import Changes
    from core.domain.rounds import DepartmentRow, Lag
    from core.domain.week import WeekFigures

Line = tuple[Span, ...]
_STEPS = "▁▂▃▄▅▆▇█"
_GREEN = "dept:"


def progress(topic: Topic, rows: tuple[DepartmentRow, ...]) -> Content:
    """A line for each red or amber task under its department; a green one has a line for all."""
    listed = dict(_listed(rows))
    words = topic.words

    def stamp(key: str) -> Hashable:
        row, lag, first = listed[key]
        return (row, lag, first, topic.room)

    def cells(key: str) -> tuple[Cell, ...]:
        row, lag, first = listed[key]
        return (*_department(topic, row, lag, first=first), *_task(topic, row, lag))

    counts = Counter(row.light for row in rows)
    shown = spaced([light(level, words, counts[level]) for level in LightLevel if counts[level]])
    return Content(
        _columns(topic), tuple(listed), stamp, cells,
        foot=[(), *_resources(topic, rows), topic.hint("meeting_screen.progress_how")],
        counts=shown,
        empty=topic.say("meeting_screen.no_tasks"),
    )  # fmt: skip


Listed = tuple["DepartmentRow", "Lag | None", bool]


def _listed(rows: tuple[DepartmentRow, ...]) -> Iterator[tuple[str, Listed]]:
    """The lines by their keys: the task, or the department where all is well."""
    for row in rows:
        if not row.lags:
            yield f"{_GREEN}{row.department}", (row, None, True)
        for number, lag in enumerate(row.lags):
            yield lag.task, (row, lag, number == 0)


def _columns(topic: Topic) -> list[Column]:
    words, chinese = topic.words, topic.words.language == "zh"
    return [
        topic.column("dept", width=_dept(topic)),
        Column(
            "reporter", topic.say("meeting_screen.reporter"), width=name_room(words), priority=2
        ),
        topic.column("light", width=4 if chinese else 6),
        Column(
            "kept", topic.say("meeting_screen.kept_column"), width=5 if chinese else 6, priority=1
        ),
        Column("why", topic.say("meeting_screen.plan_and_reason"), flex=1, least=20),
    ]


def _dept(topic: Topic) -> int:
    """Cells for the names of departments."""
    if topic.wide is Width.WIDE:
        return 14
    return 8 if topic.words.language == "zh" else 12


def _department(
    topic: Topic, row: DepartmentRow, lag: Lag | None, *, first: bool
) -> tuple[Cell, ...]:
    level = light(lag.light if lag is not None else row.light, topic.words)
    if not first:
        return ("", "", level, "")
    name = topic.board.name_of(row.reporter) or Span("—", "muted")
    kept: Cell = f"{row.done}/{row.total}" if row.total else Span("—", "muted")
    return (row.department, name, level, kept)


def _task(topic: Topic, row: DepartmentRow, lag: Lag | None) -> tuple[Cell, ...]:
    words = topic.words
    if lag is None:
        if row.silent > 1:
            return (Span("⚠ " + words.say("light.stale", n=row.silent), "sla-soon"),)
        return (Span(topic.say("meeting_screen.on_plan"), "muted"),)
    task = topic.board.tasks[lag.task]
    plan = "—" if lag.planned is None else str(lag.planned)
    head = (Span(f"{lag.task} ", "accent"), Span(f"{task.title} "), Span(f"{lag.actual}/{plan} "))
    if lag.unexplained:
        return ((*head, Span(f"{topic.say('meeting_screen.why_missing')} ", "sla-late bold")),)
    waits = " ".join(
        each.id
        for each in topic.board.blockers.values()
        if lag.task in each.tasks and _open(each) and each.id not in lag.reason
    )
    rest = (Span(lag.reason), Span(f" ({waits})" if waits else "", "muted"))
    return ((*head, *rest),)


def _open(blocker: object) -> bool:
    from core.domain.blocker import SETTLED

    return getattr(blocker, "status", None) not in SETTLED


def _resources(topic: Topic, rows: tuple[DepartmentRow, ...]) -> list[Line]:
    asked = list(dict.fromkeys(each for row in rows for each in row.resources))
    if not asked:
        return []
    told = "  ".join(f"{number}. {text}" for number, text in enumerate(asked, 1))
    label = topic.words.say("term.point.resource")
    return labelled(label, told, topic.room, cell_len(label) + 2)


# ── the week at a glance ─────────────────────────────────────────────────────────────────────


def overview(topic: Topic, figures: WeekFigures | None, changes: Changes | None) -> list[Line]:
    """Trend, promises kept, schedule variance, milestones, lights that turned (F14)."""
    lines: list[Line] = []
    if figures is not None:
        lines += _figures(topic, figures)
    lines += _milestones(topic)
    if changes is not None:
        lines += [(), *_turned(topic, changes)]
    return lines


def _figures(topic: Topic, figures: WeekFigures) -> Iterator[Line]:
    if len(figures.trend) > 1:
        planned, actual = (
            _spark([getattr(each, name) for each in figures.trend])
            for name in ("planned", "actual")
        )
        told = topic.say(
            "meeting_screen.trend", n=len(figures.trend), planned=planned, actual=actual
        )
        yield (Span(told),)
    numbers = {
        name: len(getattr(figures, name)) for name in ("promised", "done", "carried", "cancelled")
    }
    rate = "—" if figures.rate is None else f"{figures.rate}%"
    yield (Span(topic.say("meeting_screen.week", rate=rate, **numbers)),)
    now, before = (_per_cent(each) for each in (figures.variance, figures.variance_before))
    yield (Span(topic.say("meeting_screen.variance", now=now, before=before)),)


def _spark(values: list[int]) -> str:
    top = max(max(values, default=0), 1)
    return "".join(_STEPS[round((len(_STEPS) - 1) * each / top)] for each in values)


def _per_cent(value: int | None) -> str:
    return "—" if value is None else f"{value:+d}%"


def _milestones(topic: Topic) -> Iterator[Line]:
    board = topic.board
    told = [
        f"{each.day:%m-%d} {each.title}{' ✓' if each.day < board.today else ''}"
        for each in sorted(board.milestones.values(), key=lambda each: each.day)
    ]
    if told:
        label = topic.words.say("term.record.milestone")
        yield from labelled(label, "  ".join(told), topic.room, cell_len(label) + 2)


def _turned(topic: Topic, changes: Changes) -> Iterator[Line]:
    """The lights that turned since, those for the worse first."""
    from core.domain.changes import What

    words, board = topic.words, topic.board
    yield (
        Span(
            topic.say("meeting_screen.changed_since", at=since_told(changes.since, board)), "muted"
        ),
    )
    spans: list[Span] = []
    for each in changes.of(What.LIGHT):
        after = LightLevel(str(each.after))
        names = [words.say(f"term.light.{level}") for level in (each.before, each.after)]
        spans += [Span(f"{each.id} {names[0]}→"), light(after, words), Span("   ")]
    yield fit(tuple(spans) or Span(topic.say("meeting_screen.no_change"), "muted"), topic.room)
    told = [
        topic.say(f"meeting_screen.change_count.{what.value}", n=len(found))
        for what in (What.ADDED, What.DONE, What.CARRIED, What.OVERDUE)
        if (found := changes.of(what))
    ]
    if told:
        yield (Span("  ".join(told)),)
