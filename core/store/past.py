"""Reading what a project was like: records as they read now, and all that happened since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.collector import nothing_to_collect
from core.domain.assembly import assemble
from core.domain.board import Board
from core.domain.cuts import Cut
from core.domain.event import Recorded
from core.domain.ids import RecordId
from core.domain.project import Project
from core.domain.record import Record
from core.domain.replay import records_on, turned_back
from core.store.journal import Sought, history, in_order, of_command, revision_at
from core.store.reading import blank_board, read_board, read_records

_PART = 5000
"""So many records are asked for at once."""
_ENDED = "meeting.ended"


@dataclass(frozen=True, slots=True)
class Past:
    """A stretch of the log and the records at its end, as one consistent read found them."""

    board: Board
    """The last board of the stretch; more may have happened since."""
    records: dict[RecordId, Record]
    """As they read after the last event."""
    events: tuple[Recorded, ...]
    """All since the first cut, in the order of the log."""
    cuts: tuple[int, ...]
    """For each cut that was asked for, the number of the last event before it."""

    def between(self, after: int, until: int) -> tuple[Recorded, ...]:
        """The events later than one, up to another."""
        return tuple(each for each in self.events if after < each.seq <= until)

    def at(self, seq: int, moment: datetime) -> Board:
        """The board as it was after an event, by the rules of its own day.

        What had been settled for long is not on it: see `core.store.reading.SHOWN_FOR`. Before the
        project came to be, there is nothing on it.
        """
        with nothing_to_collect():
            later = (each for each in self.events if each.seq > seq)
            found = turned_back(self.records, later)
            founded = found.pop(self.board.project.id, None)
            project = founded if isinstance(founded, Project) else self.board.project
            records = found.values()
            return assemble(blank_board(project, seq, moment, records), records)


def read_past(
    connection: Connection,
    project: int,
    cuts: Sequence[Cut],
    now: datetime,
    board: Board | None = None,
) -> Past:
    """All that is needed to look back to some cuts from a board, or from now."""
    numbers = tuple(_number(connection, project, each) for each in cuts)
    with nothing_to_collect():
        last = board or read_board(connection, project, now)
        first = min((*numbers, last.revision))
        events = in_order(connection, project, Sought(after=first))
        records = records_on(last)
        touched = list(dict.fromkeys(each.event.subject for each in events))
        for start in range(0, len(touched), _PART):
            found = read_records(connection, project, touched[start : start + _PART])
            records.update((each.id, each) for each in found)
    return Past(last, records, events, numbers)


def _number(connection: Connection, project: int, cut: Cut) -> int:
    """The last event before a cut; what a meeting's end brought about lies before its end."""
    if cut.meeting is not None:
        sought = Sought(subjects=(cut.meeting,), kinds=(_ENDED,))
        for each in history(connection, project, sought=sought):
            if each.undone_by is None:
                return of_command(connection, project, each.command)[-1].seq
    return revision_at(connection, project, cut.at)
