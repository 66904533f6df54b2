"""The days and moments that the sample project names, told from the day it is laid around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from core.calendar.workdays import WorkCalendar

_DAY = re.compile(r"(?P<word>mon|sun)?(?P<count>[+-]\d+)(?(word)|d)( (?P<clock>\d\d:\d\d))?")
_MINUTES = re.compile(r"(?P<today>today)?(?P<count>[+-]\d+)m")
_PLACE = re.compile(r"\{([+-]?\d+)\}")
_WEEK = 7
_EVENING = time(23, 59, 59)
_AHEAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class When:
    """The moment around which the project is laid, and what its days are counted by."""

    now: datetime
    zone: tzinfo
    calendar: WorkCalendar

    @property
    def today(self) -> date:
        """The day of the moment in the project's zone."""
        return self.now.astimezone(self.zone).date()

    def day(self, count: int) -> date:
        """The working day so many ahead (or back); 0 is today, worked or not.

        On a rest day, days back are counted from the last working day, so that what was due
        "one working day ago" is one working day late there, too.
        """
        if count == 0:
            return self.today
        return self.calendar.add(self.calendar.previous_working(self.today), count)

    def monday(self, weeks: int) -> date:
        """The Monday so many weeks before (negative) or after this week's."""
        return self.today + timedelta(weeks * _WEEK - self.today.weekday())

    def sunday(self, weeks: int) -> date:
        """The so-many-th Sunday after today."""
        ahead = (6 - self.today.weekday()) or _WEEK
        return self.today + timedelta(ahead + (weeks - 1) * _WEEK)

    def at(self, day: date, clock: time) -> datetime:
        """A time on a day; the evening's end, where it is today and about to be past."""
        moment = datetime.combine(day, clock, self.zone)
        if day == self.today and moment < self.now + _AHEAD:
            moment = datetime.combine(day, _EVENING, self.zone)
        return moment.astimezone(UTC)

    def minutes(self, count: int, *, within_today: bool = False) -> datetime:
        """So many minutes from now; not before today's midnight, where that is asked."""
        moment = self.now.astimezone(UTC) + timedelta(minutes=count)
        midnight = datetime.combine(self.today, time(), self.zone).astimezone(UTC)
        return max(moment, midnight) if within_today else moment

    def read(self, text: str) -> date | datetime | None:
        """A day or a moment as story.toml writes it; None where the text is neither."""
        if found := _MINUTES.fullmatch(text):
            return self.minutes(int(found["count"]), within_today=bool(found["today"]))
        found = _DAY.fullmatch(text)
        if found is None:
            return None
        count: Callable[[int], date] = self.day
        if found["word"]:
            count = self.monday if found["word"] == "mon" else self.sunday
        day = count(int(found["count"]))
        return self.at(day, time.fromisoformat(found["clock"])) if found["clock"] else day

    def moment(self, text: str) -> datetime:
        """A moment as story.toml writes it.

        Raises:
            ValueError: the text is none.
        """
        found = self.read(text)
        if not isinstance(found, datetime):
            raise ValueError(f"no-moment: {text}")
        return found

    def written(self, text: str) -> str:
        """The text with `{-1}` and its like as the month and day they stand for."""
        return _PLACE.sub(lambda place: f"{self.day(int(place[1])):%m-%d}", text)
