"""`minutes send`: the minutes of a meeting go out, through group bots and to people's boards."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core import places
from core.domain.ids import Kind
from core.domain.meeting import OVER, Meeting
from core.domain.meeting_wishes import SendMinutes
from tui.cli import lookup, posting
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.wrong import Told
from tui.minutes_draft import MinutesDraft, check_told, draft

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`minutes send MEETING --to BOT [--now]`."""
    say = verbs.words.say
    parser = verbs.add("minutes send", run, told=say("bots.help.send"))
    parser.argument("meeting", nargs="?", metavar="MEETING", help=say("bots.help.meeting"))
    posting.options_for(parser)


def run(options: Namespace) -> int:
    """Queues the minutes as they stand; with `--now` they leave before it ends."""
    with Desk(options) as desk:
        channels = posting.channels(desk)
        found = draft(desk.service, _meeting(desk), desk.words)
        _warn(desk, found)
        if found.record.meeting.minutes_sent_at is not None:
            desk.talk.tell("bots.corrected", id=found.record.meeting.id)
        wish = SendMinutes(
            meeting=found.record.meeting.id,
            text=found.text,
            channels=channels,
            at_once=options.now,
        )
        events = desk.service.perform(wish)
        posted = posting.Posted(
            found.record.meeting.id, posting.messages(events), _keep(desk, found)
        )
        return posting.sent(desk, posted)


def _meeting(desk: Desk) -> str:
    """The meeting that is meant: named, else the one that ended last.

    Raises:
        Told: it is not over, or none is.
    """
    every: list[Meeting] = desk.service.all_of(Kind.MEETING)
    if not desk.options.meeting:
        over = [each for each in every if each.status in OVER]
        if not over:
            raise Told(word="documents.no_meeting")
        return max(over, key=lambda each: str(each.ended_at)).id
    identity = lookup.identity(desk.options.meeting)
    found = next((each for each in every if each.id == identity), None)
    if found is not None and found.status not in OVER:
        raise Told(word="bots.not_over", id=identity)
    return identity


def _warn(desk: Desk, found: MinutesDraft) -> None:
    for each in found.checks:
        if not each.ok:
            desk.talk.tell("bots.check", told=check_told(each, desk.words))


def _keep(desk: Desk, found: MinutesDraft) -> list[str]:
    """A file that cannot be written does not keep the minutes from going out."""
    from tui.paper_file import keep_sent

    try:
        return [str(each) for each in keep_sent(found)]
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        warn(desk.words.say("bots.not_saved", path=places.minutes_folder(), why=why))
        return []
