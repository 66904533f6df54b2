"""A form as lines for the shell: its fields, who signed, what it waits for and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from core.domain.clocks import NEVER
from core.domain.form import Form, FormStatus, changed_since
from core.domain.form_checks import hints, missing
from core.domain.form_kind import FieldKind, FormKind, Shape, label_in
from core.domain.form_standing import Waiting, children, waiting
from tui.cli.form_names import Named, choices_named, fields_named, listed
from tui.cli.width import padded
from tui.form_words import field_label, kind_name, span_told, step_name, title, told
from tui.objections import below, verdict_told, who_answers, why
from tui.sign_words import signed

if TYPE_CHECKING:
    from tui.cli.form_desk import FormDesk

_LABEL = 26
"""Cells of a label's column."""
_FEW = 8
"""So many choices are told."""


def in_order(forms: FormDesk) -> list[Form]:
    """All forms: what waits first, by its deadline, then the others by their ids."""

    def urgency(form: Form) -> tuple[bool, datetime, str]:
        found = waiting(form, forms.scene)
        return found is None, (found and found.due) or NEVER, form.id.zfill(12)

    return sorted(forms.desk.board.forms.values(), key=urgency)


def called(form: Form, forms: FormDesk) -> str:
    """What a list calls it."""
    return title(form, forms.kinds, forms.desk.board, forms.words)


def waits_for(form: Form, person: str, forms: FormDesk) -> bool:
    """Whether it waits for somebody, and not for answers that are forms of their own."""
    found = waiting(form, forms.scene)
    return found is not None and not found.forms and any(each.id == person for each in found.people)


def row(form: Form, forms: FormDesk) -> list[str]:
    """A form in the table of `form list`."""
    words, found = forms.words, waiting(form, forms.scene)
    status = words.say(f"term.form_status.{form.status.value}")
    step = step_name(found.step, forms.kinds.get(form.kind), words) if found else ""
    people = words.join(each.name for each in found.people) if found else ""
    return [form.id, called(form, forms), status, step, people, until(found, forms)]


def until(found: Waiting | None, forms: FormDesk) -> str:
    """A deadline on the project's clock, marked where it is past."""
    if found is None or found.due is None:
        return ""
    at = f"{found.due.astimezone(forms.desk.board.zone):%m-%d %H:%M}"
    return forms.words.say("form.late", at=at) if found.late(forms.scene.now) else at


def print_form(form: Form, forms: FormDesk) -> None:
    """The whole form."""
    words, talk = forms.words, forms.desk.talk
    kind = forms.shown(form)
    status = words.say(f"term.form_status.{form.status.value}")
    code = f" ({words.say('form.code', code=kind.code)})" if kind.code else ""
    talk.line(f"{form.id}  {called(form, forms)}{code}  {status}")
    for field in kind.fields:
        for line in _field(field, form.values.get(field.name), forms):
            talk.line(f"  {line}")
        for line in _ways(field, form, forms):
            talk.line(f"{'':{_LABEL + 5}}{line}")
    for line in (*_answers(form, forms), *_signs(form, kind, forms), *_advice(form, kind, forms)):
        talk.line(f"  {line}")
    print_next(form, forms, whole=True)
    for line in below(form, forms.scene, forms.desk.board, words):
        talk.line(f"  {words.say('form.objection', text=line)}")


def _field(field: FieldKind, value: Any, forms: FormDesk) -> Iterator[str]:
    words, board = forms.words, forms.desk.board
    label = label_in(field.label, words.language)
    mark = "*" if field.required else " "
    head = f"{mark} {padded(label, _LABEL)} "
    if field.shape is Shape.ROWS:
        yield f"{head}{'' if value else '–'}".rstrip()
        for at, each in enumerate(value or (), 1):
            yield f"    {at}. {_row(field, each, forms)}"
        return
    first, *rest = (told(field, value, board, words) or "–").split("\n")
    if cell_len(label) > _LABEL:
        yield head.rstrip()
        head = " " * (_LABEL + 3)
    yield f"{head}{first}"
    yield from (" " * (_LABEL + 3) + line for line in rest)


def _ways(field: FieldKind, form: Form, forms: FormDesk) -> Iterator[str]:
    """What may be written into a field that is not free, while the form can be written."""
    if form.status in (FormStatus.DONE, FormStatus.WITHDRAWN):
        return
    if field.options and not form.values.get(field.name):
        yield from choices(field, forms)
    if field.columns:
        yield from columns(field, forms)


def choices(field: FieldKind, forms: FormDesk) -> Iterator[str]:
    """What may be chosen for a field; nothing where that is a long list."""
    if len(field.options) <= _FEW:
        yield forms.words.say("form.choices", choices=listed(_options(field), forms.words))


