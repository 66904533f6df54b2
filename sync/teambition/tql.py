"""Queries in the service's own language. Pure.

Operators are upper case, names of fields are case-sensitive, texts stand in single quotes.
"""

from __future__ import annotations

from datetime import datetime

from sync.teambition.instants import CHINA

OLDEST_FIRST = " ORDER BY created ASC"
NEWEST_FIRST = " ORDER BY created DESC"
LIVE = "isArchived = false"


def changed_since(moment: datetime) -> str:
    """Tasks that changed at `moment` or later."""
    return f"updated >= '{moment.astimezone(CHINA).isoformat(timespec='seconds')}'"


def holding(text: str) -> str:
    """Tasks whose title or note holds `text`."""
    return f"text ~ '{escaped(text)}'"


def escaped(text: str) -> str:
    """`text` inside single quotes."""
    return text.replace("\\", "\\\\").replace("'", "\\'")
