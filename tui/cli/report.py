"""`report weekly`: the project's weekly report (F14) as Markdown, DOCX, HTML or XLSX."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from tui.cli import papers
from tui.cli.desk import Desk
from tui.cli.papers import Paper
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{1,2})", re.IGNORECASE | re.ASCII)


def register(verbs: Verbs) -> None:
    """`report` and the verb below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("report", weekly, told=say("documents.help.report")))
    parser = below.add("weekly", weekly, told=say("documents.help.weekly"))
    parser.argument("--week", metavar="2024-W42", help=say("documents.help.week"))
    papers.options_for(parser, "md", "docx", "html", "xlsx")
    parser.argument("--template", metavar="FILE", help=say("documents.help.template"))
    parser.argument("--starter", metavar="FILE", help=say("documents.help.starter"))


def weekly(options: Namespace) -> int:
    """Writes the report of a week, as it stood when the week was over, or stands now."""
    from core.documents.weekly import weekly_document
    from core.records_of import week_record

    day = _day(options.week) if options.week else None
    with Desk(options) as desk:
        document = weekly_document(week_record(desk.service, day), papers.voice_of(desk))
        if options.starter:
            return papers.put_starter(desk, options.starter, document)
        template = papers.own_template(desk, document.kind)
        return papers.hand_over(desk, Paper(document, options.format, template))


def _day(text: str) -> date:
    """The Monday of a week as ISO 8601 writes it.

    Raises:
        Wrong: it is none.
    """
    found = _WEEK.fullmatch(text.strip())
    try:
        if found is not None:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass
    raise Wrong(word="documents.wrong_week", value=text)
