"""Telling what a command came to: a worded event, or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.domain.event import Recorded
from tui.cli.wrong import Told
from tui.wording import happened, needs_board

if TYPE_CHECKING:
    from tui.cli.desk import Desk


def tell(desk: Desk, recorded: Sequence[Recorded]) -> None:
    """One line an event; that nothing had to change is said on stderr.

    The board is read only for events that show people by their ids.
    """
    if not recorded:
        desk.talk.tell("cli.unchanged")
    board = desk.look_again() if any(map(needs_board, recorded)) else None
    for each in recorded:
        desk.talk.line(happened(each, board, desk.words))


def answer(desk: Desk, recorded: Sequence[Recorded]) -> int:
    """What a change came to, as the person asked for it."""
    if desk.talk.json:
        from tui.cli import shapes

        board = desk.look_again()
        desk.talk.value([shapes.event(each, board) for each in recorded])
    else:
        tell(desk, recorded)
    return 0


def created_record(desk: Desk, recorded: Sequence[Recorded]) -> dict[str, Any]:
    """The record that a command made, as it reads now."""
    from tui.cli import shapes

    board = desk.look_again()
    identity = recorded[-1].event.subject
    found = board.record(identity) or board.people.get(identity)
    if found is None:
        raise Told(word="refused.no-such-record", id=identity)
    return shapes.shape(found, board, desk.words)
