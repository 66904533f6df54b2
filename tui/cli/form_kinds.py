"""`form kinds`: which forms there are; of one its fields and steps, or its file to copy from."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli import form_lines, form_shapes
from tui.cli.desk import Desk
from tui.cli.form_desk import FormDesk
from tui.cli.form_names import Named, told_as
from tui.cli.wrong import Told, Wrong
from tui.form_words import party_name, step_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.form_kind import FieldKind, FormKind
    from tui.cli.parser import Verbs


def register(below: Verbs) -> None:
    """`form kinds [KIND] [--toml]`."""
    say = below.words.say
    parser = below.add("kinds", run, told=say("form.help.kinds"))
    parser.argument("kind", nargs="?", metavar="KIND", help=say("definition.help.form_kind"))
    parser.argument("--toml", action="store_true", help=say("definition.help.toml"))


def run(options: Namespace) -> int:
    """Prints all of them, or one."""
    with Desk(options) as desk:
        forms = FormDesk(desk)
        if options.kind:
            kind = forms.kind(options.kind)
            _print_toml(kind, desk) if options.toml else _print(kind, forms)
        elif options.toml:
            raise Wrong(word="cli.usage.missing", what="KIND")
        else:
            _print_all(forms)
    return 0


def _print_all(forms: FormDesk) -> None:
    desk, words = forms.desk, forms.words
    found = sorted(forms.kinds.values(), key=lambda each: (each.code, each.kind))
    if desk.talk.json:
        desk.talk.value([form_shapes.kind(each, words.language) for each in found])
        return
    names = ("kind", "code", "name", "by", "course")
    heads = [words.say(f"form.column.{name}") for name in names]
    desk.talk.table(heads, [_row(each, desk) for each in found])


def _row(kind: FormKind, desk: Desk) -> list[str]:
    by = party_name(kind.by, desk.words)
    return [kind.kind, kind.code, kind.name(desk.words.language), by, _course(kind, desk)]


def _course(kind: FormKind, desk: Desk) -> str:
    return " → ".join(step_name(each.id, kind, desk.words) for each in kind.steps)


def _print_toml(kind: FormKind, desk: Desk) -> None:
    """The file that comes with the program; of a customer's own form there is none."""
    from core.forms import written

    try:
        text = written(kind.kind)
    except KeyError:
        raise Told(word="definition.own_only", id=kind.kind) from None
    desk.talk.value(text) if desk.talk.json else desk.talk.block(text.rstrip())


def _print(kind: FormKind, forms: FormDesk) -> None:
    desk, words = forms.desk, forms.words
    if desk.talk.json:
        desk.talk.value(form_shapes.kind(kind, words.language))
        return
    desk.talk.line(f"{kind.kind}  {kind.name(words.language)} ({kind.code})")
    desk.talk.line(" → ".join(filter(None, (party_name(kind.by, words), _course(kind, desk)))))
    for field in kind.fields:
        for line in _field(field, forms):
            desk.talk.line(f"  {line}")


def _field(field: FieldKind, forms: FormDesk) -> Iterator[str]:
    """A field: what it is called, what it holds, what may be written."""
    words, mark = forms.words, "*" if field.required else " "
    name = told_as(Named(field.name, field.label), words)
    shape = words.say(f"definition.shape.{field.shape.value}")
    yield f"{mark} {name}  {shape}"
    ways = form_lines.columns(field, forms) if field.columns else form_lines.choices(field, forms)
    if field.columns or field.options:
        yield from (f"    {line}" for line in ways)
