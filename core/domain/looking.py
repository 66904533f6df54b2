"""What a rule must see besides the records that a command names, as questions to the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.domain.action import ActionStatus
from core.domain.archiving import ArchiveProject
from core.domain.batch import Batch
from core.domain.form import FillForm, FormStatus, OpenForm, SignForm, SubmitForm, WithdrawForm
from core.domain.ids import Kind
from core.domain.leaving import LeaveProject
from core.domain.meeting import AHEAD, ON, MeetingKind
from core.domain.meeting_wishes import (
    AddAgendaItem,
    ConfirmMinutes,
    DropAgendaItem,
    EditAgendaItem,
    EndMeeting,
    GoToItem,
    KeepMeeting,
    PlanMeeting,
    ReadBack,
    SendMinutes,
    SetSeries,
    SkipItem,
    StartMeeting,
    WriteMinutes,
)
from core.domain.message import Delivery
from core.domain.task import finishes


@dataclass(frozen=True, slots=True)
class Look:
    """Records of a kind whose fields read so; of many, the newest."""

    kind: Kind
    equal: dict[str, Any] = field(default_factory=dict)
    newest: int = 500


_WITH_AGENDA = (
    *(GoToItem, SkipItem, KeepMeeting, ReadBack, EndMeeting),
    *(AddAgendaItem, EditAgendaItem, DropAgendaItem),
)
_FORM_WISHES = (OpenForm, FillForm, SubmitForm, SignForm, WithdrawForm)
_FILLED_FROM = (
    *(Kind.MILESTONE, Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.RISK),
    *(Kind.MEETING, Kind.POINT, Kind.SERIES),
)
"""What is known of a project, for a form to be filled with before anybody writes."""
_CLOSED_WITH = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.RISK, Kind.FORM)
"""What may still be open when a project is put away."""
_OWNED = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.RISK)
_WITH_MINUTES = (WriteMinutes, SendMinutes, ConfirmMinutes)


def looks(command: object) -> Iterator[Look]:
    """What to look for; each answer joins the records of the scene."""
    if isinstance(command, Batch):
        for each in command.commands:
            yield from looks(each)
    elif isinstance(command, _FORM_WISHES):
        yield from _about_forms(command)
    elif isinstance(command, LeaveProject):
        yield from _about_leaving(command)
    elif finishes(command):
        yield Look(Kind.FORM, {"subject": command.task, "status": FormStatus.OPEN.value})
    elif isinstance(command, ArchiveProject):
        for kind in _CLOSED_WITH:
            yield Look(kind, newest=5000)
    else:
        yield from _about_meetings(command)


def _about_leaving(command: LeaveProject) -> Iterator[Look]:
    """What somebody owns, is asked to, stands in the grid for, and may be waited for."""
    for kind in _OWNED:
        yield Look(kind, {"owner": command.person}, newest=5000)
    for kind in (Kind.RACI, Kind.FORM):
        yield Look(kind, newest=5000)
    for status in (*AHEAD, *ON):
        yield Look(Kind.MEETING, {"status": status.value})
    yield Look(Kind.MEETING, {"kind": MeetingKind.KICKOFF.value}, newest=3)


def _about_meetings(command: object) -> Iterator[Look]:
    if isinstance(command, StartMeeting | PlanMeeting | SetSeries):
        yield from _about_kind(command)
    elif isinstance(command, _WITH_AGENDA):
        yield Look(Kind.AGENDA_ITEM, {"meeting": command.meeting})
    elif isinstance(command, _WITH_MINUTES):
        yield Look(Kind.MINUTES, {"meeting": command.meeting})
    if isinstance(command, EndMeeting):
        yield Look(Kind.ACTION, {"status": ActionStatus.OPEN.value}, newest=5000)
    if isinstance(command, ConfirmMinutes):
        yield Look(Kind.MESSAGE, {"status": Delivery.WAITING.value}, newest=50)


def _about_forms(command: object) -> Iterator[Look]:
    """A project has few forms: with them all, parents, answers and approvers are at hand."""
    yield Look(Kind.FORM, newest=5000)
    yield Look(Kind.MEETING, {"kind": MeetingKind.KICKOFF.value}, newest=3)
    if isinstance(command, OpenForm):
        for kind in _FILLED_FROM:
            yield Look(kind, newest=5000)
    if isinstance(command, FillForm) and "changes" in command.values:
        yield Look(Kind.TASK, newest=5000)


def _about_kind(command: StartMeeting | PlanMeeting | SetSeries) -> Iterator[Look]:
    yield Look(Kind.SERIES, {"kind": command.kind.value})
    if isinstance(command, StartMeeting):
        yield Look(Kind.MEETING, {"kind": command.kind.value}, newest=20)
        if command.meeting:
            yield Look(Kind.AGENDA_ITEM, {"meeting": command.meeting})
