"""The command that stops a clock of the process. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from core.domain.clock_reading import ClockState, Ticking
from core.domain.form import Form
from core.domain.form_next import step_on
from core.domain.form_standing import waiting
from core.domain.ids import Kind, kind_of
from core.domain.meeting import Meeting, MeetingKind
from core.domain.meeting_next import meeting_next, nearest

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene

_OVER: Final = (ClockState.MET, ClockState.LATE)
_VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "updates": ("progress", "N"),
    "tasks": ("progress", "N"),
    "response": ("ack",),
    "solution": ("decide", "TEXT"),
    "green": ("decide", "TEXT"),
    "actions": ("submit", "TEXT"),
    "red_risks": ("response", "TEXT"),
}
"""What is done to the record of a clock, by what finds the clock."""


def clock_next(each: Ticking, board: Board, scene: Scene) -> tuple[str, ...]:
    """The command as words after `pengtou`; empty where the clock was met, or nothing is known."""
    if each.state in _OVER:
        return ()
    if each.subject is None:
        return _begun(each, board, scene)
    if kind_of(each.subject) is Kind.FORM:
        return _form(board.forms.get(each.subject), scene)
    watch = _watch(each, scene)
    if kind_of(each.subject) is Kind.MEETING:
        return _meeting(board.meetings.get(each.subject), watch, scene)
    return ("do", each.subject, *_VERBS[watch]) if watch in _VERBS else ()


def _watch(each: Ticking, scene: Scene) -> str:
    kind = scene.clocks.get(each.clock)
    return kind.watch if kind is not None else ""


def _form(form: Form | None, scene: Scene) -> tuple[str, ...]:
    found = waiting(form, scene) if form is not None else None
    return step_on(form, found, scene) if form is not None and found is not None else ()


def _meeting(meeting: Meeting | None, watch: str, scene: Scene) -> tuple[str, ...]:
    if meeting is None:
        return ()
    if watch == "agenda":
        return meeting_next(meeting, scene.now)
    return ("minutes", "send", meeting.id, "--to", "BOT")


def _begun(each: Ticking, board: Board, scene: Scene) -> tuple[str, ...]:
    """What a clock without a record waits for: a form, or a meeting, which may be planned."""
    for form in scene.forms.values():
        if form.clock == each.clock:
            named = ("--dept", each.dept) if form.about == "dept" else ()
            return ("form", "new", form.kind, *named)
    kind = scene.clocks.get(each.clock)
    kinds = kind.kinds if kind is not None else ()
    if not kinds:
        return ()
    planned = nearest(board.meetings.values(), MeetingKind(kinds[0]))
    if planned is not None:
        return meeting_next(planned, scene.now)
    return ("meet", "plan", kinds[0], "WHEN")
