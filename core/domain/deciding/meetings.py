"""Deciding about meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain.deciding import (
    agenda,
    meeting_life,
    meeting_people,
    meeting_silence,
    minutes,
    series,
)
from core.domain.event import Event
from core.domain.meeting_wishes import (
    AddAgendaItem,
    CancelMeeting,
    CloseMinutes,
    ConfirmMinutes,
    DropAgendaItem,
    EditAgendaItem,
    EditMeeting,
    EndMeeting,
    GoOn,
    GoToItem,
    HandOver,
    KeepMeeting,
    MakePoint,
    PauseMeeting,
    PlanMeeting,
    ReadBack,
    ResumeMeeting,
    SendAgenda,
    SendMinutes,
    SetAttendance,
    SetSeries,
    SettlePoint,
    SkipItem,
    StartMeeting,
    WriteMinutes,
)
from core.domain.scene import Scene

MeetingCommand = (
    PlanMeeting
    | StartMeeting
    | GoToItem
    | SkipItem
    | PauseMeeting
    | ResumeMeeting
    | KeepMeeting
    | GoOn
    | ReadBack
    | EndMeeting
    | SetAttendance
    | HandOver
    | EditMeeting
    | CancelMeeting
    | AddAgendaItem
    | EditAgendaItem
    | DropAgendaItem
    | MakePoint
    | SettlePoint
    | WriteMinutes
    | SendMinutes
    | SendAgenda
    | ConfirmMinutes
    | CloseMinutes
    | SetSeries
)


def decide(command: MeetingCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about a meeting comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    return _RULES[type(command)](command, scene)


_RULES: dict[type, Callable[[Any, Scene], tuple[Event, ...]]] = {
    PlanMeeting: meeting_life.plan,
    StartMeeting: meeting_life.start,
    GoToItem: meeting_life.go_to,
    SkipItem: meeting_life.skip,
    PauseMeeting: meeting_life.pause,
    ResumeMeeting: meeting_life.resume,
    KeepMeeting: meeting_silence.keep,
    GoOn: meeting_silence.go_on,
    ReadBack: meeting_life.read_back,
    EndMeeting: meeting_life.end,
    EditMeeting: meeting_life.edit,
    CancelMeeting: meeting_life.cancel,
    SetAttendance: meeting_people.attend,
    HandOver: meeting_people.hand_over,
    MakePoint: meeting_people.make_point,
    SettlePoint: meeting_people.settle_point,
    AddAgendaItem: agenda.add,
    EditAgendaItem: agenda.edit,
    DropAgendaItem: agenda.drop,
    WriteMinutes: minutes.write,
    SendMinutes: minutes.send,
    SendAgenda: minutes.send_agenda,
    ConfirmMinutes: minutes.confirm,
    CloseMinutes: minutes.close,
    SetSeries: series.set_series,
}
