"""Action items in the words of the exchange: as if each were a task with four fields. Pure.

Who did their part has handed it in; whether that is accepted is decided here and nowhere else
(R13). So what is done there reads as handed in, until it is accepted here. Accepted and done are
one thing there: nobody has anything more to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from core.domain.action import ActionItem, ActionStatus
from core.domain.record import encode
from sync.record import JSON, Link
from sync.translate import Translated

FIELDS = ("title", "owner", "due", "status")
"""The fields of an action item that are exchanged."""
SIGN = "碰头"
CLOSES = time(18)
"""When a day ends for whoever names only the day."""

HANDED_IN, DONE, OPEN = "in_review", "done", "todo"
_STATUS = {
    ActionStatus.OPEN: OPEN,
    ActionStatus.SUBMITTED: HANDED_IN,
    ActionStatus.ACCEPTED: DONE,
    ActionStatus.DONE: DONE,
    ActionStatus.CANCELLED: "cancelled",
}
_PLAIN = {
    OPEN: ActionStatus.OPEN,
    HANDED_IN: ActionStatus.SUBMITTED,
    DONE: ActionStatus.DONE,
    "cancelled": ActionStatus.CANCELLED,
}
_FINISHED = frozenset({ActionStatus.ACCEPTED, ActionStatus.DONE})
_UNDER_WAY = frozenset({"doing", "blocked", "rework"})
_BRACKETS = re.compile(r"[（）\s]+")
NAMED = 40
"""Characters of a project's name that a marker has."""
_MARKED = re.compile(rf"\s*（({SIGN} [^（）]{{1,80}})）$")


def label(name: str) -> str:
    """What a project is called in markers."""
    return _BRACKETS.sub(" ", name)[:NAMED].strip()


def marker(project: str, action: str) -> str:
    """What tells the remote copy of an action item from all others; `project` is its label."""
    return f"{SIGN} {project} {action}"


def marked(title: str, mark: str) -> str:
    """A title that carries a marker."""
    return f"{title}（{mark}）"


def mark_of(title: str) -> str:
    """The marker that a title carries; empty for none."""
    found = _MARKED.search(title)
    return found[1] if found else ""


def unmarked(title: str) -> str:
    """The title without its marker."""
    return _MARKED.sub("", title)


def values_of(action: ActionItem, zone: tzinfo) -> dict[str, JSON]:
    """How our side reads."""
    due = action.due.astimezone(zone).date().isoformat() if action.due else None
    return {
        "title": action.title,
        "owner": action.owner,
        "due": due,
        "status": _STATUS[action.status],
    }


def exchanged(field: str, plain: JSON, zone: tzinfo) -> JSON:
    """A field in the plain form of an action item, as the exchange has it."""
    if field == "due" and isinstance(plain, str):
        return datetime.fromisoformat(plain).astimezone(zone).date().isoformat()
    return _STATUS[ActionStatus(plain)] if field == "status" and isinstance(plain, str) else plain


def plain(field: str, value: JSON, action: ActionItem, zone: tzinfo) -> JSON:
    """A field of the exchange in the plain form of this action item: a day keeps its hour."""
    if field == "status":
        return _PLAIN[str(value)].value
    if field != "due" or not isinstance(value, str):
        return value
    hour = action.due.astimezone(zone).time() if action.due else CLOSES
    moment: str = encode(datetime.combine(date.fromisoformat(value), hour, zone))
    return moment


def link_of(link: Link, action: ActionItem) -> Link:
    """The link with its base read as `read` reads theirs."""
    if "status" not in link.base:
        return link
    return replace(link, base={**link.base, "status": _status(link.base["status"], action)})


def read(item: Translated, action: ActionItem, base: Mapping[str, JSON]) -> Translated:
    """What the remote copy says of an action item.

    Reopened or cancelled there says nothing: that is for those who follow it up here.
    """
    values = {name: item.values[name] for name in FIELDS if name in item.values}
    values["title"] = unmarked(str(values.get("title", "")))
    if "status" in values:
        said = values["status"] = _status(values["status"], action)
        if said not in (base.get("status", OPEN), HANDED_IN, DONE, _STATUS[action.status]):
            del values["status"]
    blank = tuple(name for name in item.blank if name in FIELDS)
    return replace(item, values=values, blank=blank)


def _status(value: JSON, action: ActionItem) -> JSON:
    if value in _UNDER_WAY:
        return OPEN
    return HANDED_IN if value == DONE and action.status not in _FINISHED else value
