"""The wall of clocks (process 1.5): every time limit that runs, was met or was missed. Pure.

Which clocks there are is data (`CLOCKS`); a watcher finds where one runs on a board.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from core.domain.action import DELIVERED
from core.domain.clocks import NEVER, Clock, met_at
from core.domain.form import Form, FormStatus
from core.domain.form_kind import FormKind
from core.domain.form_standing import MENDING, begun, clock_of, waiting
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, OVER, Meeting, MeetingKind
from core.domain.parties import heads, parties
from core.domain.people import Function
from core.domain.policy import in_force
from core.domain.progress import days_silent, delivered
from core.domain.risk import RiskStatus
from core.domain.spans import STANDARD
from core.domain.task import LightLevel, Task

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene


class ClockState(StrEnum):
    """What a clock shows; the most urgent first."""

    BREACHED = "breached"
    """Its time is over and nothing was done."""
    RUNNING = "running"
    LATE = "late"
    """It was met, but after its time."""
    MET = "met"


@dataclass(frozen=True, slots=True)
class ClockKind:
    """One clock of the process."""

    id: str
    """`C01` to `C28`."""
    watch: str = ""
    """What finds it on a board, by name; empty where the board knows nothing of it."""


CLOCKS: Final = (
    ClockKind("C01", "asked"),
    ClockKind("C02", "agenda"),
    ClockKind("C03", "opened"),
    ClockKind("C04", "updates"),
    *(ClockKind(f"C{n:02d}") for n in range(5, 11)),
    ClockKind("C11", "draft"),
    ClockKind("C12", "minutes"),
    ClockKind("C13", "response"),
    ClockKind("C14", "solution"),
    ClockKind("C15", "green"),
    ClockKind("C16"),
    ClockKind("C17", "asked"),
    ClockKind("C18", "rework"),
    ClockKind("C19", "opened"),
    ClockKind("C20", "actions"),
    ClockKind("C21", "tasks"),
    ClockKind("C22"),
    ClockKind("C23", "red_risks"),
    *(ClockKind(f"C{n}") for n in range(24, 29)),
)
"""Without a watcher are examples of the documents, meetings held regularly (see the series of a
project) and what reminders do by themselves (C22)."""


@dataclass(frozen=True, slots=True)
class Ticking:
    """One clock where it runs, or ran."""

    clock: str
    dept: str
    """Whose it is."""
    state: ClockState
    due: datetime
    """Until when, in UTC."""
    subject: RecordId | None = None
    people: tuple[RecordId, ...] = ()
    """Who stops it."""
    since: datetime | None = None
    met: datetime | None = None
    """When it was stopped, where that is known."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What watchers look at."""

    board: Board
    scene: Scene
    clock: str = ""
    """The one that is looked for."""

    def due(self, since: datetime, clock: str = "") -> datetime | None:
        """When a clock that began at a moment runs out."""
        return replace(self.scene, now=since).clock_due(clock or self.clock)

    def closing(self, moment: datetime) -> datetime:
        """When offices close on the project's day of a moment."""
        closes: time = in_force(self.scene.policies, self.scene.now).hours[1]
        day = moment.astimezone(self.board.zone).date()
        return datetime.combine(day, closes, ZoneInfo(self.board.project.timezone))

    def dept_of(self, person: str | None) -> str:
        """The department of a person; empty where there is none."""
        found = self.board.people.get(person) if person else None
        return found.dept if found else ""

    def at(self, due: datetime, *, met: datetime | None = None, over: bool = False) -> ClockState:
        """What a clock with that deadline shows; `over` where it was met nobody knows when."""
        if met is not None:
            return ClockState.MET if met <= due else ClockState.LATE
        if over:
            return ClockState.MET
        return ClockState.BREACHED if due < self.scene.now else ClockState.RUNNING


