"""Deciding about RACI rows: one cell or several, at most one A in a row (R29)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from core.domain.event import Event, changed, created
from core.domain.ids import raci_of
from core.domain.raci import FillRaci, FillRow, Letter, RaciRow, filled, merged
from core.domain.refusal import Conflict, Refused
from core.domain.scene import Scene
from core.domain.task import Task

RaciCommand = FillRaci | FillRow


def decide(command: RaciCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish to fill cells comes to; who was A before stands in the event.

    Raises:
        Refused: a party is nobody of this project, or the wish names more than one A.
        Gone: there is no such task.
        Conflict: somebody wrote the row since the person looked.
    """
    scene.record(Task, command.task)
    row = _row(command, scene)
    before = {} if row is None or row.removed else row.cells
    after = _after(command, before, scene)
    if row is None:
        new = RaciRow(id=raci_of(command.task), cells=after)
        return (created(new, "raci.filled"),) if after else ()
    event = changed(row, "raci.filled", cells=after, removed=False)
    return (event,) if event is not None else ()


def _row(command: RaciCommand, scene: Scene) -> RaciRow | None:
    """The row as it is now, a removed one too, if it is the one that the person saw."""
    row = scene.records.get(raci_of(command.task))
    if not isinstance(row, RaciRow):
        if command.seen:
            raise Conflict(command.task)
        return None
    if command.seen is not None and row.version != command.seen:
        raise Conflict(command.task)
    return row


def _after(command: RaciCommand, before: Mapping[str, str], scene: Scene) -> dict[str, str]:
    match command:
        case FillRaci():
            _known((command.party,), scene)
            return filled(before, command.party, command.letter)
        case FillRow():
            _known(command.cells, scene)
            _letters(command)
            return merged(before, command.cells)
        case _:
            assert_never(command)


def _known(parties: Mapping[str, str] | tuple[str, ...], scene: Scene) -> None:
    """A party is a department's name or a person's id (process F09)."""
    for party in parties:
        if party not in scene.departments:
            scene.somebody(party)


def _letters(command: FillRow) -> None:
    if wrong := next((each for each in command.cells.values() if each not in {*Letter, ""}), ""):
        raise Refused("raci-no-letter", letter=wrong)
    answering = [party for party, each in command.cells.items() if each == Letter.A]
    if len(answering) > 1:
        raise Refused("raci-one-a", id=command.task, n=len(answering))
