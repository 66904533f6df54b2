"""The ground of a line, gathered from a board or from what was read of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

from core.capture.ground import Anchors, Context, Ground
from core.domain.ids import RecordId
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


def ground_of(
    board: Board,
    now: datetime,
    actor: str,
    context: Context = _NOWHERE,
    *,
    present: frozenset[RecordId] = _NOBODY,
) -> Ground:
    """What a line typed on this board is read against.

    `actor` is the name of the person who types; `present` are those at the meeting, none where no
    meeting runs. Who has the board open counts as named of late.
    """
    shelves = (board.tasks, board.blockers, board.actions)
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
    people = tuple(each for each in facts.people if not each.removed)
    liaisons = {
        each.name: found
        for each in facts.departments
        if not each.removed and (found := _liaisons(each.name, people))
    }
    days = {each.title: each.day for each in facts.milestones}
    return Ground(
        now=now,
        zone=facts.zone,
        calendar=facts.calendar,
        people=people,
        present=present,
        recent=tuple(facts.recent),
        departments=liaisons,
        records=facts.titles,
        responsible={each: (who,) for each, who in facts.owners.items()}
        | _holders("R", facts, liaisons),
        accountable=_holders("A", facts, liaisons),
        myself=next((each.id for each in people if each.goes_by(actor)), None),
        context=context,
        anchors=Anchors(start=facts.project.start, end=facts.project.end, milestones=days),
    )


def _of_late(board: Board) -> Iterator[RecordId]:
    here = {each.name for each in board.present}
    yield from (each.id for each in board.people.values() if each.name in here)
    dated = [(each.created_at, each.owner) for each in board.actions.values() if each.created_at]
    latest = sorted(dated, key=lambda each: each[0], reverse=True)[:_NAMED_OF_LATE]
    yield from (owner for _, owner in latest if owner)


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
