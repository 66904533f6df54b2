"""What people are reminded of, each thing once (C02, C04, C11, C12, C20–C22). Pure.

Nobody is reminded on a day of rest, nor before the office opens: what comes due in the night or at
the weekend is heard of on the next working morning. What is said every day is one message a person,
with all that it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from core.domain.action import DELIVERED
from core.domain.ids import RecordId
from core.domain.ladder import with_function
from core.domain.meeting import AHEAD, Meeting, MeetingKind, MeetingStatus
from core.domain.people import Function
from core.domain.policy import in_force
from core.domain.progress import days_silent, delivered, overdue_days
from core.domain.record import encode

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.message import Message

AGENDA_AHEAD: Final = timedelta(hours=24)
"""C02: so long before a meeting its agenda is out."""
DRAFT_WITHIN: Final = timedelta(hours=1)
"""C11: so long after a meeting its minutes are there to read."""
MINUTES_WITHIN: Final = timedelta(hours=24)
"""C12: so long after a meeting they are out."""
_TITLE: Final = 40
"""So many characters of a title are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """People are reminded of something: a message on their own boards, that nobody waits for.

    With a channel it is a text that names them, for a group.
    """

    about: str
    """Worded as `message.reminder.<about>`."""
    to: tuple[RecordId, ...]
    subject: RecordId | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    """The bot that carries it; empty for the people's own boards."""
    title: str = ""
    text: str = ""
    """What the group reads."""


Reminder = tuple[str, Remind]
"""The id of the wish, the same from every program that has it, and the wish."""


def reminders(board: Board, now: datetime) -> Iterator[Reminder]:
    """All that people are to be reminded of at a moment, but for what their boards show already."""
    day = Day(board, now)
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


@dataclass(frozen=True, slots=True)
class Day:
    """A board at a moment, and the working day around it, where the project is."""

    board: Board
    now: datetime

    @property
    def today(self) -> date:
        """The project's day."""
        return self.now.astimezone(self.board.zone).date()

    @property
    def opens(self) -> time:
        """When offices open."""
        return in_force(self.board.policies.values(), self.now).hours[0]

    @property
    def closes(self) -> time:
        """When they close."""
        return in_force(self.board.policies.values(), self.now).hours[1]

    @property
    def awake(self) -> bool:
        """Whether people may be reminded: it is a working day, and offices have opened."""
        return self.board.calendar.is_working(self.today) and self.now >= self.morning(self.today)

    def morning(self, day: date) -> datetime:
        """When offices open on a day."""
        return datetime.combine(day, self.opens, self.board.zone)

    def heard(self, moment: datetime) -> datetime:
        """When people hear of what happens at a moment: at once in office hours, else at the next
        opening."""
        local = moment.astimezone(self.board.zone)
        day = self.board.calendar.next_working(local.date())
        if day > local.date() or local.time() < self.opens:
            return self.morning(day)
        if local.time() < self.closes:
            return moment
        return self.morning(self.board.calendar.add(day, 1))

    def in_time_for(self, moment: datetime) -> datetime:
        """The last opening from which there is still time until a moment."""
        day = moment.astimezone(self.board.zone).date()
        calendar = self.board.calendar
        if calendar.is_working(day) and self.morning(day) <= moment:
            return self.morning(day)
        return self.morning(calendar.add(day, -1))

    def queued_today(self) -> Iterator[Message]:
        """The messages that were queued since midnight."""
        for each in self.board.messages.values():
            queued = each.queued_at
            if queued is not None and queued.astimezone(self.board.zone).date() == self.today:
                yield each

    def told(self, moment: datetime) -> str:
        """A moment for a message, on the project's clock."""
        return f"{moment.astimezone(self.board.zone):%m-%d %H:%M}"

    def here(self, *people: str | None) -> tuple[RecordId, ...]:
        """Those who are in the project, once each."""
        found = (self.board.people.get(each) for each in people if each)
        return tuple(dict.fromkeys(each.id for each in found if each and not each.removed))

    def managers(self) -> tuple[RecordId, ...]:
        """Who manages the project."""
        return with_function(self.board.people, Function.PROJECT_MANAGER)

    def chairs(self, meeting: Meeting) -> tuple[RecordId, ...]:
        """Who sees to a meeting: its chairs, else the project manager, else all who are asked."""
        named = self.here(meeting.recorder, meeting.facilitator)
        return named or self.managers() or self.here(*meeting.attendance)


