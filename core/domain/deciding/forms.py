"""Deciding about forms: begun, written, handed in, signed, taken back (process 1.4, R24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.domain.deciding.action_rights import known
from core.domain.deciding.form_messages import objection_told, refusal_told
from core.domain.deciding.form_rights import (
    may_write,
    said,
    signs_for,
    theirs_to_update,
)
from core.domain.deciding.form_steps import (
    Course,
    advance,
    back,
    kind_of_form,
    mended,
    start,
    waited_for,
)
from core.domain.event import Event, changed, created
from core.domain.form import (
    AGREES,
    REFUSES,
    WITHDRAWS,
    FillForm,
    Form,
    FormStatus,
    OpenForm,
    SignForm,
    SubmitForm,
    WithdrawForm,
    agreed,
    objections,
)
from core.domain.form_checks import check_ahead, check_order, fitting, missing
from core.domain.form_kind import Act, FormKind, StepKind
from core.domain.form_signed import noted
from core.domain.form_standing import begun
from core.domain.ids import Kind, RecordId
from core.domain.prefill import followed, prefilled
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.task import Task

FormCommand = OpenForm | FillForm | SubmitForm | SignForm | WithdrawForm
_ENDED = (FormStatus.DONE, FormStatus.WITHDRAWN)


def decide(command: FormCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about a form comes to.

    Raises:
        Refused: a rule says no: which field, who else, or what has to come first.
        Gone, Conflict: see `Scene.record`.
    """
    course = Course(scene)
    if isinstance(command, OpenForm):
        _open(command, course)
        return tuple(course.events)
    form = scene.record(Form, command.form, command.seen)
    kind = kind_of_form(form.kind, scene)
    match command:
        case FillForm():
            _fill(command, form, kind, course)
        case SubmitForm():
            _submit(command, form, kind, course)
        case SignForm():
            _sign(command, form, kind, course)
        case WithdrawForm():
            _withdraw(command, form, course)
    return tuple(course.events)


def _open(command: OpenForm, course: Course) -> None:
    scene = course.scene
    kind = kind_of_form(command.kind, scene)
    if kind.about in ("task", "risk") and not command.subject:
        raise Refused("form-about", kind=kind.kind)
    if kind.about == "task":
        scene.record(Task, command.subject or "")
    me = known(scene)
    blank = Form(
        id=scene.next_id(Kind.FORM),
        kind=kind.kind,
        subject=command.subject,
        dept=command.dept or (me.dept if kind.about == "dept" else ""),
        opened_by=scene.actor,
        opened_at=scene.now,
    )
    blank = replace(blank, due_at=_due(kind, blank.dept, scene))
    may_write(blank, kind, scene, on_behalf=command.on_behalf)
    if not kind.many and (other := _same(blank, scene)) is not None:
        raise Refused("form-there", id=other.id, kind=kind.kind)
    written = fitting(kind, command.values, scene)
    check_ahead(kind, written, {}, scene)
    check_order(kind, written, {}, scene)
    values = prefilled(kind, replace(blank, values=written), scene) | written
    begun_form = _with(blank, values)
    signs = signs_for(begun_form, kind, scene)
    course.note(created(replace(begun_form, signs=signs), "form.opened"))


def _due(kind: FormKind, dept: str, scene: Scene) -> datetime | None:
    """Until when it is to be written: its clock runs since what opens it is over (C03, C19)."""
    since = begun(kind, scene.records.values()) if kind.opens else None
    own = dept if kind.about == "dept" else ""
    return replace(scene, now=since or scene.now).clock_due(kind.clock, own)


def _with(form: Form, values: dict[str, Any]) -> Form:
    return replace(form, values={name: each for name, each in values.items() if each is not None})


def _same(form: Form, scene: Scene) -> Form | None:
    """A form of the kind about the same thing that is neither done nor withdrawn."""
    for each in scene.records.values():
        if (
            isinstance(each, Form)
            and each.kind == form.kind
            and (each.subject, each.dept) == (form.subject, form.dept)
            and each.status not in _ENDED
            and not each.removed
        ):
            return each
    return None


def _fill(command: FillForm, form: Form, kind: FormKind, course: Course) -> None:
    """What was signed may still be written: the signatures then show that they speak of before."""
    if form.status is FormStatus.WITHDRAWN:
        raise Refused("form-withdrawn", id=form.id)
    written = fitting(kind, command.values, course.scene)
    check_ahead(kind, written, form.values, course.scene)
    check_order(kind, written, form.values, course.scene)
    values = dict(form.values) | written
    if not theirs_to_update(form, kind, values, course.scene):
        form = _in_whose_name(command, form, kind, course)
    values |= followed(kind, replace(form, values=values), command.values, course.scene)
    kept = {name: each for name, each in values.items() if each is not None}
    _still_whole(form, kind, kept)
    note = noted(form, kind, kept, command.reason, course.scene)
    signs = form.signs if note is None else (*form.signs, note)
    course.note(changed(form, "form.filled", values=kept, signs=signs))
    if form.status is FormStatus.OPEN:
        if note is not None:
            back(form.id, course)
        advance(form.id, course)
    mended(form, course)


