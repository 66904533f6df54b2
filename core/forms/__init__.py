"""The forms of the process as data: one TOML file a form; a customer's own stand beside them.

Nothing here decides: `core.domain.form_file` says what may stand in a file, `core.domain.deciding`
what a form comes to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.definition_files import document_of, text_of, toml_files
from core.domain.definitions import FORM, LeftOut, Own, Source, left_out
from core.domain.form_file import understood
from core.domain.form_kind import FormKind, Misdefined


@cache
def standard() -> Mapping[str, FormKind]:
    """The forms that come with the program, by kind."""
    found: dict[str, FormKind] = {}
    for each in sorted(files(__package__).iterdir(), key=lambda path: path.name):
        if each.name.endswith(".toml"):
            kind = understood(tomllib.loads(each.read_text("utf-8")), each.name)
            found[kind.kind] = kind
    return found


def written(kind: str) -> str:
    """The file of a form that comes with the program, to copy from.

    Raises:
        KeyError: none of that kind does.
    """
    for each in files(__package__).iterdir():
        if each.name.endswith(".toml"):
            text = each.read_text("utf-8")
            if tomllib.loads(text)["kind"] == kind:
                return text
    raise KeyError(kind)


def all_of(folder: Path | None = None) -> Mapping[str, FormKind]:
    """The standard forms, with a customer's own in `folder` added or put in their place."""
    return {**standard(), **own(folder).found}


def own(folder: Path | None = None) -> Own[FormKind]:
    """What a customer's files in `folder` define; a file that cannot be used is left out."""
    found: dict[str, FormKind] = {}
    sources: dict[str, Source] = {}
    out: list[LeftOut] = []
    for path in toml_files(folder):
        document: dict[str, Any] = {}
        text = ""
        try:
            text = text_of(path)
            document = document_of(text, path.name)
            kind = understood(document, path.name)
            if kind.kind in found:
                other = sources[kind.kind].file
                raise Misdefined("same-kind", file=path.name, key="kind", value=kind.kind, by=other)
        except Misdefined as problem:
            out.append(left_out(FORM, _meant(document, path), problem, text))
        else:
            found[kind.kind], sources[kind.kind] = kind, Source(path.name, text)
    return Own(found, sources, tuple(out))


def _meant(document: Mapping[str, Any], path: Path) -> str:
    """The kind that a file was to define; where it does not say, it is called like the file."""
    said = document.get("kind")
    return said if isinstance(said, str) and said else path.stem
