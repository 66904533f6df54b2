"""Where a form stands, read from a board: whom it waits for, at which step, until when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.clock_choice import chosen
from core.domain.form import Form, FormStatus, agreed, objections
from core.domain.form_kind import Act, FormKind, StepKind
from core.domain.ids import RecordId
from core.domain.meeting import Meeting
from core.domain.parties import parties
from core.domain.people import Person
from core.domain.policy import in_force
from core.domain.record import Record
from core.domain.scene import Scene
from core.domain.speaking import writers

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.definitions import Definitions

WRITING = "write"
"""What a draft waits for; the other steps go by their own ids."""
MENDING = "mend"
"""What a form waits for that somebody objected to."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a form waits for."""

    step: str
    """The id of a step of its kind, `WRITING` or `MENDING`."""
    people: tuple[Person, ...] = ()
    """Who may take it further; nobody where no one is what the step needs."""
    forms: tuple[Form, ...] = ()
    """The answers that are not in, where the step collects them."""
    clock: str = ""
    """Which clock of the process runs (`C01`); empty where none does."""
    since: datetime | None = None
    due: datetime | None = None
    """Until when, in UTC."""

    def late(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.due is not None and self.due < now


def scene_of(board: Board, known: Definitions, now: datetime, actor: str = "") -> Scene:
    """A board as the rules about forms look at it."""
    shelves: tuple[Mapping[str, Record], ...] = (
        *(board.forms, board.tasks, board.risks, board.meetings, board.milestones),
        *(board.blockers, board.actions, board.people),
    )
    return Scene(
        now=board.project.clock_at(now),
        actor=actor,
        project=board.project,
        people={each.id: each for each in board.people.values()},
        departments=board.departments,
        records={each.id: each for shelf in shelves for each in shelf.values()},
        policies=tuple(board.policies.values()),
        calendar=board.calendar,
        calendars=board.calendars,
        forms=known.forms,
        clocks=chosen(known.clocks, in_force(board.policies.values(), now).clocks),
    )


def waiting(form: Form, scene: Scene) -> Waiting | None:
    """What a form waits for; None where it is over, or nobody knows such a form any more."""
    kind = scene.forms.get(form.kind)
    if kind is None or form.status in (FormStatus.DONE, FormStatus.WITHDRAWN):
        return None
    if form.status is FormStatus.DRAFT:
        return _written(form, kind, scene)
    step = next((each for each in kind.steps if each.id == form.step), None)
    if step is None:
        return None
    return (
        _collected(form, kind, step, scene)
        if step.act is Act.COLLECT
        else _named(form, kind, step, scene)
    )


def _written(form: Form, kind: FormKind, scene: Scene) -> Waiting:
    clock = clock_of(form, scene) if form.due_at else ""
    people = writers(form, kind, scene)
    if kind.by == "anyone":
        # Whoever may write one, it is its beginner who does.
        people = tuple(each for each in people if each.goes_by(form.opened_by)) or people
    since = begun(kind, scene.records.values()) if clock and kind.opens else None
    return Waiting(WRITING, people, (), clock, since or asked_since(form, scene), form.due_at)


def asked_since(form: Form, scene: Scene) -> datetime | None:
    """Since when a form is to be written: it was begun, or asked for again after it objected."""
    parent = scene.records.get(form.parent or RecordId(""))
    if not isinstance(parent, Form) or parent.step != form.at_step:
        return form.opened_at
    return max(filter(None, (parent.step_since, form.opened_at)), default=None)


def clock_of(form: Form, scene: Scene) -> str:
    """The clock that the writing of a form runs by: its own, or that of who asked for it."""
    kind, parent = scene.forms.get(form.kind), scene.records.get(form.parent or RecordId(""))
    if isinstance(parent, Form) and parent.kind in scene.forms:
        asked = (each for each in scene.forms[parent.kind].steps if each.id == form.at_step)
        return next((each.clock for each in asked), "")
    return kind.clock if kind is not None else ""


def begun(kind: FormKind, records: Iterable[Record]) -> datetime | None:
    """From when a form is to be written: the end of the last meeting, or form, that opens it."""
    ends = (
        each.ended_at if isinstance(each, Meeting) else each.done_at
        for each in records
        if isinstance(each, Meeting | Form) and each.kind == kind.opens and not each.removed
    )
    return max((each for each in ends if each), default=None)


def _named(form: Form, kind: FormKind, step: StepKind, scene: Scene) -> Waiting:
    signed = agreed(form, step.id, kind)
    wanted = (each for each in parties(step.who, form, scene) if each.id not in signed)
    return Waiting(step.id, tuple(wanted), (), step.clock, form.step_since, form.due_at)


def _collected(form: Form, kind: FormKind, step: StepKind, scene: Scene) -> Waiting:
    asked = children(form, scene, step.id)
    still = tuple(each for each in asked if each.status is not FormStatus.DONE)
    if not still and objections(asked, scene.forms):
        writers = parties(kind.by, form, scene)
        return Waiting(MENDING, writers, (), step.rework, form.step_since, form.due_at)
    people = {who.id: who for each in still for who in _asked(each, scene)}
    since, due = form.step_since, form.due_at
    return Waiting(step.id, tuple(people.values()), still, step.clock, since, due)


def _asked(form: Form, scene: Scene) -> tuple[Person, ...]:
    found = waiting(form, scene)
    return found.people if found is not None else ()


def children(form: Form, scene: Scene, step: str = "") -> tuple[Form, ...]:
    """The forms that one collects, at a step or at any, in the order of their ids."""
    found = (
        each
        for each in scene.records.values()
        if isinstance(each, Form)
        and each.parent == form.id
        and (not step or each.at_step == step)
        and not each.removed
        and each.status is not FormStatus.WITHDRAWN
    )
    return tuple(sorted(found, key=lambda each: each.id.zfill(12)))
