"""What a form is filled with before anybody writes: what is known already. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.domain.decision import Milestone
from core.domain.form import Form, FormStatus
from core.domain.form_kind import FieldKind, FormKind
from core.domain.people import Function
from core.domain.record import encode
from core.domain.risk import Risk
from core.domain.scene import Scene
from core.domain.task import Task, TaskStatus


def prefilled(kind: FormKind, form: Form, scene: Scene) -> dict[str, Any]:
    """The fields that something is known of."""
    found = {each.name: _known(each, form, scene) for each in kind.fields if each.source}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _known(field: FieldKind, form: Form, scene: Scene) -> Any:
    if field.source in _SOURCES:
        return _SOURCES[field.source](form, scene)
    kind, _, name = field.source.partition(".")
    if kind == "parent":
        above = scene.records.get(form.parent) if form.parent else None
        return above.values.get(name) if isinstance(above, Form) else None
    return _elsewhere(kind, name, scene)


def _elsewhere(kind: str, name: str, scene: Scene) -> Any:
    """A field of the newest form of a kind that was handed in."""
    there = [
        each
        for each in scene.records.values()
        if isinstance(each, Form) and each.kind == kind and each.submitted_at and not each.removed
    ]
    live = [each for each in there if each.status is not FormStatus.WITHDRAWN]
    if not live:
        return None
    return max(live, key=lambda each: str(each.submitted_at)).values.get(name)


def _departments(form: Form, scene: Scene) -> list[str]:
    return [name for name in scene.departments if name != scene.project.lead_dept]


def _department_rows(form: Form, scene: Scene) -> list[dict[str, Any]]:
    return [{"dept": name} for name in scene.departments]


def _division(form: Form, scene: Scene) -> str:
    """Which department does what: a line each."""
    found = [each for each in scene.records.values() if isinstance(each, Task)]
    tasks = [each for each in found if not each.removed and each.dept]
    titles = {dept: [each.title for each in tasks if each.dept == dept] for dept in _depts(tasks)}
    return "\n".join(f"{dept}: {'; '.join(named)}" for dept, named in titles.items())


def _depts(tasks: Iterable[Task]) -> list[str]:
    return list(dict.fromkeys(each.dept for each in tasks))


def _waiting_tasks(form: Form, scene: Scene) -> str:
    """R32: which task waits for which."""
    found = [each for each in scene.records.values() if isinstance(each, Task)]
    waits = [each for each in found if each.depends_on and not each.removed]
    return "\n".join(f"{each.id} {each.title} ← {', '.join(each.depends_on)}" for each in waits)


def _accepted(form: Form, scene: Scene) -> str:
    found = [each for each in scene.records.values() if isinstance(each, Task)]
    done = [each for each in found if each.status is TaskStatus.DONE and not each.removed]
    return "\n".join(" ".join(filter(None, (each.id, each.title))) for each in done)


def _milestones(form: Form, scene: Scene) -> str:
    found = [each for each in scene.records.values() if isinstance(each, Milestone)]
    return "\n".join(f"{each.day:%m-%d} {each.title}" for each in found if not each.removed)


def _end(form: Form, scene: Scene) -> Any:
    return encode(scene.project.end)


def _name(form: Form, scene: Scene) -> str:
    return scene.project.name


def _liaisons(form: Form, scene: Scene) -> list[str]:
    return [
        each.id
        for each in scene.people.values()
        if each.dept == form.dept and Function.LIAISON in each.functions and not each.removed
    ]


def _tasks(form: Form, scene: Scene) -> list[Task]:
    found = [each for each in scene.records.values() if isinstance(each, Task)]
    return [each for each in found if each.dept == form.dept and not each.removed]


def _plan(form: Form, scene: Scene) -> list[dict[str, Any]]:
    names = ("owner", "start", "due", "deliverable")
    return [
        {"task": each.id} | {name: encode(getattr(each, name)) for name in names}
        for each in _tasks(form, scene)
    ]


def _progress(form: Form, scene: Scene) -> list[dict[str, Any]]:
    return [
        {"task": each.id, "actual": each.actual, "reason": each.delay_reason}
        for each in _tasks(form, scene)
    ]


def _of_task(name: str) -> Callable[[Form, Scene], Any]:
    def read(form: Form, scene: Scene) -> Any:
        record = scene.records.get(form.subject) if form.subject else None
        return encode(getattr(record, name)) if isinstance(record, Task | Risk) else None

    return read


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
    "dept.progress": _progress,
    "task.deliverable": _of_task("deliverable"),
    "risk.title": _of_task("title"),
    "risk.light": _of_task("light"),
    "risk.response": _of_task("response"),
    "risk.owner": _of_task("owner"),
}
