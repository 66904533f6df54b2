"""What an open line is read against and compared with. For a thread: the first time takes long."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from core.domain.board import Board
    from core.domain.ids import RecordId

Item = tuple["RecordId", str, "RecordId | None"]
"""What is open already: id, title, owner."""


def ground_and_items(
    board: Board, moment: datetime, actor: str, subject: str | None
) -> tuple[Ground, tuple[Item, ...]]:
    """The ground of a line on this board with this record selected, and what may look like it."""
    from core.capture.ground import Context
    from core.capture.reading import read
    from core.capture.similar import alike
    from core.domain.ids import RecordId
    from tui.capturing import ground_of

    selected = RecordId(subject) if subject else None
    ground = ground_of(board, moment, actor, Context(selected=selected))
    items = tuple(open_items(board))
    read("@zz 周五 #zz", ground)  # titles and names are spelled in pinyin once
    for _, title, _ in items:
        alike(title, title)
    return ground, items


def moved(ground: Ground, board: Board, moment: datetime, subject: str | None) -> Ground | None:
    """The same ground at another moment, with another record selected; None where it is unknown.

    Who speaks is read from the board of that moment: turns are over faster than grounds are made.
    """
    from core.capture.floor import floor_of
    from core.capture.ground import Context
    from core.domain.ids import RecordId

    selected = RecordId(subject) if subject else None
    if selected is not None and selected not in ground.records:
        return None
    floor = floor_of(board.meetings.values(), board.agenda.values(), ())
    context = floor.seen_by(ground.myself).within(Context(selected=selected))
    return replace(ground, now=moment, context=context)


def open_items(board: Board) -> list[Item]:
    """Action items that wait for their owner, and blockers that are not settled."""
    from core.domain.action import DELIVERED

    waiting = [each for each in board.actions.values() if each.status not in DELIVERED]
    found = [(each.id, each.title, each.owner) for each in waiting]
    stuck = (board.blockers[each] for each in board.blocker_order if each in board.blockers)
    return [*found, *((each.id, each.title, each.owner) for each in stuck)]
