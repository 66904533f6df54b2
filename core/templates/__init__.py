"""The kinds of project as data (process 1.1): one TOML file a template; a customer's own beside.

Nothing here decides: `core.domain.template_file` says what may stand in a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.domain.definitions import Definitions
from core.domain.form_kind import Misdefined
from core.domain.project_template import ProjectTemplate
from core.domain.template_file import understood

_ENDING = ".toml"
_ORDER = ("launch", "event", "incident", "improvement", "yearly")
"""As the process lists the kinds of project; a customer's own come after them."""


@cache
def standard() -> Mapping[str, ProjectTemplate]:
    """The templates that come with the program, by id."""
    found = {}
    for name in _ORDER:
        file = files(__package__) / f"{name}{_ENDING}"
        found[name] = understood(tomllib.loads(file.read_text("utf-8")), name, file.name)
    return found


def all_of(known: Definitions, folder: Path | None = None) -> Mapping[str, ProjectTemplate]:
    """The standard templates, with a customer's own in `folder` added or put in their place.

    Raises:
        Misdefined: a file there is no TOML, or says what nobody understands, or speaks of a form,
            a field or a clock that is not there.
    """
    own = dict(_own(folder)) if folder is not None and folder.is_dir() else {}
    for each in own.values():
        _check(each, known)
    return {**standard(), **own}


def _own(folder: Path) -> Iterator[tuple[str, ProjectTemplate]]:
    for path in sorted(folder.glob(f"*{_ENDING}")):
        yield path.stem, understood(_read(path), path.stem, path.name)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misdefined("not-toml", file=path.name, why=str(problem)) from problem


def _check(template: ProjectTemplate, known: Definitions) -> None:
    """What it speaks of is there: a project is not to be founded and then left half begun."""
    file = f"{template.id}{_ENDING}"
    for each in template.forms:
        kind = known.forms.get(each.kind)
        if kind is None:
            raise Misdefined("no-form", file=file, value=each.kind)
        for name in each.values:
            if kind.field(name) is None:
                raise Misdefined("no-field", file=file, value=f"{each.kind}.{name}")
    for name in template.clocks:
        if name not in known.clocks:
            raise Misdefined("no-clock", file=file, value=name)
