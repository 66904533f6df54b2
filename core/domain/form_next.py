"""The command that takes a form further, on behalf of who looks. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.form import Form, FormStatus
from core.domain.form_checks import missing
from core.domain.form_standing import MENDING, Waiting, waiting

if TYPE_CHECKING:
    from core.domain.scene import Scene


def step_on(form: Form, wait: Waiting, scene: Scene) -> tuple[str, ...]:
    """The command as words after `pengtou`; of several answers that are asked for, one's own."""
    if wait.forms:
        child = _mine_or_first(wait.forms, scene)
        found = waiting(child, scene)
        kind = scene.forms.get(child.kind)
        asked = kind.verdict_field if kind is not None else None
        if child.status is FormStatus.DRAFT and asked is not None:
            return ("form", "answer", child.id, "/".join(each.id for each in asked.options))
        return step_on(child, found, scene) if found is not None else ()
    if wait.step == MENDING or (
        form.status is FormStatus.DRAFT and missing(scene.forms[form.kind], form.values)
    ):
        return ("form", "set", form.id, "FIELD=VALUE")
    verb = "submit" if form.status is FormStatus.DRAFT else "sign"
    return ("form", verb, form.id)


def _mine_or_first(forms: tuple[Form, ...], scene: Scene) -> Form:
    """Of several that are collected the one that waits for who looks; else the first."""
    me = scene.myself()
    for each in forms if me is not None else ():
        found = waiting(each, scene)
        if found is not None and me in found.people:
            return each
    return forms[0]
