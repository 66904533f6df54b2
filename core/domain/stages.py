"""Where a project stands in its sixteen stages (process 1.2, S0–S15). Pure.

Each stage is read from records that are there anyway: nobody ticks a stage off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.domain.form import Form, FormStatus
from core.domain.form_kind import Act
from core.domain.form_next import step_on
from core.domain.form_standing import waiting
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, OVER, Meeting, MeetingKind
from core.domain.people import Function
from core.domain.process_clocks import ClockState, Ticking, wall
from core.domain.project import Phase
from core.domain.risk import RiskStatus
from core.domain.task import FINISHED, Task, TaskStatus

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene


class StageState(StrEnum):
    """How far a stage is."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    """For somebody in particular."""
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as it stands."""

    id: str
    """`S0` to `S15`."""
    state: StageState
    records: tuple[RecordId, ...] = ()
    """What it is read from, the most urgent first."""
    people: tuple[RecordId, ...] = ()
    """Who must act."""
    due: datetime | None = None
    step: str = ""
    """What the form waits for, where it is a form: see `core.domain.form_standing`."""
    next: tuple[str, ...] = ()
    """The command that takes it further, as words after `pengtou`; capitals are to be filled in."""


@dataclass(frozen=True, slots=True)
class Page:
    """The process of a project at a moment."""

    stages: tuple[Stage, ...]
    clocks: tuple[Ticking, ...]

    @property
    def current(self) -> Stage | None:
        """The stage to go on with: one that is late, else the first that is not done; none once
        the project is archived."""
        if self.stages and self.stages[-1].state is StageState.DONE:
            return None
        open_ = [each for each in self.stages if each.state is not StageState.DONE]
        late = [each for each in open_ if each.state is StageState.LATE]
        return next(iter(late or open_), None)


def page(board: Board, scene: Scene) -> Page:
    """Stages and clocks of a project."""
    clocks = wall(board, scene)
    look = _Look(board, scene, clocks)
    return Page(tuple(_STAGES[each](each, look) for each in STAGES), clocks)


@dataclass(frozen=True, slots=True)
class _Look:
    """What stages are read from."""

    board: Board
    scene: Scene
    clocks: tuple[Ticking, ...]

    def forms(self, *kinds: str) -> list[Form]:
        """The forms of some kinds that nobody asked for and nobody withdrew."""
        return [
            each
            for each in self.board.forms.values()
            if each.kind in kinds and each.status is not FormStatus.WITHDRAWN
        ]

    def meetings(self, *kinds: MeetingKind) -> list[Meeting]:
        """The meetings of some kinds that are ahead, go on or were held."""
        found = [each for each in self.board.meetings.values() if each.kind in kinds]
        return [each for each in found if each.status in AHEAD | OVER or each.on]

    def breached(self, *clocks: str) -> list[Ticking]:
        """Those of some clocks whose time is over."""
        missed = (each for each in self.clocks if each.state is ClockState.BREACHED)
        return [each for each in missed if each.clock in clocks]

    def running(self, *clocks: str) -> list[Ticking]:
        """Those of some clocks that run or have run out."""
        open_ = (ClockState.BREACHED, ClockState.RUNNING)
        return [each for each in self.clocks if each.clock in clocks and each.state in open_]

    def mine(self, found: list[Ticking]) -> Ticking:
        """Of several clocks that of who looks: their next step is their own; else the first."""
        me = self.scene.myself()
        return next((each for each in found if me is not None and me.id in each.people), found[0])


