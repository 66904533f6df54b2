"""Who a form of the process means by a word: the heads, the panel, whoever approved before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.domain.form import AGREES, Form, FormStatus
from core.domain.ids import RecordId
from core.domain.meeting import Meeting, MeetingKind
from core.domain.people import Function, Person, Role
from core.domain.risk import Risk
from core.domain.scene import Scene
from core.domain.task import Task

_BY_FUNCTION = {
    "collab_manager": Function.COLLAB_MANAGER,
    "project_manager": Function.PROJECT_MANAGER,
    "coordinator": Function.COORDINATOR,
    "executive": Function.EXECUTIVE_SPONSOR,
    "assistant": Function.PROJECT_ASSISTANT,
}


def parties(word: str, form: Form, scene: Scene) -> tuple[Person, ...]:
    """The people a word means for one form, in the order of their ids; nobody where there is none.

    Words: a function (`collab_manager`), `lead_dept_head`, `dept_head` (of the form's department),
    `dept_heads` (of all), `heads_of:a,b` (of the departments in those fields), `participants` (of
    the kickoff), `original_approver`, `task_owner`, `panel`, `lead_dept`, `dept`, `anyone`.
    """
    found = {each.id: each for each in _named(word, form, scene)}
    return tuple(found[each] for each in sorted(found))


def _named(word: str, form: Form, scene: Scene) -> Iterable[Person]:
    everybody = _writers(scene)
    if word in _BY_FUNCTION:
        return with_function(_BY_FUNCTION[word], everybody)
    name, _, fields = word.partition(":")
    if name == "heads_of":
        depts = [str(form.values.get(each) or "") for each in fields.split(",")]
        return [each for dept in depts for each in heads(dept, scene)]
    found = _WORDS.get(word)
    return found(form, scene, everybody) if found is not None else ()


def with_function(function: Function, people: Iterable[Person]) -> list[Person]:
    """Those who are so in the process."""
    return [each for each in people if function in each.functions]


def heads(dept: str, scene: Scene) -> list[Person]:
    """The head of a department; of the lead department that is `lead_dept_head` too."""
    everybody = _writers(scene)
    named = with_function(Function.DEPT_HEAD, [each for each in everybody if each.dept == dept])
    if dept == scene.project.lead_dept:
        named = with_function(Function.LEAD_DEPT_HEAD, everybody) or named
    return named


def spokesmen(people: Iterable[Person]) -> list[Person]:
    """Of several who may act those who are to be reminded: heads and liaisons, else all (1.3)."""
    found = list(people)
    said = {Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD, Function.LIAISON}
    return [each for each in found if said & set(each.functions)] or found


def _writers(scene: Scene) -> list[Person]:
    """Everybody who may write: visitors sign nothing (process 1.8)."""
    here = (each for each in scene.people.values() if not each.removed)
    return [each for each in here if each.role is not Role.VIEWER]


def _lead_head(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    return heads(scene.project.lead_dept, scene)


def _dept_head(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    return heads(form.dept, scene)


def _dept_heads(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    depts = dict.fromkeys(each.dept for each in people if each.dept)
    return [each for dept in depts for each in heads(dept, scene)]


def _participants(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    """Those who were at the last kickoff; where none was held, the heads and the liaisons."""
    held = [
        each
        for each in scene.records.values()
        if isinstance(each, Meeting) and each.kind is MeetingKind.KICKOFF and each.ended_at
    ]
    if held:
        last = max(held, key=lambda each: str(each.ended_at))
        return [scene.people[each] for each in last.present() if each in scene.people]
    said = {Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD, Function.LIAISON}
    return [each for each in people if said & set(each.functions)]


def _original_approver(form: Form, scene: Scene, people: list[Person]) -> Iterator[Person]:
    """R15: who approved the request; where approval was left out, who signed it."""
    requests = [
        each
        for each in scene.records.values()
        if isinstance(each, Form) and each.kind == "request" and each.status is FormStatus.DONE
    ]
    for request in sorted(requests, key=lambda each: str(each.done_at), reverse=True):
        for step in ("approve", "review"):
            agreed = [
                each for each in request.signs if each["step"] == step and each["verdict"] == AGREES
            ]
            if agreed:
                person = scene.people.get(RecordId(agreed[-1]["person"]))
                if person is not None:
                    yield person
                return


def _task_owner(form: Form, scene: Scene, people: list[Person]) -> Iterator[Person]:
    record = scene.records.get(form.subject) if form.subject else None
    if isinstance(record, Task | Risk) and record.owner:
        person = scene.people.get(record.owner)
        if person is not None:
            yield person


def _panel(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    """The acceptance panel; where nobody is on it, the heads of the departments."""
    named = with_function(Function.ACCEPTANCE_PANEL, people)
    return named or _dept_heads(form, scene, people)


def _lead_dept(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    lead = [each for each in people if each.dept and each.dept == scene.project.lead_dept]
    return [*lead, *with_function(Function.PROJECT_MANAGER, people)]


def _dept(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    return [each for each in people if each.dept == form.dept]


def _panel_member(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    person = scene.people.get(form.subject) if form.subject else None
    return [person] if person is not None else []


def _anyone(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    return people


_WORDS = {
    "lead_dept_head": _lead_head,
    "dept_head": _dept_head,
    "dept_heads": _dept_heads,
    "participants": _participants,
    "original_approver": _original_approver,
    "task_owner": _task_owner,
    "panel": _panel,
    "panel_member": _panel_member,
    "lead_dept": _lead_dept,
    "dept": _dept,
    "anyone": _anyone,
}
