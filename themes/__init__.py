"""Colour themes: TOML files, their reader and their check. Knows no screen, imports nobody of ours.

A theme file says whether it is `dark` and gives colours as `#rrggbb` under `[colours]`. A name it
leaves out is taken from the built-in theme of the same darkness, so that a theme of one's own can
be three lines long.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from themes.contrast import HEX, contrast
from themes.roles import CONTRASTS, CURSOR, LIGHTS, NAMES, PAGE, TEXT, TRANSPARENT

__all__ = ["Problem", "ThemeFile", "Unreadable", "check", "names", "read"]

FOLDER = Path(__file__).parent
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\Z")
LARGEST = 64 * 1024
"""Bytes. A file beyond this is no theme, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a theme: an id and the values of its sentence."""

    id: str
    """`unreadable`, `unknown-name`, `bad-colour` or `low-contrast`."""
    values: Mapping[str, object] = field(default_factory=dict)


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


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The themes there are, one's own after the built-in ones; reads no file."""
    own = _listed(folder) if folder and folder.is_dir() else ()
    return tuple(dict.fromkeys((*_listed(FOLDER), *own)))


def _listed(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if NAME.match(path.stem)))


def read(name: str, folder: Path | None = None) -> ThemeFile:
    """The theme `name`, from one's own folder before the built-in ones. Raises `Unreadable`."""
    for place in filter(None, (folder, FOLDER)):
        path = place / f"{name}.toml"
        if NAME.match(name) and path.is_file():
            return _theme(name, _table(path))
    raise _unreadable(name, "missing")


@cache
def _built_in(dark: bool) -> Mapping[str, str]:
    table = _table(FOLDER / ("dark.toml" if dark else "light.toml"))
    return _theme("", table, base={}).colours


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise _unreadable(path.stem, "too-large")
        return tomllib.loads(raw.decode("utf-8"))
    except OSError:
        raise _unreadable(path.stem, "unreadable") from None
    except (ValueError, RecursionError):
        raise _unreadable(path.stem, "no-toml") from None


def _theme(
    name: str, table: Mapping[str, object], base: Mapping[str, str] | None = None
) -> ThemeFile:
    dark, colours = table.get("dark"), table.get("colours")
    if not isinstance(dark, bool) or not isinstance(colours, dict):
        raise _unreadable(name, "no-theme")
    under = _built_in(dark) if base is None else base
    own = {key: str(value).strip() for key, value in colours.items()}
    return ThemeFile(name, dark, {**under, **own})


def _unreadable(name: str, why: str) -> Unreadable:
    return Unreadable(Problem("unreadable", {"name": name, "why": why}))


def check(theme: ThemeFile) -> tuple[Problem, ...]:
    """Everything wrong with a theme: unknown names, wrong colours, and what could not be read.

    Contrasts are only judged where all names and colours are right.
    """
    wrong = (*_unknown(theme), *_bad(theme))
    return wrong or tuple(_faint(theme))


def _unknown(theme: ThemeFile) -> Iterator[Problem]:
    for name in theme.colours:
        if name not in NAMES:
            yield Problem("unknown-name", {"name": name})


def _bad(theme: ThemeFile) -> Iterator[Problem]:
    for name, colour in theme.colours.items():
        clear = colour == TRANSPARENT and name in {f"{light}-ground" for light in LIGHTS}
        if not clear and not HEX.match(colour):
            yield Problem("bad-colour", {"name": name, "colour": colour})


def _faint(theme: ThemeFile) -> Iterator[Problem]:
    for text, ground, least in (*CONTRASTS, *_lights(theme)):
        ratio = contrast(theme.colours[text], theme.colours[ground])
        if ratio < least:
            values = {"name": text, "ground": ground, "ratio": round(ratio, 2), "least": least}
            yield Problem("low-contrast", values)


def _lights(theme: ThemeFile) -> Iterator[tuple[str, str, float]]:
    for light in LIGHTS:
        if theme.colours[f"{light}-ground"] == TRANSPARENT:
            yield from ((light, ground, TEXT) for ground in PAGE)
            yield light, "cursor-ground", CURSOR
        else:
            yield light, f"{light}-ground", TEXT
