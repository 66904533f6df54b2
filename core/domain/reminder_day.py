"""The working day on which people are reminded, and what they are reminded of. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from core.domain.clock_choice import chosen
from core.domain.definitions import Definitions
from core.domain.ids import RecordId
from core.domain.ladder import with_function
from core.domain.meeting import Meeting
from core.domain.people import Function
from core.domain.policy import in_force

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.message import Message

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


@dataclass(frozen=True, slots=True)
class Day:
    """A board at a moment, and the working day around it, where the project is."""

    board: Board
    now: datetime
    known: Definitions = field(default_factory=Definitions)
    """The clocks, and the forms they belong to."""

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

    def span(self, clock: str) -> timedelta | None:
        """How many hours a clock runs; None where the customer or the project switched it off."""
        told = in_force(self.board.policies.values(), self.now).clocks
        kind = chosen(self.known.clocks, told).get(clock)
        return timedelta(hours=kind.span.hours) if kind and kind.on and kind.span else None

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
        return tuple(dict.fromkeys(each.id for each in found if each and each.here))

    def managers(self) -> tuple[RecordId, ...]:
        """Who manages the project."""
        return with_function(self.board.people, Function.PROJECT_MANAGER)

    def chairs(self, meeting: Meeting) -> tuple[RecordId, ...]:
        """Who sees to a meeting: its chairs, else the project manager, else all who are asked."""
        named = self.here(meeting.recorder, meeting.facilitator)
        return named or self.managers() or self.here(*meeting.attendance)


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody is to be reminded of, among other things."""

    id: RecordId
    title: str
    owner: RecordId
    due: date


def each_person(day: Day, about: str, owed: Iterable[Owed]) -> Iterator[Reminder]:
    """One message a person a day, the most urgent first."""
    found: dict[RecordId, list[Owed]] = defaultdict(list)
    for each in owed:
        found[each.owner].append(each)
    for person, mine in found.items():
        mine.sort(key=lambda each: (each.due, each.id.zfill(12)))
        told = "; ".join(f"{each.id} {cut(each.title)} {each.due:%m-%d}" for each in mine)
        values = {"n": str(len(mine)), "text": told}
        wish = Remind(about=about, to=day.here(person), values=values)
        yield f"{person}:{day.today.isoformat()}", wish


def cut(title: str) -> str:
    """A title as it is told."""
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
