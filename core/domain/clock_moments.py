"""The moments that a clock of a file's own words runs from and until (`request.done`). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from core.domain.blocker import Blocker, BlockerStatus
from core.domain.clocks import Clock, met_at
from core.domain.form import Form
from core.domain.ids import RecordId
from core.domain.ladder import with_function
from core.domain.meeting import Meeting, MeetingKind
from core.domain.people import Function
from core.domain.record import Record

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.clock_kind import ClockKind

_BLOCKER: Final[Mapping[str, Callable[[Blocker], datetime | None]]] = {
    "reported": lambda blocker: blocker.reported_at,
    "green": lambda blocker: blocker.green_since,
    "responded": lambda blocker: met_at(blocker, Clock.RESPONSE),
    "solved": lambda blocker: met_at(blocker, Clock.SOLUTION),
    "closed": lambda blocker: blocker.closed_at if blocker.status is BlockerStatus.CLOSED else None,
}
_MEETING: Final[Mapping[str, Callable[[Meeting], datetime | None]]] = {
    "started": lambda meeting: meeting.started_at,
    "ended": lambda meeting: meeting.ended_at,
    "minutes_sent": lambda meeting: meeting.minutes_sent_at,
}
_FORM: Final[Mapping[str, Callable[[Form], datetime | None]]] = {
    "opened": lambda form: form.opened_at,
    "submitted": lambda form: form.submitted_at,
    "done": lambda form: form.done_at,
}
_BLOCKERS: Final = "blocker"
_KINDS: Final = frozenset(each.value for each in MeetingKind)


def known(moment: str, forms: Mapping[str, object]) -> bool:
    """Whether there is such a moment: `blocker.…`, `<kind of meeting>.…` or `<kind of form>.…`."""
    what, _, name = moment.partition(".")
    if what == _BLOCKERS:
        return name in _BLOCKER
    if what in _KINDS:
        return name in _MEETING
    return what in forms and name in _FORM


def pairs(kind: ClockKind, board: Board) -> Iterator[tuple[Record, datetime, datetime | None]]:
    """Where a clock runs: what it began with, when it began, and when it was stopped.

    Two moments of the same kind of record are read from each such record; of two kinds, the last
    beginning counts, and the first end after it.
    """
    begun = [(each, at) for each, at in _moments(kind.begins, board) if at is not None]
    if kind.begins.partition(".")[0] == kind.ends.partition(".")[0]:
        ends = {each.id: at for each, at in _moments(kind.ends, board)}
        yield from ((each, since, ends.get(each.id)) for each, since in begun)
    elif begun:
        record, since = max(begun, key=lambda each: each[1])
        after = (at for _, at in _moments(kind.ends, board) if at is not None and at >= since)
        yield record, since, min(after, default=None)


def _moments(moment: str, board: Board) -> Iterator[tuple[Record, datetime | None]]:
    what, _, name = moment.partition(".")
    if what == _BLOCKERS:
        yield from ((each, _BLOCKER[name](each)) for each in board.blockers.values())
    elif what in _KINDS:
        held = (each for each in board.meetings.values() if each.kind == what)
        yield from ((each, _MEETING[name](each)) for each in held)
    else:
        mine = (each for each in board.forms.values() if each.kind == what)
        yield from ((each, _FORM[name](each)) for each in mine)


def stoppers(record: Any, board: Board) -> tuple[tuple[RecordId, ...], str]:
    """Who is looked to for what a clock began with, and the department it stands against."""
    lead = board.project.lead_dept
    match record:
        case Blocker():
            people, dept = record.owner, record.lead or record.responsible_dept or lead
        case Meeting():
            people, dept = record.recorder or record.facilitator, lead
        case _:
            people, dept = None, getattr(record, "dept", "") or lead
    managers = with_function(board.people, Function.PROJECT_MANAGER)
    return ((people,) if people else managers), dept
