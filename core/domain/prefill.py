"""What a form is filled with where nobody wrote: what is known already. Pure.

A source is named by the form's file (`from = "dept.tasks"`): one of those below, a field of the
form that collects it (`parent.criteria`), of the newest form of a kind (`charter.goal`), or the day
on which a clock that starts now runs out (`clock.C18`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from core.domain import partners, prefill_log, prefill_work
from core.domain.decision import Milestone
from core.domain.form import Form, OpenForm
from core.domain.form_checks import EMPTY
from core.domain.form_kind import FieldKind, FormKind
from core.domain.form_told import Told, worded
from core.domain.people import Function
from core.domain.record import encode
from core.domain.risk import Risk
from core.domain.scene import Scene
from core.domain.task import Task, TaskStatus

FOLLOWING = ("clock.", "changes.")
"""Sources that depend on what is written: they are read when it is."""


def prefilled(kind: FormKind, form: Form, scene: Scene) -> dict[str, Any]:
    """The fields that something is known of."""
    return _filled((each for each in kind.fields if each.source), form, scene)


def followed(kind: FormKind, form: Form, written: Collection[str], scene: Scene) -> dict[str, Any]:
    """Empty fields that follow from what was written just now: `form` reads so already."""
    fields = (
        each
        for each in kind.fields
        if each.source.startswith(FOLLOWING)
        and each.name not in written
        and form.values.get(each.name) in EMPTY
    )
    return _filled(fields, form, scene)


def from_log(command: object, kinds: Mapping[str, FormKind]) -> bool:
    """Whether a wish begins a form that is filled from the log."""
    kind = kinds.get(command.kind) if isinstance(command, OpenForm) else None
    return kind is not None and any(each.source.startswith("log.") for each in kind.fields)


def _filled(fields: Iterable[FieldKind], form: Form, scene: Scene) -> dict[str, Any]:
    found = {each.name: _known(each, form, scene) for each in fields}
    return {name: value for name, value in found.items() if value not in EMPTY}


def _known(field: FieldKind, form: Form, scene: Scene) -> Any:
    if field.source in _TOLD:
        found = _TOLD[field.source](form, scene)
        return worded(found, field.told, scene.language)
    if field.source in _SOURCES:
        return _SOURCES[field.source](form, scene)
    kind, _, name = field.source.partition(".")
    if kind == "clock":
        asked = all(form.values.get(key) == told for key, told in field.required_if.items())
        return prefill_work.until(name, scene) if asked else None
    if kind == "parent":
        above = scene.records.get(form.parent) if form.parent else None
        return above.values.get(name) if isinstance(above, Form) else None
    return partners.elsewhere(kind, name, scene)


def _departments(form: Form, scene: Scene) -> list[str]:
    """The partners; a request is where they are named, so that it asks nobody else."""
    named = () if form.kind == "request" else partners.asked(scene)
    return list(named or partners.taking_part(scene))


def _department_rows(form: Form, scene: Scene) -> list[dict[str, Any]]:
    """Those that the request names, and who leads; all of them where there is no request."""
    others = partners.asked(scene) or partners.taking_part(scene)
    return [{"dept": name} for name in dict.fromkeys((scene.project.lead_dept, *others)) if name]


def _division(form: Form, scene: Scene) -> str:
    """Which department does what: a line each."""
    tasks = [each for each in prefill_work.tasks_of(scene) if each.dept]
    titles = {dept: [each.title for each in tasks if each.dept == dept] for dept in _depts(tasks)}
    return "\n".join(f"{dept}: {'; '.join(named)}" for dept, named in titles.items())


def _depts(tasks: Iterable[Task]) -> list[str]:
    return list(dict.fromkeys(each.dept for each in tasks))


def _waiting_tasks(form: Form, scene: Scene) -> str:
    """R32: which task waits for which."""
    waits = [each for each in prefill_work.tasks_of(scene) if each.depends_on]
    return "\n".join(f"{each.id} {each.title} ← {', '.join(each.depends_on)}" for each in waits)


def _accepted(form: Form, scene: Scene) -> str:
    done = [each for each in prefill_work.tasks_of(scene) if each.status is TaskStatus.DONE]
    return "\n".join(" ".join(filter(None, (each.id, each.title))) for each in done)


def _milestones(form: Form, scene: Scene) -> str:
    found = [each for each in scene.records.values() if isinstance(each, Milestone)]
    ahead = sorted((each for each in found if not each.removed), key=lambda each: each.day)
    return "\n".join(f"{each.day:%m-%d} {each.title}" for each in ahead)


def _end(form: Form, scene: Scene) -> Any:
    return encode(scene.project.end)


def _name(form: Form, scene: Scene) -> str:
    return scene.project.name


def _liaisons(form: Form, scene: Scene) -> list[str]:
    return [
        each.id
        for each in scene.people.values()
        if each.dept == form.dept and Function.LIAISON in each.functions and each.here
    ]


def _tasks(form: Form, scene: Scene) -> list[Task]:
    return [each for each in prefill_work.tasks_of(scene) if each.dept == form.dept]


def _plan(form: Form, scene: Scene) -> list[dict[str, Any]]:
    names = ("owner", "start", "due", "deliverable")
    return [
        {"task": each.id} | {name: encode(getattr(each, name)) for name in names}
        for each in _tasks(form, scene)
    ]


def _of_task(name: str) -> Callable[[Form, Scene], Any]:
    def read(form: Form, scene: Scene) -> Any:
        record = scene.records.get(form.subject) if form.subject else None
        return encode(getattr(record, name)) if isinstance(record, Task | Risk) else None

    return read


_TOLD: Mapping[str, Callable[[Form, Scene], tuple[Told, ...]]] = {
    "log.facts": prefill_log.facts,
    "completion.text": prefill_log.completion,
    "cadence": prefill_log.cadence,
}
"""Those that are told in the words of the form's file."""
_SOURCES: Mapping[str, Callable[[Form, Scene], Any]] = {
    "project.name": _name,
    "project.end": _end,
    "departments": _departments,
    "departments.rows": _department_rows,
    "departments.tasks": _division,
    "dependencies": _waiting_tasks,
    "tasks.accepted": _accepted,
    "milestones": _milestones,
    "liaisons": _liaisons,
    "dept.tasks": _plan,
    "dept.progress": prefill_work.progress,
    "dept.blockers": prefill_work.blockers,
    "dept.resources": prefill_work.resources,
    "changes.downstream": prefill_work.follow,
    "changes.depts": prefill_work.heard,
    "log.depts": prefill_log.by_dept,
    "log.plan": prefill_log.off_plan,
    "task.deliverable": _of_task("deliverable"),
    "risk.title": _of_task("title"),
    "risk.light": _of_task("light"),
    "risk.response": _of_task("response"),
    "risk.owner": _of_task("owner"),
}
