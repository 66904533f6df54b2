"""On which line of a TOML file a key stands, as well as that can be told from its text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SEGMENT: Final = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<number>[0-9]+)\])?")


def line_of(text: str, key: str, value: str = "") -> int:
    """The line, from 1, of a key such as `field[2].shape`; 0 where it cannot be found.

    `value` is what stands there: among lines with keys of that name the one that has it counts.
    """
    lines = text.splitlines()
    segments = list(_SEGMENT.finditer(key))
    if not segments:
        return 0
    begin, end = _table(lines, segments[0]["name"], int(segments[0]["number"] or 0))
    last = re.escape(segments[-1]["name"])
    named = re.compile(rf"(^|[\s{{,.\[]){last}[\"']?\s*=")
    inside = range(max(begin, 0), end)
    said = value.strip("'\"[]{}") or "\0"
    found = [at for at in inside if named.search(lines[at])]
    exact = [at for at in found if said in lines[at]]
    loose = [at for at in inside if said in lines[at]]
    best = next(iter((*exact, *found, *loose)), begin)
    return best + 1


def _table(lines: Sequence[str], name: str, number: int) -> tuple[int, int]:
    """From where to where a table reaches: `[[name]]` the numbered one, `[name]`, else the file;
    it begins at -1 where there is no such table."""
    sign = r"\[\[" if number else r"\["
    head = re.compile(rf"^\s*{sign}\s*[\"']?{re.escape(name)}[\"']?\s*[\].]")
    heads = [at for at, line in enumerate(lines) if head.match(line)]
    if len(heads) < max(number, 1):
        return -1, len(lines)
    begin = heads[max(number, 1) - 1]
    other = re.compile(r"^\s*\[\[" if number else r"^\s*\[")
    ends = (at for at in range(begin + 1, len(lines)) if other.match(lines[at]))
    return begin, next(ends, len(lines))
