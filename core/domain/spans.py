"""The clocks of the process (process 1.5): how long each thing may take, and until when that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from core.calendar.workdays import WorkCalendar

_SPAN = re.compile(r"([1-9][0-9]{0,3})(h|wd)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """How long something may take: natural hours, or working days."""

    hours: int = 0
    workdays: int = 0

    @classmethod
    def read(cls, text: str) -> Span:
        """From `24h` or `2wd`.

        Raises:
            ValueError: it is neither.
        """
        found = _SPAN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"no-span: {text}")
        count = int(found[1])
        return cls(hours=count) if found[2] == "h" else cls(workdays=count)

    def before(self, moment: datetime, calendar: WorkCalendar, zone: tzinfo) -> datetime:
        """So long before a moment, in UTC: of working days, at the same hour on that day (C02)."""
        if self.hours:
            return moment.astimezone(UTC) - timedelta(hours=self.hours)
        local = moment.astimezone(zone)
        day = calendar.add(local.date(), -self.workdays)
        return datetime.combine(day, local.time(), zone).astimezone(UTC)

    def after(self, moment: datetime, calendar: WorkCalendar, zone: tzinfo) -> datetime:
        """The earliest moment, in UTC, that is so long after another that `before` still holds."""
        if self.hours:
            return moment.astimezone(UTC) + timedelta(hours=self.hours)
        local = moment.astimezone(zone)
        eve = local.date() if calendar.is_working(local.date()) else calendar.add(local.date(), 1)
        day = calendar.add(eve, self.workdays)
        return datetime.combine(day, local.time(), zone).astimezone(UTC)

    def due(self, since: datetime, calendar: WorkCalendar, zone: tzinfo, closes: time) -> datetime:
        """When it is over, in UTC: working days end when offices close on the last of them.

        What comes in on a rest day counts from the next working day's eve: the first working day
        after it is the first of the span.
        """
        if self.hours:
            return since.astimezone(UTC) + timedelta(hours=self.hours)
        day = since.astimezone(zone).date()
        last = calendar.add(day, self.workdays)
        return datetime.combine(last, closes, zone).astimezone(UTC)
