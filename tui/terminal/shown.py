"""The only two ways text from people and services reaches a widget: as it is, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from core.domain.text import UNSAFE

if TYPE_CHECKING:
    from rich.text import Text


def shown(text: str, style: str = "") -> Content:
    """Text for Static, Label, Button, options, tabs, borders, tooltips and notices.

    Line feeds stay. `style` is a Textual style such as `$text-muted bold`, written by us.
    """
    return Content("\n".join(map(_line, text.splitlines())), strip_control_codes=False).stylize(
        style
    )


def cell(text: str, style: str = "") -> Text:
    """Text in one line for DataTable cells and Tree labels, which do not measure `Content`."""
    from rich.text import Text

    return Text(_line(" ".join(text.splitlines())), style, no_wrap=True, end="")


def _line(text: str) -> str:
    return UNSAFE.sub("", text.replace("\t", " "))
