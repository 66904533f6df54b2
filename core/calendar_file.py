"""A calendar of one's own, as a TOML file says it: whose days of rest, and what differs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

_KEYS: Final = ("base", "rest", "work")


class BadCalendar(ValueError):
    """A calendar file cannot be used; `reason` is the id to word it by, `values` what it names."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(f"{reason}: {values}")
        self.reason, self.values = reason, values


@dataclass(frozen=True, slots=True)
class OwnDays:
    """What a file says."""

    base: str
    """The country or region whose calendar it builds on; `none` for weekends alone, empty for the
    project's."""
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


def read(path: Path) -> OwnDays:
    """The days in a file such as `base = "SG"`, `rest = [2026-12-24]`, `work = [2026-12-19]`.

    Raises:
        BadCalendar: it cannot be read, or says something that no calendar says.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadCalendar("unread", file=path.name, why=problem.strerror or "") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadCalendar("no_toml", file=path.name, why=str(problem)) from problem
    for key in document:
        if key not in _KEYS:
            raise BadCalendar("key", file=path.name, key=key, known=", ".join(_KEYS))
    base = document.get("base", "")
    if not isinstance(base, str):
        raise BadCalendar("base", file=path.name)
    return OwnDays(base.strip(), *(_days(each, document, path.name) for each in _KEYS[1:]))


def _days(key: str, document: dict[str, Any], file: str) -> tuple[date, ...]:
    found = document.get(key, [])
    if not isinstance(found, list):
        raise BadCalendar("days", file=file, key=key, value=str(found))
    for each in found:
        if not isinstance(each, date) or isinstance(each, datetime):
            raise BadCalendar("days", file=file, key=key, value=str(each))
    return tuple(sorted(set(found)))
