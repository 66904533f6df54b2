"""`form export`: a form as a document, under the name and the fields that the process gives it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.form import Form, FormStatus
from core.domain.form_standing import scene_of
from core.domain.ids import parse_id
from tui.cli.desk import Desk
from tui.cli.form_desk import FormDesk
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from core.documents.content import Document
    from core.documents.form_sheet import FormPaper
    from core.domain.form_kind import FormKind
    from tui.cli.parser import Verbs

FORMATS = ("docx", "xlsx", "md", "html", "csv")


def register(below: Verbs) -> None:
    """`form export FORM`."""
    say = below.words.say
    parser = below.add("export", run, told=say("documents.help.form_export"))
    parser.argument("form", metavar="FORM", help=say("documents.help.form"))
    parser.argument(
        "--to",
        "--format",
        dest="format",
        choices=FORMATS,
        default=FORMATS[0],
        metavar="/".join(FORMATS),
        help=say("documents.help.format"),
    )
    parser.argument("-o", "--out", metavar="FILE", help=say("documents.help.out"))
    parser.argument("--force", action="store_true", help=say("documents.help.force"))
    parser.argument("--template", metavar="FILE", help=say("documents.help.template"))
    parser.argument("--starter", metavar="FILE", help=say("documents.help.starter"))


def run(options: Namespace) -> int:
    """Writes one form: named by its number, or the newest of a kind."""
    from tui.cli import papers
    from tui.cli.papers import Paper

    with Desk(options) as desk:
        forms = FormDesk(desk)
        form, name = _meant(options.form, forms)
        document = _document(_paper(form, forms), name)
        if options.starter:
            return papers.put_starter(desk, options.starter, document)
        shaped = _shaped(document, options.format)
        template = papers.own_template(desk, document.kind)
        return papers.hand_over(desk, Paper(shaped, options.format, template))


def _meant(text: str, forms: FormDesk) -> tuple[Form, str]:
    """The form, and what its reader calls it: F01 has three names, the one that was typed is used.

    Raises:
        Told: there is no form of that kind yet.
    """
    if parse_id(text) is not None:
        return forms.form(text), ""
    kind = forms.kind(text)
    found = [each for each in forms.desk.board.forms.values() if each.kind == kind.kind]
    live = [each for each in found if each.status is not FormStatus.WITHDRAWN] or found
    if not live:
        name = kind.name(forms.words.language)
        raise Told(word="documents.form.none", name=name, kind=kind.kind)
    newest = max(live, key=lambda each: each.id.zfill(12))
    if len(live) > 1:
        forms.desk.talk.tell("documents.form.newest", id=newest.id, n=len(live), kind=kind.kind)
    return newest, _called(text, kind, forms.words.language)


def _called(text: str, kind: FormKind, language: str) -> str:
    wanted = text.strip().strip("《》").casefold()
    return next(
        (each for each in kind.names.get(language, ()) if each.casefold() == wanted),
        "",
    )


def _paper(form: Form, forms: FormDesk) -> FormPaper:
    """With every record there is: a form may speak of tasks that were finished long ago."""
    from core.documents.form_sheet import FormPaper
    from core.records_of import project_board
    from tui.cli import papers

    service = forms.desk.service
    board = project_board(service)
    scene = scene_of(board, forms.known, service.now(), service.actor)
    return FormPaper(form, forms.shown(form), board, scene, papers.voice_of(forms.desk))


def _document(paper: FormPaper, name: str) -> Document:
    from core.documents.form_sheet import form_document

    return form_document(paper, name)


def _shaped(document: Document, to: str) -> Document:
    from core.documents.form_sheet import as_list, as_sheets

    shapes = {"xlsx": as_sheets, "csv": as_list}
    return shapes[to](document) if to in shapes else document
