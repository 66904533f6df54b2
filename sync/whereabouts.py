"""Which remote table or file a source is: two that are the same one bring everything in twice."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from core.settings import SourceSettings
from sync.trouble import Fatal


def whereabouts(settings: SourceSettings) -> tuple[str, ...]:
    """What tells one table or file from another, however its address was copied.

    Raises:
        Fatal: the address is that of no table; the reason says what to copy instead.
    """
    if settings.type == "sheet":
        from sync.sheet.address import locate

        place = locate(settings.url)
        return "sheet", str(Path(place.path).resolve()), place.sheet
    base = settings.base_url or None
    if settings.type == "teambition":
        from sync.teambition.url import parse as project

        there = project(settings.url, base)
        return "teambition", there.api, there.project
    from sync.feishu.url import parse as table

    found = table(settings.url, base)
    return "feishu", found.api, found.token, found.table or ""


def connected_as(settings: SourceSettings, sources: Mapping[str, SourceSettings]) -> str:
    """The name under which that table or file is a source already; empty where it is none.

    Raises:
        Fatal: the address is that of no table.
    """
    here = whereabouts(settings)
    for name, known in sources.items():
        with suppress(Fatal):
            if whereabouts(known) == here:
                return name
    return ""
