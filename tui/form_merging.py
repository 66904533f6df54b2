"""A field that two people write at one time: what they wrote apart goes together. Pure.

Rows go together cell by cell, lists of people or departments name by name. What both wrote in one
place is nobody's to decide but theirs: `FormDraft.overtaken` names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from core.domain.form_checks import EMPTY

APART: Final = object()
"""What comes of two values that say different things of one place."""


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; nothing is nothing, however it is written."""
    return bool(one == other) or (one in EMPTY and other in EMPTY)


def merged(base: Any, theirs: Any, mine: Any) -> Any:
    """The value with what each changed of `base`; `APART` where both changed one place of it."""
    if same(theirs, base) or same(theirs, mine):
        return mine
    if same(mine, base):
        return theirs
    if all(value in EMPTY or isinstance(value, list) for value in (base, theirs, mine)):
        lists = (list(base or ()), list(theirs or ()), list(mine or ()))
        rows = any(isinstance(each, Mapping) for value in lists for each in value)
        return _rows(*lists) if rows else _names(*lists)
    return APART


def _names(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> list[Any]:
    """What either put in is in, what either took out is out."""
    gone = {each for each in base if each not in theirs or each not in mine}
    return [each for each in dict.fromkeys((*mine, *theirs)) if each not in gone]


def _rows(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> Any:
    """Rows that both still have, cell by cell; then those that either added."""
    n = len(base)
    if len(theirs) < n or len(mine) < n:
        return APART  # a row went: which one is which cannot be told
    found = [_row(*each) for each in zip(base, theirs[:n], mine[:n], strict=True)]
    return APART if APART in found else [*found, *mine[n:], *theirs[n:]]


def _row(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Any:
    cells = {
        name: merged(base.get(name), theirs.get(name), mine.get(name))
        for name in {**base, **theirs, **mine}
    }
    if APART in cells.values():
        return APART
    return {name: cell for name, cell in cells.items() if cell not in EMPTY}
