"""Writing what people put their names to, or what is done: whether it may be, and what for. Pure.

What was agreed on changes in the open (R21, R24): with a reason, which stands among the signatures.
Deadlines and scope change only by a change request (R15), what was carried out not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from core.domain.form import AGREES, CHANGES, Form, FormStatus, seal
from core.domain.form_checks import EMPTY
from core.domain.form_kind import Act, FormKind
from core.domain.form_standing import MENDING, children, waiting
from core.domain.refusal import Refused
from core.domain.scene import Scene

CHANGE_TASKS: Final = "change_tasks"
"""The effect by which a form is known as a change request (F18)."""


def signers(form: Form) -> tuple[str, ...]:
    """Who put their names to it in this round, each of them once."""
    said = (each for each in form.signs if each["round"] == form.round)
    return tuple(dict.fromkeys(each["name"] for each in said if each["verdict"] == AGREES))


def answered(form: Form, scene: Scene) -> tuple[Form, ...]:
    """The answers to it that are in, by id: each is to what it reads."""
    return tuple(each for each in children(form, scene) if each.status is FormStatus.DONE)


def stands(form: Form, scene: Scene) -> bool:
    """Whether it says what people agreed on: it is done, has names of this round, or answers. What
    somebody objected to is there to be mended."""
    if form.status is FormStatus.DONE:
        return True
    if form.status is not FormStatus.OPEN or not (signers(form) or answered(form, scene)):
        return False
    found = waiting(form, scene)
    return found is None or found.step != MENDING


def says_more(form: Form, kind: FormKind, values: Mapping[str, Any]) -> bool:
    """Whether it says something else with these values than signatures speak of now."""
    return seal(form, kind) != seal(replace(form, values=values), kind)


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """The fields that read otherwise; nothing is nothing, however it is written."""
    pairs = ((name, before.get(name), after.get(name)) for name in {**before, **after})
    return frozenset(
        name for name, one, other in pairs if one != other and not (one in EMPTY and other in EMPTY)
    )


def held(form: Form, kind: FormKind, names: Collection[str], scene: Scene) -> Refused | None:
    """Why these fields cannot be written any more, as things stand; None where they can."""
    if form.status is not FormStatus.DONE:
        return None
    if any(each.act is Act.APPLY for each in kind.steps):
        return Refused("form-carried-out", id=form.id, kind=kind.kind)
    asked = kind.verdict_field
    if asked is not None and asked.name in names and _went_on(form, scene):
        return Refused("form-answered", id=form.id, parent=form.parent or "")
    fields = [each.name for each in kind.fields if each.by_change and each.name in names]
    wanted = change_kind(scene)
    if fields and wanted is not None and not approved(form, scene):
        name = ", ".join(fields)
        return Refused("form-by-change", id=form.id, fields=name, kind=wanted.kind)
    return None


def _went_on(form: Form, scene: Scene) -> bool:
    """Whether the form that collected this answer went on with it."""
    parent = scene.records.get(form.parent) if form.parent else None
    return isinstance(parent, Form) and parent.step != form.at_step


def change_kind(scene: Scene) -> FormKind | None:
    """The form by which deadlines and scope change; None where nobody defines one."""
    steps = ((kind, step) for kind in scene.forms.values() for step in kind.steps)
    return next((kind for kind, step in steps if step.effect == CHANGE_TASKS), None)


def approved(form: Form, scene: Scene) -> str:
    """R15: the change request by which it may change: approved since it was done, and not used
    for it yet; empty where there is none."""
    kind = change_kind(scene)
    used = {each["step"] for each in form.signs if each["verdict"] == CHANGES}
    found = [
        each
        for each in scene.records.values()
        if isinstance(each, Form)
        and kind is not None
        and each.kind == kind.kind
        and each.status is FormStatus.DONE
        and not each.removed
        and each.id not in used
        and str(each.done_at) >= str(form.done_at)
    ]
    return min((each.id for each in found), default="", key=lambda each: each.zfill(12))


def _unexplained(form: Form, scene: Scene) -> Refused:
    """Who agreed to what it says, and so is to know why it changes."""
    if form.status is FormStatus.DONE:
        told = signers(form)
        return Refused("form-signed" if told else "form-done", id=form.id, names="、".join(told))
    by = (each.submitted_by for each in answered(form, scene) if each.submitted_by)
    names = dict.fromkeys((*signers(form), *by))
    return Refused("form-agreed", id=form.id, names="、".join(names))


def noted(
    form: Form, kind: FormKind, values: Mapping[str, Any], reason: str, scene: Scene
) -> Mapping[str, Any] | None:
    """What is put among the signatures once the form reads so: who changed it, why, and by which
    change request; None where the change touches nothing that was agreed on.

    Raises:
        Refused: it cannot be written any more, or no reason is given.
    """
    if not stands(form, scene) or not says_more(form, kind, values):
        return None
    names = changed_names(form.values, values)
    if (problem := held(form, kind, names, scene)) is not None:
        raise problem
    if not reason:
        raise _unexplained(form, scene)
    by_change = any(each.by_change and each.name in names for each in kind.fields)
    me = scene.myself()
    return {
        "step": approved(form, scene) if by_change and form.status is FormStatus.DONE else "",
        "round": form.round,
        "person": me.id if me is not None else "",
        "name": me.name if me is not None else scene.actor,
        "verdict": CHANGES,
        "remark": reason,
        "at": scene.now.isoformat(),
        "seal": seal(replace(form, values=values), kind),
    }
