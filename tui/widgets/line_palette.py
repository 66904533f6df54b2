"""Turns style roles into terminal styles, once for each theme.

A role is a few words: the name of a theme variable (`light-red`, `sla-late`, `accent`,
`text-muted` …) for the text colour, `on:` and a name for the background, and any of `bold`, `dim`,
`italic`, `underline`, `strike`, `reverse`. `muted` stands for `text-muted`. A name the theme does
not have changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color, ColorParseError

_ATTRIBUTES = {
    "bold": Style(bold=True),
    "dim": Style(dim=True),
    "italic": Style(italic=True),
    "underline": Style(underline=True),
    "strike": Style(strike=True),
    "reverse": Style(reverse=True),
}
_ALIASES = {"muted": "text-muted"}


class LinePalette:
    """The styles of one theme on one background; equal when they would draw the same."""

    def __init__(self, variables: Mapping[str, str], background: Color) -> None:
        self._variables = variables
        self._background = background
        self._styles: dict[str, Style] = {"": Style()}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LinePalette):
            return NotImplemented
        return (self._background, self._variables) == (other._background, other._variables)

    __hash__ = None  # type: ignore[assignment]

    def style(self, role: str) -> Style:
        """The style for a role, without the background of the line."""
        style = self._styles.get(role)
        if style is None:
            style = self._styles[role] = Style.combine(map(self._word, role.split()))
        return style

    def _word(self, word: str) -> Style:
        if attribute := _ATTRIBUTES.get(word):
            return attribute
        color = self._color(word.removeprefix("on:"))
        if color is None:
            return Style()
        if word.startswith("on:"):
            return Style(bgcolor=color.rich_color)
        return Style(color=color.rich_color)

    def _color(self, name: str) -> Color | None:
        value = self._variables.get(_ALIASES.get(name, name))
        if value is None:
            return None
        if value.startswith("auto"):
            share = value.removeprefix("auto").strip().removesuffix("%") or "100"
            return self._background + self._background.get_contrast_text(float(share) / 100)
        try:
            color = Color.parse(value)
        except ColorParseError:
            return None
        if color.a == 0:
            return None
        return color if color.ansi is not None else self._background + color
