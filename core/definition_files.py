"""The files in which a customer defines forms, clocks and templates: found, and read as TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from core.domain.form_kind import Misdefined

_AT: Final = re.compile(r" ?\(at (?:line (?P<line>[0-9]+)[^)]*|end of document)\)")


def toml_files(folder: Path | None) -> Iterator[Path]:
    """The files of a folder in the order of their names; not those that an editor hides there."""
    if folder is not None and folder.is_dir():
        yield from (each for each in sorted(folder.glob("*.toml")) if not each.name.startswith("."))


def text_of(path: Path) -> str:
    """A file as it stands.

    Raises:
        Misdefined: it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise Misdefined("not-utf8", file=path.name, line=line) from problem
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Misdefined("unreadable", file=path.name, why=why) from problem


def document_of(text: str, file: str) -> dict[str, Any]:
    """What a text says.

    Raises:
        Misdefined: it is no TOML; why, and on which line, is said.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = _AT.search(str(problem))
        why = _AT.sub("", str(problem))
        line = int(found["line"]) if found and found["line"] else len(text.splitlines())
        raise Misdefined("not-toml", file=file, why=why, line=line) from problem
