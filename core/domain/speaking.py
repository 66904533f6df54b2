"""Who speaks for whom on a form: a department by its head or liaison, a person themselves. Pure.

Whoever runs the project may write it for them (代填), says so, and that stays on record; a step
still takes the names of those whom it takes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.batch import Batch
from core.domain.form import FillForm, OpenForm, SubmitForm
from core.domain.parties import parties, spokesmen
from core.domain.people import Function, Person, Role

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.form import Form
    from core.domain.form_kind import FormKind
    from core.domain.scene import Scene

_SPEAKS = ("dept", "person")
"""What a form is about that somebody speaks for."""
_WRITES = (OpenForm, FillForm, SubmitForm)


def writers(form: Form, kind: FormKind, scene: Scene) -> tuple[Person, ...]:
    """Who writes a form in their own name: a department's answer its heads and liaisons, where it
    has any (1.3)."""
    wanted = parties(kind.by, form, scene)
    answers = kind.by == "dept" and kind.verdict_field is not None
    return tuple(spokesmen(wanted)) if answers else wanted


def runs(person: Person) -> bool:
    """Whether somebody may write every form: the project manager, an admin (1.8)."""
    return person.role is Role.ADMIN or Function.PROJECT_MANAGER in person.functions


def for_others(form: Form, kind: FormKind, scene: Scene) -> bool:
    """Whether whoever acts may write a form, but speaks for somebody else there."""
    me = scene.myself()
    if me is None or not runs(me) or kind.about not in _SPEAKS:
        return False
    return me.id not in {each.id for each in writers(form, kind, scene)}


def spoken_for(form: Form, kind: FormKind, scene: Scene) -> str:
    """Whom a form speaks for: a department, or a person by name."""
    person = scene.people.get(form.subject) if form.subject is not None else None
    return person.name if kind.about == "person" and person is not None else form.dept


def said_for_others(wish: Command) -> Command:
    """The wish, with whoever asks for it saying that they write for others."""
    if isinstance(wish, Batch):
        return Batch(commands=tuple(said_for_others(each) for each in wish.commands))
    return replace(wish, on_behalf=True) if isinstance(wish, _WRITES) else wish
