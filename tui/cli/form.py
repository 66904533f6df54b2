"""`form`: the forms of the process, begun, written, handed in, signed and answered by verbs."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.form import FormStatus, OpenForm
from core.domain.ids import RecordId
from tui.cli import (
    form_about,
    form_acts,
    form_behalf,
    form_export,
    form_kinds,
    form_lines,
    form_shapes,
    lookup,
)
from tui.cli.desk import Desk
from tui.cli.form_desk import FormDesk
from tui.cli.form_values import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.form import Form
    from core.domain.form_kind import FormKind
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`form` and the verbs below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("form", _nothing, told=say("form.help.form")))
    form_kinds.register(below)
    new = below.add("new", _new, told=say("form.help.new"))
    new.argument("kind", metavar="KIND", help=say("form.help.kind"))
    new.argument("words", nargs="*", metavar="FIELD=VALUE", help=say("form.help.pairs"))
    new.argument("--about", default="", metavar="ID", help=say("form.help.about"))
    new.argument("--dept", default="", metavar="D", help=say("cli.help.dept"))
    form_behalf.register(new)
    new.argument("--from", dest="file", default="", metavar="FILE", help=say("form.help.from"))
    _listing(below)
    show = below.add("show", _show, told=say("form.help.show"))
    show.argument("form", metavar="FORM", help=say("form.help.id"))
    form_acts.register(below)
    form_export.register(below)


def _listing(below: Verbs) -> None:
    say = below.words.say
    parser = below.add("list", _list, told=say("form.help.list"))
    parser.argument("--kind", default="", metavar="KIND", help=say("form.help.kind"))
    known = " ".join(each.value for each in FormStatus)
    parser.argument("--status", default="", metavar="S,…", help=known)
    parser.argument("--dept", default="", metavar="D", help=say("cli.help.dept"))
    parser.argument("--mine", action="store_true", help=say("form.help.mine"))


def _nothing(_: Namespace) -> int:
    """Argparse asks for a verb before this is reached."""
    return 0


def _new(options: Namespace) -> int:
    with Desk(options) as desk:
        forms = FormDesk(desk)
        kind = forms.kind(options.kind)
        reader = Reader(kind, desk)
        values = form_acts.typed(options, reader, {})
        dept = reader.dept(named) if (named := _named(options, kind)) else ""
        wish = OpenForm(
            kind=kind.kind,
            subject=_subject(options, reader),
            dept=dept,
            values=values,
            language=desk.words.language,
            on_behalf=options.on_behalf or bool(options.for_whom),
        )
        with forms.refusals(kind):
            recorded = desk.service.perform(wish)
        return forms.answer(recorded, recorded[0].event.subject)


def _named(options: Namespace, kind: FormKind) -> str:
    """The department that it is of: named as one, or as whom it is written for."""
    return str(options.dept or (options.for_whom if kind.about == "dept" else ""))


def _subject(options: Namespace, reader: Reader) -> RecordId | None:
    """What it is about: an id, or of a form about people a name."""
    if not options.about:
        form_about.ask(reader.kind, reader.desk)
        return None
    if reader.kind.about == "person":
        return RecordId(reader.person(options.about))
    return lookup.identity(options.about)


def _list(options: Namespace) -> int:
    with Desk(options) as desk:
        forms = FormDesk(desk)
        found = list(_wanted(options, forms))
        if desk.talk.json:
            desk.talk.value([form_shapes.brief(each, forms) for each in found])
            return 0
        names = ("id", "name", "status", "step", "waits_for", "until")
        heads = [desk.words.say(f"form.column.{name}") for name in names]
        rows = [form_lines.row(each, forms) for each in found]
        desk.talk.table(heads, rows, empty=_empty(options, desk))
    return 0


def _empty(options: Namespace, desk: Desk) -> str:
    """What an empty list means: none there, none for me, none of those that were asked for."""
    if not desk.board.forms:
        return "form.none"
    narrowed = options.kind or options.status or options.dept
    return "form.none_mine" if options.mine and not narrowed else "cli.nothing"


def _wanted(options: Namespace, forms: FormDesk) -> Iterator[Form]:
    """Those that are asked for: what waits comes first, by its deadline.

    Raises:
        Refused: nobody of the project goes by the name of whom they are to wait for.
    """
    kind = forms.kind(options.kind).kind if options.kind else ""
    terms = lookup.terms(FormStatus, "form_status")
    texts = options.status.split(",") if options.status else ()
    statuses = [lookup.member(FormStatus, each, terms) for each in texts]
    me = forms.scene.myself() if options.mine else None
    if options.mine and me is None:
        raise forms.scene.stranger()
    for each in form_lines.in_order(forms):
        if kind and each.kind != kind:
            continue
        if statuses and each.status not in statuses:
            continue
        if options.dept and each.dept != options.dept:
            continue
        if not options.mine or (me is not None and form_lines.waits_for(each, me.id, forms)):
            yield each


def _show(options: Namespace) -> int:
    with Desk(options) as desk:
        forms = FormDesk(desk)
        found = forms.form(options.form)
        if desk.talk.json:
            desk.talk.value(form_shapes.form(found, forms))
        else:
            form_lines.print_form(found, forms)
    return 0
