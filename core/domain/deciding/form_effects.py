"""What a form does once everybody agreed: tasks change, results count as accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from core.domain.event import Event, changed
from core.domain.form import Form
from core.domain.form_checks import EMPTY
from core.domain.ids import RecordId
from core.domain.refusal import Gone, Refused
from core.domain.risk import Risk
from core.domain.scene import Scene
from core.domain.task import Task, TaskStatus

_WHOLE = 100
ACCEPTS: Final = "accept_task"
"""The effect by which a task is done."""


def effect_of(name: str, form: Form, scene: Scene) -> Iterator[Event]:
    """The facts that an effect comes to.

    Raises:
        Refused: a value does not fit its field, or no such effect is known.
        Gone: a task is not there any more.
    """
    if name not in _EFFECTS:
        raise Refused("form-effect", effect=name)
    yield from _EFFECTS[name](form, scene)


def _change_tasks(form: Form, scene: Scene) -> Iterator[Event]:
    """R15: the nodes move only now, all in one transaction."""
    wanted: dict[RecordId, dict[str, Any]] = {}
    for row in form.values.get("changes") or ():
        values = wanted.setdefault(RecordId(row["task"]), {})
        values |= _field(row, scene)
    for identity, values in wanted.items():
        event = changed(_task(identity, scene), "task.changed", **values)
        if event is not None:
            yield event


def _field(row: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    name, text = row["field"], str(row.get("to") or "").strip()
    if name == "status":
        return {"status": TaskStatus.CANCELLED}
    if name in ("due", "start"):
        try:
            return {name: date.fromisoformat(text)}
        except ValueError:
            raise Refused("form-value", field=name, value=text) from None
    if name == "owner":
        return {"owner": _person(text, scene)}
    return {name: text}


def _person(text: str, scene: Scene) -> RecordId:
    found = [
        each.id
        for each in scene.people.values()
        if not each.removed and (each.id == text or each.goes_by(text))
    ]
    if len(found) != 1:
        raise Refused("no-such-person", name=text)
    return found[0]


def _accept_task(form: Form, scene: Scene) -> Iterator[Event]:
    task = _task(form.subject or RecordId(""), scene)
    event = changed(task, "task.accepted", status=TaskStatus.DONE, actual=_WHOLE)
    if event is not None:
        yield event


def _answer_risk(form: Form, scene: Scene) -> Iterator[Event]:
    """What was signed stands on the risk list, too (F19)."""
    risk = scene.records.get(form.subject or RecordId(""))
    if not isinstance(risk, Risk) or risk.removed:
        raise Gone(form.subject or "")
    told = {name: form.values.get(name) for name in ("light", "response", "owner")}
    wishes = {name: value for name, value in told.items() if value not in EMPTY}
    event = changed(risk, "risk.edited", **wishes)
    if event is not None:
        yield event


def _review_task(form: Form, scene: Scene) -> Iterator[Event]:
    """Its result is handed in: the task waits for its acceptance (1.6: in_review)."""
    yield from _moved(form, "task.handed_in", TaskStatus.IN_REVIEW, scene)


def _rework_task(form: Form, scene: Scene) -> Iterator[Event]:
    """It was not accepted: the task is mended (1.6: rework)."""
    yield from _moved(form, "task.sent_back", TaskStatus.REWORK, scene)


def _moved(form: Form, kind: str, status: TaskStatus, scene: Scene) -> Iterator[Event]:
    event = changed(_task(form.subject or RecordId(""), scene), kind, status=status)
    if event is not None:
        yield event


def _task(identity: RecordId, scene: Scene) -> Task:
    record = scene.records.get(identity)
    if not isinstance(record, Task) or record.removed:
        raise Gone(identity)
    return record


_EFFECTS: Mapping[str, Callable[[Form, Scene], Iterator[Event]]] = {
    "change_tasks": _change_tasks,
    ACCEPTS: _accept_task,
    "answer_risk": _answer_risk,
    "review_task": _review_task,
    "rework_task": _rework_task,
}
