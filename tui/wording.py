"""Events and refusals in words: the one place where the core's ids and values become sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from tui.words import Words

_PEOPLE = frozenset({"owner", "collaborators", "maker"})
_TERMS = {
    "status": ("task", "blocker", "action"),
    "priority": ("priority",),
    "light": ("light",),
    "tier": ("tier",),
    "role": ("role",),
    "phase": ("phase",),
}
_QUIET = frozenset({"progressed_at", "remote_ids", "source_url", "source_id", "plan"})
"""Fields that say nothing to a person."""
_DAYS = frozenset({"due", "start", "end", "day"})


def event_line(
    recorded: Recorded, words: Words, name_of: Callable[[str], str], zone: tzinfo
) -> str:
    """What happened, in one line: 王敏 更新了 T-02 的进度 · 实际 60 → 80."""
    event = recorded.event
    subject = str(event.subject)
    if subject.startswith("R-"):
        subject = "T" + subject[1:]
    head = words.say(f"event.{event.kind}", who=recorded.actor, id=subject)
    if event.creates:
        title = str(event.after.get("title") or event.after.get("name") or "")
        return f"{head} · {title}" if title else head
    told = changes(event.before, event.after, words, name_of, zone)
    return f"{head} · {words.join(told)}" if told else head


def changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    words: Words,
    name_of: Callable[[str], str],
    zone: tzinfo,
) -> list[str]:
    """The fields that changed, each as `name old → new`."""
    found = []
    for name, value in after.items():
        if name in _QUIET or name == "removed":
            continue
        if name == "cells":
            found += _letters(before.get(name) or {}, value or {}, name_of)
            continue
        label = words.say(f"term.field.{name}") if words.has(f"term.field.{name}") else name
        old = plain(name, before.get(name), words, name_of, zone)
        new = plain(name, value, words, name_of, zone)
        found.append(f"{label} {old or '—'} → {new or '—'}")
    return found


def _letters(
    before: Mapping[str, str], after: Mapping[str, str], name_of: Callable[[str], str]
) -> list[str]:
    """The cells of a RACI row that changed."""
    return [
        f"{name_of(party)} {before.get(party, '—')} → {after.get(party, '—')}"
        for party in dict.fromkeys((*after, *before))
        if before.get(party) != after.get(party)
    ]


def plain(name: str, value: Any, words: Words, name_of: Callable[[str], str], zone: tzinfo) -> str:
    """A field's value, in its plain form, as a person reads it."""
    if value in (None, [], ""):
        return ""
    if name in _PEOPLE:
        return words.join(name_of(each) for each in _listed(value))
    if name == "cells":
        return " ".join(f"{name_of(party)}:{letter}" for party, letter in value.items())
    for group in _TERMS.get(name, ()):
        if words.has(f"term.{group}.{value}"):
            return words.say(f"term.{group}.{value}")
    if isinstance(value, list):
        return words.join(map(str, value))
    if name.endswith(("_at", "_due", "_until")) or name in _DAYS:
        return _moment(str(value), zone)
    return str(value)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value]


def _moment(text: str, zone: tzinfo) -> str:
    try:
        if len(text) == 10:
            return f"{date.fromisoformat(text):%m-%d}"
        return f"{datetime.fromisoformat(text).astimezone(zone):%m-%d %H:%M}"
    except ValueError:
        return text


def refusal(reason: str, values: Mapping[str, Any], words: Words) -> str:
    """Why something was refused, and what to do: a rule, a conflict, or a database away."""
    for area in ("refused", "store", "sync.reason"):
        if words.has(f"{area}.{reason}"):
            return words.say(f"{area}.{reason}", **values)
    return reason
