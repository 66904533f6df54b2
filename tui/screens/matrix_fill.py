"""Filling: what the keys of the matrix do to the cells; many rows at once are one change."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.messages import CommandDone, CommandIssued, CommandRefused
from tui.panels import raci_told
from tui.panels.raci_grid import Axis, combined, heads, holders
from tui.screens.doing import Doing
from tui.screens.matrix_grid import MatrixGrid

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.raci import FillRaci, FillRow


class Filling(Doing):
    """A screen with the matrix, whose cells take letters."""

    board: Board | None

    def __init__(self) -> None:
        super().__init__()
        self.axis = Axis.PEOPLE
        self._flying: set[str] = set()
        """The ids of fills without an answer."""
        self._floor = 0
        """The revision that the board must have reached to show the last of them."""

    @property
    def grid(self) -> MatrixGrid:
        """The matrix."""
        return self.query_one(MatrixGrid)

    def action_fill(self, letter: str) -> None:
        """Gives the cell under the cursor, or its column in all marked rows, a letter or none."""
        from core.domain.ids import RecordId
        from core.domain.raci import FillRaci, Letter

        party, tasks = self.grid.cursor_column, self.grid.chosen
        if self.board is None or party is None or not tasks:
            return
        meant = None if letter == "-" else Letter(letter)
        if meant is None and self._held_by_people(tasks, party):
            return
        self.carry_out(
            [
                FillRaci(task=RecordId(task), party=party, letter=meant, seen=self._seen(task))
                for task in tasks
            ]
        )

    def action_lower(self, letter: str) -> None:
        """Says which keys fill: a small letter may be an input method's, or a slip."""
        told = self.words.say(
            "raci.done.lower", letter=letter, upper=letter.upper(), digit="raci".index(letter) + 1
        )
        self.tell(told, "sla-soon")

    def action_copy(self) -> None:
        """Fills the row under the cursor, or all marked rows, as the row above reads."""
        above, board = self.grid.row_above, self.board
        if board is None:
            return
        if above is None:
            self.tell(self.words.say("raci.done.first_row"), "sla-soon")
            return
        row = board.raci.get(above)
        if row is None or not row.cells:
            self.tell(self.words.say("raci.done.empty_above", task=above), "sla-soon")
            return
        self.carry_out([self._like(task, row.cells) for task in self.grid.chosen])

    def _like(self, task: str, cells: object) -> FillRow:
        from core.domain.ids import RecordId
        from core.domain.raci import FillRow

        assert self.board is not None
        assert isinstance(cells, dict)
        row = self.board.raci.get(task)
        cleared = dict.fromkeys(row.cells, "") if row is not None else {}
        return FillRow(task=RecordId(task), cells={**cleared, **cells}, seen=self._seen(task))

    def carry_out(self, wishes: Sequence[FillRaci | FillRow]) -> str:
        """Sends fills on their way, several as one change; the id under which they go."""
        from core.domain.batch import Batch

        if not wishes:
            return ""
        return self.send(wishes[0] if len(wishes) == 1 else Batch(commands=tuple(wishes)))

    def send(self, command: Command) -> str:
        """Sends a wish on its way; its id."""
        name = uuid.uuid4().hex
        self._flying.add(name)
        self.post_message(CommandIssued(command, name))
        return name

    def _seen(self, task: str) -> int | None:
        """The version of the row that is shown; none while one's own fills are under way.

        Letters follow each other faster than boards: one's own last letter is no conflict.
        """
        assert self.board is not None
        row = self.board.raci.get(task)
        if self._flying or self.board.revision < self._floor:
            return None
        return row.version if row is not None else 0

    def _held_by_people(self, tasks: Sequence[str], party: str) -> bool:
        """A department's column shows its people's letters; those are cleared in their own."""
        board = self.board
        assert board is not None
        if self.axis is Axis.PEOPLE:
            return False
        head = next(each for each in heads(board, self.axis, self.words) if each.party == party)
        held = [(task, found) for task in tasks if (found := holders(board, task, head))]
        if not held or any(party in found for _, found in held):
            return False
        task, people = held[0]
        letters = combined(board.raci[task].cells, people)
        names = self.words.join(map(board.name_of, people))
        told = self.words.say("raci.done.people_hold", task=task, letters=letters, names=names)
        self.tell(told, "sla-soon")
        return True

    def done(self, message: CommandDone) -> None:
        self._flying.discard(message.command_id)
        if message.events:
            self._floor = max(self._floor, message.events[-1].seq)
        told = ""
        if self.board is not None:
            told = raci_told.told(message.events, self.board, self.words)
        if told:
            self.tell(f"✓ {told}  ·  {self.words.say('raci.undo')}", "accent")
        else:
            super().done(message)

    def refused(self, message: CommandRefused) -> None:
        self._flying.discard(message.command_id)
        super().refused(message)
