"""Where a form goes next: from step to step of its kind, until it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.deciding.form_effects import effect_of
from core.domain.event import Event, apply, begin, changed, created
from core.domain.form import Form, FormStatus, agreed, changed_since, objections, rewritten, seal
from core.domain.form_ahead import lacking, steps_of
from core.domain.form_kind import Act, FormKind, StepKind
from core.domain.form_objecting import refusal_of
from core.domain.form_signed import answered
from core.domain.form_standing import clock_of
from core.domain.ids import Kind, RecordId
from core.domain.parties import depts_named, heads, parties, vacated
from core.domain.people import Person
from core.domain.prefill import prefilled
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.task import Task


@dataclass(slots=True)
class Course:
    """The forms of one wish, while it takes its course: facts pile up, records follow them."""

    scene: Scene
    events: list[Event] = field(default_factory=list)

    def note(self, event: Event | None) -> None:
        """One more fact; what follows is decided on what it came to."""
        if event is not None:
            self.events.append(event)
            self.scene = self.scene.after((event,))

    def note_all(self, events: Iterable[Event]) -> None:
        """Several facts, one after the other."""
        for each in events:
            self.note(each)

    def form(self, identity: RecordId) -> Form:
        """A form as it reads by now."""
        return self.scene.record(Form, identity)

    def kind(self, form: Form) -> FormKind:
        """What the form is like.

        Raises:
            Refused: nobody defines such a form on this machine.
        """
        return kind_of_form(form.kind, self.scene)

    def children(self, form: Form, step: str) -> list[Form]:
        """The forms collected at a step."""
        return [
            each
            for each in self.scene.records.values()
            if isinstance(each, Form)
            and each.parent == form.id
            and each.at_step == step
            and not each.removed
            and each.status is not FormStatus.WITHDRAWN
        ]


def kind_of_form(name: str, scene: Scene) -> FormKind:
    """The definition of a form, to go further by.

    Raises:
        Refused: there is none, or a customer's own that cannot be used is meant to be in its place.
    """
    found = scene.forms.get(name)
    if found is None:
        raise Refused("form-unknown", kind=name, known=", ".join(sorted(scene.forms)))
    if found.held:
        raise Refused("form-held", kind=name, file=found.held)
    return found


def advance(form: RecordId, course: Course) -> None:
    """Takes a form as far as it goes without anybody: up to a step that waits, or to its end.

    Raises:
        Refused: nobody is whom a step waits for: who is missing is said, nothing moves.
    """
    while True:
        now = course.form(form)
        step = _current(now, course)
        if step is None:
            return
        if not _passed(now, step, course):
            _held_up(now, step, course)
            return
        _enter(now, _overtaken(now, step, course) or _after(now, step, course), course)


def back(form: RecordId, course: Course) -> None:
    """Back at once to the first whose name speaks of something else than the form reads now (R24):
    nobody after them signs what they have not seen. Who answered is asked again (R15); answers
    that are being given are taken first.

    Raises:
        Refused: nobody is whom that step waits for.
    """
    now = course.form(form)
    step = _current(now, course)
    for each in answered(now, course.scene):
        due = course.scene.clock_due(clock_of(each, course.scene), each.dept)
        _ask_again(each, due, course)
    if step is None or step.act is Act.COLLECT:
        return
    if (first := _overtaken(now, step, course)) is not None:
        _enter(now, first, course)


def _held_up(form: Form, step: StepKind, course: Course) -> None:
    """Everybody answered and somebody objects: from now on the mending is counted (C18)."""
    if step.act is not Act.COLLECT:
        return
    asked, scene = course.children(form, step.id), course.scene
    answered = all(each.status is FormStatus.DONE for each in asked)
    if answered and objections(asked, scene.forms) and not _mending(form, step, asked, scene):
        due = scene.clock_due(step.rework)
        course.note(changed(form, "form.moved", due_at=due, step_since=scene.now))
        _carry_out(step.objected, form, course)


def _mending(form: Form, step: StepKind, asked: Iterable[Form], scene: Scene) -> bool:
    """Whether the mending is counted already: what is written meanwhile does not begin it anew."""
    since = form.step_since
    if since is None or any(each.done_at is None or each.done_at > since for each in asked):
        return False
    return form.due_at == replace(scene, now=since).clock_due(step.rework)


def _carry_out(effect: str, form: Form, course: Course) -> None:
    for event in effect_of(effect, form, course.scene) if effect else ():
        course.note(event)


def start(form: RecordId, course: Course) -> None:
    """The form enters its first step.

    Raises:
        Refused: somebody is not there whom it needs on its way; who that is is said at once, while
            whoever hands it in can still set it, or write another department.
    """
    now = course.form(form)
    steps = steps_of(course.kind(now), course.scene)
    for each in lacking(now, steps, course.scene):
        raise Refused("form-nobody", step=each.step, who=each.who, dept=each.dept)
    _enter(now, steps[0] if steps else None, course)
    advance(form, course)


def _current(form: Form, course: Course) -> StepKind | None:
    if form.status is not FormStatus.OPEN:
        return None
    return next((each for each in course.kind(form).steps if each.id == form.step), None)


def _after(form: Form, step: StepKind, course: Course) -> StepKind | None:
    kind = course.kind(form)
    later = kind.steps[[each.id for each in kind.steps].index(step.id) + 1 :]
    taken = {each.id for each in steps_of(kind, course.scene)}
    return next((each for each in later if each.id in taken), None)


def _overtaken(form: Form, step: StepKind, course: Course) -> StepKind | None:
    """The first step before this one that is open again: its names speak of something else than
    the form reads now (R24), or somebody is asked by now who did not answer."""
    kind = course.kind(form)
    again = {each["step"] for each in changed_since(form, kind)}
    again |= {each.id for each in kind.steps if each.act is Act.COLLECT}
    for each in steps_of(kind, course.scene):
        if each.id == step.id:
            return None
        if each.id in again and not _passed(form, each, course):
            return each
    return None


def _enter(form: Form, step: StepKind | None, course: Course) -> None:
    now = course.scene.now
    if step is None:
        done: dict[str, Any] = {"status": FormStatus.DONE, "step": "", "due_at": None}
        course.note(changed(form, "form.done", **done, done_at=now, step_since=now))
        return
    course.note(
        changed(
            form,
            "form.moved",
            status=FormStatus.OPEN,
            step=step.id,
            step_since=now,
            due_at=course.scene.clock_due(step.clock),
        )
    )
    if step.act is Act.COLLECT:
        _carry_out(step.effect, form, course)
        _collect(course.form(form.id), step, course)
    elif step.act is not Act.APPLY:
        waited_for(course.form(form.id), step, course.scene)


def waited_for(form: Form, step: StepKind, scene: Scene) -> tuple[Person, ...]:
    """Whose names a step takes.

    Raises:
        Refused: there is nobody; what has to be set is said.
    """
    for dept in depts_named(step.who, form):
        _needs_head(dept, step, scene)
    found = parties(step.who, form, scene)
    if not found:
        raise Refused("form-nobody", step=step.id, who=step.who, dept=form.dept)
    return found


def _passed(form: Form, step: StepKind, course: Course) -> bool:
    match step.act:
        case Act.APPLY:
            _carry_out(step.effect, form, course)
            return True
        case Act.COLLECT:
            _ask(form, step, course)
            asked = course.children(form, step.id)
            done = all(_answered(each, course) for each in asked)
            return done and not objections(asked, course.scene.forms)
        case _:
            if vacated(step.who, form, course.scene):
                return False
            wanted = {each.id for each in waited_for(form, step, course.scene)}
            signed = agreed(form, step.id, course.kind(form)) & wanted
            return signed == wanted if step.needs == "all" else bool(signed)


def _answered(form: Form, course: Course) -> bool:
    """An answer counts as long as it reads as it was signed."""
    return form.status is FormStatus.DONE and not changed_since(form, course.kind(form))


def mended(before: Form, course: Course) -> None:
    """An answer that reads otherwise than it was given, while it still counts: it is given anew."""
    now = course.form(before.id)
    parent = course.scene.records.get(now.parent) if now.parent else None
    if not isinstance(parent, Form) or parent.status is FormStatus.DONE:
        return
    kind = course.kind(now)
    if now.status is FormStatus.DONE and seal(now, kind) != seal(before, kind):
        _ask_again(now, parent.due_at, course)


def _ask_again(form: Form, due: datetime | None, course: Course) -> None:
    back: dict[str, Any] = {"status": FormStatus.DRAFT, "step": "", "round": form.round + 1}
    no = refusal_of(form, course.kind(form))
    signs = form.signs if no is None else (*form.signs, no)
    course.note(changed(form, "form.asked_again", **back, signs=signs, due_at=due, done_at=None))


def _collect(form: Form, step: StepKind, course: Course) -> None:
    """Everybody who is asked gets a form; who objected before gets theirs back: everybody, where
    each round asks anew (F24), or the names of an earlier round speak of another text."""
    there = course.children(form, step.id)
    _ask(form, step, course)
    anew = step.anew or rewritten(form, course.kind(form))
    for each in there if anew else objections(there, course.scene.forms):
        _ask_again(each, course.scene.clock_due(step.clock, each.dept), course)


def _ask(form: Form, step: StepKind, course: Course) -> None:
    """Who is asked and has no form yet gets one: also those who were named later."""
    there = {(each.dept, each.subject) for each in course.children(form, step.id)}
    for dept, subject in _asked(form, step, course.scene):
        if (dept, subject or form.subject) not in there:
            course.note(_child(form, step, dept, subject, course))


def _asked(form: Form, step: StepKind, scene: Scene) -> Iterator[tuple[str, RecordId | None]]:
    """The departments, or the people, who fill a form of their own."""
    named = form.values.get(step.each)
    if isinstance(named, list):
        depts = dict.fromkeys(map(str, named))
        for dept in depts:
            if dept != scene.project.lead_dept or len(depts) == 1:
                _needs_head(dept, step, scene)
                yield dept, None
    elif step.each == "dept":
        yield form.dept or _dept_of(form, scene), None
    else:
        for person in waited_for(form, replace(step, who=step.each), scene):
            yield person.dept, person.id


def _needs_head(dept: str, step: StepKind, scene: Scene) -> None:
    if not heads(dept, scene):
        raise Refused("form-nobody", step=step.id, who="dept_head", dept=dept)


def _dept_of(form: Form, scene: Scene) -> str:
    record = scene.records.get(form.subject) if form.subject else None
    return record.dept if isinstance(record, Task) else ""


def _child(
    form: Form, step: StepKind, dept: str, subject: RecordId | None, course: Course
) -> Event:
    scene = course.scene
    child = Form(
        id=scene.next_id(Kind.FORM),
        kind=kind_of_form(step.form, scene).kind,
        subject=subject or form.subject,
        dept=dept,
        parent=form.id,
        at_step=step.id,
        opened_by=scene.actor,
        opened_at=scene.now,
        due_at=scene.clock_due(step.clock, dept),
    )
    kind = kind_of_form(step.form, scene)
    return created(replace(child, values=prefilled(kind, child, scene)), "form.opened")


def zone_of(scene: Scene) -> ZoneInfo:
    """The zone that a project's working days are counted in."""
    return ZoneInfo(scene.project.timezone)


def written(events: Iterable[Event], scene: Scene) -> Form | None:
    """The first form that these facts are about, as it reads after them."""
    for event in events:
        record = scene.records.get(event.subject)
        if event.creates and event.subject.startswith(f"{Kind.FORM.value}-"):
            return begin(Form, event, scene.now)
        if isinstance(record, Form):
            return apply(record, event, scene.now)
    return None
