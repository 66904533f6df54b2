"""What filling cells came to, in one line: who was replaced as A, how many rows were filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.domain.ids import Kind, kind_of, task_of
from core.domain.raci import Letter

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from tui.words import Words

_NAMED = 2
"""How many replaced A are named; the rest is counted."""


def told(recorded: Sequence[Recorded], board: Board, words: Words) -> str:
    """The line; empty where the usual one says it as well."""
    rows = [each for each in recorded if kind_of(each.event.subject) is Kind.RACI]
    if not rows or len(rows) != len(recorded):
        return ""
    moved = [found for each in rows if (found := _moved(each, board, words))]
    ending = rows[0].event.kind.rpartition(".")[2]
    if len(rows) == 1:
        return _replaced(rows[0], board, words) if ending == "filled" else ""
    if ending in ("undone", "redone"):
        return words.say(f"raci.done.{ending}", n=len(rows))
    filled = words.say("raci.done.rows", n=len(rows))
    if not moved:
        return filled
    names = words.join([*moved[:_NAMED], *(["…"] if len(moved) > _NAMED else [])])
    return words.join([filled, words.say("raci.done.moved", n=len(moved), told=names)])


def _replaced(recorded: Recorded, board: Board, words: Words) -> str:
    before, after = _answering(recorded, board, words)
    if not before or not after:
        return ""
    task = task_of(recorded.event.subject)
    return words.say("raci.done.replaced", task=task, before=before, after=after)


def _moved(recorded: Recorded, board: Board, words: Words) -> str:
    before, after = _answering(recorded, board, words)
    if not before or not after:
        return ""
    task = task_of(recorded.event.subject)
    return words.say("raci.done.moved_one", task=task, before=before, after=after)


def _answering(recorded: Recorded, board: Board, words: Words) -> tuple[str, str]:
    """Who is A no more, and who is A now, where that differs."""
    before = recorded.event.before.get("cells") or {}
    after = recorded.event.after.get("cells") or {}
    gone = [who for who, what in before.items() if what == Letter.A and after.get(who) != what]
    come = [who for who, what in after.items() if what == Letter.A and before.get(who) != what]
    return words.join(map(board.name_of, gone)), words.join(map(board.name_of, come))
