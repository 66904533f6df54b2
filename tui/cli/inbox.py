"""`inbox`: the messages that are for one's own eyes, the newest first, and the forms that wait."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from tui.cli.desk import Desk
from tui.cli.shapes import instant
from tui.inbox import Letter, letters, told, waits

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_FEW: Final = 3
"""So many forms are named before it is told how many more there are."""


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
        _print_forms(desk)
    return 0


def _print_forms(desk: Desk) -> None:
    """The forms that wait for the person, in a line, and the verb that lists them."""
    if not desk.board.forms:
        return  # what forms are like is not read for nothing
    from tui.cli.form_desk import FormDesk
    from tui.cli.form_lines import called, in_order, waits_for

    forms, words = FormDesk(desk), desk.words
    me = forms.scene.myself()
    mine = [each for each in in_order(forms) if me is not None and waits_for(each, me.id, forms)]
    if not mine:
        return
    told = words.join(f"{each.id} {called(each, forms)}" for each in mine[:_FEW])
    if len(mine) > _FEW:
        told = words.say("process.and_more", few=told, n=len(mine) - _FEW)
    desk.talk.line(words.say("tick.inbox.forms", forms=told))


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