def _still_whole(form: Form, kind: FormKind, values: Mapping[str, Any]) -> None:
    """What was handed in keeps what must be in it; what a done one never had, it may lack still."""
    lacking = [] if form.status is FormStatus.DRAFT else list(missing(kind, values))
    if form.status is FormStatus.DONE:
        lacked = missing(kind, form.values)
        lacking = [each for each in lacking if each not in lacked]
    if lacking:
        raise Refused("form-missing", id=form.id, fields=", ".join(lacking))


def _in_whose_name(
    command: FillForm | SubmitForm, form: Form, kind: FormKind, course: Course
) -> Form:
    """The form, once whoever acts may write it; where that is for others, it says so from now on.

    Raises:
        Refused: somebody else's form, or nobody said that it is written for them.
    """
    may_write(form, kind, course.scene, on_behalf=command.on_behalf)
    course.note(changed(form, "form.spoken_for", signs=signs_for(form, kind, course.scene)))
    return course.form(form.id)


def _submit(command: SubmitForm, form: Form, kind: FormKind, course: Course) -> None:
    scene = course.scene
    form = _in_whose_name(command, form, kind, course)
    if form.status in _ENDED:
        raise Refused("form-ended", id=form.id)
    if lacking := missing(kind, form.values):
        raise Refused("form-missing", id=form.id, fields=", ".join(lacking))
    again = form.status is FormStatus.OPEN
    if again and not _objected(form, kind, course):
        raise Refused("form-submitted", id=form.id, step=form.step)
    by: dict[str, Any] = {"submitted_by": scene.actor, "submitted_at": scene.now}
    kind_of_fact = "form.resubmitted" if again or form.submitted_at else "form.submitted"
    round_ = form.round + 1 if again else form.round
    course.note(changed(form, kind_of_fact, **by, round=round_))
    start(form.id, course)
    _tell_parent(form, course)


def _objected(form: Form, kind: FormKind, course: Course) -> bool:
    asked = course.children(form, form.step)
    return bool(objections(asked, course.scene.forms))


def _sign(command: SignForm, form: Form, kind: FormKind, course: Course) -> None:
    scene = course.scene
    step = next((each for each in kind.steps if each.id == form.step), None)
    if form.status is not FormStatus.OPEN or step is None:
        raise Refused("form-not-open", id=form.id)
    if step.act not in (Act.SIGN, Act.APPROVE):
        raise Refused("form-waits", id=form.id, step=step.id)
    _signer(form, step, scene)
    if not command.agrees and not command.remark:
        raise Refused("reason-missing", id=form.id)
    verdict = AGREES if command.agrees else REFUSES
    signs = (*form.signs, said(form, kind, verdict, command.remark, scene))
    if command.agrees:
        course.note(changed(form, "form.signed", signs=signs))
        advance(form.id, course)
        _tell_parent(form, course)
        return
    back: dict[str, Any] = {"status": FormStatus.DRAFT, "step": "", "round": form.round + 1}
    course.note(changed(form, "form.refused", signs=signs, **back, due_at=None))
    course.note_all(refusal_told(form, kind, command.remark, course.scene))


def _signer(form: Form, step: StepKind, scene: Scene) -> None:
    """Whoever acts is one of those whose names the step takes.

    Raises:
        Refused: it takes somebody else's, who are named, or they signed already.
    """
    me = known(scene)
    wanted = waited_for(form, step, scene)
    if me.id not in {each.id for each in wanted}:
        names = "、".join(each.name for each in wanted)
        raise Refused("form-who-signs", id=form.id, step=step.id, names=names)
    if me.id in agreed(form, step.id, kind_of_form(form.kind, scene)):
        raise Refused("form-signed-already", id=form.id, name=me.name)


def _tell_parent(form: Form, course: Course) -> None:
    """Where a collected form is done, the form that collects it may go on."""
    now = course.form(form.id)
    if now.status is FormStatus.DONE and now.parent is not None:
        parent = course.scene.records.get(now.parent)
        if isinstance(parent, Form) and not parent.removed:
            advance(parent.id, course)
            if parent.status is FormStatus.OPEN:
                course.note_all(objection_told(now, parent, course.scene))


def _withdraw(command: WithdrawForm, form: Form, course: Course) -> None:
    kind = kind_of_form(form.kind, course.scene)
    may_write(form, kind, course.scene)
    if form.status in _ENDED:
        raise Refused("form-ended", id=form.id)
    if form.parent is not None:
        raise Refused("form-asked", id=form.id, parent=form.parent)
    for each in course.scene.records.values():
        if isinstance(each, Form) and each.parent == form.id and each.status not in _ENDED:
            course.note(changed(each, "form.withdrawn", status=FormStatus.WITHDRAWN, due_at=None))
    gone: dict[str, Any] = {"status": FormStatus.WITHDRAWN, "step": "", "due_at": None}
    why = said(form, kind, WITHDRAWS, command.reason, course.scene)
    signs = (*form.signs, why) if command.reason else form.signs
    course.note(changed(form, "form.withdrawn", signs=signs, **gone))


def speaks_of(form: Form) -> tuple[RecordId, ...]:
    """The records that a rule about this form looks at: its subject, its parent, its tasks."""
    tasks = [
        RecordId(row["task"])
        for rows in form.values.values()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("task"), str)
    ]
    named = [each for each in (form.subject, form.parent) if each is not None]
    return tuple(dict.fromkeys((*named, *tasks)))
