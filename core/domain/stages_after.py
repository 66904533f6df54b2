"""The stages from the work to the end, S8 to S15 (process 1.2). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from core.domain.form import Form, FormStatus
from core.domain.ids import RecordId
from core.domain.meeting import OVER, MeetingKind
from core.domain.meeting_next import nearest
from core.domain.project import Phase
from core.domain.risk import RiskStatus
from core.domain.stage import Stage, StageState
from core.domain.stage_look import Look, of_clocks, of_forms, of_meeting
from core.domain.task import FINISHED, Task, TaskStatus


def _work(stage: str, look: Look) -> Stage:
    """S8: tasks are worked on and reported on every day (C04)."""
    tasks = [each for each in look.board.tasks.values() if each.status is not TaskStatus.CANCELLED]
    if not any(each.actual or each.status is not TaskStatus.TODO for each in tasks):
        return Stage(stage, StageState.NOT_BEGUN)
    if all(each.status in FINISHED for each in tasks):
        return Stage(stage, StageState.DONE)
    return of_clocks(stage, look, "C04", calm=("C21",))


def _syncs(stage: str, look: Look) -> Stage:
    """S9: the regular meeting, with plan against actual."""
    held = look.meetings(MeetingKind.WEEKLY)
    if not held:
        return Stage(stage, StageState.NOT_BEGUN, next=("meet", "plan", "weekly", "WHEN"))
    ids = tuple(each.id for each in held)
    then = nearest(held, MeetingKind.WEEKLY)
    if then is None:
        return Stage(stage, StageState.UNDER_WAY, ids, next=("meet", "plan", "weekly", "WHEN"))
    return of_meeting(stage, then, ids, look)


def _risks(stage: str, look: Look) -> Stage:
    """S10: risks are known, and something is done about the red ones (C23)."""
    risks = look.board.risks.values()
    open_ = [each for each in risks if each.status is RiskStatus.OPEN]
    if not open_:
        state = StageState.DONE if risks else StageState.NOT_BEGUN
        return Stage(stage, state, next=() if risks else ("add", "--type", "risk", "LINE"))
    if look.breached("C23"):
        return of_clocks(stage, look, calm=("C23",))
    owners = tuple(dict.fromkeys(each.owner for each in open_ if each.owner))
    return Stage(stage, StageState.UNDER_WAY, tuple(each.id for each in open_), owners)


def _problems(stage: str, look: Look) -> Stage:
    """S11: blockers are responded to, solved and verified (C13 to C15)."""
    if not look.board.blockers:
        return Stage(stage, StageState.NOT_BEGUN)
    if not look.board.blocker_order:
        return Stage(stage, StageState.DONE)
    found = of_clocks(stage, look, "C13", "C14", "C15")
    ids = tuple(dict.fromkeys((*found.records, *map(RecordId, look.board.blocker_order))))
    return replace(found, records=ids)


def _changes(stage: str, look: Look) -> Stage:
    """S12: what was agreed changes only by a form (R15)."""
    return of_forms(stage, look.forms("change"), look, ())


def _closing(stage: str, look: Look) -> Stage:
    """S13: minutes are written and go out, promises are kept (C11, C12, C20)."""
    clocks = ("C11", "C12", "C20")
    if look.running(*clocks):
        return of_clocks(stage, look, *clocks)
    over = any(each.status is FormStatus.DONE for each in look.forms("completion"))
    held = any(each.status in OVER for each in look.board.meetings.values())
    still = StageState.DONE if over else StageState.UNDER_WAY
    return Stage(stage, still if held else StageState.NOT_BEGUN)


def _acceptance(stage: str, look: Look) -> Stage:
    """S14: results are accepted, and the lead department confirms that all is done."""
    asked, letters = look.forms("acceptance"), look.forms("completion")
    found = of_forms(stage, (*asked, *letters), look, ())
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


def _to_accept(asked: list[Form], look: Look) -> list[Task]:
    """Tasks that are delivered and that nobody has asked to be accepted yet."""
    known = {each.subject for each in asked}
    tasks = look.board.tasks.values()
    return [each for each in tasks if each.status is TaskStatus.IN_REVIEW and each.id not in known]


def _looking_back(stage: str, look: Look) -> Stage:
    """S15: looked back on within five working days after the end (C19), then archived (F28)."""
    found = of_forms(stage, look.forms("retro"), look, ())
    if found.state is StageState.DONE and look.board.project.phase is not Phase.ARCHIVED:
        return replace(found, state=StageState.UNDER_WAY, next=("archive",))
    still = look.running("C19")
    if not still or found.state is StageState.DONE:
        return found
    then = found.next or ("form", "new", "retro")
    state = StageState.LATE if look.breached("C19") else StageState.WAITING
    people = found.people or still[0].people
    return Stage(stage, state, found.records, people, still[0].due, found.step, then)


AFTER: Final[Mapping[str, Callable[[str, Look], Stage]]] = {
    "S8": _work,
    "S9": _syncs,
    "S10": _risks,
    "S11": _problems,
    "S12": _changes,
    "S13": _closing,
    "S14": _acceptance,
    "S15": _looking_back,
}
"""How each of them is read."""
