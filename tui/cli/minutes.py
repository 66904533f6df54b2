"""`minutes`: the minutes of a meeting, or its agenda, as Markdown, DOCX or HTML."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.ids import Kind
from core.domain.meeting import AHEAD, MeetingStatus
from tui.cli import lookup, papers
from tui.cli.desk import Desk
from tui.cli.papers import Paper
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from core.documents.content import Document
    from core.domain.meeting import Meeting
    from core.domain.meeting_record import MeetingRecord
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`minutes [MEETING]`."""
    say = verbs.words.say
    parser = verbs.add("minutes", run, told=say("documents.help.minutes"))
    parser.argument("meeting", nargs="?", metavar="MEETING", help=say("documents.help.meeting"))
    papers.options_for(parser, "md", "docx", "html")
    parser.argument("--template", metavar="FILE", help=say("documents.help.template"))
    parser.argument("--sent", action="store_true", help=say("documents.help.sent"))
    parser.argument("--agenda", action="store_true", help=say("documents.help.agenda"))
    parser.argument("--starter", metavar="FILE", help=say("documents.help.starter"))


def run(options: Namespace) -> int:
    """Writes the minutes: as they were edited, else as the records say."""
    with Desk(options) as desk:
        found = _meeting(desk)
        record = desk.service.meeting_record(found)
        if options.sent:
            _print_sent(desk, record)
            return 0
        document = _document(desk, record)
        if options.starter:
            return papers.put_starter(desk, options.starter, document)
        template = papers.own_template(desk, document.kind)
        return papers.hand_over(desk, Paper(document, options.format, template))


def _meeting(desk: Desk) -> str:
    """The meeting that is meant: named, else the one going on, else the last; for an agenda the
    next one.

    Raises:
        Told: there is none.
    """
    named = desk.options.meeting
    if named:
        return lookup.identity(named)
    every: list[Meeting] = desk.service.all_of(Kind.MEETING)
    found = [each for each in every if each.status is not MeetingStatus.CANCELLED]
    ahead = [each for each in found if each.status in AHEAD]
    if desk.options.agenda and ahead:
        return min(ahead, key=lambda each: str(each.starts_at)).id
    held = [each for each in found if each.started_at]
    if not held:
        raise Told(word="documents.no_meeting")
    return max(held, key=lambda each: (each.on, str(each.started_at))).id


def _document(desk: Desk, record: MeetingRecord) -> Document:
    """What is to be written; an edited text keeps the name and the look of the minutes."""
    from core.documents.agenda import agenda_document
    from core.documents.minutes import kept_minutes

    voice = papers.voice_of(desk)
    if desk.options.agenda:
        return agenda_document(record, voice)
    return kept_minutes(record, voice)


def _print_sent(desk: Desk, record: MeetingRecord) -> None:
    if record.minutes is None or not record.minutes.sent_text:
        raise Told(word="documents.not_sent", id=record.meeting.id)
    desk.talk.block(record.minutes.sent_text)
