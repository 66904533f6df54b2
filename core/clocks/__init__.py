"""The clocks of the process as data; a customer's `clocks.toml` changes them and adds their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.definition_files import document_of, text_of
from core.domain.clock_kind import ClockKind, understood, understood_one
from core.domain.definitions import CLOCK, LeftOut, Own, Source, left_out
from core.domain.form_kind import Misdefined

_STANDARD = "standard.toml"


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / _STANDARD).read_text("utf-8"))


@cache
def standard() -> Mapping[str, ClockKind]:
    """The clocks as process 1.5 has them, by id."""
    return understood(_tables(), _STANDARD)


def written(name: str = "") -> str:
    """The file of the clocks that come with the program, to copy from; or of it the one clock.

    Raises:
        KeyError: there is none of that name.
    """
    text = (files(__package__) / _STANDARD).read_text("utf-8")
    if not name:
        return text
    for each in re.split(r"(?m)^(?=\[[A-Z])", text)[1:]:
        if each.startswith(f"[{name}]"):
            return f"{each.rstrip()}\n"
    raise KeyError(name)


def own(file: Path | None = None) -> Own[ClockKind]:
    """What a customer's file says of clocks: each keeps what the file says nothing of.

    A clock that cannot be used is left out, and so is the whole file where it is no TOML.
    """
    if file is None or not file.is_file():
        return Own()
    text = ""
    try:
        text = text_of(file)
        document = document_of(text, file.name)
    except Misdefined as problem:
        return Own(left_out=(left_out(CLOCK, file.stem, problem, text),))
    found: dict[str, ClockKind] = {}
    out: list[LeftOut] = []
    for name, table in document.items():
        try:
            found[name] = understood_one(name, _laid_over(name, table), file.name)
        except Misdefined as problem:
            out.append(left_out(CLOCK, name, problem, text))
    return Own(found, dict.fromkeys(found, Source(file.name, text)), tuple(out))


def _laid_over(name: str, table: Any) -> Any:
    """A clock of ours with what a customer says instead."""
    return {**_tables().get(name, {}), **table} if isinstance(table, dict) else table
