"""`archive`: the package of a project (F28) in one ZIP, and whether such a package is whole."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.archiving import ArchiveProject, ReopenProject, members_only
from core.domain.project import Phase
from core.domain.refusal import Refused
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.wrong import REFUSED, Told

if TYPE_CHECKING:
    from core.documents.archive_check import Checked
    from tui.cli.parser import Verbs

_STYLES = ("office", "html")


def register(verbs: Verbs) -> None:
    """`archive`."""
    say = verbs.words.say
    parser = verbs.add("archive", run, told=say("documents.help.archive"))
    parser.argument("-o", "--out", metavar="FILE", help=say("documents.help.archive_out"))
    parser.argument(
        "--to",
        choices=_STYLES,
        default=_STYLES[0],
        metavar="/".join(_STYLES),
        help=say("documents.help.archive_to"),
    )
    parser.argument("--force", action="store_true", help=say("documents.help.force"))
    parser.argument("--check", metavar="FILE", help=say("documents.help.archive_check"))
    parser.argument("--yes", action="store_true", help=say("documents.help.archive_yes"))
    parser.argument("--reopen", action="store_true", help=say("documents.help.archive_reopen"))


def run(options: Namespace) -> int:
    """Writes the package, checks one, or reopens what was put away."""
    with Desk(options) as desk:
        if options.reopen:
            return answer(desk, desk.service.perform(ReopenProject()))
        return _check(desk) if options.check else _write(desk)


def _write(desk: Desk) -> int:
    """Puts the project away where it may be, and writes all of it down.

    Raises:
        Refused: it is somebody else's project (R25).
        Told, Wrong: see `papers.put_file`.
    """
    from tui.cli import papers
    from tui.cli.form_desk import definitions

    definitions(desk)
    service = desk.service
    members_only(service.actor, desk.board.project, desk.board.people.values())
    return papers.put_file(desk, _target(desk), lambda: _made(desk))


def _target(desk: Desk) -> Path:
    """The file: named, or by the naming rule in a folder."""
    from core.documents.naming import file_of
    from tui.cli import papers

    out = desk.options.out
    path = Path(out).expanduser() if out else Path()
    if out and not path.is_dir():
        return path
    kind = desk.words.say("documents.archive.kind")
    return path / f"{file_of(desk.board, kind, papers.voice_of(desk))}.zip"


def _made(desk: Desk) -> bytes:
    """The package, as the project stands once it is put away."""
    from core.archive_of import archive_of
    from tui.cli import papers

    office = desk.options.to == "office"
    if office:
        _office_is_there()
    _put_away(desk)
    desk.talk.tell("documents.archive.writing")
    voice, templates = papers.voice_of(desk), desk.opening.config.parent / "templates"
    return archive_of(desk.service, voice, office=office, templates=templates).data


def _office_is_there() -> None:
    """Before anything is put on record.

    Raises:
        ImportError: the extra `office` is not installed.
    """
    import docxtpl  # noqa: F401 - that it can be imported is the question
    import openpyxl  # noqa: F401 - as above


def _put_away(desk: Desk) -> None:
    """S15: the project is archived, or the person is told why it is not yet.

    Raises:
        Refused: something is open, and nobody said that it may stay so; all of it is listed.
    """
    from tui.wording import headline, refusal

    try:
        recorded = desk.service.perform(ArchiveProject(despite_open=desk.options.yes))
    except Refused as problem:
        if problem.reason == "archive-open":
            _list_open(desk)
            raise
        if desk.board.project.phase is not Phase.ARCHIVED:
            desk.talk.tell(
                "documents.archive.early", why=refusal(problem.reason, problem.values, desk.words)
            )
        return
    for each in recorded:
        desk.talk.tell("documents.archive.put_away", what=headline(each, desk.words, desk.board))


def _list_open(desk: Desk) -> None:
    """All that is open, on stderr."""
    from core.domain.form_standing import scene_of
    from tui.open_words import open_lines

    service, board = desk.service, desk.look_again()
    scene = scene_of(board, service.definitions(), service.now(), service.actor)
    for line in open_lines(board, scene, desk.words):
        desk.talk.tell("documents.archive.open_line", told="  ".join(filter(None, line)))


def _check(desk: Desk) -> int:
    from core.documents.archive_check import NoPackage, check

    path = Path(desk.options.check).expanduser()
    try:
        found = check(path)
    except NoPackage as problem:
        if not problem.why:
            raise Told(word="documents.archive.no_zip", path=path) from problem
        raise Told(word="documents.archive.cannot_read", path=path, why=problem.why) from problem
    if desk.talk.json:
        desk.talk.value(_shape(path, found))
    else:
        _print(desk, path, found)
    return REFUSED if found.problems else 0


def _shape(path: Path, found: Checked) -> dict[str, object]:
    return {
        "path": str(path),
        "ok": not found.problems,
        "files": found.files,
        "events": found.events,
        "records": found.records,
        "problems": [
            {"problem": each.id, "file": each.file or None, "line": each.line or None}
            for each in found.problems
        ],
    }


def _print(desk: Desk, path: Path, found: Checked) -> None:
    say = desk.words.say
    if not found.problems:
        counts = {"files": found.files, "events": found.events, "records": found.records}
        desk.talk.line(say("documents.archive.check_ok", path=path, **counts))
        return
    desk.talk.tell("documents.archive.check_bad", path=path, n=len(found.problems))
    for each in found.problems:
        word = f"documents.archive.problem.{each.id}"
        desk.talk.line(say(word, file=each.file, line=each.line))
