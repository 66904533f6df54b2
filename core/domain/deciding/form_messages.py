"""Who hears of a no on a form: whoever has to mend what it was said to (C18, R22)."""

from __future__ import annotations

from core.domain.event import Event, created
from core.domain.form import Form
from core.domain.form_kind import FormKind, label_in
from core.domain.form_objecting import reasons
from core.domain.ids import Kind, RecordId
from core.domain.message import GRACE, Message
from core.domain.parties import parties
from core.domain.scene import Scene
from core.domain.task import Task

_LANGUAGES = ("zh", "en")
"""The languages that a message carries a form's own names in."""


def objection_told(answer: Form, parent: Form, scene: Scene) -> tuple[Event, ...]:
    """To the owner of a form: who says no to it, in which words; nothing for another answer."""
    kind, parents = scene.forms.get(answer.kind), scene.forms.get(parent.kind)
    said = kind.verdict(answer.values) if kind is not None else None
    if kind is None or parents is None or said is None or not said.refuses:
        return ()
    values: dict[str, str] = {"by": answer.id}
    for language in _LANGUAGES:
        why = (f"{label_in(one.label, language)} {text}" for one, text in reasons(answer, kind))
        values[f"why@{language}"] = " · ".join(why)
        values[f"answer@{language}"] = label_in(said.label, language)
    return _queued("form.objected", parent, parents, values, scene)


def refusal_told(form: Form, kind: FormKind, remark: str, scene: Scene) -> tuple[Event, ...]:
    """To the owner of a form: who gave it back instead of signing it, and why."""
    return _queued("form.given_back", form, kind, {"why": remark}, scene)


def _queued(
    about: str, form: Form, kind: FormKind, values: dict[str, str], scene: Scene
) -> tuple[Event, ...]:
    me = scene.myself()
    to = tuple(each for each in _owners(form, kind, scene) if me is None or each != me.id)
    if not to:
        return ()
    names = {f"form@{language}": kind.name(language) for language in _LANGUAGES}
    message = Message(
        id=scene.next_id(Kind.MESSAGE),
        about=about,
        subject=form.id,
        to=to,
        values={"who": scene.actor, "id": form.id, **names, **values},
        queued_at=scene.now,
        send_after=scene.now + GRACE,
    )
    return (created(message, "message.queued"),)


def _owners(form: Form, kind: FormKind, scene: Scene) -> tuple[RecordId, ...]:
    """Whoever handed it in and the owner of its task; where both are gone, whoever may write it."""
    task = scene.records.get(form.subject) if form.subject else None
    owner = task.owner if isinstance(task, Task) else None
    by = form.submitted_by or form.opened_by
    found = [
        each.id
        for each in scene.people.values()
        if each.here and (each.id == owner or (by and each.goes_by(by)))
    ]
    return tuple(found or (each.id for each in parties(kind.by, form, scene)))
