"""C before a decision (R29): who of the linked tasks' rows was not asked yet, and that they were.

Pure. Noting is one key on the open line; saving is never held up by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from core.capture.chips import Type
from core.domain.decision import RecordDecision
from core.domain.raci import unconsulted
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.ids import RecordId
    from tui.capture_line import CaptureLine
    from tui.words import Words

C = TypeVar("C")


def unasked(
    line: CaptureLine, board: Board | None, noted: Iterable[RecordId] = ()
) -> tuple[RecordId, ...]:
    """The C of what a decision is linked to, without those noted; a blocker stands for its tasks.

    Nobody for a line that is no decision.
    """
    reading = line.reading
    if board is None or reading.type is not Type.DECISION:
        return ()
    tasks = dict.fromkeys(_tasks(reading.links, board))
    return unconsulted(tasks, board.raci, noted, line.ground.departments)


def _tasks(links: Iterable[str], board: Board) -> Iterator[str]:
    for link in links:
        blocker = board.blockers.get(link)
        yield from blocker.tasks if blocker is not None else (link,)


def consult_row(
    line: CaptureLine, board: Board | None, noted: Sequence[RecordId], words: Words
) -> tuple[Span, ...]:
    """`C 未征询: 王敏 林琳 · F9 已征询`, or who was; empty where nobody is to be asked."""
    if board is None or not (everybody := unasked(line, board)):
        return ()
    left = unasked(line, board, noted)
    if not left:
        names = " ".join(map(board.name_of, everybody))
        return (Span("✓ ", "accent bold"), Span(words.say("raci.consult.noted", names=names)))
    told = words.say("raci.consult.open", names=" ".join(map(board.name_of, left)))
    return (
        Span("! ", "sla-soon bold"),
        Span(told, "sla-soon"),
        Span(" · ", "muted"),
        Span(words.say("raci.consult.key"), "accent bold"),
    )


def with_consulted(
    commands: tuple[C, ...], line: CaptureLine, board: Board | None, noted: Sequence[RecordId]
) -> tuple[C, ...]:
    """The commands of a line, its decision with who was asked of those who were to be."""
    asked = tuple(each for each in unasked(line, board) if each in noted)
    if not asked:
        return commands
    return tuple(
        replace(each, consulted=asked) if isinstance(each, RecordDecision) else each
        for each in commands
    )
