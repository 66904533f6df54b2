"""Instants of the service and days of people in China. Pure.

There is no all-day flag: a day is an instant in China time, at whatever hour. So an instant is
moved to that zone before its date is read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

ZONE = "Asia/Shanghai"
CHINA = timezone(timedelta(hours=8), ZONE)
"""China has had no daylight saving time since 1991: an offset needs no zone data."""
SHAPE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,]([0-9]{1,9}))?"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)


def instant(text: object) -> datetime | None:
    """The moment that `text` names, in China time; without an offset it is UTC.

    None for what cannot be read as one.
    """
    found = SHAPE.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    day, minute, second, fraction, offset = found.groups()
    if minute is None:
        minute = "00:00"
    micro = (fraction or "0")[:6].ljust(6, "0")
    zone = "+00:00" if offset in (None, "Z", "z") else offset
    try:
        moment = datetime.fromisoformat(f"{day}T{minute}{second or ':00'}.{micro}{zone}")
        return moment.astimezone(CHINA)
    except (ValueError, OverflowError):
        return None


def utc(text: object) -> datetime | None:
    """The moment that `text` names, in UTC."""
    moment = instant(text)
    return None if moment is None else moment.astimezone(UTC)


def written(moment: datetime) -> str:
    """As the service writes moments: UTC, milliseconds, Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def day_of(value: datetime) -> date:
    """The day in China that `value` falls on; a moment without a zone is in China already."""
    return value.date() if value.tzinfo is None else value.astimezone(CHINA).date()


def end_of(day: date) -> str:
    """The last millisecond of `day` in China: due on a day is due until it ends."""
    return written(datetime.combine(day, time(23, 59, 59, 999_000), CHINA))


def start_of(day: date) -> str:
    """The first moment of `day` in China: never later than an hour at which it may be due."""
    return written(datetime.combine(day, time(), CHINA))
