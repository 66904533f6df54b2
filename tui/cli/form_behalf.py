"""`--on-behalf` and `--for`: whoever runs the project writes a form for others, and says so."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.speaking import said_for_others, spoken_for
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.form import Form
    from tui.cli.form_desk import FormDesk
    from tui.cli.parser import Parser


def register(parser: Parser) -> None:
    """The two options of a verb that writes a form."""
    say = parser.words.say
    parser.argument(
        "--on-behalf", dest="on_behalf", action="store_true", help=say("form.help.on_behalf")
    )
    parser.argument("--for", dest="for_whom", default="", metavar="D", help=say("form.help.for"))


def in_whose_name(wish: Command, form: Form, forms: FormDesk, options: Namespace) -> Command:
    """The wish, said to be for others where an option says so.

    Raises:
        Wrong: the form speaks for somebody else than was named.
    """
    named = getattr(options, "for_whom", "").strip()
    if named:
        whom = spoken_for(form, forms.kind_of(form), forms.scene)
        if named.casefold() != whom.casefold():
            raise Wrong(word="form.wrong.for_whom", id=form.id, whom=whom or "–", value=named)
    return said_for_others(wish) if named or getattr(options, "on_behalf", False) else wish