def _of_forms(stage: str, forms: Iterable[Form], look: _Look, begin: tuple[str, ...]) -> Stage:
    """A stage that is forms: what waits longest decides."""
    found = [(each, waiting(each, look.scene)) for each in forms]
    still = [(form, wait) for form, wait in found if wait is not None]
    ids = tuple(form.id for form, _ in found)
    if not found:
        return Stage(stage, StageState.NOT_BEGUN, next=begin)
    if not still:
        return Stage(stage, StageState.DONE, ids)
    still.sort(key=lambda pair: (pair[1].due is None, pair[1].due, pair[0].id.zfill(12)))
    form, wait = still[0]
    state = StageState.WAITING if form.status is FormStatus.OPEN else StageState.UNDER_WAY
    if any(each.late(look.scene.now) for _, each in still):
        state = StageState.LATE
    me = look.scene.myself()
    own = next(((one, each) for one, each in still if me in each.people), still[0])
    return Stage(
        stage,
        state,
        tuple(dict.fromkeys((form.id, *ids))),
        tuple(dict.fromkeys(who.id for _, each in still for who in each.people)),
        wait.due,
        wait.step,
        step_on(*own, look.scene),
    )


def _founding(stage: str, look: _Look) -> Stage:
    """S0: the lead has a head, somebody manages, each partner has a head and a liaison."""
    people = list(look.board.people.values())
    has = {function for each in people for function in each.functions}
    heads = {
        each.dept
        for each in people
        if {Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD} & {*each.functions}
    }
    wanted = (Function.PROJECT_MANAGER, Function.LEAD_DEPT_HEAD, Function.LIAISON)
    lack = [each for each in wanted if each not in has]
    if not lack and len(heads) > 1:
        return Stage(stage, StageState.DONE)
    function = lack[0].value if lack else Function.DEPT_HEAD.value
    then = ("people", "add", "NAME", "--dept", "DEPT", "--function", function)
    return Stage(stage, StageState.UNDER_WAY, next=then)


_PARTS: Final = {"S1": (Act.SIGN,), "S2": (Act.APPROVE,), "S3": (Act.COLLECT,)}
"""The request's own steps, by the stage that they are."""


def _request(stage: str, look: _Look) -> Stage:
    """S1 to S3: one form, the request, on its way through its steps."""
    whole = _of_forms(stage, look.forms("request"), look, ("form", "new", "request"))
    form = next(iter(look.forms("request")), None)
    kind = look.scene.forms.get("request")
    if form is None or kind is None or whole.state is StageState.DONE:
        not_yet = Stage(stage, StageState.NOT_BEGUN)
        return whole if form is not None or stage == "S1" else not_yet
    order = [act for acts in _PARTS.values() for act in acts]
    now = next((each.act for each in kind.steps if each.id == form.step), None)
    at = order.index(now) if now in order else 0
    mine = list(_PARTS).index(stage)
    if mine == at:
        return whole
    done = mine < at
    return Stage(stage, StageState.DONE if done else StageState.NOT_BEGUN, (form.id,) * done)


def _kickoff(stage: str, look: _Look) -> Stage:
    """S4: the kickoff is held, and everybody signed what it agreed on."""
    held = look.meetings(MeetingKind.KICKOFF)
    charter = look.forms("charter")
    ids = tuple(each.id for each in held)
    if not held and not charter:
        return Stage(stage, StageState.NOT_BEGUN, next=("meet", "plan", "kickoff", "WHEN"))
    ahead = [each for each in held if each.status in AHEAD]
    if ahead and not charter:
        sent = ahead[0].agenda_sent_at is not None
        then = ("meet", "start", "kickoff") if sent else ("meet", "agenda", "send", ahead[0].id)
        who = tuple(each.facilitator for each in ahead if each.facilitator)
        return Stage(stage, StageState.WAITING, ids, who, ahead[0].starts_at, next=then)
    if not charter:
        return Stage(stage, StageState.UNDER_WAY, ids, next=("form", "new", "charter"))
    return _with(ids, _of_forms(stage, (*charter, *look.forms("needs")), look, ()))


def _with(ids: tuple[RecordId, ...], stage: Stage) -> Stage:
    return replace(stage, records=(*stage.records, *ids))


def _team(stage: str, look: _Look) -> Stage:
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


def _goals(stage: str, look: _Look) -> Stage:
    """S6: the goals of the departments are agreed on."""
    return _of_forms(stage, look.forms("goals"), look, ("form", "new", "goals"))


