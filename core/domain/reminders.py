"""What people are reminded of, each thing once (C01–C04, C11, C12, C17–C22). Pure.

Nobody is reminded on a day of rest, nor before the office opens: what comes due in the night or at
the weekend is heard of on the next working morning. What is said every day is one message a person,
with all that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.domain.action import DELIVERED
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, Meeting, MeetingKind, MeetingStatus
from core.domain.process_reminders import forms_late, forms_soon
from core.domain.progress import days_silent, delivered, overdue_days
from core.domain.record import encode
from core.domain.reminder_day import Day, Owed, Remind, Reminder, cut, each_person

if TYPE_CHECKING:
    from core.calendar.workdays import WorkCalendar
    from core.domain.board import Board
    from core.domain.definitions import Definitions


def reminders(board: Board, now: datetime, known: Definitions) -> Iterator[Reminder]:
    """All that people are to be reminded of at a moment, but for what their boards show already."""
    day = Day(board, now, known)
    if not day.awake:
        return
    said = {
        _sameness(each.about, each.subject, each.to)
        for each in day.queued_today()
        if not each.channel
    }
    for rule in _RULES:
        for key, wish in rule(day):
            about = f"reminder.{wish.about}"
            if wish.to and _sameness(about, wish.subject, wish.to) not in said:
                yield f"auto:{board.project.id}:{about}:{key}", wish


def _sameness(about: str, subject: str | None, to: Iterable[str]) -> tuple[object, ...]:
    return about, subject, frozenset(to)


def _held(day: Day, *statuses: MeetingStatus) -> Iterator[Meeting]:
    """Meetings with an agenda and minutes of their own: a standup sends neither."""
    for each in day.board.meetings.values():
        if each.status in statuses and each.kind is not MeetingKind.STANDUP:
            yield each


def _agenda(day: Day) -> Iterator[Reminder]:
    """C02: an agenda is not out yet, and there is a day left to the last moment for it."""
    ahead = day.span("C02")
    for each in _held(day, MeetingStatus.PLANNED):
        at = each.starts_at
        if at is None or ahead is None or at <= day.now or day.in_time_for(at - ahead) > day.now:
            continue
        values = {"title": _name(each), "at": day.told(at), "by": day.told(at - ahead)}
        wish = Remind(about="agenda", to=day.chairs(each), subject=each.id, values=values)
        yield f"{each.id}:{encode(at)}", wish


def _meetings_today(day: Day) -> Iterator[Reminder]:
    """C22: who is asked hears in the morning of the meetings of the day."""
    for each in day.board.meetings.values():
        at = each.starts_at
        if each.status not in AHEAD or at is None or at <= day.now:
            continue
        if at.astimezone(day.board.zone).date() == day.today:
            values = {"title": _name(each), "at": day.told(at), "place": each.place or "–"}
            to = day.here(*each.attendance)
            wish = Remind(about="meeting", to=to, subject=each.id, values=values)
            yield f"{each.id}:{encode(at)}", wish


def _draft(day: Day) -> Iterator[Reminder]:
    """C11: an hour has passed since the end, and nobody has looked at the minutes."""
    begun = {each.meeting for each in day.board.minutes.values()}
    draft, minutes = day.span("C11"), day.span("C12")
    for each in _held(day, MeetingStatus.ENDED):
        end = each.ended_at
        if draft is None or end is None or each.id in begun:
            continue
        if minutes is not None and day.now >= day.heard(end + minutes):
            continue
        if day.heard(end + draft) <= day.now:
            yield _minutes_wanted(day, each, end, "draft", day.chairs(each))


def _minutes(day: Day) -> Iterator[Reminder]:
    """C12: a day has passed since the end, and the minutes are not out."""
    minutes = day.span("C12")
    for each in _held(day, MeetingStatus.ENDED):
        end = each.ended_at
        if minutes is not None and end is not None and day.heard(end + minutes) <= day.now:
            to = day.here(*day.chairs(each), *day.managers())
            yield _minutes_wanted(day, each, end, "minutes", to)


def _minutes_wanted(
    day: Day, meeting: Meeting, end: datetime, about: str, to: tuple[RecordId, ...]
) -> Reminder:
    values = {"title": _name(meeting), "ended": day.told(end)}
    wish = Remind(about=about, to=to, subject=meeting.id, values=values)
    return f"{meeting.id}:{encode(end)}", wish


def _soon(day: Day) -> Iterator[Reminder]:
    """C21: what is due on the next working day, or on a day of rest before it."""
    last = day.board.calendar.add(day.today, 1)
    owed = (each for each in _owed(day) if day.today < each.due <= last)
    yield from each_person(day, "soon", owed)


def _overdue(day: Day) -> Iterator[Reminder]:
    """C20: what is late, every working day until it is not."""
    board, today = day.board, day.today
    owed = [each for each in _owed(day) if each.due < today]
    late = (
        each
        for each in owed
        if each.id not in board.tasks
        or overdue_days(board.tasks[each.id], today, _calendar(each.id, board)) > 0
    )
    yield from each_person(day, "overdue", late)


def _calendar(task: str, board: Board) -> WorkCalendar:
    return board.calendar_of(board.tasks[task].dept)


def _updates(day: Day) -> Iterator[Reminder]:
    """C04: tasks of which nothing was heard on the last working day, nor today."""
    board, last = day.board, day.board.calendar.add(day.today, -1)
    silent = (
        Owed(each.id, each.title, each.owner, last)
        for each in board.tasks.values()
        if each.owner and days_silent(each, last, board.zone, board.calendar_of(each.dept))
    )
    yield from each_person(day, "updates", silent)


def _owed(day: Day) -> Iterator[Owed]:
    """The tasks and action items that their owners have not delivered."""
    for task in day.board.tasks.values():
        if task.owner and task.due and not delivered(task):
            yield Owed(task.id, task.title, task.owner, task.due)
    for item in day.board.actions.values():
        if item.owner and item.due and item.status not in DELIVERED:
            local = item.due.astimezone(day.board.zone).date()
            yield Owed(item.id, item.title, item.owner, local)


def _name(meeting: Meeting) -> str:
    return " ".join(filter(None, (meeting.id, cut(meeting.title))))


_RULES: Final[tuple[Callable[[Day], Iterator[Reminder]], ...]] = (
    *(_meetings_today, _agenda, _draft, _minutes),
    *(_overdue, _soon, _updates, forms_late, forms_soon),
)
