"""The ground of a line, gathered from a board or from what was read of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

from core.capture.floor import Floor, floor_of
from core.capture.ground import Anchors, Context, Ground
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.people import Department, Function, Person

if TYPE_CHECKING:
    from core.calendar.workdays import WorkCalendar
    from core.domain.board import Board
    from core.domain.decision import Milestone
    from core.domain.project import Project

_NAMED_OF_LATE: Final = 30
"""So many of the latest action items say who was named of late."""
_NOBODY: Final[frozenset[RecordId]] = frozenset()
_NOWHERE: Final = Context()
_EMPTY: Final = Floor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a project, as far as the lines to be read may need it."""

    project: Project
    calendar: WorkCalendar
    zone: tzinfo
    people: Iterable[Person]
    departments: Iterable[Department]
    titles: Mapping[RecordId, str] = field(default_factory=dict)
    """Of what can be linked."""
    owners: Mapping[RecordId, RecordId] = field(default_factory=dict)
    """Who answers for a record; counts as its R where the RACI grid names none."""
    grid: Mapping[RecordId, Mapping[str, str]] = field(default_factory=dict)
    """The RACI cells of tasks: the letter of each party."""
    milestones: Iterable[Milestone] = ()
    recent: Sequence[RecordId] = ()
    floor: Floor = _EMPTY


def ground_of(
    board: Board,
    now: datetime,
    actor: str,
    context: Context = _NOWHERE,
    *,
    present: frozenset[RecordId] = _NOBODY,
) -> Ground:
    """What a line typed on this board is read against.

    `actor` is the name of the person who types; `present` are those at the meeting, taken from the
    one that goes on where nobody says. Who has the board open counts as named of late.
    """
    shelves = (board.tasks, board.blockers, board.actions, board.risks)
    owned = [each for shelf in shelves for each in shelf.values()]
    titled = [*owned, *board.decisions.values()]
    facts = Facts(
        project=board.project,
        calendar=board.calendar,
        zone=board.zone,
        people=board.people.values(),
        departments=board.departments.values(),
        titles={each.id: each.title for each in titled},
        owners={each.id: each.owner for each in owned if each.owner},
        grid={RecordId(task): row.cells for task, row in board.raci.items()},
        milestones=board.milestones.values(),
        recent=tuple(_of_late(board)),
        floor=floor_of(board.meetings.values(), board.agenda.values(), board.series.values()),
    )
    return gathered(facts, now, actor, context, present=present)


def gathered(
    facts: Facts,
    now: datetime,
    actor: str,
    context: Context = _NOWHERE,
    *,
    present: frozenset[RecordId] = _NOBODY,
) -> Ground:
    """The ground that these facts of a project make."""
    people = tuple(each for each in facts.people if each.here)
    liaisons = {
        each.name: found
        for each in facts.departments
        if not each.removed and (found := _liaisons(each.name, people))
    }
    days = {each.title: each.day for each in facts.milestones}
    myself = next((each.id for each in people if each.goes_by(actor)), None)
    seat = facts.floor.seen_by(myself)
    return Ground(
        now=now,
        zone=facts.zone,
        calendar=facts.calendar,
        people=people,
        present=present or seat.present,
        parts=_parts(facts, people),
        recent=tuple(facts.recent),
        departments=liaisons,
        records=facts.titles,
        responsible={each: (who,) for each, who in facts.owners.items()}
        | _holders("R", facts, liaisons),
        accountable=_holders("A", facts, liaisons),
        myself=myself,
        context=_meeting_next(seat.within(context), facts, now),
        anchors=Anchors(start=facts.project.start, end=facts.project.end, milestones=days),
    )


def _meeting_next(context: Context, facts: Facts, now: datetime) -> Context:
    """The place of a line with the deadline that it has where it names none: the next meeting."""
    ahead = facts.floor.ahead(now, facts.zone, facts.calendar) if context.due is None else None
    return replace(context, due=ahead[0], due_label=ahead[1]) if ahead else context


def _of_late(board: Board) -> Iterator[RecordId]:
    here = {each.name for each in board.present}
    yield from (each.id for each in board.people.values() if each.name in here)
    dated = [(each.created_at, each.owner) for each in board.actions.values() if each.created_at]
    latest = sorted(dated, key=lambda each: each[0], reverse=True)[:_NAMED_OF_LATE]
    yield from (owner for _, owner in latest if owner)


def _parts(facts: Facts, people: Sequence[Person]) -> frozenset[RecordId]:
    """Who has a letter of the grid, a task, or a function beyond carrying out what is given."""
    lettered = (RecordId(party) for cells in facts.grid.values() for party in cells)
    working = (who for each, who in facts.owners.items() if kind_of(each) is Kind.TASK)
    functions = (each.id for each in people if set(each.functions) - {Function.EXECUTOR})
    return frozenset({*lettered, *working, *functions})


def _liaisons(department: str, people: Sequence[Person]) -> tuple[RecordId, ...]:
    """The liaisons of a department; its heads where it has none; all of it where it has neither."""
    own = [each for each in people if each.dept == department]
    for function in (Function.LIAISON, Function.DEPT_HEAD):
        if found := tuple(each.id for each in own if function in each.functions):
            return found
    return tuple(each.id for each in own)


def _holders(
    letter: str, facts: Facts, liaisons: Mapping[str, tuple[RecordId, ...]]
) -> dict[RecordId, tuple[RecordId, ...]]:
    """Who has a letter in the grid, by task; a department's cell is its liaisons'."""
    found: dict[RecordId, tuple[RecordId, ...]] = {}
    for task, cells in facts.grid.items():
        holders = [party for party, filled in cells.items() if filled == letter]
        people = [one for each in holders for one in liaisons.get(each, (RecordId(each),))]
        if people:
            found[task] = tuple(dict.fromkeys(people))
    return found
