"""What a verb would come to if it were pressed now: the rules are asked, nothing is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.refusal import Conflict, Refused

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.people import Person
    from core.domain.record import Record
    from core.domain.scene import Scene

Foreseen = Callable[["Command"], "Refused | None"]
"""Why the rules would say no to a wish, None where they would not."""


def foresight(
    board: Board,
    actor: str,
    now: datetime,
    shown: Iterable[Record] = (),
    *,
    idle: bool = False,
) -> Foreseen:
    """Asks the rules about wishes on this board; `shown` are records in an older reading.

    With `idle`, a wish that would change nothing is refused as `unchanged`.
    """
    scene = _scene(board, actor, now, shown)

    def foreseen(command: Command) -> Refused | None:
        from core.domain.command import decide

        try:
            events = decide(command, scene)
        except Refused as problem:
            return problem
        except Conflict as problem:
            return Refused("stale", who=problem.actor or problem.subject)
        return Refused("unchanged") if idle and not events else None

    return foreseen


def myself(board: Board, actor: str) -> Person | None:
    """The person who acts, where the project knows one by that name."""
    return next((each for each in board.people.values() if each.goes_by(actor)), None)


def _scene(board: Board, actor: str, now: datetime, shown: Iterable[Record]) -> Scene:
    from core.domain.ids import Kind, RecordId, number_of
    from core.domain.scene import Scene

    shelves: tuple[Mapping[str, Record], ...] = (
        board.tasks,
        board.blockers,
        board.risks,
        board.actions,
        board.decisions,
    )
    records = {RecordId(key): each for shelf in shelves for key, each in shelf.items()}
    records |= {each.id: each for each in board.raci.values()}
    records |= {each.id: each for each in shown}
    highest = max((number_of(each) for each in records), default=0)
    return Scene(
        now=now,
        actor=actor,
        project=board.project,
        people={RecordId(key): each for key, each in board.people.items()},
        departments={each.name: each for each in board.departments.values()},
        records=records,
        taken=dict.fromkeys(Kind, highest),
        policies=tuple(board.policies.values()),
        calendar=board.calendar,
    )