def _plans(stage: str, look: _Look) -> Stage:
    """S7: each department enters its plan, one working day after the kickoff (C03)."""
    own = _of_forms(stage, look.forms("plan"), look, ("form", "new", "plan", "--dept", "DEPT"))
    still = look.running("C03")
    if not still:
        return own
    first = look.mine(still)
    late = bool(look.breached("C03"))
    then = own.next if first.subject else ("form", "new", "plan", "--dept", first.dept)
    people = tuple(dict.fromkeys(who for each in still for who in each.people))
    state = StageState.LATE if late else StageState.WAITING
    return Stage(stage, state, own.records, people, still[0].due, own.step, then)


def _work(stage: str, look: _Look) -> Stage:
    """S8: tasks are worked on and reported on every day (C04)."""
    tasks = [each for each in look.board.tasks.values() if each.status is not TaskStatus.CANCELLED]
    if not any(each.actual or each.status is not TaskStatus.TODO for each in tasks):
        return Stage(stage, StageState.NOT_BEGUN)
    if all(each.status in FINISHED for each in tasks):
        return Stage(stage, StageState.DONE)
    missed = look.breached("C04", "C21")
    return _of_clocks(stage, missed, look.running("C04"), look, "do", "progress", "N")


def _of_clocks(
    stage: str, missed: list[Ticking], running: list[Ticking], look: _Look, verb: str, *then: str
) -> Stage:
    """A stage that goes on all the time: late where a clock ran out, else waiting, or calm."""
    found = missed or running
    if not found:
        return Stage(stage, StageState.UNDER_WAY)
    ids = tuple(dict.fromkeys(each.subject for each in found if each.subject))
    people = tuple(dict.fromkeys(who for each in found for who in each.people))
    state = StageState.LATE if missed else StageState.WAITING
    subject = look.mine(found).subject or next(iter(ids), None)
    do = (verb, subject, *then) if subject else ()
    return Stage(stage, state, ids, people, found[0].due, next=do)


def _syncs(stage: str, look: _Look) -> Stage:
    """S9: the regular meeting, with plan against actual."""
    held = look.meetings(MeetingKind.WEEKLY)
    if not held:
        return Stage(stage, StageState.NOT_BEGUN, next=("meet", "plan", "weekly", "WHEN"))
    ids = tuple(each.id for each in held)
    ahead = [each for each in held if each.status in AHEAD]
    if ahead:
        due = ahead[0].starts_at
        return Stage(stage, StageState.WAITING, ids, (), due, next=("meet", "start", "weekly"))
    return Stage(stage, StageState.UNDER_WAY, ids, next=("meet", "plan", "weekly", "WHEN"))


def _risks(stage: str, look: _Look) -> Stage:
    """S10: risks are known, and something is done about the red ones (C23)."""
    risks = look.board.risks.values()
    open_ = [each for each in risks if each.status is RiskStatus.OPEN]
    if not open_:
        state = StageState.DONE if risks else StageState.NOT_BEGUN
        return Stage(stage, state, next=() if risks else ("add", "--type", "risk", "LINE"))
    missed = look.breached("C23")
    if missed:
        return _of_clocks(stage, missed, [], look, "do", "response", "TEXT")
    owners = tuple(dict.fromkeys(each.owner for each in open_ if each.owner))
    return Stage(stage, StageState.UNDER_WAY, tuple(each.id for each in open_), owners)


def _problems(stage: str, look: _Look) -> Stage:
    """S11: blockers are responded to, solved and verified (C13 to C15)."""
    if not look.board.blockers:
        return Stage(stage, StageState.NOT_BEGUN)
    if not look.board.blocker_order:
        return Stage(stage, StageState.DONE)
    clocks = ("C13", "C14", "C15")
    missed = look.breached(*clocks)
    running = look.running(*clocks)
    first = next(iter(missed or running), None)
    then = ("ack",) if first is not None and first.clock == "C13" else ("decide", "TEXT")
    found = _of_clocks(stage, missed, running, look, "do", *then)
    ids = tuple(dict.fromkeys((*found.records, *map(RecordId, look.board.blocker_order))))
    return Stage(stage, found.state, ids, found.people, found.due, next=found.next)


