"""What can be done to a record from the keyboard, numbered, and the command each verb makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.screens.picker import Choice

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.record import Record
    from tui.words import Words

VERBS: dict[str, tuple[str, ...]] = {
    "T": ("progress", "status", "assign", "due", "light", "raci", "note", "link", "open"),
    "B": ("ack", "assign", "note", "link", "open"),
    "A": ("submit", "assign", "due", "accept", "done", "cancel", "note", "link", "open"),
    "D": ("note", "link", "open"),
    "MS": ("note", "open"),
}
"""Verbs by the letter of the id, in the order of their numbers."""

PICKED = frozenset({"status", "assign", "light"})
"""Verbs that ask for one of several."""
TYPED = frozenset({"progress", "due", "note", "link", "cancel", "submit"})
"""Verbs that ask for a line."""


def verbs(record: Record, words: Words) -> list[Choice]:
    """The verbs for a record as it stands: what was done once is not offered again."""
    kind = record.id.partition("-")[0]
    done = {"ack"} if getattr(record, "responded_at", None) else set()
    kept = [verb for verb in VERBS.get(kind, ()) if verb not in done]
    return [Choice(verb, words.say(f"actions.verb.{verb}")) for verb in kept]


def statuses(words: Words) -> list[Choice]:
    """The statuses of a task that a person sets; cancelling goes another way (process 1.6)."""
    from core.domain.task import TaskStatus

    return [
        Choice(each.value, words.say(f"term.task.{each.value}"))
        for each in TaskStatus
        if each is not TaskStatus.CANCELLED
    ]


def lights(words: Words) -> list[Choice]:
    """The lights a person may set against the rule, and the way back to it."""
    found = [
        Choice(name, words.say(f"term.light.{name}"), words.say(f"term.light_meaning.{name}"))
        for name in ("red", "amber", "green")
    ]
    return [*found, Choice("auto", words.say("actions.light_auto"))]


def delay_reasons(words: Words) -> list[Choice]:
    """Why a task is behind, numbered from 1 (keys.md 3.2)."""
    from core.domain.delay import REASONS

    return [Choice(name, words.say(f"term.delay.{name}")) for name in REASONS]


def people(board: Board, subject: str) -> list[Choice]:
    """Who may be given a record: its R and A first, then the liaisons of its department."""
    ranked = sorted(_ranked(board, subject), key=lambda each: each[0])
    return [
        Choice(identity, board.people[identity].name, hint, board.people[identity].aliases)
        for _, identity, hint in ranked
    ]


def _ranked(board: Board, subject: str) -> Iterable[tuple[int, str, str]]:
    record = board.record(subject)
    task = subject if subject in board.tasks else next(iter(getattr(record, "tasks", ())), "")
    row = board.raci.get(task)
    letters = row.cells if row is not None else {}
    dept = getattr(record, "dept", "") or getattr(record, "responsible_dept", "")
    for identity, person in board.people.items():
        letter = letters.get(identity, "")
        liaison = person.dept == dept and any(each.value == "liaison" for each in person.functions)
        rank = {"R": 0, "A": 1}.get(letter, 2 if liaison else 3 if person.dept == dept else 4)
        yield rank, identity, " ".join(part for part in (letter, person.dept) if part)


def picked(verb: str, record: Record, choice: str) -> Command | None:
    """The command of a verb and what was picked for it; None where a line must follow."""
    from core.domain.action import AssignAction
    from core.domain.blocker import AssignBlocker
    from core.domain.ids import Kind, RecordId, kind_of
    from core.domain.task import AssignTask, SetLight, SetStatus, TaskStatus

    identity, seen, person = record.id, record.version, RecordId(choice)
    if verb == "status":
        return SetStatus(task=identity, status=TaskStatus(choice), seen=seen)
    if verb == "light":
        return SetLight(task=identity, light=None, seen=seen) if choice == "auto" else None
    match kind_of(identity):
        case Kind.TASK:
            return AssignTask(task=identity, owner=person, seen=seen)
        case Kind.BLOCKER:
            return AssignBlocker(blocker=identity, owner=person, seen=seen)
        case _:
            return AssignAction(action=identity, owner=person, seen=seen)


def at_once(verb: str, record: Record) -> Command | None:
    """The command of a verb that asks for nothing."""
    from core.domain.action import ActionStatus, SetActionStatus
    from core.domain.blocker import Acknowledge

    if verb == "ack":
        return Acknowledge(blocker=record.id, seen=record.version)
    words = {"accept": ActionStatus.ACCEPTED, "done": ActionStatus.DONE}
    if verb in words:
        return SetActionStatus(action=record.id, status=words[verb], seen=record.version)
    return None
