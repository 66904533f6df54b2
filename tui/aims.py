"""What the project aims at and lacks, to choose from: goals, requests, what waits. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from core.domain.goals import Goal, goals
from core.domain.resources import Resource, ResourceState, resources
from tui.screens.picker import Choice
from tui.upstream_words import held, mark

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

GOAL: Final = "goal:"
REQUEST: Final = "request:"
TASK: Final = "task:"


def choices(board: Board, words: Words) -> list[Choice]:
    """The goals (F10), what was asked for (F36, F37), the tasks held up by others (R32)."""
    return [*_goals(board, words), *_requests(board, words), *_held(board, words)]


def goal_of(choice: str, board: Board) -> Goal | None:
    """The goal behind a line."""
    return next((each for each in _all_goals(board) if _goal_id(each) == choice), None)


def request_of(choice: str, board: Board) -> Resource | None:
    """The request behind a line."""
    found = resources(board.forms.values())
    return next((each for each in found if _request_id(each) == choice), None)


def states(words: Words) -> list[Choice]:
    """How far a request may be."""
    found = ((each.value, words.say(f"term.resource_state.{each.value}")) for each in ResourceState)
    return [Choice(value, name) for value, name in found]


def _all_goals(board: Board) -> tuple[Goal, ...]:
    return goals(board.forms.values())


def _goal_id(each: Goal) -> str:
    return f"{GOAL}{each.form}:{each.row}"


def _request_id(each: Resource) -> str:
    return f"{REQUEST}{each.form}:{each.row}"


def _goals(board: Board, words: Words) -> Iterator[Choice]:
    for each in _all_goals(board):
        values = {"current": each.current or "–", "target": each.target or "–"}
        reached = "" if each.reached is None else f"{each.reached}%"
        hint = words.say("goals.page.stands", **values, reached=reached).rstrip()
        text = words.say("goals.page.goal", dept=each.dept, goal=each.goal)
        yield Choice(_goal_id(each), text, hint, (each.measure,))


def _requests(board: Board, words: Words) -> Iterator[Choice]:
    for each in resources(board.forms.values()):
        state = words.say(f"term.resource_state.{each.state.value}")
        late = words.say("cli.shown.overdue") if each.late(board.today) else ""
        due = f"{each.due:%m-%d}" if each.due else ""
        text = words.say("goals.page.request", dept=each.dept, what=each.what)
        hint = " ".join(filter(None, (state, each.source, due, late)))
        yield Choice(_request_id(each), text, hint)


def _held(board: Board, words: Words) -> Iterator[Choice]:
    for name in board.task_order:
        task = board.tasks[name]
        if found := held(task, board):
            text = words.say("goals.page.held", id=task.id, title=task.title)
            yield Choice(TASK + task.id, text, mark(found, words))
