"""A world looked at once, and compared with later."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.board import Board
from core.domain.changes import Changes
from core.domain.comparing.boards import compare
from core.domain.intake import TakeBack
from core.domain.record import Record
from tests.unit.core.world import World


@dataclass
class Watch:
    """A world looked at once, and compared with later."""

    world: World
    then: Board
    seen: int

    @classmethod
    def of(cls, *records: Record) -> Watch:
        """A world with these records, looked at now."""
        world = World.of(*records)
        return cls(world, world.board(), 0)

    def look(self) -> None:
        """From here on it counts."""
        self.then, self.seen = self.world.board(), len(self.world.log)

    def changes(self) -> Changes:
        """What changed since."""
        return compare(self.then, self.world.board(), self.world.log[self.seen :])

    def told(self) -> list[tuple[str, str]]:
        """What is told of which record."""
        return [(each.id, each.what.value) for each in self.changes().told]

    def undo(self) -> None:
        """The last command that stands is taken back."""
        self.world.perform(TakeBack(command=self.world.commands()[-1]))

    def redo(self) -> None:
        """The last undo is taken back."""
        self.world.perform(TakeBack(command=self.world.commands()[-1], forward=True))
