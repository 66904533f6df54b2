"""A conflict settled by hand: how each field is asked for, and what was typed for it. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from core.domain.clash import Clash
from core.domain.record import encode
from core.domain.refusal import Refused
from tui.exchange_words import rest_day
from tui.lines import moment_of
from tui.typed import read_jump, read_progress

if TYPE_CHECKING:
    from core.domain.board import Board

PICKED: Final = frozenset({"owner", "status", "priority"})
"""Fields of which one of several is chosen; all others are typed."""
_DAYS: Final = frozenset({"start", "due"})
_PEOPLE: Final = frozenset({"collaborators"})
_RECORDS: Final = frozenset({"parent", "depends_on"})
_BETWEEN: Final = re.compile(r"[,,、;;\s]+")


def prefilled(clash: Clash, board: Board) -> str:
    """What the line begins with: our value, or the working day after a rest day of theirs."""
    for value in (clash.theirs, clash.ours):
        if (found := rest_day(clash, value, board)) is not None:
            return found[1].isoformat()
    return _written(clash, clash.ours, board) if clash.ours is not None else ""


def _written(clash: Clash, value: Any, board: Board) -> str:
    """A value as a person would type it."""
    if clash.field in _DAYS and "T" in str(value):
        return f"{datetime.fromisoformat(str(value)).astimezone(board.zone):%Y-%m-%d %H:%M}"
    if clash.field == "actual":
        return f"{value:02}"  # one digit alone would mean tens
    if isinstance(value, list):
        named = (board.name_of(each) if clash.field in _PEOPLE else str(each) for each in value)
        return " ".join(named)
    return str(value)


def value_of(clash: Clash, text: str, board: Board, now: datetime) -> Any:
    """What was typed, in the plain form of the field.

    Raises:
        Refused: it cannot be read; the words say how it is written.
    """
    said = text.strip()
    if clash.field == "actual":
        return read_progress(said).actual
    if clash.field in _DAYS:
        return _day(clash, said, board, now)
    if clash.field in _PEOPLE:
        return [_person(each, board) for each in _BETWEEN.split(said) if each]
    if clash.field in _RECORDS:
        found = [str(read_jump(each, "T")) for each in _BETWEEN.split(said) if each]
        return found if clash.field == "depends_on" else next(iter(found), None)
    if clash.field == "title" and not said:
        raise Refused("title-missing")
    return said


def _day(clash: Clash, text: str, board: Board, now: datetime) -> str | None:
    if not text:
        return None
    at, rest = moment_of(text, board, now)
    if rest:
        raise Refused("day-form", text=text)
    if clash.subject.startswith("A-"):
        return str(encode(at))
    return at.astimezone(board.zone).date().isoformat()


def _person(name: str, board: Board) -> str:
    from core.domain.names import find

    people = [(each.id, each.name, each.aliases) for each in board.people.values()]
    exact = [identity for identity, called, _ in people if called == name]
    found = exact or find(name, people)
    if len(found) != 1:
        raise Refused("no-such-person", name=name)
    return str(found[0])
