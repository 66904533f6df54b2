"""Where the clocks of the process run: what finds each of them on a board. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from core.domain.action import DELIVERED
from core.domain.clock_reading import ClockState, Ticking, Wall
from core.domain.clocks import NEVER, Clock, met_at
from core.domain.form import Form, FormStatus
from core.domain.form_kind import FormKind
from core.domain.form_standing import MENDING, asked_since, begun, clock_of, waiting
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, OVER, Meeting, MeetingKind
from core.domain.opening import requested
from core.domain.parties import heads, parties
from core.domain.people import Function
from core.domain.progress import days_silent, delivered
from core.domain.risk import RiskStatus
from core.domain.task import LightLevel, Task

if TYPE_CHECKING:
    from core.domain.board import Board


def _asked(on: Wall) -> Iterator[Ticking]:
    """C01, C17: who was asked for an answer of their own."""
    for form in _live(on):
        if form.parent is None or clock_of(form, on.scene) != on.clock:
            continue
        since = asked_since(form, on.scene)
        due = form.due_at or (on.due(since, form.dept) if since else None)
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
        if since is None:
            continue
        for dept in _asked_to_write(kind, on):
            due = on.due(since, dept if kind.about == "dept" else "")
            if due is not None:
                yield _written(kind, dept, since, due, on)


def _asked_to_write(kind: FormKind, on: Wall) -> tuple[str, ...]:
    """The departments that a form is due from: also one that began it, whatever it has to do."""
    if kind.about != "dept":
        return (on.board.project.lead_dept,)
    begun_by = (each.dept for each in _live(on) if each.kind == kind.kind and each.dept)
    return tuple(dict.fromkeys((*writers(on.board), *begun_by)))


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
    """The departments that plan and report: those with tasks and those that the last request
    names; where nothing says which, all that have people. Who leads plans only tasks of its own."""
    depts = dict.fromkeys(each.dept for each in board.tasks.values() if each.dept)
    depts |= dict.fromkeys(requested(board))
    named = (Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD, Function.LIAISON)
    people = (each for each in board.people.values() if each.here)
    staffed = (each.dept for each in people if {*named} & {*each.functions})
    return tuple(filter(None, depts or dict.fromkeys(staffed)))


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
    span, board = on.kind.span, on.board
    if span is None:
        return
    for each in _meetings(on):
        if each.status in AHEAD and each.starts_at is not None:
            due = span.before(each.starts_at, board.calendar, board.zone)
            if due < _beginning(board) <= each.starts_at:
                due = each.starts_at  # nobody can send anything before there is a project
            yield _of_meeting(each, due, each.agenda_sent_at, False, on)


def _beginning(board: Board) -> datetime:
    """The first moment of the project's first day; of no day at all where none is set."""
    first = board.project.start
    if first is None:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(first, time(0), board.zone)


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
    board = on.board
    for each in board.tasks.values():
        calendar = board.calendar_of(each.dept)
        silent = days_silent(each, board.today, board.zone, calendar)
        if silent:
            day = calendar.add(board.today, -1) if silent > 1 else board.today
            due = on.closing(datetime.combine(day, time(12), board.zone), each.dept)
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
            due = on.closing(datetime.combine(each.due, time(12), on.board.zone), each.dept)
            yield Ticking(on.clock, each.dept, on.at(due), due, each.id, _owner(each))


def _red_risks(on: Wall) -> Iterator[Ticking]:
    """C23: a red risk without a response is to be dealt with at once."""
    for each in on.board.risks.values():
        if each.light is LightLevel.RED and each.status is RiskStatus.OPEN:
            due = each.raised_at or NEVER
            people = (each.owner,) if each.owner else ()
            state = ClockState.MET if each.response else on.at(due)
            yield Ticking(on.clock, each.dept, state, due, each.id, people, each.raised_at)


WATCHERS: Mapping[str, Callable[[Wall], Iterator[Ticking]]] = {
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
"""By the name that a clock's `watch` gives."""