def _held(day: Day, *statuses: MeetingStatus) -> Iterator[Meeting]:
    """Meetings with an agenda and minutes of their own: a standup sends neither."""
    for each in day.board.meetings.values():
        if each.status in statuses and each.kind is not MeetingKind.STANDUP:
            yield each


def _agenda(day: Day) -> Iterator[Reminder]:
    """C02: an agenda is not out yet, and there is a day left to the last moment for it."""
    for each in _held(day, MeetingStatus.PLANNED):
        at = each.starts_at
        if at is None or at <= day.now or day.in_time_for(at - AGENDA_AHEAD) > day.now:
            continue
        values = {"title": _name(each), "at": day.told(at), "by": day.told(at - AGENDA_AHEAD)}
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
    for each in _held(day, MeetingStatus.ENDED):
        end = each.ended_at
        if end is None or each.id in begun or day.now >= day.heard(end + MINUTES_WITHIN):
            continue
        if day.heard(end + DRAFT_WITHIN) <= day.now:
            yield _minutes_wanted(day, each, end, "draft", day.chairs(each))


def _minutes(day: Day) -> Iterator[Reminder]:
    """C12: a day has passed since the end, and the minutes are not out."""
    for each in _held(day, MeetingStatus.ENDED):
        end = each.ended_at
        if end is not None and day.heard(end + MINUTES_WITHIN) <= day.now:
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
    yield from _each_person(day, "soon", owed)


def _overdue(day: Day) -> Iterator[Reminder]:
    """C20: what is late, every working day until it is not."""
    board, today = day.board, day.today
    owed = [each for each in _owed(day) if each.due < today]
    late = (
        each
        for each in owed
        if each.id not in board.tasks
        or overdue_days(board.tasks[each.id], today, board.calendar) > 0
    )
    yield from _each_person(day, "overdue", late)


def _updates(day: Day) -> Iterator[Reminder]:
    """C04: tasks of which nothing was heard on the last working day, nor today."""
    board, last = day.board, day.board.calendar.add(day.today, -1)
    silent = (
        _Owed(each.id, each.title, each.owner, last)
        for each in board.tasks.values()
        if each.owner and days_silent(each, last, board.zone, board.calendar)
    )
    yield from _each_person(day, "updates", silent)


@dataclass(frozen=True, slots=True)
class _Owed:
    """What somebody is to be reminded of, among other things."""

    id: RecordId
    title: str
    owner: RecordId
    due: date


def _owed(day: Day) -> Iterator[_Owed]:
    """The tasks and action items that their owners have not delivered."""
    for task in day.board.tasks.values():
        if task.owner and task.due and not delivered(task):
            yield _Owed(task.id, task.title, task.owner, task.due)
    for item in day.board.actions.values():
        if item.owner and item.due and item.status not in DELIVERED:
            local = item.due.astimezone(day.board.zone).date()
            yield _Owed(item.id, item.title, item.owner, local)


def _each_person(day: Day, about: str, owed: Iterable[_Owed]) -> Iterator[Reminder]:
    """One message a person a day, the most urgent first."""
    found: dict[RecordId, list[_Owed]] = defaultdict(list)
    for each in owed:
        found[each.owner].append(each)
    for person, mine in found.items():
        mine.sort(key=lambda each: (each.due, each.id.zfill(12)))
        told = "; ".join(f"{each.id} {_cut(each.title)} {each.due:%m-%d}" for each in mine)
        values = {"n": str(len(mine)), "text": told}
        wish = Remind(about=about, to=day.here(person), values=values)
        yield f"{person}:{day.today.isoformat()}", wish


def _name(meeting: Meeting) -> str:
    return " ".join(filter(None, (meeting.id, _cut(meeting.title))))


def _cut(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


_RULES: Final[tuple[Callable[[Day], Iterator[Reminder]], ...]] = (
    *(_meetings_today, _agenda, _draft, _minutes),
    *(_overdue, _soon, _updates),
)
