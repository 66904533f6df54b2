"""Who a form of the process means by a word: the heads, the panel, whoever approved before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

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
    found = {each.id: each for each in _named(word, form, scene) if _writes(each)}
    return tuple(found[each] for each in sorted(found))


def depts_named(word: str, form: Form) -> tuple[str, ...]:
    """The departments that a word takes from fields of the form: each of them is to be asked."""
    name, _, fields = word.partition(":")
    named = fields.split(",") if name == "heads_of" else ()
    return tuple(str(form.values.get(each) or "") for each in named)


def _named(word: str, form: Form, scene: Scene) -> Iterable[Person]:
    everybody = _writers(scene)
    if word in _BY_FUNCTION:
        return with_function(_BY_FUNCTION[word], everybody)
    if depts := depts_named(word, form):
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
    return [each for each in scene.people.values() if _writes(each)]


def _writes(person: Person) -> bool:
    """Whether somebody is there and may write: visitors sign nothing (process 1.8)."""
    return person.here and person.role is not Role.VIEWER


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
        there = [scene.people[each] for each in last.present() if each in scene.people]
        return [one for each in there for one in _or_instead(each, scene)]
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
                    yield from _or_successor(person, step, scene)
                return


def _task_owner(form: Form, scene: Scene, people: list[Person]) -> Iterator[Person]:
    record = scene.records.get(form.subject) if form.subject else None
    if isinstance(record, Task | Risk) and record.owner:
        person = scene.people.get(record.owner)
        if person is not None:
            yield person


def _panel(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    """The acceptance panel; where nobody is on it, the heads of the departments.

    Nobody judges what they made themselves, as nobody verifies their own blocker (R13): where only
    the owner is left, it is for whoever runs the process, or the project.
    """
    owners = {each.id for each in _task_owner(form, scene, people)}
    for asked in (
        with_function(Function.ACCEPTANCE_PANEL, people),
        _dept_heads(form, scene, people),
        with_function(Function.COLLAB_MANAGER, people),
        with_function(Function.PROJECT_MANAGER, people),
    ):
        if others := [each for each in asked if each.id not in owners]:
            return others
    return []


def _lead_dept(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    lead = [each for each in people if each.dept and each.dept == scene.project.lead_dept]
    return [*lead, *with_function(Function.PROJECT_MANAGER, people)]


def _dept(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    return [each for each in people if each.dept == form.dept]


def _panel_member(form: Form, scene: Scene, people: list[Person]) -> list[Person]:
    person = scene.people.get(form.subject) if form.subject else None
    return _or_instead(person, scene) if person is not None else []


def _or_instead(person: Person, scene: Scene) -> list[Person]:
    """Somebody; of who left the project, the head of their department speaks."""
    return [person] if person.left_at is None else heads(person.dept, scene)


def vacated(word: str, form: Form, scene: Scene) -> tuple[str, ...]:
    """The departments that nobody speaks for since their head left: the step waits for another.

    One that has nobody left on the project is asked no more.
    """
    if word not in _EVERY_DEPT:
        return ()
    gone = (each for each in scene.people.values() if each.left_at is not None and _spoke(each))
    depts = dict.fromkeys(each.dept for each in gone if each.dept)
    still = {each.dept for each in _writers(scene)}
    return tuple(each for each in depts if each in still and not heads(each, scene))


_EVERY_DEPT: Final = frozenset({"dept_heads", "participants", "panel"})
"""The words that ask every department, so that one without a head would go unasked."""


def _spoke(person: Person) -> bool:
    """Whether somebody was the head of a department."""
    return bool({Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD} & set(person.functions))


def _or_successor(person: Person, step: str, scene: Scene) -> list[Person]:
    """Who approved; of who left the project, whoever is in their place now."""
    if person.left_at is None:
        return [person]
    if step == "approve":
        found = with_function(Function.COLLAB_MANAGER, _writers(scene))
        return found or heads(person.dept, scene)
    return heads(scene.project.lead_dept, scene)


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

HEADS_OF: Final = "heads_of"
"""The word that names fields: `heads_of:from,to`."""
WORDS: Final = (*_BY_FUNCTION, *_WORDS)
"""Every other word that a form's file may use."""
