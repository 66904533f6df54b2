"""Parts that several documents share: tables of tasks, blockers, risks, milestones; who signs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from core.documents import cells
from core.documents.cells import DASH
from core.documents.content import Cell, Column, Heading, Signatures, Table, Tone
from core.documents.voice import Voice
from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.board import Board
from core.domain.clocks import Clock
from core.domain.meeting import Meeting
from core.domain.people import Person
from core.domain.progress import behind
from core.domain.risk import Risk
from core.domain.task import LightLevel, Task
from core.domain.week import totals

RED = Tone.RED
_LATE = {"late": Tone.RED, "soon": Tone.AMBER}


def column(key: str, voice: Voice, *, width: int = 12, right: bool = False) -> Column:
    """A column by what its head is called: `documents.column.<key>`."""
    return Column(key, voice.say(f"documents.column.{key}"), width, right)


def columns(voice: Voice, *keys: str) -> tuple[Column, ...]:
    """Several columns."""
    return tuple(column(each, voice, right=each in _RIGHT) for each in keys)


_RIGHT = frozenset(
    {"planned", "actual", "variance", "timebox", "took", "over", "carried", "before", "after"}
    | {"planned_sum", "actual_sum", "sv"}
)


def chapter(voice: Voice, number: int, title: str) -> Heading:
    """A numbered chapter: 一、决议事项."""
    said = voice.say(f"documents.number.{number}")
    return Heading(voice.say("documents.chapter", number=said, title=title))


def person(board: Board, identity: str | None, voice: Voice) -> Cell:
    """Somebody by name; nobody stands out."""
    if identity is None:
        return Cell(voice.say("term.action.unclaimed"), tone=Tone.RED)
    return Cell(board.name_of(identity))


def titled(people: Iterable[Person]) -> tuple[str, ...]:
    """People with their departments."""
    return tuple(" ".join(filter(None, (each.name, each.dept))) for each in people)


def red_and_amber(board: Board) -> tuple[str, ...]:
    """R18: the tasks that are talked about, the most urgent first."""
    return tuple(
        each for each in board.task_order if board.standings[each].light is not LightLevel.GREEN
    )


def lights(board: Board, voice: Voice) -> str:
    """The lights, and how the work stands against its plan: 红 3 / 黄 4 …   进度偏差 SV -14%."""
    counts = {level.value: board.lights[level] for level in LightLevel}
    told, variance = voice.say("documents.lights", **counts), totals(board).variance
    if variance is None:
        return told
    return f"{told}   {voice.say('documents.figure.sv')} {variance:+d}%"


def progress(board: Board, tasks: Iterable[str], voice: Voice, empty: str = "") -> Table:
    """Plan against actual, with the reason for each delay (R07, F12)."""
    keys = ("id", "task", "dept", "owner", "planned", "actual", "variance", "light", "due")
    return Table(
        "progress",
        voice.say("documents.table.progress"),
        columns(voice, *keys, "delay_reason"),
        tuple(_progress_row(board, board.tasks[each], voice) for each in tasks),
        empty,
    )


def _progress_row(board: Board, task: Task, voice: Voice) -> tuple[Cell, ...]:
    stands = board.standings[task.id]
    return (
        Cell(task.id),
        Cell(task.title),
        cells.said(task.dept),
        person(board, task.owner, voice),
        cells.per_cent(stands.planned),
        cells.per_cent(task.actual),
        variance(task, stands.planned),
        cells.light(stands.light, voice),
        cells.day(task.due, voice),
        delay(board, task, voice),
    )


def variance(task: Task, planned: int | None) -> Cell:
    """Actual less planned, in points."""
    if planned is None:
        return Cell(DASH, tone=Tone.MUTED)
    return cells.number(task.actual - planned, "{:+d}")


def delay(board: Board, task: Task, voice: Voice) -> Cell:
    """Why a task is behind: what people say, else how the light reckons; what is missing is said.

    The reckoning stands beside a reason, since a reason alone does not say how bad it is.
    """
    stands = board.standings[task.id]
    if stands.light is LightLevel.GREEN and not behind(task, stands.planned):
        return cells.said(task.delay_reason or task.remark)
    given = task.light_reason or task.delay_reason
    told = voice.reasons(stands) if not task.light_reason else ""
    if given:
        return Cell(voice.say("documents.delay", why=given, told=told) if told else given)
    missing = voice.say("light.unexplained")
    return Cell(voice.say("documents.delay", why=missing, told=told), tone=Tone.RED)


def blockers(
    board: Board,
    found: Iterable[Blocker],
    now: datetime,
    voice: Voice,
    new: Collection[str] = (),
) -> Table:
    """Blockers with both clocks and how each is settled; what is `new` says so."""
    keys = ("id", "blocker", "responsible_dept", "owner", "status", "response", "solution")
    return Table(
        "blockers",
        voice.say("documents.table.blockers"),
        columns(voice, *keys, "measure"),
        tuple(_blocker_row(board, each, now, voice, each.id in new) for each in found),
        voice.say("documents.none.blockers"),
    )


def _blocker_row(
    board: Board, blocker: Blocker, now: datetime, voice: Voice, new: bool = False
) -> tuple[Cell, ...]:
    title, owner = blocker.title, board.people.get(blocker.owner or "")
    return (
        Cell(blocker.id),
        Cell(voice.say("documents.new", title=title) if new else title),
        cells.said(blocker.responsible_dept or (owner.dept if owner else "")),
        person(board, blocker.owner, voice),
        Cell(voice.say(f"term.blocker.{blocker.status.value}")),
        clock(board, blocker, Clock.RESPONSE, now, voice),
        clock(board, blocker, Clock.SOLUTION, now, voice),
        cells.said(measure(board, blocker, voice)),
    )


def clock(board: Board, blocker: Blocker, which: Clock, now: datetime, voice: Voice) -> Cell:
    """When a clock runs out and how it stands: 10-17 07:54 临期."""
    reading = board.reading_of(blocker, which, now)
    if reading is None:
        return Cell(DASH, tone=Tone.MUTED)
    state = "paused" if reading.paused else reading.state.value
    at = f"{reading.at.astimezone(board.zone):%m-%d %H:%M}"
    told = voice.say(f"term.sla.{state}")
    return Cell(f"{at} {told}", tone=_LATE.get(state, Tone.PLAIN))


def measure(board: Board, blocker: Blocker, voice: Voice) -> str:
    """What is done about a blocker: the decision, else what was tried, and how far it went up."""
    decision = board.decisions.get(blocker.decision or "")
    told = [f"{decision.id} {decision.title}"] if decision else [blocker.attempted_measures]
    if blocker.green_since is not None:
        told.append(voice.say("term.tier.green"))
    if blocker.rung > 1:
        rung = ("project_manager", "dept_head", "executive")[min(blocker.rung, 3) - 1]
        told.append(voice.say("documents.escalated", rung=voice.say(f"term.rung.{rung}")))
    return voice.say("documents.and").join(filter(None, told))


def risks(board: Board, found: Iterable[Risk], voice: Voice) -> Table:
    """Risks by light (F19), with what is ready against them (F32)."""
    keys = ("id", "risk", "light", "status", "impact_scope", "response_plan", "owner", "decider")
    return Table(
        "risks",
        voice.say("documents.table.risks"),
        columns(voice, *keys),
        tuple(
            (
                Cell(each.id),
                Cell(each.title),
                cells.light(each.light, voice),
                Cell(voice.say(f"term.risk.{each.status.value}")),
                cells.said(each.impact_scope),
                cells.said(each.response),
                person(board, each.owner, voice),
                cells.said(board.name_of(each.decider)),
            )
            for each in found
        ),
        voice.say("documents.none.risks"),
    )


def milestones(board: Board, voice: Voice) -> Table:
    """The days that the plan aims at; one on a rest day is told, never moved (process 1.10)."""
    found = sorted(board.milestones.values(), key=lambda each: (each.day, each.id))
    rows = []
    for each in found:
        state = "reached" if each.reached else ("missed" if each.day < board.today else "ahead")
        tone = {"reached": Tone.GREEN, "missed": Tone.RED}.get(state, Tone.PLAIN)
        rest = "" if board.calendar.is_working(each.day) else voice.say("documents.rest_day")
        told = Cell(voice.say(f"documents.milestone.{state}"), tone=tone)
        rows.append((cells.day(each.day, voice), Cell(each.title), told, cells.said(rest)))
    return Table(
        "milestones",
        voice.say("documents.table.milestones"),
        columns(voice, "day", "milestone", "status", "remark"),
        tuple(rows),
        voice.say("documents.none.milestones"),
    )


def action_note(
    item: ActionItem, now: datetime, board: Board, voice: Voice, was: datetime | None = None
) -> Cell:
    """What else there is to know of an action item: overdue, carried over, its status.

    `was` is when it was due at first, where that is another day than now (原 10-14).
    """
    told, tone = [], Tone.PLAIN
    if item.overdue(now, board.zone):
        told.append(voice.say("term.action.overdue"))
        tone = Tone.RED
    if item.carried:
        told.append(voice.say("term.action.carried", n=item.carried))
    if was is not None:
        told.append(voice.say("documents.was", day=f"{was.astimezone(board.zone):%m-%d}"))
    if item.status != "open":
        told.append(voice.say(f"term.action.{item.status.value}"))
    return Cell(" ".join(told) or DASH, tone=tone if told else Tone.MUTED)


def signatures(
    board: Board, people: Iterable[Person], meeting: Meeting, voice: Voice
) -> Signatures:
    """A line for each; who confirmed on the board has that said (R24)."""
    found = []
    for each in people:
        (told,) = titled((each,))
        if when := meeting.signed.get(each.id):
            at = datetime.fromisoformat(when).astimezone(board.zone)
            told = voice.say("documents.signed", who=told, at=f"{at:%m-%d %H:%M}")
        found.append(told)
    sign, dated = voice.say("documents.sign"), voice.say("documents.dated")
    return Signatures(tuple(found), sign, dated)
