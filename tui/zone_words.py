"""Deadlines on other people's clocks (R27), where those show another hour than the project's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.domain.clocks import Clock
from core.domain.policy import in_force
from core.domain.regions import dept_of, elsewhere, office_in
from tui.wording import field_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.people import Person
    from core.domain.regions import Elsewhere
    from tui.words import Words

_MOMENTS = ("due", "starts_at", "snoozed_until", "due_at")
_CLOCKS = {Clock.RESPONSE: "response_due", Clock.SOLUTION: "solution_due"}


def viewer(board: Board, actor: str) -> Person | None:
    """Who looks, where the project knows them."""
    return next((each for each in board.people.values() if each.goes_by(actor)), None)


def lines(record: Any, board: Board, actor: str, words: Words) -> list[tuple[str, str]]:
    """Each deadline of a record that reads otherwise elsewhere: its name, and how."""
    person, dept = viewer(board, actor), dept_of(record, board)
    found = ((name, elsewhere(at, board, dept, person)) for name, at in moments(record, board))
    return [
        (field_name(name, words), words.join(_told(each, words) for each in there))
        for name, there in found
        if there
    ]


def moments(record: Any, board: Board) -> Iterator[tuple[str, datetime]]:
    """The deadlines of a record, by the field that they are of."""
    if record.id in board.blockers:
        for clock, name in _CLOCKS.items():
            at = board.deadline_of(record, clock)
            if at is not None:
                yield name, at
    for name in _MOMENTS:
        value = getattr(record, name, None)
        if isinstance(value, datetime):
            yield name, value
        elif isinstance(value, date):
            yield name, _closing(value, record, board)


def _closing(day: date, record: Any, board: Board) -> datetime:
    """When a day is over for the department that a record is of: its offices close."""
    dept, policy = dept_of(record, board), in_force(board.policies.values(), board.read_at)
    calendar = board.calendar_of(dept)
    office = office_in(dept, board.departments, board.project, policy, calendar)
    return datetime.combine(day, office.closes, office.zone)


def shape(record: Any, board: Board, actor: str) -> dict[str, dict[str, str]]:
    """The same as JSON: by field, then by department; the viewer's under an empty name."""
    person, dept = viewer(board, actor), dept_of(record, board)
    found = {}
    for name, at in moments(record, board):
        there = elsewhere(at, board, dept, person)
        if there:
            found[name] = {each.whose: each.at.isoformat(timespec="seconds") for each in there}
    return found


def _told(each: Elsewhere, words: Words) -> str:
    whose = each.whose or words.say("region.of_viewer")
    return words.say("region.there", whose=whose, at=f"{each.at:%m-%d %H:%M}")
