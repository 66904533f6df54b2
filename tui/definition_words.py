"""What of a customer's definitions is left out, in words: where, why, what may be. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from core.domain.definitions import CLOCK, FORM, TEMPLATE
from tui.wording import worded

if TYPE_CHECKING:
    from core.domain.definitions import LeftOut
    from tui.words import Words

_FOLDERS: Final = {FORM: "forms/", CLOCK: "", TEMPLATE: "templates/"}
"""Beside the configuration."""


def left_out_told(left: LeftOut, words: Words, *, short: bool = False) -> str:
    """One thing that is left out, and unless it is to be short what may stand there:
    `forms/mine.toml 第 2 行:用不了,先不算;不认识 visit;可写:kind…`."""
    why = worded(words, f"definition.misdefined.{left.reason}", left.values)
    if left.values.get("known") and not short:
        why = words.say("definition.may", why=why, known=left.values["known"])
    return words.say("definition.left_out", where=where(left, words), why=why)


def where(left: LeftOut, words: Words) -> str:
    """The file beside the configuration, and the line where it is known."""
    file, line = f"{_FOLDERS[left.what]}{left.values['file']}", left.values.get("line")
    return words.say("definition.line", file=file, line=line) if line else file


def all_told(found: Sequence[LeftOut], words: Words) -> str:
    """For a line on a screen: the first of them, how many more there are, who says it all."""
    first = left_out_told(found[0], words, short=True)
    more = len(found) - 1
    if more:
        return words.say("definition.and_more", first=first, n=more)
    return words.say("definition.see", first=first)
