"""Records as they read at an earlier moment: the log turned back, or read from its start. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.domain.board import Board
from core.domain.event import Recorded, apply, begin
from core.domain.ids import RecordId, kind_of
from core.domain.kinds import RECORDS
from core.domain.record import Record, decode


def turned_back(
    records: Mapping[RecordId, Record], later: Iterable[Recorded]
) -> dict[RecordId, Record]:
    """The records before the later events happened; those that came to be since are left out.

    `later` is the log in its order, and `records` holds all that it names. When a record was last
    written before is not to be known from later events: its `updated_at` is None.
    """
    before: dict[RecordId, dict[str, Any]] = defaultdict(dict)
    writes: dict[RecordId, set[str]] = defaultdict(set)
    born: set[RecordId] = set()
    for each in later:
        subject = each.event.subject
        if each.event.creates:
            born.add(subject)
            continue
        if each.event.only_tells:
            continue
        # What a field read first is what it read before all of them.
        before[subject] = {**each.event.before, **before[subject]}
        writes[subject].add(each.command)
    found = {identity: record for identity, record in records.items() if identity not in born}
    for identity, fields in before.items():
        if (record := found.get(identity)) is not None:
            found[identity] = _with(record, fields, len(writes[identity]))
    return found


def _with(record: Record, fields: Mapping[str, Any], writes: int) -> Record:
    version, values = record.version - writes, decode(type(record), fields)
    return replace(record, version=version, updated_at=None, **values)


def records_on(board: Board) -> dict[RecordId, Record]:
    """Every record that a board shows, its project too."""
    shelves: tuple[Mapping[str, Record], ...] = (
        board.departments,
        board.people,
        board.tasks,
        board.raci,
        board.blockers,
        board.actions,
        board.decisions,
        board.milestones,
        board.risks,
        board.policies,
        board.messages,
        board.meetings,
        board.agenda,
        board.points,
        board.minutes,
        board.series,
        board.clashes,
        board.forms,
    )
    found: dict[RecordId, Record] = {board.project.id: board.project}
    for shelf in shelves:
        found.update((each.id, each) for each in shelf.values())
    return found


def made_again(log: Iterable[Recorded]) -> dict[RecordId, Record]:
    """Every record, made from nothing but the whole log in its order.

    Raises:
        KeyError, ValueError, TypeError: the log is not whole: it speaks of what never came to be,
            or a value fits no field.
    """
    found: dict[RecordId, Record] = {}
    last: dict[RecordId, str] = {}
    for each in log:
        subject = each.event.subject
        if each.event.only_tells:
            continue
        if each.event.creates:
            made: Record = begin(RECORDS[kind_of(subject)], each.event, each.at)
        else:
            made = apply(found[subject], each.event, each.at)
        # What one command writes to a record is one write.
        write = 0 if last.get(subject) == each.command else 1
        found[subject] = replace(made, version=made.version + write)
        last[subject] = each.command
    return found
