"""What holds a task up, in words: the mark of a row, and the reason in full (R32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.upstream import Held, Why, upstream_red

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.task import Task
    from tui.words import Words

_FEW = 2


def held(task: Task, board: Board) -> tuple[Held, ...]:
    """What holds it up on a board."""
    return upstream_red(task, board.tasks, board.standings)


def mark(found: tuple[Held, ...], words: Words) -> str:
    """`等 T-04✗`: as short as a row has room for."""
    few = " ".join(each.task + ("✗" if each.why is Why.RED else "!") for each in found[:_FEW])
    more = "…" if len(found) > _FEW else ""
    return words.say("light.waits", ids=few + more)


def explained(found: tuple[Held, ...], board: Board, words: Words) -> str:
    """Each of them with its title and what is wrong."""
    return words.join(
        words.say(f"light.upstream.{each.why.value}", id=each.task, title=_title(each, board))
        for each in found
    )


def _title(each: Held, board: Board) -> str:
    return board.tasks[each.task].title
