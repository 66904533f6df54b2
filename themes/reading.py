"""Theme files on disk: found by name, read with care, never trusted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
BUILT_IN: Final = ("dark", "light", "projector", "mono")
"""The themes that come with the program, in the order in which they are gone through."""
NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\Z")
"""What a theme may be called: it becomes the name of a file."""
LARGEST: Final = 64 * 1024
"""Bytes. A file beyond this is no theme, whatever it is called."""
_AT: Final = re.compile(r"\(at line (\d+)")
_ASSIGNED: Final = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a theme: an id and the values of its sentence."""

    id: str
    """`unreadable`, `unknown-name`, `bad-colour`, `low-contrast` or `alike`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """`line` is the line of the file, 0 where it has none."""


class Unreadable(Exception):
    """There is no such theme, or its file cannot be taken for one."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id, dict(problem.values))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One theme as its file has it, completed from the built-in theme of the same darkness."""

    name: str
    dark: bool
    colours: Mapping[str, str]
    """By the names of `themes.roles`; checked by nobody yet."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of its file, from 1, in which a colour is given."""


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The themes there are, one's own after the built-in ones; reads no file."""
    own = _listed(folder) if folder and folder.is_dir() else ()
    return tuple(dict.fromkeys((*BUILT_IN, *own)))


def _listed(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if NAME.match(path.stem)))


def place_of(name: str, folder: Path | None = None) -> Path | None:
    """The file of the theme `name`, one's own before the built-in one; None where there is none."""
    for place in filter(None, (folder, FOLDER)):
        path = place / f"{name}.toml"
        if NAME.match(name) and path.is_file():
            return path
    return None


def read(name: str, folder: Path | None = None) -> ThemeFile:
    """The theme `name`, from one's own folder before the built-in ones. Raises `Unreadable`."""
    path = place_of(name, folder)
    if path is None:
        raise _unreadable(name, "missing")
    return _theme(path)


@cache
def _built_in(dark: bool) -> Mapping[str, str]:
    return _theme(FOLDER / ("dark.toml" if dark else "light.toml"), base={}).colours


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        raise _unreadable(path.stem, "denied") from None
    if len(raw) > LARGEST:
        raise _unreadable(path.stem, "too-large")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _unreadable(path.stem, "no-toml", line) from None


def _theme(path: Path, base: Mapping[str, str] | None = None) -> ThemeFile:
    text, name = _text(path), path.stem
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        last = text.count("\n") + 1
        raise _unreadable(name, "no-toml", int(found[1]) if found else last) from None
    except RecursionError:
        raise _unreadable(name, "no-toml") from None
    dark, colours = table.get("dark"), table.get("colours")
    if not isinstance(dark, bool) or not isinstance(colours, dict):
        raise _unreadable(name, "no-theme")
    under = _built_in(dark) if base is None else base
    own = {key: str(value).strip() for key, value in colours.items()}
    return ThemeFile(name, dark, {**under, **own}, _lines(text, own))


def _lines(text: str, own: Mapping[str, str]) -> dict[str, int]:
    """Where each colour is given; a name that is written otherwise has no line."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name = _ASSIGNED.match(line)
        if name and name[1] in own:
            found[name[1]] = number
    return found


def _unreadable(name: str, why: str, line: int = 0) -> Unreadable:
    return Unreadable(Problem("unreadable", {"name": name, "why": why, "line": line}))
