"""What closes a project, filled from its log: the retrospective (F27), the letter (F26). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.domain.action import DELIVERED, ActionItem
from core.domain.blocker import SETTLED, Blocker
from core.domain.form import Form, FormStatus
from core.domain.form_told import Fact, Told
from core.domain.meeting import Cadence, Series
from core.domain.partners import asked, taking_part
from core.domain.retrospect import Promise, Retrospect, kept, middle, retrospect
from core.domain.risk import Risk, RiskStatus
from core.domain.scene import Scene
from core.domain.task import Task, TaskStatus

_WHOLE = 100


def facts(form: Form, scene: Scene) -> tuple[Told, ...]:
    """`log.facts`: how the project went, in figures."""
    return tuple(_facts(retrospect(scene), scene))


def _facts(found: Retrospect, scene: Scene) -> Iterator[Told]:
    yield from _promised(found)
    late = [each.late for each in found.tasks if each.late is not None and each.late > 0]
    if late:
        yield Told("late", {"n": len(late), "days": middle(late) or 0})
    if moved := sum(each.moved for each in found.tasks):
        yield Told("moved", {"n": moved})
    if left := sum(each.delivered is None and not each.unknown for each in found.tasks):
        yield Told("left", {"n": left})
    if found.carried:
        times = sum(found.carried.values())
        yield Told("carried", {"n": len(found.carried), "times": times})
    yield from _stuck(found)
    if found.minutes:
        yield Told("minutes", {"done": sum(found.minutes), "of": len(found.minutes)})
    yield from _agreed(scene)


def _promised(found: Retrospect) -> Iterator[Told]:
    """What was due by now, and beside it how much is not."""
    for id_, promises in (("tasks", found.tasks), ("actions", found.actions)):
        done, of = kept(promises)
        if of:
            rate = round(_WHOLE * done / of)
            yield Told(id_, {"done": done, "of": of, "rate": rate})
    if found.ahead:
        yield Told("ahead", {"n": found.ahead})


def _stuck(found: Retrospect) -> Iterator[Told]:
    """Medians of all blockers, and how many came back."""
    if not found.stuck:
        return
    for id_, hours in (
        ("answered", middle(each.answered for each in found.stuck)),
        ("solved", middle(each.solved for each in found.stuck)),
    ):
        if hours is not None:
            yield Told(id_, {"hours": hours, "of": len(found.stuck)})
    reopened = sum(each.reopened > 0 for each in found.stuck)
    yield Told("reopened", {"n": reopened, "of": len(found.stuck)})


def _agreed(scene: Scene) -> Iterator[Told]:
    """Changes that went through, and risks that came true."""
    records = [each for each in scene.records.values() if not each.removed]
    forms = [each for each in records if isinstance(each, Form) and each.kind == "change"]
    if changes := sum(each.status is FormStatus.DONE for each in forms):
        yield Told("changes", {"n": changes})
    risks = [each for each in records if isinstance(each, Risk)]
    if risks:
        happened = sum(each.status is RiskStatus.TURNED for each in risks)
        yield Told("risks", {"n": happened, "of": len(risks)})


def by_dept(form: Form, scene: Scene) -> list[dict[str, Any]]:
    """`log.depts`: the same for each department, as rows."""
    found = retrospect(scene)
    promised = (each.dept for each in (*found.tasks, *found.actions))
    stuck = (each.dept for each in found.stuck)
    named = filter(None, (*scene.departments, *promised, *stuck))
    rows = (_dept_row(dept, found) for dept in dict.fromkeys(named))
    return [row for row in rows if len(row) > 1]


def _dept_row(dept: str, found: Retrospect) -> dict[str, Any]:
    promises = [each for each in (*found.tasks, *found.actions) if each.dept == dept]
    stuck = [each for each in found.stuck if each.dept == dept]
    done, of = kept(promises)
    figures = {
        "promised": of or None,
        "on_time": done if of else None,
        "late": middle(each.late for each in promises if each.late is not None and each.late > 0),
        "blockers": len(stuck) or None,
        "answered": middle(each.answered for each in stuck),
        "solved": middle(each.solved for each in stuck),
        "reopened": sum(each.reopened for each in stuck) or None,
    }
    return {"dept": dept} | {name: each for name, each in figures.items() if each is not None}


def off_plan(form: Form, scene: Scene) -> list[dict[str, Any]]:
    """`log.plan`: the tasks that went otherwise than planned at first, the latest first; those
    that are overdue and not done count until today."""
    today = scene.today
    found = [each for each in retrospect(scene).tasks if each.moved or each.behind(today) > 0]
    found.sort(key=lambda each: (-each.behind(today), each.id.zfill(12)))
    return [_plan_row(each, scene) for each in found]


def _plan_row(promise: Promise, scene: Scene) -> dict[str, Any]:
    task = scene.records.get(promise.id)
    said = {
        "task": promise.id,
        "planned": promise.first_due.isoformat(),
        "agreed": promise.due.isoformat(),
        "actual": promise.delivered.isoformat() if promise.delivered else None,
        "late": max(promise.behind(scene.today), 0) or None,
        "reason": task.delay_reason if isinstance(task, Task) else "",
    }
    return {name: each for name, each in said.items() if each not in (None, "")}


def completion(form: Form, scene: Scene) -> tuple[Told, ...]:
    """`completion.text`: what the letter says is done, and what is not (F26)."""
    return tuple(_completion(scene))


def _completion(scene: Scene) -> Iterator[Told]:
    project = scene.project
    records = [each for each in scene.records.values() if not each.removed]
    tasks = [
        each
        for each in records
        if isinstance(each, Task) and each.status is not TaskStatus.CANCELLED
    ]
    left = [each for each in tasks if each.status is not TaskStatus.DONE]
    partners = asked(scene) or taking_part(scene)
    said: dict[str, Fact] = {"project": project.name, "lead": project.lead_dept, "depts": partners}
    yield Told("opening", said)
    yield Told(
        "left" if left else "done",
        {
            "day": scene.today.isoformat(),
            "of": len(tasks),
            "done": len(tasks) - len(left),
            "tasks": tuple(f"{each.id} {each.title}" for each in left),
        },
    )
    open_ = [
        each.id for each in records if isinstance(each, Blocker) and each.status not in SETTLED
    ]
    if open_:
        yield Told("blockers", {"n": len(open_), "ids": tuple(open_)})
    owed = [
        each.id for each in records if isinstance(each, ActionItem) and each.status not in DELIVERED
    ]
    if owed:
        yield Told("actions", {"n": len(owed), "ids": tuple(owed)})
    yield Told("closing_open" if left or open_ or owed else "closing", said)


def cadence(form: Form, scene: Scene) -> tuple[Told, ...]:
    """`cadence`: which meetings are held when (C28)."""
    found = [each for each in scene.records.values() if isinstance(each, Series)]
    held = [each for each in found if not each.removed and each.cadence is not Cadence.NEVER]
    return tuple(
        Told(
            each.cadence.value,
            {
                "kind": each.kind.value,
                "weekday": each.weekday,
                "at": each.at,
                "n": each.minutes,
                "place": each.place,
            },
        )
        for each in sorted(held, key=lambda each: each.id.zfill(12))
    )