def columns(field: FieldKind, forms: FormDesk) -> Iterator[str]:
    """A table's columns, the choices of each, and how a row is added."""
    words, named = forms.words, fields_named(field.columns)
    yield words.say("form.columns", columns=listed(named, words))
    for column in field.columns:
        if 0 < len(column.options) <= _FEW:
            told_ = words.say("form.choices", choices=listed(_options(column), words))
            yield f"{label_in(column.label, words.language)}: {told_}"
    cells = ";".join(f"{label_in(each.label, words.language)}=…" for each in field.columns)
    yield words.say("form.add_row", id=label_in(field.label, words.language), columns=cells)


def _options(field: FieldKind) -> list[Named]:
    return choices_named(field.options)


def _row(field: FieldKind, row: Mapping[str, Any], forms: FormDesk) -> str:
    words, board = forms.words, forms.desk.board
    cells = ((one, told(one, row.get(one.name), board, words)) for one in field.columns_in(row))
    return " · ".join(
        f"{label_in(one.label, words.language)} {cell}" for one, cell in cells if cell
    )


def _answers(form: Form, forms: FormDesk) -> Iterator[str]:
    """What it collected, at every step; the reasons of an objection that still holds the step are
    told below the form."""
    asked = children(form, forms.scene)
    if asked:
        yield forms.words.say("form_page.asked")
    for each in asked:
        yield f"  {_answer(each, forms)}"
        if not form.step or each.at_step != form.step:
            told_ = why(each, forms.kinds, forms.desk.board, forms.words)
            yield from (f"         {line}" for line in told_)


def _answer(each: Form, forms: FormDesk) -> str:
    """A form that was asked for: whose, how it stands, what it says; whom it waits for."""
    words, found = forms.words, waiting(each, forms.scene)
    who = (each.dept, who_answers(each, forms.desk.board))
    cells = (
        *(each.id, " ".join(filter(None, (*who, kind_name(each.kind, forms.kinds, words))))),
        words.say(f"term.form_status.{each.status.value}"),
        verdict_told(each, forms.kinds, words),
        words.join(one.name for one in found.people) if found else "",
        until(found, forms),
    )
    return "  ".join(filter(None, cells))


def _signs(form: Form, kind: FormKind, forms: FormDesk) -> Iterator[str]:
    """R24: each signature with its moment; those that speak of what it read before, say so."""
    words, zone = forms.words, forms.desk.board.zone
    stale = changed_since(form, kind)
    for sign in form.signs:
        line = signed(sign, kind, zone, words)
        since = words.say("form.sign.changed_since") if sign in stale else ""
        if sign["round"] != form.round:
            since = words.say("form.sign.round", n=sign["round"])
        yield f"{line}{since}"


def _advice(form: Form, kind: FormKind, forms: FormDesk) -> Iterator[str]:
    """What is missing, and what the process only advises."""
    words = forms.words
    lacking = missing(kind, form.values)
    if lacking and form.status is FormStatus.DRAFT:
        names = words.join(field_label(each, kind, words) for each in lacking)
        yield words.say("form.missing", fields=names)
    for name, hint in () if form.status is FormStatus.DONE else hints(kind, form.values):
        label = field_label(name, kind, words)
        if words.has(f"form.hint.{hint}"):
            yield words.say("form.hinted", field=label, hint=words.say(f"form.hint.{hint}"))


def print_next(form: Form, forms: FormDesk, *, whole: bool = False) -> None:
    """What it waits for, until when, and how that was counted; `whole` where its answers are told
    already."""
    words, talk = forms.words, forms.desk.talk
    found = waiting(form, forms.scene)
    if found is None:
        return
    step = step_name(found.step, forms.kinds.get(form.kind), words)
    names = words.join(each.name for each in found.people) or words.say("form.nobody")
    talk.line(words.say("form.waits", step=step, names=names))
    for each in children(form, forms.scene, form.step) if found.forms and not whole else ():
        talk.line(f"  {_answer(each, forms)}")
    if found.due is not None:
        talk.line(_clock(found, forms))


def _clock(found: Waiting, forms: FormDesk) -> str:
    """C01 and the like: until when, from when, and how long that is."""
    words, zone = forms.words, forms.desk.board.zone
    at = until(found, forms)
    span = span_told(forms.known.clocks.get(found.clock), words)
    if not span or found.since is None:
        return words.say("form.due", at=at)
    since = f"{found.since.astimezone(zone):%m-%d %H:%M}"
    return words.say("form.due_by", at=at, clock=found.clock, span=span, since=since)
