"""What the verbs about forms share: the definitions, one form, the scene, refusals in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.domain.form import Form
from core.domain.form_as_it_stands import as_it_stands
from core.domain.form_kind import FormKind
from core.domain.form_standing import scene_of
from core.domain.ids import Kind
from core.domain.refusal import Gone, Refused
from tui.cli import lookup
from tui.cli.desk import Desk
from tui.cli.form_names import kinds_named, meant
from tui.form_words import reworded

if TYPE_CHECKING:
    from core.domain.definitions import Definitions, LeftOut
    from core.domain.event import Recorded
    from core.domain.scene import Scene


class FormDesk:
    """A verb's work on forms; what forms are like is read once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = desk.words
        self.known = definitions(desk)
        self.kinds = self.known.forms

    @property
    def scene(self) -> Scene:
        """The board as the rules look at it, on behalf of whoever acts."""
        service = self.desk.service
        return scene_of(self.desk.board, self.known, service.now(), service.actor)

    def form(self, text: str) -> Form:
        """The form of that id.

        Raises:
            Wrong: it is no id.
            Gone: there is no such form.
        """
        identity = lookup.identity(text)
        found = self.desk.board.forms.get(identity)
        if found is None or not identity.startswith(f"{Kind.FORM.value}-"):
            raise Gone(identity)
        return found

    def kind(self, text: str) -> FormKind:
        """The kind that a word means: its id, its number in the process, or one of its names.

        Raises:
            Wrong: there is no such form; which there are is said.
        """
        return self.kinds[meant(text, kinds_named(self.kinds.values()), self.words)]

    def kind_of(self, form: Form) -> FormKind:
        """What a form is like.

        Raises:
            Refused: nobody defines it on this machine.
        """
        found = self.kinds.get(form.kind)
        if found is None:
            raise Refused("form-unknown", kind=form.kind, known=", ".join(self.kinds))
        return found

    def shown(self, form: Form) -> FormKind:
        """What a form is like, to be looked at: as it stands where nobody defines it here."""
        return as_it_stands(form, self.kinds.get(form.kind))

    @contextmanager
    def refusals(self, kind: FormKind | None) -> Iterator[None]:
        """What the rules refuse is said with the names of steps, roles and fields."""
        try:
            yield
        except Refused as problem:
            if not problem.reason.startswith("form-"):
                raise
            raise reworded(problem, kind, self.kinds, self.words) from None

    def answer(self, recorded: tuple[Recorded, ...], identity: str) -> int:
        """What a change came to: the form as it reads now, as lines or as JSON."""
        from tui.cli import form_lines, form_shapes
        from tui.cli.change import name_stranger
        from tui.wording import headline

        self.desk.look_again()
        form = self.form(identity)
        if self.desk.talk.json:
            self.desk.talk.value(form_shapes.form(form, self))
            return 0
        if not recorded:
            self.desk.talk.tell("cli.unchanged")
        name_stranger(self.desk, recorded)
        for each in recorded:
            self.desk.talk.line(headline(each, self.words, self.desk.board))
        form_lines.print_next(form, self)
        return 0


def definitions(desk: Desk) -> Definitions:
    """All kinds of form and clock on this machine; what cannot be used is told, a line each."""
    from core.definitions import defined
    from core.places import clock_file, form_folder

    found = defined(form_folder(), clock_file())
    tell_left_out(desk, found.left_out)
    return found


def tell_left_out(desk: Desk, found: Iterable[LeftOut]) -> None:
    """What of a customer's definitions cannot be used, on stderr."""
    from tui.definition_words import left_out_told

    for each in found:
        desk.talk.tell("definition.talk", told=left_out_told(each, desk.words))
