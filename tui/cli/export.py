"""`export TABLE`: a table of the process documents as XLSX, CSV or Markdown."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli import papers
from tui.cli.desk import Desk
from tui.cli.papers import Paper

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_NAMES = ("raci", "progress", "blockers", "actions", "tracker", "assignments")


def register(verbs: Verbs) -> None:
    """`export TABLE`."""
    say = verbs.words.say
    parser = verbs.add("export", run, told=say("documents.help.export"))
    parser.argument("table", choices=_NAMES, metavar="TABLE", help=say("documents.help.table"))
    papers.options_for(parser, "xlsx", "csv", "md")


def run(options: Namespace) -> int:
    """Writes the table, with every record there is, settled ones too."""
    from core.documents.tables import table_document
    from core.records_of import project_board

    with Desk(options) as desk:
        board = project_board(desk.service)
        document = table_document(options.table, board, papers.voice_of(desk))
        return papers.hand_over(desk, Paper(document, options.format))
