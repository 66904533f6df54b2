"""What a department's own forms are filled with: its tasks, its blockers, what changes. Pure."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from core.domain.blocker import SETTLED, Blocker
from core.domain.form import Form
from core.domain.graph import downstream
from core.domain.ids import RecordId
from core.domain.meeting import Point, Sort
from core.domain.parties import heads
from core.domain.progress import behind, planned
from core.domain.scene import Scene
from core.domain.task import FINISHED, Task, TaskStatus


def progress(form: Form, scene: Scene) -> list[dict[str, Any]]:
    """`dept.progress`: plan against actual of its tasks, with the reason of a delay (F12, R07)."""
    return [
        _progress(each, scene)
        for each in tasks_of(scene)
        if each.dept == form.dept and each.status is not TaskStatus.CANCELLED
    ]


def _progress(task: Task, scene: Scene) -> dict[str, Any]:
    plan = planned(task, scene.today, scene.calendar) if scene.calendar is not None else None
    row: dict[str, Any] = {"task": task.id, "actual": task.actual}
    if plan is not None:
        row["planned"] = plan
    if behind(task, plan) and task.delay_reason:
        row["reason"] = task.delay_reason
    return row


def blockers(form: Form, scene: Scene) -> list[dict[str, Any]]:
    """`dept.blockers`: what stands in its way, in the three fields of R08."""
    found = [
        each
        for each in scene.records.values()
        if isinstance(each, Blocker) and not each.removed and each.status not in SETTLED
    ]
    mine = [each for each in found if _concerns(each, form.dept, scene)]
    return [_blocker(each) for each in sorted(mine, key=lambda each: each.id.zfill(12))]


def _concerns(blocker: Blocker, dept: str, scene: Scene) -> bool:
    """Whether a department is to solve it, or has a task that it holds up."""
    held = (scene.records.get(each) for each in blocker.tasks)
    return blocker.responsible_dept == dept or any(
        isinstance(each, Task) and each.dept == dept for each in held
    )


def _blocker(blocker: Blocker) -> dict[str, Any]:
    told = blocker.description.replace("\n", " ")
    row = {
        "problem": f"{blocker.id} {blocker.title}" + (f": {told}" if told else ""),
        "scope": blocker.impact_scope.replace("\n", " "),
        "tried": blocker.attempted_measures.replace("\n", " "),
    }
    return {name: text[:_LINE] for name, text in row.items() if text}


_LINE = 500
"""The most characters that a line of a form has."""


def resources(form: Form, scene: Scene) -> str:
    """`dept.resources`: what its people asked for in meetings and did not get yet (F12 ③)."""
    mine = {each.name for each in scene.people.values() if each.dept == form.dept}
    found = (each for each in scene.records.values() if isinstance(each, Point))
    return "\n".join(
        each.text
        for each in found
        if each.sort is Sort.RESOURCE
        and not each.settled
        and not each.removed
        and each.said_by in mine
    )


def follow(form: Form, scene: Scene) -> str:
    """`changes.downstream`: which tasks wait for those that change (R32), directly or not."""
    tasks = {each.id: each for each in tasks_of(scene)}
    edges = {each.id: each.depends_on for each in tasks.values()}
    found: dict[RecordId, RecordId] = {}
    todo = [each for each in _changing(form) if each in tasks]
    while todo:
        upstream = todo.pop(0)
        for each in downstream(edges, upstream):
            if each not in found:
                found[each] = upstream
                todo.append(each)
    open_ = {each: why for each, why in found.items() if tasks[each].status not in FINISHED}
    return "\n".join(_followed(tasks[each], why) for each, why in open_.items())


def _followed(task: Task, upstream: RecordId) -> str:
    due = f" {task.due:%m-%d}" if task.due else ""
    return f"{task.id} {task.title} {task.dept}{due} ← {upstream}"


def heard(form: Form, scene: Scene) -> list[str]:
    """`changes.depts`: every department that somebody can speak for is heard (R15)."""
    lead = scene.project.lead_dept
    return [each for each in scene.departments if each != lead and heads(each, scene)]


def _changing(form: Form) -> tuple[RecordId, ...]:
    """The tasks that its rows speak of."""
    rows = form.values.get("changes")
    named = (row.get("task") for row in rows if isinstance(row, dict)) if rows else ()
    return tuple(dict.fromkeys(RecordId(each) for each in named if isinstance(each, str)))


def until(clock: str, scene: Scene) -> str | None:
    """`clock.C18`: the day on which a clock that starts now runs out."""
    due = scene.clock_due(clock)
    zone = ZoneInfo(scene.project.timezone)
    return due.astimezone(zone).date().isoformat() if due is not None else None


def tasks_of(scene: Scene) -> list[Task]:
    """The project's tasks, in the order of their ids."""
    found = [each for each in scene.records.values() if isinstance(each, Task) and not each.removed]
    return sorted(found, key=lambda each: each.id.zfill(12))
