"""What time it is, and in which zone people read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

Clock = Callable[[], datetime]
"""Answers with the present moment, aware and in UTC."""


def now() -> datetime:
    """The present moment by this machine, aware and in UTC."""
    return datetime.now(UTC)


def fixed(text: str) -> Clock:
    """A clock that stands still at an ISO moment with an offset, as in `2024-10-16T09:30+08:00`.

    Raises:
        ValueError: the text is no ISO moment, or says no offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"moment-without-offset: {text}")
    still = moment.astimezone(UTC)
    return lambda: still


def zone(name: str) -> tzinfo:
    """The time zone of an IANA name such as `Asia/Shanghai`.

    Raises:
        ValueError: there is no such zone.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as problem:
        raise ValueError(f"unknown-zone: {name}") from problem
