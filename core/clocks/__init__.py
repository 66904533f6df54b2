"""The clocks of the process as data; a customer's `clocks.toml` changes them and adds their own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.domain.clock_kind import ClockKind, understood
from core.domain.form_kind import Misdefined

_STANDARD = "standard.toml"


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / _STANDARD).read_text("utf-8"))


@cache
def standard() -> Mapping[str, ClockKind]:
    """The clocks as process 1.5 has them, by id."""
    return understood(_tables(), _STANDARD)


def all_of(file: Path | None = None) -> Mapping[str, ClockKind]:
    """The standard clocks, with what a customer's file says instead, and its own beside.

    Raises:
        Misdefined: the file is no TOML, or says what nobody understands.
    """
    if file is None or not file.is_file():
        return standard()
    try:
        own = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misdefined("not-toml", file=file.name, why=str(problem)) from problem
    return understood(_laid_over(_tables(), own, file.name), file.name)


def _laid_over(ours: Mapping[str, Any], own: Mapping[str, Any], file: str) -> dict[str, Any]:
    """A clock keeps what the customer says nothing of."""
    found = dict(ours)
    for name, table in own.items():
        if not isinstance(table, dict):
            raise Misdefined("value", file=file, key=name, value=repr(table))
        found[name] = {**found.get(name, {}), **table}
    return found