def wall(board: Board, scene: Scene) -> tuple[Ticking, ...]:
    """Every clock of a project: those missed first, then those that run, then those met."""
    found = [
        each
        for kind in CLOCKS
        if kind.watch
        for each in _WATCHERS[kind.watch](Wall(board, scene, kind.id))
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(each: Ticking) -> tuple[int, datetime, str, str]:
    return list(ClockState).index(each.state), each.due, each.clock, str(each.subject).zfill(12)


def _asked(on: Wall) -> Iterator[Ticking]:
    """C01, C17: who was asked for an answer of their own."""
    for form in _live(on):
        if form.parent is None or clock_of(form, on.scene) != on.clock:
            continue
        parent = on.scene.records.get(form.parent)
        asked = isinstance(parent, Form) and parent.step == form.at_step
        since = parent.step_since if asked and isinstance(parent, Form) else form.opened_at
        since = since or form.opened_at
        due = form.due_at or (on.due(since) if since else None)
        if due is not None:
            yield _of_form(form, due, since, on)


def _of_form(form: Form, due: datetime, since: datetime | None, on: Wall) -> Ticking:
    found = waiting(form, on.scene)
    people = tuple(each.id for each in found.people) if found else ()
    met = form.done_at if form.status is FormStatus.DONE else None
    dept = form.dept or on.dept_of(form.subject)
    return Ticking(on.clock, dept, on.at(due, met=met), due, form.id, people, since, met)


def _live(on: Wall) -> list[Form]:
    return [each for each in on.board.forms.values() if each.status is not FormStatus.WITHDRAWN]


def _opened(on: Wall) -> Iterator[Ticking]:
    """C03, C19: what is to be written so long after a meeting, or after another form."""
    for kind in on.scene.forms.values():
        mine = kind.clock == on.clock and bool(kind.opens)
        since = begun(kind, on.scene.records.values()) if mine else None
        due = on.due(since) if since else None
        if since is None or due is None:
            continue
        depts = writers(on.board) if kind.about == "dept" else (on.board.project.lead_dept,)
        for dept in depts:
            yield _written(kind, dept, since, due, on)


def _written(kind: FormKind, dept: str, since: datetime, due: datetime, on: Wall) -> Ticking:
    own = [each for each in _live(on) if each.kind == kind.kind]
    if kind.about == "dept":
        own = [each for each in own if each.dept == dept]
    done = [each for each in own if each.submitted_at]
    blank = Form(id=RecordId(""), kind=kind.kind, dept=dept)
    people = heads(dept, on.scene) or list(parties(kind.by, blank, on.scene))
    met = done[0].submitted_at if done else None
    return Ticking(
        on.clock,
        dept,
        on.at(due, met=met),
        due,
        own[0].id if own else None,
        () if met else tuple(each.id for each in people),
        since,
        met,
    )


def writers(board: Board) -> tuple[str, ...]:
    """The departments that plan and report: those with tasks, else all that have people."""
    depts = dict.fromkeys(each.dept for each in board.tasks.values() if each.dept)
    named = (Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD, Function.LIAISON)
    staffed = (each.dept for each in board.people.values() if {*named} & {*each.functions})
    return tuple(depts or dict.fromkeys(filter(None, staffed)))


def _rework(on: Wall) -> Iterator[Ticking]:
    """C18: what was not accepted is mended."""
    for form in _live(on):
        found = waiting(form, on.scene)
        if found and found.step == MENDING and found.clock == on.clock and found.due:
            people = tuple(each.id for each in found.people)
            dept = form.dept or (on.dept_of(people[0]) if people else "")
            state = on.at(found.due)
            yield Ticking(on.clock, dept, state, found.due, form.id, people, found.since)


def _agenda(on: Wall) -> Iterator[Ticking]:
    """C02: the agenda is out so long before the meeting."""
    for each in _meetings(on):
        if each.status in AHEAD and each.starts_at is not None:
            due = each.starts_at - timedelta(hours=STANDARD["C02"].hours)
            yield _of_meeting(each, due, each.agenda_sent_at, False, on)


def _draft(on: Wall) -> Iterator[Ticking]:
    """C11: minutes are there to read."""
    begun_for = {each.meeting for each in on.board.minutes.values()}
    for each in _meetings(on):
        if each.status in OVER and each.ended_at is not None and (due := on.due(each.ended_at)):
            there = each.id in begun_for or each.minutes_sent_at is not None
            yield _of_meeting(each, due, None, there, on)


def _minutes(on: Wall) -> Iterator[Ticking]:
    """C12: minutes are out."""
    for each in _meetings(on):
        if each.status in OVER and each.ended_at is not None and (due := on.due(each.ended_at)):
            yield _of_meeting(each, due, each.minutes_sent_at, False, on)


def _meetings(on: Wall) -> list[Meeting]:
    """Those with an agenda and minutes of their own: a standup sends neither."""
    return [each for each in on.board.meetings.values() if each.kind is not MeetingKind.STANDUP]


def _of_meeting(
    each: Meeting, due: datetime, met: datetime | None, over: bool, on: Wall
) -> Ticking:
    chairs = tuple(who for who in (each.recorder, each.facilitator) if who)
    dept = on.board.project.lead_dept
    state = on.at(due, met=met, over=over)
    return Ticking(on.clock, dept, state, due, each.id, chairs[:1], each.ended_at, met)


def _updates(on: Wall) -> Iterator[Ticking]:
    """C04: tasks of which nothing was heard today, or not even on the last working day."""
    board, today = on.board, on.closing(on.scene.now)
    before = board.calendar.add(board.today, -1)
    last = on.closing(datetime.combine(before, time(12), board.zone))
    for each in board.tasks.values():
        silent = days_silent(each, board.today, board.zone, board.calendar)
        if silent:
            due = last if silent > 1 else today
            yield Ticking(on.clock, each.dept, on.at(due), due, each.id, _owner(each))


def _heads(dept: str, on: Wall) -> tuple[RecordId, ...]:
    return tuple(each.id for each in heads(dept, on.scene))


def _owner(task: Task) -> tuple[RecordId, ...]:
    return (task.owner,) if task.owner else ()


def _blockers(clock: Clock, *, green: bool = False) -> Callable[[Wall], Iterator[Ticking]]:
    """C13, C14, C15: the clocks of blockers."""

    def watch(on: Wall) -> Iterator[Ticking]:
        for each in on.board.blockers.values():
            mine = clock is Clock.RESPONSE or green == (each.green_since is not None)
            reading = on.board.reading_of(each, clock, on.scene.now) if mine else None
            if reading is None:
                continue
            met = met_at(each, clock)
            dept = each.lead or each.responsible_dept or on.board.project.lead_dept
            state = ClockState.RUNNING if reading.paused else on.at(reading.at, met=met)
            people = (each.owner,) if each.owner else _heads(dept, on)
            since = each.reported_at
            yield Ticking(on.clock, dept, state, reading.at, each.id, people, since, met)

    return watch


def _actions(on: Wall) -> Iterator[Ticking]:
    """C20: promises that are not kept yet."""
    for each in on.board.actions.values():
        if each.due is not None and each.status not in DELIVERED:
            people = (each.owner,) if each.owner else ()
            due = on.closing(each.due)
            yield Ticking(on.clock, on.dept_of(each.owner), on.at(due), due, each.id, people)


def _tasks(on: Wall) -> Iterator[Ticking]:
    """C21: tasks that are not delivered yet."""
    for each in on.board.tasks.values():
        if each.due is not None and not delivered(each):
            due = on.closing(datetime.combine(each.due, time(12), on.board.zone))
            yield Ticking(on.clock, each.dept, on.at(due), due, each.id, _owner(each))


def _red_risks(on: Wall) -> Iterator[Ticking]:
    """C23: a red risk without a response is to be dealt with at once."""
    for each in on.board.risks.values():
        if each.light is LightLevel.RED and each.status is RiskStatus.OPEN:
            due = each.raised_at or NEVER
            people = (each.owner,) if each.owner else ()
            state = ClockState.MET if each.response else on.at(due)
            yield Ticking(on.clock, each.dept, state, due, each.id, people, each.raised_at)


_WATCHERS: Mapping[str, Callable[[Wall], Iterator[Ticking]]] = {
    "asked": _asked,
    "agenda": _agenda,
    "opened": _opened,
    "updates": _updates,
    "draft": _draft,
    "minutes": _minutes,
    "response": _blockers(Clock.RESPONSE),
    "solution": _blockers(Clock.SOLUTION),
    "green": _blockers(Clock.SOLUTION, green=True),
    "rework": _rework,
    "actions": _actions,
    "tasks": _tasks,
    "red_risks": _red_risks,
}
