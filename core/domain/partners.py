"""Which departments a project is worked on with, and what forms before said. Pure."""

from __future__ import annotations

from typing import Any, Final

from core.domain.form import Form, FormStatus
from core.domain.people import Function
from core.domain.scene import Scene
from core.domain.task import Task

_APPROVING: Final = frozenset({Function.COLLAB_MANAGER, Function.EXECUTIVE_SPONSOR})
"""Functions of those who approve and do none of the work."""


def elsewhere(kind: str, name: str, scene: Scene) -> Any:
    """`charter.goal`: a field of the newest form of a kind that was handed in."""
    there = [
        each
        for each in scene.records.values()
        if isinstance(each, Form) and each.kind == kind and each.submitted_at and not each.removed
    ]
    live = [each for each in there if each.status is not FormStatus.WITHDRAWN]
    if not live:
        return None
    return max(live, key=lambda each: str(each.submitted_at)).values.get(name)


def asked(scene: Scene) -> tuple[str, ...]:
    """The partner departments that the request names; none where there is no request yet."""
    lead = scene.project.lead_dept
    return tuple(each for each in elsewhere("request", "depts", scene) or () if each != lead)


def taking_part(scene: Scene) -> tuple[str, ...]:
    """Every department but the lead that works on the project: who only approves is no partner."""
    at_work = {each.dept for each in scene.records.values() if isinstance(each, Task)}
    lead = scene.project.lead_dept
    return tuple(
        each
        for each in scene.departments
        if each != lead and (each in at_work or not _only_approves(each, scene))
    )


def _only_approves(dept: str, scene: Scene) -> bool:
    there = [each for each in scene.people.values() if each.dept == dept and each.here]
    return bool(there) and all(
        each.functions and _APPROVING.issuperset(each.functions) for each in there
    )
