"""The tables of `list`: which columns, and how a cell reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.wording import field_name, value_told
from tui.words import Words

if TYPE_CHECKING:
    from tui.cli.desk import Desk

COLUMNS: dict[str, tuple[str, ...]] = {
    "tasks": (
        "id",
        "title",
        "dept",
        "owner",
        "status",
        "actual",
        "planned",
        "light",
        "due",
        "light_reason",
    ),
    "blockers": (
        "id",
        "priority",
        "title",
        "status",
        "owner",
        "responsible_dept",
        "clock",
        "response_due",
        "solution_due",
        "overdue",
    ),
    "actions": ("id", "title", "owner", "due", "status", "overdue"),
    "decisions": ("id", "title", "maker", "decided_at", "links"),
    "risks": ("id", "title", "light", "status", "owner", "response", "decider", "tasks"),
    "raci": ("task", "title", "cells", "findings"),
    "people": ("id", "name", "dept", "functions", "role", "aliases"),
    "milestones": ("id", "title", "day", "reached"),
    "meetings": ("id", "title", "status", "when", "minutes", "facilitator", "present", "absent"),
    "clashes": ("id", "subject", "title", "field", "ours", "theirs", "base", "source", "status"),
}
"""The columns of each list, by the names of the JSON."""
SETTLED = ("choice", "value", "settled_by")
"""More columns of clashes, where some of those that are listed were settled."""
LEFT = ("left_at",)
"""One more column of people, where somebody left the project."""
_TERM_OF = {
    "tasks": "task",
    "blockers": "blocker",
    "actions": "action",
    "risks": "risk",
    "meetings": "meeting_status",
    "clashes": "clash",
}


_SIDES = frozenset({"ours", "theirs", "base", "value"})
"""Of a clash: values of the field that it is about."""
_MOMENTS = frozenset({"at", "due", "response_due", "solution_due", "decided_at", "when"})


def heads(columns: Sequence[str], words: Words) -> list[str]:
    """What stands above the columns."""
    return [
        words.say(f"cli.column.{each}")
        if words.has(f"cli.column.{each}")
        else field_name(each, words)
        for each in columns
    ]


def columns_of(what: str, shapes: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The columns of a list of these."""
    settled = what == "clashes" and any(each["choice"] for each in shapes)
    left = what == "people" and any(each["left_at"] for each in shapes)
    return COLUMNS[what] + (SETTLED if settled else ()) + (LEFT if left else ())


def row(what: str, shape: dict[str, Any], desk: Desk, columns: Sequence[str]) -> list[str]:
    """One line of a table."""
    return [_cell(what, name, _value(name, shape, desk), desk) for name in columns]


def _value(name: str, shape: dict[str, Any], desk: Desk) -> Any:
    """A column's value; how a blocker's clock stands is words alone, and no part of the JSON.

    Of a meeting it is told when it began or is to begin, and how many came.
    """
    if name in _SIDES and "field" in shape:
        return value_told(shape["subject"], shape["field"], shape[name], None, desk.words)
    if name == "light_reason" and shape.get("source_gone"):
        told = [shape[name], desk.words.say("board.note.gone_there")]
        return desk.words.join(filter(None, told))
    if name == "when":
        return shape["started_at"] or shape["starts_at"]
    if name == "present":
        return len(shape[name])
    if name != "clock":
        return shape[name]
    from tui.cli.clock_cell import clock_told

    return clock_told(shape["id"], desk.board, desk.words)


def _cell(what: str, name: str, value: Any, desk: Desk) -> str:
    words = desk.words
    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, bool):
        return words.say("cli.yes") if value else "–"
    if isinstance(value, dict):
        return words.join(f"{key}:{_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return words.join(_listed(name, each, words) for each in value)
    return _text(what, name, value, desk)


def _plain(value: Any) -> str:
    return str(value) if value not in (None, "") else "–"


def _listed(name: str, value: Any, words: Words) -> str:
    if name == "findings":
        return str(value["detail"])
    return words.say(f"term.function.{value}") if name == "functions" else str(value)


def _text(what: str, name: str, value: Any, desk: Desk) -> str:
    words = desk.words
    if name == "field":
        return field_name(value, words)
    if name in ("actual", "planned"):
        return f"{value}%"
    if name == "status":
        return words.say(f"term.{_TERM_OF[what]}.{value}")
    if name in ("light", "priority", "role", "choice"):
        return words.say(f"term.{name}.{value}")
    if "T" in str(value) and name in _MOMENTS:
        return f"{datetime.fromisoformat(value):%m-%d %H:%M}"
    return _left(value, desk) if name == "left_at" else str(value)


def _left(value: str, desk: Desk) -> str:
    """That somebody left, and on which day of the project's clock."""
    day = datetime.fromisoformat(value).astimezone(desk.board.zone).date()
    return desk.words.say("roster.left", day=day.isoformat())
