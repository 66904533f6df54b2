"""To which stage a clock of the process belongs: one that ran out makes its stage late. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.domain.clock_next import clock_next
from core.domain.form import Form
from core.domain.form_kind import Act
from core.domain.ids import Kind, kind_of
from core.domain.meeting import MeetingKind
from core.domain.process_clocks import ClockState, Ticking
from core.domain.stage import Stage, StageState

if TYPE_CHECKING:
    from core.domain.scene import Scene
    from core.domain.stage_look import Look

_BY_WATCH: Final[Mapping[str, str]] = {
    "updates": "S8",
    "posted": "S8",
    "tasks": "S8",
    "cadence": "S9",
    "red_risks": "S10",
    "response": "S11",
    "solution": "S11",
    "green": "S11",
    "draft": "S13",
    "minutes": "S13",
    "actions": "S13",
}
_BY_MEETING: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.KICKOFF: "S4",
    MeetingKind.ALIGNMENT: "S6",
    MeetingKind.ISSUE: "S11",
    MeetingKind.ACCEPTANCE: "S14",
    MeetingKind.RETROSPECTIVE: "S15",
}
"""Where the agenda of a meeting is due; that of any other one in S9."""
_BY_KIND: Final[Mapping[Kind, str]] = {
    Kind.BLOCKER: "S11",
    Kind.TASK: "S8",
    Kind.RISK: "S10",
    Kind.ACTION: "S13",
    Kind.MEETING: "S13",
}
"""Clocks of a customer's own go by what they began with."""
_REQUEST: Final[Mapping[Act, str]] = {Act.SIGN: "S1", Act.APPROVE: "S2", Act.COLLECT: "S3"}


def stage_of(each: Ticking, look: Look) -> str:
    """The id of the stage a clock belongs to; empty where it is of none."""
    subject, scene = each.subject, look.scene
    if subject is not None and kind_of(subject) is Kind.FORM:
        return _of_form(look.board.forms.get(subject), scene)
    kind = scene.clocks.get(each.clock)
    watch = kind.watch if kind is not None else ""
    if watch == "agenda":
        meeting = look.board.meetings.get(subject or "")
        return _BY_MEETING.get(meeting.kind, "S9") if meeting is not None else "S9"
    if watch in _BY_WATCH:
        return _BY_WATCH[watch]
    if subject is not None:
        return _BY_KIND.get(kind_of(subject), "")
    return next((form.stage for form in scene.forms.values() if form.clock == each.clock), "")


def _of_form(form: Form | None, scene: Scene) -> str:
    """That of its kind; the request is three stages on its way."""
    kind = scene.forms.get(form.kind) if form is not None else None
    if form is None or kind is None:
        return ""
    if kind.kind != "request":
        return kind.stage
    step = next((each.act for each in kind.steps if each.id == form.step), None)
    return _REQUEST.get(step, kind.stage) if step is not None else kind.stage


def with_clocks(stage: Stage, look: Look) -> Stage:
    """The stage as it reads with its clocks: what ran out makes it late, whatever else it says."""
    if stage.state is StageState.LATE:
        return stage
    missed = [
        each
        for each in look.clocks
        if each.state is ClockState.BREACHED and stage_of(each, look) == stage.id
    ]
    if not missed:
        return stage
    named = tuple(each.subject for each in missed if each.subject)
    people = tuple(who for each in missed for who in each.people)
    return replace(
        stage,
        state=StageState.LATE,
        records=tuple(dict.fromkeys((*named, *stage.records))),
        people=tuple(dict.fromkeys((*people, *stage.people))),
        due=missed[0].due,
        next=clock_next(look.mine(missed), look.board, look.scene) or stage.next,
    )
