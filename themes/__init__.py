"""Colour themes: TOML files, their reader and their check. Knows no screen, imports nobody of ours.

A theme file says whether it is `dark` and gives colours as `#rrggbb` under `[colours]`. A name it
leaves out is taken from the built-in theme of the same darkness, so that a theme of one's own can
be three lines long.
"""

from __future__ import annotations

from collections.abc import Iterator

from themes.contrast import HEX
from themes.reading import BUILT_IN, Problem, ThemeFile, Unreadable, names, place_of, read
from themes.roles import LIGHTS, NAMES, TRANSPARENT

__all__ = [
    "BUILT_IN",
    "Problem",
    "ThemeFile",
    "Unreadable",
    "check",
    "names",
    "place_of",
    "read",
]


def check(theme: ThemeFile) -> tuple[Problem, ...]:
    """Everything wrong with a theme: unknown names, wrong colours, and what could not be read.

    Figures are only judged where all names and colours are right.
    """
    wrong = (*_unknown(theme), *_bad(theme))
    return wrong or tuple(_weak(theme))


def _unknown(theme: ThemeFile) -> Iterator[Problem]:
    from difflib import get_close_matches

    for name in theme.colours:
        if name not in NAMES:
            near = next(iter(get_close_matches(name, sorted(NAMES), 1)), "")
            yield Problem("unknown-name", {"name": name, "near": near, "line": _line(theme, name)})


def _bad(theme: ThemeFile) -> Iterator[Problem]:
    for name, colour in theme.colours.items():
        clear = colour == TRANSPARENT and name in {f"{light}-ground" for light in LIGHTS}
        if not clear and not HEX.match(colour):
            values = {"name": name, "colour": colour, "line": _line(theme, name)}
            yield Problem("bad-colour", values)


def _weak(theme: ThemeFile) -> Iterator[Problem]:
    from themes.figures import figures

    for each in figures(theme.colours):
        if not each.holds:
            values: dict[str, object] = {
                "name": each.name,
                "ground": each.other,
                "ratio": round(each.value, 2),
                "least": each.least,
                "line": _line(theme, each.name, each.other),
            }
            if each.eye:
                values["eye"] = each.eye
            yield Problem("alike" if each.eye else "low-contrast", values)


def _line(theme: ThemeFile, *about: str) -> int:
    """The first line that gives one of these names, a light's ground included; 0 for none."""
    wanted = (*about, *(f"{name}-ground" for name in about if name in LIGHTS))
    return min((theme.lines[name] for name in wanted if name in theme.lines), default=0)
