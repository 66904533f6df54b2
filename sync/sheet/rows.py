"""Which rows below the head are tasks, and under which heading each stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sync.record import Skipped
from sync.sheet.cells import is_blank, text_in
from sync.sheet.grid import Grid, Merge, Raw, Row, at
from sync.sheet.header import Head, repeats

_HEADING = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．:：]?\S*(?:\s.*)?|第[一二三四五六七八九十0-9]{1,3}"
    r"(?:阶段|部分|章|期|周|步).*|(?:phase|stage|part)\s*[0-9ivx]+\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_NUMBERED = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．:：]|第[一二三四五六七八九十0-9]"
)
_FOOT = re.compile(
    r"(?:合计|总计|小计|共计|汇总|制表|填表|编制|审核|批准|备注|说明|注|total|subtotal|notes?)\s*"
    r"(?:[人日期]*\s*[:：]|$|[(（])",
    re.IGNORECASE,
)
_WIDE = 3
"""Columns that a merged row spans to be a heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is a task."""

    number: int
    """In the file, from 1."""
    cells: Row
    heading: str = ""
    """The heading it stands under."""


def lines(grid: Grid, head: Head, title: int | None) -> tuple[list[Line], list[Skipped]]:
    """The rows below `head`; `title` is the place of the column of titles, where that is known.

    A merged cell speaks for every row it spans, but in the column of titles: there it names one
    task over several rows. Headings, sums and notes are told and are no tasks.
    """
    found: list[Line] = []
    skipped: list[Skipped] = []
    heading = ""
    rows = _filled_down(grid, head, title)
    across = {each.top: each for each in grid.merges if each.top == each.bottom}
    for place in range(head.below, len(rows)):
        row = rows[place]
        said = [text_in(cell) for cell in row if not is_blank(cell)]
        if not said or repeats(row, head):
            continue
        if _is_heading(said, across.get(place)):
            heading = said[-1]
            skipped.append(left_out(place + 1, "sheet-heading", heading))
        elif note := _note(grid.rows[place]):
            skipped.append(left_out(place + 1, "sheet-note", note))
        else:
            found.append(Line(place + 1, row, heading))
    return found, skipped


def sections(found: Sequence[Line], title: int, numbers: Collection[int]) -> Iterator[int]:
    """The places in `found` of rows that only name those below them.

    `title` and `numbers` are the places of the columns of titles and of numbers. Where most rows
    say more than these two, one that does not is a section if it is numbered like one (`一、`), if
    its number begins those below it or is missing among numbers, and, where nothing is numbered, if
    it stands right above a row that says more. What is numbered like the others is a task.
    """
    names = {title, *numbers}
    more = [_says_more(each, names) for each in found]
    if sum(more) * 2 <= len(found):
        return
    counted = [_number(each, numbers) for each in found]
    numbered = sum(map(bool, counted)) * 2 > len(found)
    for place, line in enumerate(found):
        text = text_in(at(line.cells, title))
        if more[place] or not text:
            continue
        below = counted[place + 1] if place + 1 < len(found) else ""
        heads = place + 1 < len(found) and more[place + 1]
        if _NUMBERED.match(text) and _HEADING.fullmatch(text):
            yield place
        elif not counted[place]:
            if heads:
                yield place
        elif not numbered or below.startswith(f"{counted[place]}."):
            yield place


def _says_more(line: Line, names: Collection[int]) -> bool:
    return any(not is_blank(cell) and n not in names for n, cell in enumerate(line.cells))


def _number(line: Line, numbers: Collection[int]) -> str:
    texts = (text_in(at(line.cells, each)).strip().rstrip(".") for each in sorted(numbers))
    return next(filter(None, texts), "")


def left_out(number: int, reason: str, text: str, id_: str = "") -> Skipped:
    """A row that is no task; `number` counts from 1, `id_` is what it would go by as one."""
    short = text if len(text) <= 40 else f"{text[:39]}…"
    told = {"row": number, "text": " ".join(short.split())}
    return Skipped(id_ or f"row-{number}", reason, told)


def _note(row: Row) -> str:
    """The first words of a sum or a note; empty for any other row.

    `row` is as it was written: a merged cell that reaches into it says nothing of it.
    """
    said = [text_in(cell) for cell in row if not is_blank(cell)]
    return said[0] if 0 < len(said) <= 3 and _FOOT.match(said[0]) else ""


def _is_heading(said: Sequence[str], merge: Merge | None) -> bool:
    """A row that is merged across, one text that is numbered like a heading, or both apart."""
    if len(said) == 1:
        if merge is not None and merge.wide >= _WIDE and not _FOOT.match(said[0]):
            return True
        return bool(_NUMBERED.match(said[0]) and _HEADING.fullmatch(said[0]))
    return len(said) == 2 and bool(_NUMERAL.fullmatch(said[0]))


def _filled_down(grid: Grid, head: Head, title: int | None) -> list[Row]:
    fills: dict[int, dict[int, Raw]] = {}
    for each in grid.merges:
        names = title is not None and each.left <= title <= each.right
        if each.top < head.below or each.top >= len(grid.rows) or names:
            continue
        value = at(grid.rows[each.top], each.left)
        for place in range(each.top + 1, min(each.bottom + 1, len(grid.rows))):
            filled = fills.setdefault(place, {})
            if each.left in filled:
                # Merges never overlap in a sound file.
                break
            filled[each.left] = value
    return [_with(row, fills.get(place, {})) for place, row in enumerate(grid.rows)]


def _with(row: Row, fills: Mapping[int, Raw]) -> Row:
    if not fills or all(is_blank(cell) for cell in row):
        # A merged cell that reaches below the last task makes no task.
        return row
    wide = max(len(row), max(fills) + 1)
    return tuple(fills.get(place, at(row, place)) for place in range(wide))
