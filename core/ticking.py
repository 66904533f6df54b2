"""Carrying out what time has brought about, in the name of the system, once however often asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.ids import SYSTEM
from core.domain.refusal import Conflict, Refused
from core.domain.ticking import due_now
from core.service import Service

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.event import Recorded
    from core.store.unit import Unit

ROUNDS = 4
"""How far one thing leads to the next at most: a wake, a ring, and an alarm of each clock."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one look at the time came to."""

    happened: tuple[Recorded, ...] = ()
    """What was carried out here; what another program was first with is not among it."""
    refused: tuple[Refused | Conflict, ...] = ()
    """What could not be: it is looked at again the next time."""


class Ticker:
    """Carries out what is due in one project."""

    def __init__(self, service: Service) -> None:
        self.service = service
        """On whose store it works; the wishes are the system's."""
        self._system = Service(service.store, service.project, SYSTEM, service.now)
        self._settled: set[str] = set()
        """Wishes that were carried out, though a person may have taken them back since."""

    def tick(self, board: Board) -> Ticked:
        """Carries out what is due by a board, each in a transaction of its own.

        Raises:
            Unreachable: the database is away. What was not carried out will still be due.
        """
        happened: list[Recorded] = []
        refused: list[Refused | Conflict] = []
        known = self._system.definitions()
        for name, wish in due_now(board, self._system.now(), known):
            if name in self._settled:
                continue
            try:
                happened += self._perform(name, wish)
            except (Refused, Conflict) as problem:
                refused.append(problem)
        return Ticked(tuple(happened), tuple(refused))

    def _perform(self, name: str, wish: Command) -> tuple[Recorded, ...]:
        fresh: list[Recorded] = []

        def beside(_: Unit, recorded: tuple[Recorded, ...]) -> None:
            fresh.extend(recorded)

        if self._system.perform_with(wish, command_id=name, beside=beside):
            self._settled.add(name)
        return tuple(fresh)


def tick(service: Service) -> Ticked:
    """All that is due in a project now, and what that leads to.

    Raises:
        Unreachable: the database is away.
    """
    ticker, board = Ticker(service), service.board()
    happened: list[Recorded] = []
    refused: tuple[Refused | Conflict, ...] = ()
    for _ in range(ROUNDS):
        ticked = ticker.tick(board)
        refused = ticked.refused
        if not ticked.happened:
            break
        happened += ticked.happened
        board = service.catch_up(board)
    return Ticked(tuple(happened), refused)
