"""When to try again: a pure rule, so that every wait can be tested without waiting."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sync.trouble import Retry

JITTER = 0.25
"""At most this share is added to a wait, so that many clients do not come back together."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Caps on repeating one request."""

    attempts: int = 5
    """The first one included."""
    seconds: float = 120.0
    """Total time of one request with all its repeats and waits."""
    first: float = 1.0
    """Seconds before the first repeat; doubled for each later one."""
    top: float = 30.0
    """No wait of our own choice is longer than this many seconds."""

    def wait(
        self, fault: Retry, *, attempt: int, elapsed: float, jitter: float, repeatable: bool = True
    ) -> float | None:
        """Seconds until the next attempt, or None when there shall be none.

        `attempt` counts from 1, `elapsed` is in seconds since the first one began, `jitter` is
        from 0 to 1. What is not safe to repeat is never repeated.
        """
        if not repeatable or attempt >= min(self.attempts, fault.tries or self.attempts):
            return None
        own = min(self.top, (fault.pause or self.first) * 2.0 ** min(attempt - 1, 30))
        asked = fault.asked
        seconds = (own if asked is None else max(asked, 0.0)) * (1.0 + JITTER * jitter)
        return seconds if elapsed + seconds <= self.seconds else None


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds a reply asks for by `x-ogw-ratelimit-reset` or `retry-after`; None if it does not.

    Header names are lower case. Nonsense in a header counts as no header.
    """
    reset = _seconds(headers.get("x-ogw-ratelimit-reset"))
    after = headers.get("retry-after")
    given = [wait for wait in (reset, _seconds(after)) if wait is not None]
    if given:
        return max(given)
    return _until(after, now)


def _seconds(text: str | None) -> float | None:
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(text: str | None, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
