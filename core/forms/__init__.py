"""The forms of the process as data: one TOML file a form; a customer's own stand beside them.

Nothing here decides: `core.domain.form_kind` says what may stand in a file, `core.domain.deciding`
what a form comes to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.domain.form_kind import FormKind, Misdefined, understood


@cache
def standard() -> Mapping[str, FormKind]:
    """The forms that come with the program, by kind."""
    found: dict[str, FormKind] = {}
    for each in sorted(files(__package__).iterdir(), key=lambda path: path.name):
        if each.name.endswith(".toml"):
            kind = understood(tomllib.loads(each.read_text("utf-8")), each.name)
            found[kind.kind] = kind
    return found


def all_of(folder: Path | None = None) -> Mapping[str, FormKind]:
    """The standard forms, with a customer's own in `folder` added or put in their place.

    Raises:
        Misdefined: a file there is no TOML, or says what nobody understands.
    """
    own = dict(_own(folder)) if folder is not None and folder.is_dir() else {}
    return {**standard(), **own}


def _own(folder: Path) -> Iterator[tuple[str, FormKind]]:
    for path in sorted(folder.glob("*.toml")):
        kind = understood(_read(path), path.name)
        yield kind.kind, kind


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misdefined("not-toml", file=path.name, why=str(problem)) from problem
