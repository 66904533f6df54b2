"""Cells into values, by what their column holds. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sync.names import names_in
from sync.record import Kind, Unreadable, Value
from sync.sheet.days import day_of
from sync.sheet.grid import Raw, Share
from sync.written import Part, share_in
from sync.written import number_in as number_of

_DASHES = frozenset({"-", "--", "---", "—", "——", "–", "/", "\\", "~"})
"""What people fill a cell with that has nothing to say."""
_NOBODY = frozenset(
    {"无", "暂无", "待定", "未定", "待确认", "待分配", "tbd", "tba", "n/a", "na", "none"}
)
"""… where a person, a day or a number is asked for."""
_CHECKS = {"√": True, "✓": True, "✔": True, "☑": True, "×": False, "✗": False, "✘": False}
_CHECKS |= {"☐": False, "□": False, "■": True, "true": True, "false": False}

_DECIMAL = 9.99
"""Among shares, more than this is a number of per cents that was typed as such."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the cells of one column have in common."""

    kind: Kind
    near: date
    """The day around which days without a year lie."""
    from_1904: bool = False
    percent: bool = False
    """Numbers are shown out of 100."""
    whole: bool = False
    """A number of 1 means all of it, where numbers are shown out of 100."""
    shares: bool = False
    """All numbers but one lie between 0 and 1: 3.5 among them is no 3.5 per cent."""


def is_blank(cell: Raw) -> bool:
    """Whether a cell says nothing: empty, or a stroke."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _DASHES)


def value_of(cell: Raw, context: Context) -> Value | None:
    """The value of a cell; None for an empty one. What does not fit its column stays a text."""
    if is_blank(cell):
        return None
    if isinstance(cell, Unreadable):
        return cell
    read = _READ.get(context.kind)
    if read is None:
        return text_in(cell)
    if isinstance(cell, str) and cell.strip().casefold() in _NOBODY:
        return None
    found = read(cell, context)
    return text_in(cell) if found is None else found


def text_in(cell: Raw) -> str:
    """A cell as a person reads it."""
    match cell:
        case None | Unreadable():
            return ""
        case str():
            return cell
        case bool():
            return "√" if cell else "×"
        case datetime():
            return cell.date().isoformat()
        case Share(share):
            return f"{share * 100:.15g}%"
        case _:
            return f"{cell:.15g}"


def number_in(cell: Raw) -> float | Share | None:
    """The number in a cell, also where it was typed as a text: `65%`, `1,200`."""
    if isinstance(cell, Share):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | float):
        return None
    if isinstance(cell, float):
        return cell
    return _part(number_of(cell))


def progress_in(cell: Raw) -> float | Share | None:
    """As `number_in`, also where it is said loosely: `约30%`, `完成80%`."""
    found = number_in(cell)
    return _part(share_in(cell)) if found is None and isinstance(cell, str) else found


def _part(found: Part | None) -> float | Share | None:
    if found is None:
        return None
    return Share(found.value / 100) if found.percent else found.value


def check_in(cell: Raw) -> bool | None:
    """Whether a box is ticked; None for what is no box."""
    if isinstance(cell, bool):
        return cell
    return _CHECKS.get(cell.strip().casefold()) if isinstance(cell, str) else None


def _number(cell: Raw, context: Context) -> Value | None:
    found = progress_in(cell) if context.percent else number_in(cell)
    if isinstance(found, Share):
        return round(found.value * 100, 6) if context.percent else found.value
    if found is not None and context.percent and 0 <= found <= _whole(context):
        return round(found * 100, 6)
    return found


def _whole(context: Context) -> float:
    """Up to where a number counts in wholes; -1 where none does."""
    if not context.whole:
        return -1
    return _DECIMAL if context.shares else 1


def _day(cell: Raw, context: Context) -> Value | None:
    day = day_of(cell, context.near, from_1904=context.from_1904)
    return datetime.combine(day, time(), UTC) if day else None


def _people(cell: Raw, _: Context) -> Value | None:
    return names_in(text_in(cell)) or None


def _check(cell: Raw, _: Context) -> Value | None:
    return check_in(cell)


_READ: dict[Kind, Callable[[Raw, Context], Value | None]] = {
    Kind.NUMBER: _number,
    Kind.FRACTION: _number,
    Kind.DATE: _day,
    Kind.PEOPLE: _people,
    Kind.CHECK: _check,
}
