"""Whom a form will need on its way, so that nobody hears only there that somebody lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.form import Form
from core.domain.form_kind import Act, FormKind, StepKind
from core.domain.parties import heads, parties
from core.domain.scene import Scene

_SETTLED: Final = frozenset(
    {"collab_manager", "project_manager", "coordinator", "executive", "assistant"}
    | {"lead_dept_head", "dept_head", "dept_heads"}
)
"""Words that mean the same people at every step: who was where, or did what, is known by then."""


def steps_of(kind: FormKind, scene: Scene) -> tuple[StepKind, ...]:
    """The steps that this project takes; those it may leave out, it may have switched off."""
    off = scene.steps_off
    return tuple(
        each for each in kind.steps if not (each.switch and f"{kind.kind}.{each.id}" in off)
    )


@dataclass(frozen=True, slots=True)
class Lack:
    """Somebody whom a step needs and who is not there."""

    step: str
    who: str
    """A word of `core.domain.parties`."""
    dept: str = ""


def lacking(form: Form, steps: Iterable[StepKind], scene: Scene) -> Iterator[Lack]:
    """Who is missing at the steps of a form, in the order in which it would come to them."""
    for step in steps:
        if step.act is Act.COLLECT:
            yield from (Lack(step.id, "dept_head", each) for each in unheaded(form, step, scene))
            continue
        named = step.act is not Act.APPLY and step.who in _SETTLED
        if named and not parties(step.who, form, scene):
            yield Lack(step.id, step.who, form.dept)


def unheaded(form: Form, step: StepKind, scene: Scene) -> Iterator[str]:
    """The departments that a step would ask and that have no head to sign their answer."""
    named = form.values.get(step.each)
    depts = list(dict.fromkeys(map(str, named))) if isinstance(named, list) else []
    for dept in depts:
        asked = dept != scene.project.lead_dept or len(depts) == 1
        if asked and not heads(dept, scene):
            yield dept
