"""Tasks as the service writes them, into records. Total: any JSON gives a value, or says that it
is unreadable. Null, "" and [] are empty; a member that is missing was not sent and says nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from core.domain.text import clean
from sync.record import UNSENT, Items, Kind, Person, Record, Skipped, Unreadable, Value
from sync.teambition.client import ID
from sync.teambition.instants import instant, utc
from sync.teambition.lists import FINISHED, Lists

LONGEST = 4000
"""Characters kept of one text."""
MOST = 1000
"""People, tags or links kept of one cell."""
OURS = re.compile(r"^[ \t]*(?:pengtou:\S+|（碰头 [^（）\n]{1,100}）)[ \t]*$\n?", re.MULTILINE)
"""A line of a note that holds a marker: ours, and no part of what people wrote."""

Read = Callable[[Any], Value | None]
"""A filled member into its value; None for one that turns out empty."""


class TaskReader:
    """Reads whole tasks. Names and dependencies are those of the people and tasks at hand."""

    def __init__(
        self,
        lists: Lists,
        names: Mapping[str, str],
        link: Callable[[str], str],
        upstream: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._lists = lists
        self._names = names
        self._link = link
        self._upstream = upstream
        self._kinds = {each.id: each for each in lists.fields}
        self._members: dict[str, tuple[str, Read]] = {
            "content": ("content", _line),
            "executor": ("executorId", self._people),
            "involveMembers": ("involveMembers", self._people),
            "isDone": ("isDone", _check),
            "priority": ("priority", self._priority),
            "progress": ("progress", _number),
            "startDate": ("startDate", _date),
            "dueDate": ("dueDate", _date),
            "note": ("note", _note),
            "parent": ("parentTaskId", _items),
        }
        for column, member, names_by_id in (
            ("stage", "stageId", lists.stages),
            ("tags", "tagIds", lists.tags),
        ):
            if names_by_id is not None:
                read = partial(_named, names_by_id, many=column == "tags")
                self._members[column] = (member, read)

    def read(self, item: Any) -> Record | Skipped:
        """One task of an answer, or why it cannot be one."""
        if not isinstance(item, dict):
            return Skipped("", "record-unreadable")
        id_ = task_id(item)
        if not id_:
            return Skipped("", "record-without-id")
        fields = {column: value for column, value in self._cells(id_, item) if value is not None}
        return Record(id_, fields, utc(item.get("updated")), self._link(id_))

    def _cells(self, id_: str, item: Mapping[str, Any]) -> Iterator[tuple[str, Value | None]]:
        for column, (member, read) in self._members.items():
            if member not in item:
                yield column, UNSENT
            elif not _blank(item[member]):
                yield column, read(item[member])
        yield "status", self._status(item)
        if self._upstream is not None:
            waits = self._upstream.get(id_, ())
            yield "depends", Items(waits) if waits else None
        yield from self._custom(item)

    def _status(self, item: Mapping[str, Any]) -> Value | None:
        """The status by name; done is what the task says, whatever its status is called."""
        if "tfsId" not in item:
            return self._lists.done if item.get("isDone") is True else UNSENT
        found = self._lists.statuses.get(str(item["tfsId"]))
        if item.get("isDone") is True and (found is None or found.meaning not in FINISHED):
            return self._lists.done
        return found.name if found else clean(str(item["tfsId"] or ""), limit=64) or None

    def _custom(self, item: Mapping[str, Any]) -> Iterator[tuple[str, Value | None]]:
        """Custom fields without a value are left out of their list; the list itself is not."""
        listed = item.get("customfields")
        if "customfields" not in item or not isinstance(listed, (list, type(None))):
            yield from ((each.column, UNSENT) for each in self._lists.fields)
            return
        for entry in listed or ():
            known = self._kinds.get(str(entry.get("cfId"))) if isinstance(entry, dict) else None
            if known is not None and not _blank(entry.get("value")):
                yield known.column, self._field(known.kind, entry["value"])

    def _field(self, kind: Kind, value: Any) -> Value | None:
        """A custom field by its titles, which are texts whatever its type is."""
        parts = [each for each in _listed(value)[:MOST] if isinstance(each, dict)]
        if kind is Kind.PEOPLE:
            return self._people([each.get("id") for each in parts])
        titles = _names(str(each.get("title") or "") for each in parts)
        if not titles:
            return None if parts else _unreadable(value)
        match kind:
            case Kind.NUMBER:
                return _number(titles[0])
            case Kind.DATE:
                return _date(titles[0])
            case Kind.OPTIONS | Kind.FILES:
                return titles
            case _:
                return ", ".join(titles)

    def _people(self, value: Any) -> Value | None:
        ids = [each for each in _listed(value)[:MOST] if isinstance(each, str)]
        known = [each for each in dict.fromkeys(ids) if ID.fullmatch(each)]
        return tuple(Person(each, self._names.get(each, "")) for each in known) or _unreadable(
            value
        )

    def _priority(self, value: Any) -> Value | None:
        """A number that the list does not have is shown as it came."""
        if isinstance(_number(value), Unreadable) or not isinstance(value, (int, float)):
            return _unreadable(value)
        return self._lists.priorities.get(int(value), f"{value:g}")


def task_id(item: Mapping[str, Any]) -> str:
    """The id of a task, under either of its names; empty for none."""
    for name in ("id", "taskId"):
        found = item.get(name)
        if isinstance(found, str) and ID.fullmatch(found):
            return found
    return ""


def people_of(items: Iterable[Any], lists: Lists) -> Iterator[str]:
    """The userIds that these tasks name, as often as they do."""
    fields = {each.id for each in lists.fields if each.kind is Kind.PEOPLE}
    for item in items:
        if not isinstance(item, dict):
            continue
        found = [item.get("executorId"), *_listed(item.get("involveMembers"))]
        for entry in _listed(item.get("customfields")):
            if isinstance(entry, dict) and entry.get("cfId") in fields:
                parts = _listed(entry.get("value"))
                found += [each.get("id") for each in parts if isinstance(each, dict)]
        yield from (each for each in found if isinstance(each, str))


def _blank(value: Any) -> bool:
    """The three ways to say nothing; zero and false are values."""
    return value is None or (isinstance(value, (str, list)) and not value)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _unreadable(value: Any) -> Unreadable:
    return Unreadable(type(value).__name__)


def _line(value: Any) -> Value | None:
    text = clean(value, limit=LONGEST) if isinstance(value, str) else ""
    return text or (None if isinstance(value, str) else _unreadable(value))


def _note(value: Any) -> Value | None:
    if not isinstance(value, str):
        return _unreadable(value)
    text = clean(value, limit=LONGEST, lines=True)
    return clean(OURS.sub("", text), limit=LONGEST, lines=True) or None


def _check(value: Any) -> Value | None:
    return value if isinstance(value, bool) else _unreadable(value)


def _number(value: Any) -> Value | None:
    try:
        number = float(value) if not isinstance(value, (bool, list, dict)) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    return number if math.isfinite(number) else _unreadable(value)


def _date(value: Any) -> Value | None:
    return instant(value) or Unreadable("date")


def _items(value: Any) -> Value | None:
    return Items((value,)) if isinstance(value, str) and ID.fullmatch(value) else _unreadable(value)


def _named(names: Mapping[str, str], value: Any, *, many: bool) -> Value | None:
    """Ids by the names they have; an id without a name is shown as it came."""
    ids = [each for each in _listed(value)[:MOST] if isinstance(each, str)]
    found = _names(names.get(each, each) for each in ids)
    return (found if many else ", ".join(found)) or _unreadable(value)


def _names(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (clean(title, limit=LONGEST) for title in titles)))
