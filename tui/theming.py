"""From a theme file to a Textual theme; files are read when a theme is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textual.theme import Theme

import themes
from themes import Problem, ThemeFile
from themes.roles import OURS

DERIVED = {
    "block-cursor-background": "cursor-ground",
    "block-cursor-foreground": "cursor-foreground",
    "block-cursor-blurred-background": "accent-ground",
    "block-cursor-blurred-foreground": "foreground",
    "border": "accent",
    "border-blurred": "rule",
    "footer-background": "background",
    "footer-foreground": "muted",
    "footer-description-foreground": "muted",
    "footer-key-foreground": "accent",
    "input-selection-background": "cursor-ground",
    "scrollbar": "rule",
    "scrollbar-hover": "muted",
    "scrollbar-active": "accent",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
    "link-color": "accent",
    "text-muted": "muted",
    "text-disabled": "muted",
}
"""Textual's variables that would otherwise be mixed from the primary colour, by our names."""


@dataclass(frozen=True, slots=True)
class BrokenTheme:
    """A theme that cannot be shown, and why; for a notice, not an exception."""

    name: str
    problems: tuple[Problem, ...]


def textual_theme(file: ThemeFile) -> Theme:
    """The Textual theme of a checked file: its ten colours, our variables, and what we derive."""
    colours = file.colours
    return Theme(
        name=file.name,
        dark=file.dark,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["accent"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        variables=_variables(file),
    )


def defaults() -> dict[str, str]:
    """Our variables as the dark theme has them, for `App.get_theme_variable_defaults`.

    A style sheet that names one of ours does not parse under a theme that is not ours without them.
    """
    colours = themes.read("dark").colours
    return {role: colours[role] for role in OURS}


def _variables(file: ThemeFile) -> dict[str, str]:
    return {
        **{role: file.colours[role] for role in OURS},
        **{theirs: file.colours[ours] for theirs, ours in DERIVED.items()},
    }


def first(chosen: str, environ: Mapping[str, str]) -> str:
    """The theme to begin with: the monochrome one where the terminal is to show no colours."""
    return "mono" if environ.get("NO_COLOR") else chosen or "dark"


def after(worn: str, folder: Path | None = None) -> tuple[str, ...]:
    """The other themes in the order in which they are gone through, beginning behind `worn`."""
    names = themes.names(folder)
    at = names.index(worn) + 1 if worn in names else 0
    return tuple(name for name in (*names[at:], *names[:at]) if name != worn)


def load(name: str, folder: Path | None = None) -> Theme | BrokenTheme:
    """The theme `name`, built in or from the person's own `folder`; broken is a value."""
    try:
        file = themes.read(name, folder)
    except themes.Unreadable as error:
        return BrokenTheme(name, (error.problem,))
    if problems := themes.check(file):
        return BrokenTheme(name, problems)
    return textual_theme(file)
