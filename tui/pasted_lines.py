"""Pasted text taken apart: the marks of a list are taken off, headings are told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MARKS: Final = re.compile(
    r"""(?: \s+
      | [-*+–—](?=\s)            # a dash and a blank
      | [-•·●○▪■□◆](?![-0-9])    # a bullet, blank or not
      | \[[ xX✓]\](?=\s)         # a box
      | [(（]?[0-9]{1,3}(?:[、)）]|[.．](?![0-9]))
      | [(（]?[一二三四五六七八九十]{1,3}[、.．)）]
      | [①-⑳⑴-⒇⒈-⒛㈠-㈩]
    )*""",
    re.VERBOSE,
)
"""What a list sets before its lines: `1. `, `2、`, `- `, `•`, `①`; not 10.25, -5 or 1-2."""
_HEADING: Final = re.compile(r"#{1,6}\s|[^：:]{0,12}(?:会议纪要|meeting minutes)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One of the lines."""

    text: str
    """Without what the list set before it."""
    heading: bool = False
    """Whether it looks like a heading, which is no record."""


def pasted_lines(text: str) -> Iterator[PastedLine]:
    """The lines that have something in them, in their order."""
    for line in text.splitlines():
        whole = line.strip()
        match = _MARKS.match(whole)
        bare = whole[match.end() :] if match else whole
        if bare or whole:
            kept = bare or whole
            yield PastedLine(kept, _is_heading(whole, kept))


def _is_heading(whole: str, bare: str) -> bool:
    if not any(map(str.isalnum, bare)):
        return True
    return bare.endswith(("：", ":")) or _HEADING.match(whole) is not None
