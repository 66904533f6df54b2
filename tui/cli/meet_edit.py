"""`meet edit`: what is filled in, and who is asked, before a meeting begins (F03, R20)."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from core.domain.batch import Batch
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, Presence
from core.domain.meeting_wishes import EditMeeting, SetAttendance
from core.domain.opening import forgotten
from core.domain.text import clean
from tui.cli import at_table, lookup
from tui.cli.desk import Desk
from tui.cli.typed_line import ground_for
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.command import Command
    from core.domain.meeting import Meeting
    from tui.cli.parser import Parser, Verbs

_TEXTS: Final = ("title", "goal", "place", "materials")


def register(below: Verbs) -> None:
    """`meet edit MEETING` and what may be set."""
    say = below.words.say
    parser = below.add("edit", run, told=say("meet.help.edit"))
    parser.argument("meeting", metavar="MEETING", help=say("meet.help.meeting"))
    for name in _TEXTS:
        parser.argument(f"--{name}", metavar="TEXT", help=say(f"meet.help.{name}"))
    parser.argument("--all", action="store_true", dest="everyone", help=say("meet.help.everyone"))
    guests(parser, below)


def guests(parser: Parser, below: Verbs) -> None:
    """`--invite` and `--without`."""
    for name in ("invite", "without"):
        told = below.words.say(f"meet.help.{name}")
        parser.argument(f"--{name}", action="append", default=[], metavar="NAME,…", help=told)


def invitation(
    options: Namespace, invited: tuple[RecordId, ...], desk: Desk
) -> tuple[RecordId, ...]:
    """Who is asked to a meeting to be planned: whom it concerns, with and without those named.

    Raises:
        Refused, Told: see `lookup.person`.
    """
    ground = ground_for(desk, ())
    more = at_table.people_of(options.invite, desk, ground)
    less = at_table.people_of(options.without, desk, ground)
    return tuple(each for each in dict.fromkeys((*invited, *more)) if each not in less)


def run(options: Namespace) -> int:
    """Changes a meeting that is ahead, and prints it."""
    identity = lookup.identity(options.meeting)
    with Desk(options) as desk:
        meeting = at_table.named(desk, identity).meeting
        if meeting.status not in AHEAD:
            raise Told(word="agenda.begun", id=identity)
        wishes = tuple(_wishes(options, meeting, desk))
        if not wishes:
            raise Wrong(word="cli.usage.missing", what="--place --materials --invite --without")
        if not desk.service.perform(Batch(commands=wishes)):
            desk.talk.tell("cli.unchanged")
        desk.look_again()
        from tui.cli.meet import show

        show(desk, at_table.named(desk, identity))
    return 0


def _wishes(options: Namespace, meeting: Meeting, desk: Desk) -> Iterator[Command]:
    told: dict[str, Any] = {
        name: clean(text) for name in _TEXTS if (text := getattr(options, name)) is not None
    }
    if told:
        yield EditMeeting(meeting=meeting.id, **told)
    here = tuple(map(RecordId, meeting.attendance))
    more = forgotten(desk.board, meeting) if options.everyone else ()
    wanted = invitation(options, (*here, *more), desk)
    for each in wanted:
        if each not in here:
            yield SetAttendance(meeting=meeting.id, person=each, how=Presence.PRESENT)
    for each in here:
        if each not in wanted:
            yield SetAttendance(meeting=meeting.id, person=each, how=None)
