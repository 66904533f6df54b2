"""`raci import`: a RACI grid from a sheet, told first and written with `--yes`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.raci_sheet import Problem, Sheet, SheetRow, read_sheet
from tui.cli.desk import Desk
from tui.cli.roster import rows_in
from tui.cli.wrong import Wrong
from tui.sheet_wording import changes_told, counts_of, problem_told

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`raci` and the verb below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("raci", bring, told=say("raci.help.raci")))
    parser = below.add("import", bring, told=say("raci.help.import"))
    parser.argument("file", metavar="FILE", help=say("cli.help.file"))
    parser.argument("--yes", action="store_true", help=say("raci.help.yes"))


def bring(options: Namespace) -> int:
    """Tells what a file would change, and what in it is not understood; writes it if told so."""
    with Desk(options) as desk:
        path = Path(options.file)
        sheet = read_sheet(list(rows_in(path)), desk.board)
        if not sheet.parties:
            near = desk.words.join(problem_told(each, desk.words) for each in sheet.problems[:3])
            raise Wrong(word="raci.wrong.nobody", path=path.name, near=near or "–")
        wish = sheet.wish() if options.yes else None
        if wish is not None:
            desk.service.perform(wish)
        if desk.talk.json:
            desk.talk.value(_shape(desk, sheet, written=wish is not None))
        else:
            _tell(desk, sheet, written=wish is not None)
    return 0


def _tell(desk: Desk, sheet: Sheet, *, written: bool) -> None:
    """What changes on stdout, what was not understood and the counts on stderr."""
    words, numbers = desk.words, counts_of(sheet)
    for each in sheet.problems:
        _complain(desk, words.say("raci.sheet.head"), each)
    for row in sheet.rows:
        line = " ".join(filter(None, (words.say("raci.sheet.line", n=row.line), row.task)))
        for each in row.problems:
            _complain(desk, line, each)
        if row.changes:
            desk.talk.line(f"{row.task} {row.text}  {changes_told(row, desk.board, words)}")
    if not numbers["n"]:
        desk.talk.tell("raci.sheet.none")
    else:
        desk.talk.tell(f"raci.sheet.{'wrote' if written else 'would'}", **numbers)


def _complain(desk: Desk, where: str, problem: Problem) -> None:
    desk.talk.tell("raci.sheet.problem", where=where, told=problem_told(problem, desk.words))


def _shape(desk: Desk, sheet: Sheet, *, written: bool) -> dict[str, Any]:
    return {
        "written": written,
        "rows": [_row(desk, row) for row in sheet.rows if row.changes or row.problems],
        "problems": [_problem(desk, each) for each in sheet.problems],
    }


def _row(desk: Desk, row: SheetRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "task": row.task,
        "text": row.text,
        "changes": [
            {
                "party": each.party,
                "name": desk.board.name_of(each.party),
                "before": each.before or None,
                "after": each.after or None,
            }
            for each in row.changes
        ],
        "problems": [_problem(desk, each) for each in row.problems],
    }


def _problem(desk: Desk, problem: Problem) -> dict[str, Any]:
    return {
        "trouble": problem.trouble.value,
        "text": problem.text,
        "near": problem.near or None,
        "detail": problem_told(problem, desk.words),
    }
