"""The forms and clocks of this machine, for screens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.domain.board import Board
    from core.domain.definitions import Definitions
    from core.domain.spans import Span
    from tui.words import Words


def known() -> Definitions:
    """As they were when the first screen asked."""
    from core.places import clock_file, form_folder

    return _read(form_folder(), clock_file())


@cache
def _read(forms: Path, clocks: Path) -> Definitions:
    from core.definitions import defined

    return defined(forms, clocks)


def agenda_by(starts: datetime, board: Board) -> datetime | None:
    """C02: until when the agenda of a meeting is to be out, by the project's clocks (1.11).

    None where the clock is switched off.
    """
    span = _ahead(board)
    return span.before(starts, board.calendar, board.zone) if span is not None else None


def agenda_ready(now: datetime, board: Board) -> datetime | None:
    """C02: the earliest beginning of a meeting whose agenda can still be out in time.

    None where the clock is switched off.
    """
    span = _ahead(board)
    return span.after(now, board.calendar, board.zone) if span is not None else None


def agenda_span(board: Board, words: Words) -> str:
    """C02: how long before a meeting that is, in the fewest words: 24h, 1 个工作日."""
    span = _ahead(board)
    if span is None:
        return ""
    if span.hours:
        return words.say("clocks.hours", n=span.hours)
    return words.say("form.workdays", n=span.workdays)


def _ahead(board: Board) -> Span | None:
    from core.domain.clock_choice import chosen
    from core.domain.policy import in_force

    told = in_force(board.policies.values(), board.read_at).clocks
    kind = chosen(known().clocks, told).get("C02")
    return kind.span if kind is not None and kind.on else None
