"""What is done to a form: written, handed in, signed, refused, answered, taken back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.batch import Batch
from core.domain.form import FillForm, Form, SignForm, SubmitForm, WithdrawForm
from core.domain.form_ahead import steps_of
from core.domain.form_checks import missing
from core.domain.form_kind import Act, FieldKind, FormKind
from core.domain.parties import parties
from core.domain.refusal import Refused
from core.domain.text import clean
from tui.cli import form_behalf
from tui.cli.desk import Desk
from tui.cli.form_desk import FormDesk
from tui.cli.form_names import choices_named, listed
from tui.cli.form_values import Reader
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.event import Recorded
    from tui.cli.parser import Parser, Run, Verbs

Make = Callable[[Form, FormDesk, Namespace], "Command"]


def register(below: Verbs) -> None:
    """The verbs of `form` that change one."""
    say = below.words.say
    write = _verb(below, "set", _set)
    write.argument("words", nargs="*", metavar="FIELD=VALUE", help=say("form.help.pairs"))
    answer = _verb(below, "answer", _answer)
    answer.argument("answer", nargs="?", metavar="ANSWER", help=say("form.help.verdict"))
    answer.argument("words", nargs="*", metavar="FIELD=VALUE", help=say("form.help.pairs"))
    write.argument("--yes", action="store_true", help=say("form.help.yes"))
    write.argument("--reason", default="", metavar="R", help=say("form.help.reason"))
    for parser in (write, answer):
        parser.argument(
            "--from", dest="file", default="", metavar="FILE", help=say("form.help.from")
        )
    for parser in (write, answer, _verb(below, "submit", _submit)):
        form_behalf.register(parser)
    for parser in (_verb(below, "sign", _sign), answer):
        parser.argument("--remark", default="", metavar="TEXT", help=say("form.help.remark"))
    for name, make in (("refuse", _refuse), ("withdraw", _withdraw)):
        parser = _verb(below, name, make)
        parser.argument("words", nargs="*", metavar="R", help=say("form.help.reason"))
        parser.argument("--reason", default="", metavar="R", help=say("form.help.reason"))


def _verb(below: Verbs, name: str, make: Make) -> Parser:
    say = below.words.say
    parser = below.add(name, _doing(make), told=say(f"form.help.{name}"))
    parser.argument("form", metavar="FORM", help=say("form.help.id"))
    return parser


def _doing(make: Make) -> Run:
    """What runs a verb on one form."""

    def run(options: Namespace) -> int:
        with Desk(options) as desk:
            forms = FormDesk(desk)
            form = forms.form(options.form)
            kind = forms.kind_of(form)
            with forms.refusals(kind):
                wish = form_behalf.in_whose_name(make(form, forms, options), form, forms, options)
                recorded = _performed(wish, form, desk)
            return forms.answer(recorded, form.id)

    return run


def _performed(wish: Command, form: Form, desk: Desk) -> tuple[Recorded, ...]:
    """What came of it; a refusal for want of a reason says how one is given here."""
    try:
        return desk.service.perform(wish)
    except Refused as problem:
        if problem.reason != "reason-missing":
            raise
        raise Told(word="cli.usage.do_reason", id=form.id) from problem


def typed(options: Namespace, reader: Reader, held: Mapping[str, Any]) -> dict[str, Any]:
    """What the file holds, and over it what was typed."""
    from tui.cli.form_file import read_file

    found = read_file(Path(options.file), reader) if options.file else {}
    return found | reader.read(options.words, {**held, **found})


def _set(form: Form, forms: FormDesk, options: Namespace) -> Command:
    values = typed(options, Reader(forms.kind_of(form), forms.desk), form.values)
    if not values:
        raise Wrong(word="cli.usage.missing", what="FIELD=VALUE")
    reason = clean(options.reason) if options.yes else ""
    return FillForm(form=form.id, values=values, reason=reason, seen=form.version)


def _submit(form: Form, forms: FormDesk, options: Namespace) -> Command:
    return SubmitForm(form=form.id, seen=form.version)


def _sign(form: Form, forms: FormDesk, options: Namespace) -> Command:
    remark = clean(options.remark)
    return SignForm(form=form.id, remark=remark, seen=form.version)


def _refuse(form: Form, forms: FormDesk, options: Namespace) -> Command:
    reason = _reason(options)
    return SignForm(form=form.id, agrees=False, remark=reason, seen=form.version)


def _withdraw(form: Form, forms: FormDesk, options: Namespace) -> Command:
    return WithdrawForm(form=form.id, reason=_reason(options), seen=form.version)


def _reason(options: Namespace) -> str:
    """Why, as it was typed: behind the form's id, or with its option."""
    return clean(options.reason or " ".join(options.words))


def _answer(form: Form, forms: FormDesk, options: Namespace) -> Command:
    """The verdict is filled in, handed in, and signed where who answers may sign it."""
    kind = forms.kind_of(form)
    reader = Reader(kind, forms.desk)
    asked = verdict_of(form, forms)
    if not options.answer:
        known = listed(choices_named(asked.options), forms.words)
        raise Wrong(word="form.wrong.verdict_none", known=known)
    values: dict[str, Any] = {asked.name: reader.value(asked, options.answer)}
    values |= typed(options, reader, form.values)
    filled = replace(form, values={**form.values, **values})
    wishes: list[Command] = [
        FillForm(form=form.id, values=values, seen=form.version),
        SubmitForm(form=form.id),
    ]
    if may_sign(filled, kind, forms):
        wishes.append(SignForm(form=form.id, remark=clean(options.remark)))
    return Batch(commands=tuple(wishes))


def verdict_of(form: Form, forms: FormDesk) -> FieldKind:
    """The field of a form that is its answer.

    Raises:
        Wrong: the form stands for no answer; what to do instead is said.
    """
    kind = forms.kind_of(form)
    found = kind.verdict_field
    if found is None:
        name = kind.name(forms.words.language)
        open_ones = missing(kind, form.values) or tuple(each.name for each in kind.fields[:1])
        pairs = " ".join(f"{each}=…" for each in open_ones)
        raise Wrong(word="form.wrong.no_verdict", name=name, id=form.id, pairs=pairs)
    return found


def may_sign(form: Form, kind: FormKind, forms: FormDesk) -> bool:
    """Whether the first step of a form takes the name of whoever acts."""
    scene = forms.scene
    first = next(iter(steps_of(kind, scene)), None)
    me = scene.myself()
    if first is None or me is None or first.act not in (Act.SIGN, Act.APPROVE):
        return False
    return me.id in {each.id for each in parties(first.who, form, scene)}
