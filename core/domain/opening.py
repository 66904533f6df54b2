"""How a meeting begins: who is asked to come (R20), and what is on its agenda. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from core.domain.action import SETTLED as ACTION_SETTLED
from core.domain.blocker import SETTLED as BLOCKER_SETTLED
from core.domain.blocker import Blocker
from core.domain.board import Board
from core.domain.form import FormStatus
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, Meeting, MeetingKind, Presence, Purpose, Series
from core.domain.meeting_template import Template
from core.domain.meeting_wishes import PlanMeeting, Slot, StartMeeting
from core.domain.people import Function, Role
from core.domain.task import LightLevel, TaskStatus

_OVER = frozenset({TaskStatus.DONE, TaskStatus.CANCELLED})
_ASKED = frozenset({"R", "A", "C"})


_ALWAYS = frozenset({Function.PROJECT_MANAGER, Function.PROJECT_ASSISTANT})
_SPEAKING = frozenset({Function.LEAD_DEPT_HEAD, Function.DEPT_HEAD, Function.LIAISON})


def invited(board: Board, kind: MeetingKind | None = None) -> tuple[RecordId, ...]:
    """R20: whom it concerns directly; viewers never.

    The people with an R, A or C on unfinished tasks, the owners of what is open, the project
    manager and the project assistant, in the order in which they joined the project. A kickoff is
    for those too who speak for the departments that the request asks (S4), and for those who lead.
    """
    asked = {*_concerned(board), *(_speakers(board) if kind is MeetingKind.KICKOFF else ())}
    here = (each for each in board.people.values() if each.here)
    return tuple(
        each.id
        for each in here
        if each.role is not Role.VIEWER and (each.id in asked or _ALWAYS & set(each.functions))
    )


def _concerned(board: Board) -> Iterator[str]:
    for identity, task in board.tasks.items():
        if task.status in _OVER:
            continue
        if task.owner:
            yield task.owner
        row = board.raci.get(identity)
        cells = row.cells if row is not None else {}
        yield from (party for party, letter in cells.items() if letter in _ASKED)
    yield from (each.owner for each in _open_blockers(board) if each.owner)
    for item in board.actions.values():
        if item.status not in ACTION_SETTLED and item.owner:
            yield item.owner


def _speakers(board: Board) -> Iterator[str]:
    """Heads and liaisons of the departments that the last request names, and of the one that
    leads; of all where no request was handed in."""
    depts = requested(board)
    for each in board.people.values():
        near = not depts or each.dept in (*depts, board.project.lead_dept)
        if _SPEAKING & set(each.functions) and (near or Function.LEAD_DEPT_HEAD in each.functions):
            yield each.id


def requested(board: Board) -> tuple[str, ...]:
    """The departments that the last request handed in names; none where there is none."""
    there = [each for each in board.forms.values() if each.kind == "request" and each.submitted_at]
    live = [each for each in there if each.status is not FormStatus.WITHDRAWN]
    last = max(live, key=lambda each: str(each.submitted_at), default=None)
    return tuple((last.values.get("depts") if last is not None else None) or ())


def forgotten(board: Board, meeting: Meeting) -> tuple[RecordId, ...]:
    """Whom a kickoff ahead concerns and who is not asked: they joined since it was planned."""
    if meeting.kind is not MeetingKind.KICKOFF or meeting.status not in AHEAD:
        return ()
    every = invited(board, meeting.kind)
    return tuple(each for each in every if each not in meeting.attendance)


def _open_blockers(board: Board) -> list[Blocker]:
    return [each for each in board.blockers.values() if each.status not in BLOCKER_SETTLED]


def turns(board: Board, people: Iterable[RecordId], seconds: int) -> tuple[Slot, ...]:
    """A turn for each person in a standup: who has most in the way first."""
    stuck = Counter(each.owner for each in _open_blockers(board) if each.owner)
    red = Counter(
        task.owner
        for identity, task in board.tasks.items()
        if task.owner and board.standings[identity].light is LightLevel.RED
    )
    listed = list(dict.fromkeys(people))
    order = sorted(listed, key=lambda each: (-stuck[each], -red[each], listed.index(each)))
    return tuple(Slot(purpose=Purpose.PERSON, owner=each, seconds=seconds) for each in order)


def planned_today(board: Board, kind: MeetingKind) -> Meeting | None:
    """One that was planned for the day of the board and has not begun."""
    ahead = [
        each
        for each in board.meetings.values()
        if each.kind is kind
        and each.status in AHEAD
        and each.starts_at is not None
        and each.starts_at.astimezone(board.zone).date() == board.today
    ]
    return min(ahead, key=lambda each: str(each.starts_at), default=None)


def start(
    board: Board, template: Template, language: str, absent: Iterable[RecordId] = ()
) -> StartMeeting:
    """The wish that begins a meeting: the one planned for today, else one from its template."""
    planned = planned_today(board, template.kind)
    if planned is not None:
        return StartMeeting(kind=template.kind, meeting=planned.id, seen=planned.version)
    away, here = set(absent), invited(board, template.kind)
    agenda = _agenda(board, template, language, [each for each in here if each not in away])
    attendance: dict[str, str] = {
        each: (Presence.ABSENT if each in away else Presence.PRESENT).value for each in here
    }
    return StartMeeting(
        kind=template.kind,
        goal=template.goal_in(language),
        minutes=lasting(board, template),
        agenda=agenda,
        attendance=attendance,
    )


def plan(board: Board, template: Template, language: str, at: datetime) -> PlanMeeting:
    """The wish that plans a meeting for a moment, from its template and the project's rhythm."""
    here = invited(board, template.kind)
    return PlanMeeting(
        kind=template.kind,
        starts_at=at,
        goal=template.goal_in(language),
        minutes=lasting(board, template),
        agenda=_agenda(board, template, language, here),
        invited=here,
    )


def _agenda(
    board: Board, template: Template, language: str, speakers: Iterable[RecordId]
) -> tuple[Slot, ...]:
    """The template's items; in a standup everybody's turn comes before them."""
    agenda = template.agenda(language)
    if template.kind is not MeetingKind.STANDUP:
        return agenda
    held = series_of(board, template.kind)
    seconds = held.turn_seconds if held else template.turn_seconds
    return (*turns(board, speakers, seconds), *agenda)


def lasting(board: Board, template: Template) -> int:
    """How many minutes a meeting of this kind takes: by the project's rhythm, else its template."""
    held = series_of(board, template.kind)
    return held.minutes if held else template.minutes


def series_of(board: Board, kind: MeetingKind) -> Series | None:
    """How this project holds a kind of meeting, where it says so."""
    return next((each for each in board.series.values() if each.kind is kind), None)
