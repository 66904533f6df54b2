"""What a project says of the clocks of the process (1.5, 1.11): on, off, or for how long. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from core.domain.clock_kind import POLICY, SPANNED, ClockKind
from core.domain.refusal import Refused
from core.domain.spans import Span

ON: Final = "on"
OFF: Final = "off"
_ID: Final = re.compile(r"[A-Z][0-9]{2}", re.ASCII)


def chosen(kinds: Mapping[str, ClockKind], told: Mapping[str, str]) -> Mapping[str, ClockKind]:
    """The clocks as a project has them: those that it says nothing of run as everywhere.

    What it says of a clock that nobody here defines is passed over: another machine may know it.
    """
    if not told:
        return kinds
    return {name: _one(kind, told.get(name, "")) for name, kind in kinds.items()}


def _one(kind: ClockKind, word: str) -> ClockKind:
    if not word:
        return kind
    if word in (ON, OFF):
        return replace(kind, on=word == ON)
    if kind.watch in POLICY:
        return kind
    return replace(kind, on=True, span=Span.read(word))


def laid_over(held: Mapping[str, str], wished: Mapping[str, str]) -> dict[str, str]:
    """What was said before with what is said now; an empty word takes back what was said."""
    return {name: word for name, word in {**held, **wished}.items() if word}


def check(told: Mapping[str, str], kinds: Mapping[str, ClockKind]) -> None:
    """Whether a project may say this of its clocks.

    Raises:
        Refused: there is no such clock; it is neither on, off nor a span; or how long it runs is
            said by the project's policy (C13, C14, C15).
    """
    for name, word in told.items():
        if not _ID.fullmatch(name) or (kinds and name not in kinds):
            raise Refused("clock-unknown", clock=name, known=", ".join(sorted(kinds)))
        if word not in ("", ON, OFF):
            _check_span(name, word, kinds.get(name))


def _check_span(name: str, word: str, kind: ClockKind | None) -> None:
    try:
        Span.read(word)
    except ValueError:
        raise Refused("clock-word", clock=name, text=word) from None
    if kind is not None and kind.watch in POLICY:
        raise Refused("clock-by-policy", clock=name)
    if kind is not None and kind.watch not in SPANNED:
        raise Refused("clock-no-span", clock=name)