def _changes(stage: str, look: _Look) -> Stage:
    """S12: what was agreed changes only by a form (R15)."""
    return _of_forms(stage, look.forms("change"), look, ())


def _closing(stage: str, look: _Look) -> Stage:
    """S13: minutes go out and promises are kept (C12, C20)."""
    missed, running = look.breached("C12", "C20"), look.running("C12", "C20")
    if not missed and not running:
        over = any(each.status is FormStatus.DONE for each in look.forms("completion"))
        held = any(each.status in OVER for each in look.board.meetings.values())
        still = StageState.DONE if over else StageState.UNDER_WAY
        return Stage(stage, still if held else StageState.NOT_BEGUN)
    if (missed or running)[0].clock == "C12":
        meeting = (missed or running)[0].subject or ""
        found = _of_clocks(stage, missed, running, look, "minutes")
        return Stage(
            stage,
            found.state,
            found.records,
            found.people,
            found.due,
            next=("minutes", "send", meeting, "--to", "BOT"),
        )
    return _of_clocks(stage, missed, running, look, "do", "submit", "TEXT")


def _acceptance(stage: str, look: _Look) -> Stage:
    """S14: results are accepted, and the lead department confirms that all is done."""
    asked, letters = look.forms("acceptance"), look.forms("completion")
    found = _of_forms(stage, (*asked, *letters), look, ())
    ready, me = _to_accept(asked, look), look.scene.myself()
    own = next((each.id for each in ready if me is not None and each.owner == me.id), None)
    if own is not None and me is not None and me.id not in found.people:
        return replace(found, next=("form", "new", "acceptance", "--about", own))
    if ready and found.state in (StageState.NOT_BEGUN, StageState.DONE) and not letters:
        begin = ("form", "new", "acceptance", "--about", ready[0].id)
        state = found.state if not asked else StageState.UNDER_WAY
        return replace(found, state=state, next=begin)
    if found.state is not StageState.DONE or letters:
        return found
    return replace(found, state=StageState.UNDER_WAY, next=("form", "new", "completion"))


def _to_accept(asked: list[Form], look: _Look) -> list[Task]:
    """Tasks that are delivered and that nobody has asked to be accepted yet."""
    known = {each.subject for each in asked}
    tasks = look.board.tasks.values()
    return [each for each in tasks if each.status is TaskStatus.IN_REVIEW and each.id not in known]


def _looking_back(stage: str, look: _Look) -> Stage:
    """S15: looked back on within five working days after the end (C19), then archived (F28)."""
    found = _of_forms(stage, look.forms("retro"), look, ())
    if found.state is StageState.DONE and look.board.project.phase is not Phase.ARCHIVED:
        return replace(found, state=StageState.UNDER_WAY, next=("archive",))
    still = look.running("C19")
    if not still or found.state is StageState.DONE:
        return found
    then = found.next or ("form", "new", "retro")
    state = StageState.LATE if look.breached("C19") else StageState.WAITING
    people = found.people or still[0].people
    return Stage(stage, state, found.records, people, still[0].due, found.step, then)


_STAGES: Mapping[str, Callable[[str, _Look], Stage]] = {
    "S0": _founding,
    "S1": _request,
    "S2": _request,
    "S3": _request,
    "S4": _kickoff,
    "S5": _team,
    "S6": _goals,
    "S7": _plans,
    "S8": _work,
    "S9": _syncs,
    "S10": _risks,
    "S11": _problems,
    "S12": _changes,
    "S13": _closing,
    "S14": _acceptance,
    "S15": _looking_back,
}
STAGES: Final = tuple(_STAGES)
"""The stages of the process, in its order."""
