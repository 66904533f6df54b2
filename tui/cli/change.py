"""Telling what a command came to: a worded event, or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.domain.event import Recorded
from core.domain.ids import Kind, kind_of
from tui.cli.wrong import Told
from tui.wording import happened, needs_board

if TYPE_CHECKING:
    from tui.cli.desk import Desk


def tell(desk: Desk, recorded: Sequence[Recorded]) -> None:
    """One line an event; that nothing had to change is said on stderr.

    That a message was called back goes without saying. The board is read only for events that
    show people by their ids.
    """
    if not recorded:
        desk.talk.tell("cli.unchanged")
    board = desk.look_again() if any(map(needs_board, recorded)) else None
    name_stranger(desk, recorded)
    for each in recorded:
        if each.event.undoes is None or kind_of(each.event.subject) is not Kind.MESSAGE:
            desk.talk.line(happened(each, board, desk.words))


def name_stranger(desk: Desk, recorded: Sequence[Recorded]) -> None:
    """Says on stderr under which name it stands, where the project knows nobody by that."""
    people = desk.board.people.values() if recorded else ()
    if people and not any(each.goes_by(desk.service.actor) for each in people):
        desk.talk.tell("history.stranger", name=desk.service.actor)


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
