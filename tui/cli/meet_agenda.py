"""`meet agenda`: the agenda of a meeting, printed, or sent to who is invited (C02, F03)."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.meeting import AHEAD
from core.domain.meeting_wishes import SendAgenda
from tui.cli import at_table, posting
from tui.cli.desk import Desk
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_SEND = "send"


def register(below: Verbs) -> None:
    """`meet agenda [send] [MEETING]`."""
    say = below.words.say
    parser = below.add("agenda", run, told=say("meet.help.agenda"))
    parser.argument("what", nargs="?", metavar="send", help=say("agenda.help"))
    parser.argument("meeting", nargs="?", metavar="MEETING", help=say("meet.help.meeting"))
    posting.options_for(parser)


def run(options: Namespace) -> int:
    """Prints the agenda; with `send` it goes out as `minutes --agenda` shows it."""
    sends = (options.what or "").casefold() == _SEND
    named = options.meeting if sends or options.meeting else options.what
    with Desk(options) as desk:
        table = at_table.named(desk, named, ahead=True)
        return _send(desk, table) if sends else _print(desk, table)


def _print(desk: Desk, table: at_table.Table) -> int:
    from tui.cli import meeting_lines, meeting_shapes

    sitting, words = table.sitting, desk.words
    if desk.talk.json:
        desk.talk.value([meeting_shapes.item(each, sitting, words) for each in sitting.items])
        return 0
    for line in (meeting_lines.headline(sitting, words), *meeting_lines.agenda(sitting, words)):
        desk.talk.line(line)
    return 0


def _send(desk: Desk, table: at_table.Table) -> int:
    """The agenda of a meeting that has not begun.

    Raises:
        Told: it has begun.
    """
    from tui.paper import agenda

    if table.meeting.status not in AHEAD:
        raise Told(word="agenda.not_ahead", id=table.id)
    channels = posting.channels(desk, "agenda.no_default")
    paper = agenda(desk.service, table.id, desk.words)
    wish = SendAgenda(
        meeting=table.id, text=paper.text, channels=channels, at_once=desk.options.now
    )
    events = desk.service.perform(wish)
    return posting.sent(desk, posting.Posted(table.id, posting.messages(events), area="agenda"))
