"""How long it is until a deadline, or since it, in a word: 2 天, 3 小时, 20 分. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.words import Words

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def left(due: datetime, now: datetime, words: Words) -> str:
    """`还剩 3 小时`, `超了 2 天`; the largest unit alone."""
    late = due < now
    length = now - due if late else due - now
    if length >= _DAY:
        span = words.say("form_page.span.days", n=length // _DAY)
    elif length >= _HOUR:
        span = words.say("form_page.span.hours", n=length // _HOUR)
    else:
        span = words.say("form_page.span.minutes", n=max(length // timedelta(minutes=1), 1))
    return words.say("process_page.over" if late else "process_page.left", span=span)
