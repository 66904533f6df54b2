"""`inbox`: the messages that are for one's own eyes, the newest first."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from tui.cli.desk import Desk
from tui.cli.shapes import instant
from tui.inbox import Letter, letters, told, waits

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`inbox`."""
    verbs.add("inbox", run, told=verbs.words.say("tick.help.inbox"))


def run(options: Namespace) -> int:
    """Prints what has reached the person, and what they are about to send."""
    with Desk(options) as desk:
        found = letters(desk.board, desk.service.actor, desk.service.now())
        if desk.talk.json:
            desk.talk.value([_shape(each, desk) for each in found])
            return 0
        heads = [desk.words.say(f"tick.column.{each}") for each in ("when", "record", "told", "to")]
        desk.talk.table(heads, [_row(each, desk) for each in found])
    return 0


def _shape(letter: Letter, desk: Desk) -> dict[str, Any]:
    message, board = letter.message, desk.board
    return {
        "id": message.id,
        "about": message.about or None,
        "subject": message.subject,
        "to": [board.name_of(each) for each in message.to],
        "text": told(message, desk.words),
        "queued_at": instant(message.queued_at, board),
        "send_after": instant(message.send_after, board),
        "sent": letter.left,
    }


def _row(letter: Letter, desk: Desk) -> list[str]:
    message, board = letter.message, desk.board
    at = message.queued_at.astimezone(board.zone) if message.queued_at else None
    when = waits(letter, desk.words) or (f"{at:%m-%d %H:%M}" if at else "–")
    to = desk.words.join(board.name_of(each) for each in message.to)
    return [when, message.subject or "–", told(message, desk.words), to]
