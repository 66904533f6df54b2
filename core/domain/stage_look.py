"""What the stages of the process are read from, and how forms and clocks make one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.domain.clock_next import clock_next
from core.domain.form import Form, FormStatus
from core.domain.form_next import step_on
from core.domain.form_standing import waiting
from core.domain.ids import RecordId
from core.domain.ladder import with_function
from core.domain.meeting import AHEAD, OVER, Meeting, MeetingKind
from core.domain.meeting_next import meeting_next
from core.domain.people import Function
from core.domain.process_clocks import ClockState, Ticking
from core.domain.stage import Stage, StageState

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene


_OPEN: Final = (ClockState.BREACHED, ClockState.RUNNING)


@dataclass(frozen=True, slots=True)
class Look:
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
        return [each for each in self.clocks if each.clock in clocks and each.state in _OPEN]

    def mine(self, found: list[Ticking]) -> Ticking:
        """Of several clocks that of who looks: their next step is their own; else the first."""
        me = self.scene.myself()
        return next((each for each in found if me is not None and me.id in each.people), found[0])


def of_forms(stage: str, forms: Iterable[Form], look: Look, begin: tuple[str, ...]) -> Stage:
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


def with_ids(ids: tuple[RecordId, ...], stage: Stage) -> Stage:
    """A stage that is read from these records besides."""
    return replace(stage, records=(*stage.records, *ids))


def of_meeting(stage: str, meeting: Meeting, others: Iterable[RecordId], look: Look) -> Stage:
    """A stage that is a meeting ahead, or one that goes on: first its agenda is due (C02)."""
    seats = (meeting.facilitator, meeting.recorder)
    people = tuple(dict.fromkeys(each for each in seats if each))
    people = people or with_function(look.board.people, Function.PROJECT_MANAGER)
    clocks = (each for each in look.clocks if each.subject == meeting.id)
    due = next((each.due for each in clocks if each.state in _OPEN), meeting.starts_at)
    ids = tuple(dict.fromkeys((meeting.id, *others)))
    then = meeting_next(meeting, look.scene.now)
    return Stage(stage, StageState.WAITING, ids, people, due, next=then)


def of_clocks(stage: str, look: Look, *clocks: str, calm: tuple[str, ...] = ()) -> Stage:
    """A stage that goes on all the time: late where one of its clocks ran out, else waiting.

    Those in `calm` count only once they have run out.
    """
    missed, running = look.breached(*clocks, *calm), look.running(*clocks)
    found = missed or running
    if not found:
        return Stage(stage, StageState.UNDER_WAY)
    ids = tuple(dict.fromkeys(each.subject for each in found if each.subject))
    people = tuple(dict.fromkeys(who for each in found for who in each.people))
    state = StageState.LATE if missed else StageState.WAITING
    then = clock_next(look.mine(found), look.board, look.scene)
    return Stage(stage, state, ids, people, found[0].due, next=then)
