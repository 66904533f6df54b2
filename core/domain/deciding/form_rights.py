"""Who may write a form (1.8, R15), in whose name, and that it stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.deciding.action_rights import known
from core.domain.form import ON_BEHALF, Form, seal
from core.domain.form_kind import FormKind
from core.domain.form_live import depts_of_change, only_live
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.speaking import for_others, runs, spoken_for, writers

_NAMED = 4
"""So many of those who write a form are named."""


def may_write(form: Form, kind: FormKind, scene: Scene, *, on_behalf: bool = True) -> None:
    """Who the kind says writes it; the project manager and an admin may, but not unsaid for others.

    Raises:
        Refused: somebody else's form; whose is said.
    """
    me, wanted = known(scene), writers(form, kind, scene)
    names = "、".join(each.name for each in wanted[:_NAMED]) or kind.by
    if for_others(form, kind, scene):
        if not on_behalf:
            whom = spoken_for(form, kind, scene)
            raise Refused("form-on-behalf", kind=kind.kind, names=names, whom=whom)
    elif me.id not in {each.id for each in wanted} and not runs(me):
        raise Refused("form-who-writes", kind=kind.kind, names=names)


def theirs_to_update(form: Form, kind: FormKind, values: Mapping[str, Any], scene: Scene) -> bool:
    """Whether nothing changes but live values of whoever's department it is: a goal's value today,
    a resource that was promised or is there."""
    me = scene.myself()
    if me is None or not me.dept or not only_live(kind, form.values, values):
        return False
    return all(me.dept in named for named in depts_of_change(kind, form, values))


def said(form: Form, kind: FormKind, verdict: str, remark: str, scene: Scene) -> dict[str, Any]:
    """R24: who said what, when, and the hash of what it was said of."""
    me = known(scene)
    return {
        "step": form.step,
        "round": form.round,
        "person": me.id,
        "name": me.name,
        "verdict": verdict,
        "remark": remark,
        "at": scene.now.isoformat(),
        "seal": seal(form, kind),
    }


def signs_for(form: Form, kind: FormKind, scene: Scene) -> tuple[Mapping[str, Any], ...]:
    """The signatures with the mark that whoever acts writes it for others; once in a round."""
    if not for_others(form, kind, scene):
        return form.signs
    me = known(scene)
    marked = (each for each in form.signs if each["verdict"] == ON_BEHALF)
    if any((each["person"], each["round"]) == (me.id, form.round) for each in marked):
        return form.signs
    mark = said(form, kind, ON_BEHALF, spoken_for(form, kind, scene), scene)
    # It is no step's word: what stands under a step is whether its people agree.
    return (*form.signs, {**mark, "step": ""})
