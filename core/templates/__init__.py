"""The kinds of project as data (process 1.1): one TOML file a template; a customer's own beside.

Nothing here decides: `core.domain.template_file` says what may stand in a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from core.definition_files import document_of, text_of, toml_files
from core.domain.definitions import TEMPLATE, Definitions, LeftOut, Own, left_out
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


def written(name: str) -> str:
    """The file of a template that comes with the program, to copy from.

    Raises:
        KeyError: none of that id does.
    """
    if name not in _ORDER:
        raise KeyError(name)
    return (files(__package__) / f"{name}{_ENDING}").read_text("utf-8")


def own(known: Definitions, folder: Path | None = None) -> Own[ProjectTemplate]:
    """What a customer's files in `folder` define; a file that cannot be used, or speaks of a form,
    a field or a clock that is not there, is left out."""
    found: dict[str, ProjectTemplate] = {}
    out: list[LeftOut] = []
    for path in toml_files(folder):
        text = ""
        try:
            text = text_of(path)
            template = understood(document_of(text, path.name), path.stem, path.name)
            _check(template, known)
        except Misdefined as problem:
            out.append(left_out(TEMPLATE, path.stem, problem, text))
        else:
            found[path.stem] = template
    return Own(found, left_out=tuple(out))


def all_of(known: Definitions, folder: Path | None = None) -> Mapping[str, ProjectTemplate]:
    """The standard templates, with a customer's own in `folder` added or put in their place."""
    return {**standard(), **own(known, folder).found}


def _check(template: ProjectTemplate, known: Definitions) -> None:
    """What it speaks of is there: a project is not to be founded and then left half begun."""
    file = f"{template.id}{_ENDING}"
    for at, each in enumerate(template.forms, 1):
        key, kind = f"form[{at}]", known.forms.get(each.kind)
        if kind is None:
            may = ", ".join(known.forms)
            raise Misdefined("no-form", file=file, key=f"{key}.kind", value=each.kind, known=may)
        for name in each.values:
            if kind.field(name) is None:
                may = ", ".join(one.name for one in kind.fields)
                said = {"key": f"{key}.values.{name}", "value": f"{each.kind}.{name}"}
                raise Misdefined("no-field", file=file, known=may, **said)
    for name in template.clocks:
        if name not in known.clocks:
            may = ", ".join(known.clocks)
            raise Misdefined("no-clock", file=file, key=f"clocks.{name}", value=name, known=may)
