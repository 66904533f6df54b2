"""What a board says to somebody whom the project does not know, or who has not come to a meeting.

Whom the project does not know is a guest in the meeting that goes on: what they take down is in its
minutes. Who is on the project and has not come sits elsewhere, and is told so.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from core.capture.floor import sitting_in

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words


class Seat(StrEnum):
    """How somebody sits in what their board shows."""

    KNOWN = "known"
    """On the project; in a meeting, one of those who came."""
    GUEST = "guest"
    """Nobody on the project goes by that name."""
    AWAY = "away"
    """On the project, and not among those who came."""


def seat_of(board: Board, actor: str, *, in_meeting: bool = False) -> Seat:
    """How somebody sits at a board, or in the meeting that it shows."""
    standing = [each for each in board.people.values() if each.here]
    person = next((each for each in standing if each.goes_by(actor)), None)
    if person is None:
        return Seat.GUEST if standing else Seat.KNOWN
    away = board.meeting is not None and person.id not in sitting_in(board.meeting)
    return Seat.AWAY if in_meeting and away else Seat.KNOWN


def greeting(board: Board, actor: str, words: Words, *, in_meeting: bool = False) -> str:
    """What is said at the start; empty to whom there is nothing to say."""
    seat = seat_of(board, actor, in_meeting=in_meeting)
    if seat is Seat.KNOWN:
        return ""
    where = "_in" if in_meeting and seat is Seat.GUEST else ""
    return words.say(f"meeting_screen.seat.{seat.value}{where}", name=actor)


def beside_saved(board: Board, actor: str, words: Words) -> str:
    """What stands beside a line that was saved in a meeting's screen; empty where it is in it."""
    seat = seat_of(board, actor, in_meeting=True)
    return "" if seat is Seat.KNOWN else words.say(f"meeting_screen.seat.{seat.value}_saved")
