"""Office hours as they are written down: two times of the day, the first before the second."""

from __future__ import annotations

from datetime import time

from core.domain.refusal import Refused


def hours(opens: str, closes: str) -> tuple[str, str]:
    """When offices open and close, in full: `9:00` reads `09:00`.

    Raises:
        Refused: one is no time of the day, or offices close before they open.
    """
    first, last = _hour(opens), _hour(closes)
    if first >= last:
        raise Refused("policy-hours", opens=opens, closes=closes)
    return f"{first:%H:%M}", f"{last:%H:%M}"


def _hour(text: str) -> time:
    try:
        hour = time.fromisoformat(text)
    except ValueError:
        raise Refused("policy-hour", text=text) from None
    if hour.tzinfo is not None or hour.second or hour.microsecond:
        raise Refused("policy-hour", text=text)
    return hour
