"""What changed, in words: for the screen of changes, a turn in a standup, the shell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.domain.changes import Change, What
from core.domain.ids import Kind
from tui.panels.view import SHAPES
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

_STATUS = {
    Kind.TASK: "task",
    Kind.BLOCKER: "blocker",
    Kind.ACTION: "action",
    Kind.RISK: "risk",
}
_RUNGS = ("", "project_manager", "dept_head", "executive")
_ROLES = {
    What.DONE: "sla-ok",
    What.CLOSED: "sla-ok",
    What.REACHED: "sla-ok",
    What.LATE: "sla-late",
    What.OVERDUE: "sla-late",
    What.HAPPENED: "sla-late",
    What.GREEN: "accent",
    What.ADDED: "accent",
    What.CARRIED: "sla-soon",
    What.ESCALATED: "sla-soon",
    What.REOPENED: "sla-soon",
    What.TAKEN_BACK: "muted",
    What.CANCELLED: "muted",
}


def told(change: Change, board: Board, words: Words) -> str:
    """What happened to a record, without saying to which: `80 → 100`, `转绿色通道`."""
    before, after = (_value(change, each, board, words) for each in (change.before, change.after))
    if change.what is What.OWNER and change.before is None:
        return words.say("changes.claimed", after=after)
    if change.what is What.OWNER and change.after is None:
        return words.say("changes.unclaimed", before=before)
    if change.what is What.ADDED and change.kind is Kind.MILESTONE:
        return words.say("changes.told.added_on", day=after)
    if change.what is What.CLOSED and change.kind is Kind.RISK:
        return words.say("changes.told.closed_risk")
    return words.say(f"changes.told.{change.what.value}", before=before, after=after)


def brief(change: Change, board: Board, words: Words) -> str:
    """With its record, as short as a line of several has room for: `T-01 80→100`, `新增 A-21`."""
    text = told(change, board, words).replace(" → ", "→")
    if change.what is What.ADDED:
        return f"{text} {change.id}"
    return f"{change.id} {text}"


def joined(changes: Iterable[Change], board: Board, words: Words) -> str:
    """Several in one line."""
    texts = [brief(each, board, words) for each in changes]
    return words.say("changes.joint").join(texts)


def spans(change: Change, board: Board, words: Words) -> tuple[Span, ...]:
    """What happened, with lights as shape, word and colour."""
    if change.what is What.LIGHT:
        arrow = Span(" → ", "muted")
        return (_light(str(change.before), words), arrow, _light(str(change.after), words))
    return (Span(told(change, board, words), _ROLES.get(change.what, "")),)


def _light(level: str, words: Words) -> Span:
    ground = f"light-{level} on:light-{level}-ground bold"
    return Span(f"{SHAPES[level]}{words.say(f'term.light.{level}')}", ground)


def _value(change: Change, value: object, board: Board, words: Words) -> str:  # noqa: PLR0911
    """A value of a change as people read it; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return day_told(value.astimezone(board.zone).date(), board)
    if isinstance(value, date):
        return day_told(value, board)
    text = str(value)
    if change.what is What.LIGHT:
        return f"{SHAPES[text]}{words.say(f'term.light.{text}')}"
    if change.what is What.OWNER:
        return board.name_of(text)
    if change.what is What.ESCALATED:
        return words.say(f"term.rung.{_RUNGS[int(text)]}") if text in "123" else text
    if change.what in (What.STATUS, What.DONE, What.CANCELLED, What.REOPENED):
        term = f"term.{_STATUS.get(change.kind, '')}.{text}"
        return words.say(term) if words.has(term) else text
    return text


def day_told(day: date, board: Board) -> str:
    """A day, with its year where it is another one."""
    return f"{day:%m-%d}" if day.year == board.today.year else f"{day:%Y-%m-%d}"


def reasons_told(change: Change, words: Words) -> str:
    """Why: the reason that people gave, and for a light what it is reckoned from."""
    counted = [
        words.say(f"light.{each.id}", **each.values)
        for each in change.reasons
        if each.id != "manual" or each.values.get("why")
    ]
    parts = [words.say("light.and").join(counted), change.why]
    return words.say("changes.joint").join(each for each in parts if each)
