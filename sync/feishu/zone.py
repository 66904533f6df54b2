"""The zone a base keeps its dates in."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NAME = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")
NOT_IANA = {"Asia/Beijing": "Asia/Shanghai"}
FALLBACK = timezone(timedelta(hours=8), "+08:00")


def zone(name: object) -> tzinfo:
    """The zone called `name` by the service; +08:00 for a name nobody knows."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return FALLBACK
    try:
        return ZoneInfo(NOT_IANA.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return FALLBACK
