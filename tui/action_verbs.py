"""What can be done to an action item from its menu, as it stands, and what the rules say to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.wording import refusal

if TYPE_CHECKING:
    from core.domain.action import ActionItem
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.record import Record
    from core.domain.refusal import Refused
    from tui.words import Words

KEYS: Final = dict(
    zip(
        ("submit", "assign", "due", "accept", "done", "cancel", "note", "link", "open", "claim"),
        "1234567890",
        strict=True,
    )
) | {"reopen": "r", "to-blocker": "b", "unclaimed": "u"}
"""The verbs of an action item, each with its key."""
MADE: Final = frozenset({"claim", "to-blocker"})
"""Verbs whose wish needs to know the board, or who asks."""


def applies(verb: str, item: Record) -> bool:
    """Whether a menu offers the verb: what can have no sense any more is left out."""
    from core.domain.action import DELIVERED, SETTLED, ActionItem, ActionStatus

    if not isinstance(item, ActionItem):
        return True
    match verb:
        case "claim":
            return item.owner is None and item.status not in SETTLED
        case "reopen":
            return item.status is not ActionStatus.OPEN
        case "to-blocker":
            return item.status not in DELIVERED
        case _:
            return True


def command(verb: str, item: ActionItem, board: Board, actor: str, words: Words) -> Command:
    """The wish of a verb that asks for nothing.

    Raises:
        Refused: nobody on the project goes by the actor's name.
    """
    from core.domain.action import AssignAction, TurnAction, tasks_of
    from core.domain.refusal import Refused

    if verb == "to-blocker":
        note = words.say("cli.turned")
        if item.carried:
            note = words.say("action.turned", n=item.carried)
        return TurnAction(action=item.id, tasks=tasks_of(item), note=note, seen=item.version)
    myself = next((each for each in board.people.values() if each.goes_by(actor)), None)
    if myself is None:
        raise Refused("actor-unknown", name=actor)
    return AssignAction(action=item.id, owner=myself.id, seen=item.version)


def prospects(
    board: Board, item: Record, actor: str, now: datetime, words: Words
) -> dict[str, tuple[str, bool]]:
    """What is worth saying beside a verb, and whether it would be refused as things stand."""
    from core.domain.action import ActionItem, ActionStatus, SetActionStatus
    from tui.triage.foresight import foresight

    if not isinstance(item, ActionItem):
        return {}
    ask = foresight(board, actor, now, (item,))
    ways = (
        ("submit", ActionStatus.SUBMITTED),
        ("accept", ActionStatus.ACCEPTED),
        ("done", ActionStatus.DONE),
    )
    found: dict[str, tuple[str, bool]] = {}
    for verb, status in ways:
        problem = ask(SetActionStatus(action=item.id, status=status, remark="?"))
        if problem is not None:
            found[verb] = (_short(problem, item, words), True)
    if item.stuck:
        found["to-blocker"] = (words.say("action.stuck", n=item.carried), False)
    return found


def _short(problem: Refused, item: ActionItem, words: Words) -> str:
    """Who may, or why not: without the item's name, which stands above, and without advice."""
    names = problem.values.get("names")
    if isinstance(names, tuple):
        return words.say("action.only", names=words.join(names))
    told = refusal(problem.reason, problem.values, words)
    return told.removeprefix(item.id).lstrip().partition(":")[0]
