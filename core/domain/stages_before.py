"""The stages before the work begins, S0 to S7 (process 1.2): who, what for, how. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from core.domain.form import FormStatus
from core.domain.form_ahead import lacking, steps_of
from core.domain.form_kind import Act
from core.domain.meeting import MeetingKind
from core.domain.meeting_next import nearest
from core.domain.people import Function
from core.domain.stage import Stage, StageState
from core.domain.stage_look import Look, of_forms, of_meeting, with_ids
from core.domain.task import FINISHED


def _founding(stage: str, look: Look) -> Stage:
    """S0: the lead has a head, somebody manages, each partner has a head and a liaison.

    Whoever is to sign the request is asked for here already, not when its turn comes.
    """
    for dept, function in _lacking(look):
        place = dept or "DEPT"
        then = ("people", "add", "NAME", "--dept", place, "--function", function.value)
        return Stage(stage, StageState.UNDER_WAY, next=then)
    return Stage(stage, StageState.DONE)


def _lacking(look: Look) -> Iterator[tuple[str, Function]]:
    """The functions that nobody has, with the department where it is one's own."""
    people = [each for each in look.board.people.values() if each.here]
    has = {function for each in people for function in each.functions}
    for wanted in (Function.PROJECT_MANAGER, Function.LEAD_DEPT_HEAD, Function.LIAISON):
        if wanted not in has:
            yield "", wanted
    if len({each.dept for each in people if _HEADS & {*each.functions}}) < 2:
        yield "", Function.DEPT_HEAD
    yield from _to_sign(look, has)


def _to_sign(look: Look, has: Collection[Function]) -> Iterator[tuple[str, Function]]:
    """Those whom the request needs on its way: before it is written, who approves it."""
    requests, scene = look.forms("request"), look.scene
    kind = scene.forms.get("request")
    steps = steps_of(kind, scene) if kind is not None else ()
    approved = any(each.who == Function.COLLAB_MANAGER for each in steps)
    if not requests and approved and Function.COLLAB_MANAGER not in has:
        yield "", Function.COLLAB_MANAGER
    for form in requests:
        if form.status is not FormStatus.DONE:
            for each in lacking(form, steps, scene):
                if each.who in _FUNCTIONS:
                    yield each.dept, Function(each.who)


_FUNCTIONS: Final = frozenset(each.value for each in Function)
_HEADS: Final = frozenset({Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD})
_PARTS: Final = {"S1": (Act.SIGN,), "S2": (Act.APPROVE,), "S3": (Act.COLLECT,)}
"""The request's own steps, by the stage that they are."""


def _request(stage: str, look: Look) -> Stage:
    """S1 to S3: one form, the request, on its way through its steps."""
    whole = of_forms(stage, look.forms("request"), look, ("form", "new", "request"))
    asked = look.forms("request")
    form = next((each for each in asked if each.status is not FormStatus.DONE), None)
    kind = look.scene.forms.get("request")
    if form is None or kind is None:
        return whole if asked or stage == "S1" else Stage(stage, StageState.NOT_BEGUN)
    order = [act for acts in _PARTS.values() for act in acts]
    now = next((each.act for each in kind.steps if each.id == form.step), None)
    at = order.index(now) if now in order else 0
    mine = list(_PARTS).index(stage)
    if mine == at:
        return whole
    done = mine < at
    return Stage(stage, StageState.DONE if done else StageState.NOT_BEGUN, (form.id,) * done)


def _kickoff(stage: str, look: Look) -> Stage:
    """S4: the kickoff is held, and everybody signed what it agreed on."""
    held = look.meetings(MeetingKind.KICKOFF)
    charter = look.forms("charter")
    ids = tuple(each.id for each in held)
    if not held and not charter:
        return Stage(stage, StageState.NOT_BEGUN, next=("meet", "plan", "kickoff", "WHEN"))
    then = nearest(held, MeetingKind.KICKOFF)
    if then is not None and not charter:
        return of_meeting(stage, then, ids, look)
    if not charter:
        return Stage(stage, StageState.UNDER_WAY, ids, next=("form", "new", "charter"))
    found = with_ids(ids, of_forms(stage, (*charter, *look.forms("needs")), look, ()))
    if found.state is StageState.DONE and then is not None:
        return of_meeting(stage, then, found.records, look)
    return found


def _team(stage: str, look: Look) -> Stage:
    """S5: every task has an owner (R01) and a row of the grid without faults (R29)."""
    tasks = [each for each in look.board.tasks.values() if each.status not in FINISHED]
    if not look.board.tasks:
        return Stage(stage, StageState.NOT_BEGUN, next=("add", "--type", "task", "LINE"))
    unowned = [each.id for each in tasks if each.owner is None]
    faulty = [each.id for each in tasks if look.board.findings.get(each.id)]
    if not unowned and not faulty:
        return Stage(stage, StageState.DONE)
    then = (
        ("do", unowned[0], "assign", "NAME")
        if unowned
        else ("do", faulty[0], "raci", "PARTY", "R/A/C/I")
    )
    return Stage(stage, StageState.UNDER_WAY, tuple(dict.fromkeys((*unowned, *faulty))), next=then)


def _goals(stage: str, look: Look) -> Stage:
    """S6: the goals of the departments are agreed on."""
    return of_forms(stage, look.forms("goals"), look, ("form", "new", "goals"))


def _plans(stage: str, look: Look) -> Stage:
    """S7: each department enters its plan, one working day after the kickoff (C03)."""
    own = of_forms(stage, look.forms("plan"), look, ("form", "new", "plan", "--dept", "DEPT"))
    still = look.running("C03")
    if not still:
        return own
    first = look.mine(still)
    late = bool(look.breached("C03"))
    then = own.next if first.subject else ("form", "new", "plan", "--dept", first.dept)
    people = tuple(dict.fromkeys(who for each in still for who in each.people))
    state = StageState.LATE if late else StageState.WAITING
    return Stage(stage, state, own.records, people, still[0].due, own.step, then)


BEFORE: Final[Mapping[str, Callable[[str, Look], Stage]]] = {
    "S0": _founding,
    "S1": _request,
    "S2": _request,
    "S3": _request,
    "S4": _kickoff,
    "S5": _team,
    "S6": _goals,
    "S7": _plans,
}
"""How each of them is read."""
