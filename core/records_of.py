"""What documents are made of, read from the store: one meeting, or the whole project."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from core.domain.meeting import Purpose
from core.domain.meeting_record import MeetingRecord, first_due, record_of, turns_of
from core.domain.refusal import Gone, Refused
from core.domain.rounds import department_rows
from core.domain.week import week_of
from core.domain.week_record import WeekRecord
from core.store.whole import brought_by, whole_board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.action import ActionItem
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from core.domain.meeting_record import Turn
    from core.service import Service

_MOST = 10_000
"""Events of what one meeting carries over: more than anybody makes."""


def meeting_record(service: Service, identity: str) -> MeetingRecord:
    """All facts of one meeting: tasks and clocks as they stood when it ended.

    What was promised and decided in it is as it was when the minutes went out, until then as it
    is now: a draft follows its corrections. The meeting's own papers are always as they are now.

    Raises:
        Gone: there is no such meeting.
    """
    board = project_board(service)
    meeting = board.meetings.get(identity)
    if meeting is None:
        raise Gone(identity)
    events = service.store.ask(brought_by, service.project, identity)
    then = _as_it_ended(service, board, meeting)
    record = record_of(then, identity, events, meeting.ended_at or board.read_at)
    record = replace(record, first_due=_first_due(service, record.carried))
    return replace(record, turns=_turns(service, record))


def _turns(service: Service, record: MeetingRecord) -> tuple[Turn, ...]:
    """Of a standup, what each person had to say as it stood then."""
    if not any(each.purpose is Purpose.PERSON for each in record.items):
        return ()
    from core import looking_back

    return turns_of(record, looking_back.changes_for(service, record.meeting.id))


def _first_due(service: Service, carried: Sequence[ActionItem]) -> dict[str, datetime]:
    """What a promise that is carried over read at first (原 10-14)."""
    log = service.history([each.id for each in carried], limit=_MOST) if carried else ()
    found = {
        each.id: first_due(each, (one for one in log if one.event.subject == each.id))
        for each in carried
    }
    return {key: due for key, due in found.items() if due is not None}


def _as_it_ended(service: Service, board: Board, meeting: Meeting) -> Board:
    if meeting.ended_at is None:
        return board
    then = project_board(service, meeting.ended_at)
    sent = meeting.minutes_sent_at
    papers = project_board(service, sent) if sent else board
    return replace(
        then,
        people=board.people,
        meetings=board.meetings,
        agenda=board.agenda,
        minutes=board.minutes,
        points=board.points,
        actions=papers.actions,
        action_order=papers.action_order,
        decisions=papers.decisions,
        blockers={key: each for key, each in then.blockers.items() if key in board.blockers},
    )


def project_board(service: Service, at: datetime | None = None) -> Board:
    """The board with every record on it, as it stood at a moment; without one, as it stands."""
    board: Board = service.store.ask(whole_board, service.project, service.now(), at)
    return board


def week_record(service: Service, day: date | None = None) -> WeekRecord:
    """All facts of the week of a day; of this week where none is given.

    A week that is over is told as it stood when it ended.

    Raises:
        Refused: it has not begun.
    """
    from core import looking_back

    board = service.board()
    monday, sunday = week_of(day or board.today)
    if monday > board.today:
        raise Refused("week-ahead", week=f"{monday:%G-W%V}")
    if sunday < board.today:
        night = datetime.combine(sunday, time(23, 59, 59), board.zone)
        board = looking_back.board_at(service, night)
    began = datetime.combine(monday, time(), board.zone)
    changes = looking_back.changes(service, began, board=board)
    return WeekRecord(
        board=board,
        figures=looking_back.week(service, board=board),
        changes=changes,
        departments=department_rows(board, board.read_at, changes),
    )
