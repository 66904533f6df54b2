"""Work calendars, kept in a file once they were made.

Making one loads a package that takes more memory than all tasks of a large board.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core import places
from core.calendar.workdays import (
    UnknownCalendar,
    WorkCalendar,
    from_json,
    work_calendar,
    years_around,
)
from core.domain.people import Department

_FORM = 2
"""Of the files: another one whenever a calendar has more to say."""


def calendar_around(code: str, *days: date) -> WorkCalendar:
    """The calendar of a country for the years around some days, from its file where there is one.

    Raises:
        UnknownCalendar: no country or region has that code.
    """
    return _calendar(code, years_around(*days))


def own_calendars(
    departments: Iterable[Department], project: str, *days: date
) -> dict[str, WorkCalendar]:
    """The calendars of the departments that have one of their own (R27), by their names.

    `project` is the project's code. A country that this machine does not know gives way to it.
    """
    found = {}
    for each in departments:
        if not each.removed and (each.calendar or each.rest_days or each.make_up_days):
            try:
                base = calendar_around(each.calendar or project, *days)
            except UnknownCalendar:
                base = calendar_around(project, *days)
            found[each.name] = base.with_own(each.rest_days, each.make_up_days)
    return found


@lru_cache(maxsize=16)
def _calendar(code: str, years: range) -> WorkCalendar:
    file = _file(code, years)
    with suppress(OSError, ValueError):
        return from_json(json.loads(file.read_bytes()))
    made = work_calendar(code, years)
    with suppress(OSError):
        _keep(file, json.dumps(made.to_json(), ensure_ascii=False))
    return made


def _file(code: str, years: range) -> Path:
    """Each code, span of years and release of the package has its own."""
    try:
        release = version("holidays")
    except PackageNotFoundError:
        release = ""
    name = f"{code}\n{years.start}\n{years.stop}\n{release}\n{_FORM}"
    digest = hashlib.sha256(name.encode()).hexdigest()[:20]
    return places.cache_folder() / f"calendar-{digest}.json"


def _keep(file: Path, text: str) -> None:
    """Writes it whole or not at all."""
    places.private_folder(file.parent)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)
