"""`list events`: who changed what, when, from what to what; the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.capture.answering import people_called
from core.capture.gathering import ground_of
from core.domain.refusal import Refused
from core.store.journal import Sought
from tui.cli import lookup, shapes
from tui.cli.wrong import Wrong
from tui.story import undone
from tui.wording import changes, headline

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from tui.cli.desk import Desk

MANY = 200
"""So many are listed, unless `--limit` says otherwise."""
MOST = 100_000
_HEADS = ("seq", "at", "what", "field", "before", "after", "undone")


def print_events(desk: Desk) -> int:
    """The events that the options ask for, as a table or as JSON.

    Raises:
        Refused: nobody of that name is in the project or in its log.
        Wrong: no such number of events can be listed.
    """
    found = _events(desk)
    if desk.talk.json:
        desk.talk.value([shapes.event(each, desk.board) for each in found])
    else:
        _print_table(desk, found)
    return 0


def _events(desk: Desk) -> tuple[Recorded, ...]:
    options, board = desk.options, desk.board
    limit = MANY if options.limit is None else options.limit
    if not 0 < limit <= MOST:
        raise Wrong(word="history.wrong_limit", value=limit, most=MOST)
    since = lookup.since(options.since, board.read_at, board.zone) if options.since else None
    sought = Sought(
        subjects=_subjects(desk),
        since=since,
        actors=_actors(desk),
        kinds=tuple(options.status.split(",")) if options.status else (),
    )
    return desk.service.sought(sought, limit=limit)


def _subjects(desk: Desk) -> tuple[str, ...]:
    if desk.options.subject is None:
        return ()
    return desk.service.subjects_of(lookup.identity(desk.options.subject))


def _actors(desk: Desk) -> tuple[str, ...]:
    """All names that the person goes by, or that stand in the log as typed."""
    name = desk.options.owner
    if not name:
        return ()
    ground = ground_of(desk.board, desk.board.read_at, desk.opening.actor)
    people = (desk.board.people[each] for each in people_called(name, ground).ids)
    known = tuple(called for each in people for called in (each.name, *each.aliases))
    if not known and not desk.service.sought(Sought(actors=(name,)), limit=1):
        raise Refused("no-such-person", name=name)
    return known or (name,)


def _print_table(desk: Desk, found: tuple[Recorded, ...]) -> None:
    """A line for each field of each event."""
    words = desk.words
    undoers = {each.seq: each for each in found}
    rows = [line for each in found for line in _lines(desk, each, undoers)]
    heads = [
        words.say("cli.column.seq" if each == "seq" else f"history.column.{each}")
        for each in _HEADS
    ]
    desk.talk.table(heads, rows)


def _lines(desk: Desk, each: Recorded, undoers: dict[int, Recorded]) -> Iterator[list[str]]:
    board, words = desk.board, desk.words
    at = each.at.astimezone(board.zone)
    told = undone(each, undoers.get(each.undone_by or 0), board, words)
    head = [str(each.seq), f"{at:%m-%d %H:%M}", headline(each, words, board)]
    for field, before, after in tuple(changes(each, board, words)) or (("", "", ""),):
        yield [*head, field, before, after, told]
        head, told = ["", "", ""], ""
