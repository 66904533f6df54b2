"""Cells of ours into what the service is asked to set, one member at a time. Pure.

There is no change of several members at once, no key for repeats and no check of versions: each
change sets one member to one value, so that doing it twice is the same as once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sync.record import Column, Items, Kind, Person, Value
from sync.source import Cells
from sync.teambition.columns import columns
from sync.teambition.instants import day_of, end_of, start_of
from sync.teambition.lists import Field, Lists, Status
from sync.teambition.marking import marked
from sync.translate import as_text
from sync.trouble import Fatal

TITLE = 500
LAST = "status"
"""A workflow may ask for filled members before it lets a task go on; and a new task begins where
its workflow begins, so that its status comes last too."""

OPTIONS = frozenset({"priority", "stage", "tags"})

Wire = Callable[[Value | None], Mapping[str, object]]
"""A value into the body that sets it."""


@dataclass(frozen=True, slots=True)
class Set:
    """One member of one task, to be set."""

    column: Column
    method: str
    part: str
    """The end of the call's path."""
    body: Mapping[str, object]
    empties: bool
    """Whether it takes a value away, which not every member allows."""


class Wiring:
    """Knows how each column of one project is written."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._columns = {column.id: column for column in columns(lists)}
        self._fields = {field.column: field for field in lists.fields}

    def sets(self, task: Mapping[str, Any], cells: Cells) -> Iterator[Set]:
        """What to ask for so that `task`, as it is now, reads as `cells`; the status at the end.

        Raises `Fatal`: `column-not-writable` with `column`; `option-unknown` with `column` and
        `value` for what the project does not have; `teambition-person` likewise.
        """
        for id_ in sorted(cells, key=lambda each: each == LAST):
            column = self._writable(id_)
            body = self._body(column, task, cells[id_])
            if body:
                method, part = _CALLS.get(id_, ("POST", "customfield/update"))
                yield Set(column, method, part, body, cells[id_] is None)

    def born(self, cells: Cells, *, owner: str, note: str) -> tuple[dict[str, object], Cells]:
        """The body of a new task, and the cells that can only be set after it is there.

        `owner` stands in where the cells name nobody: the service demands somebody. `note` is what
        the note begins with.
        """
        now = {
            id_: value
            for id_, value in cells.items()
            if value is not None and id_ != LAST and id_ not in self._fields
        }
        body: dict[str, object] = {"note": note}
        for id_, value in now.items():
            body |= self._body(self._writable(id_), {"note": note}, value, new=True)
        body["executorId"] = body.get("executorId") or owner
        later = {id_: value for id_, value in cells.items() if value is not None and id_ not in now}
        self._possible(later)
        return body, later

    def _possible(self, cells: Cells) -> None:
        """Raises before anything is made what would be raised after it."""
        for id_, value in cells.items():
            column = self._writable(id_)
            if id_ != LAST:
                self._body(column, {}, value)
            elif as_text(value) not in column.options:
                raise Fatal("option-unknown", column=column.name, value=as_text(value))

    def _writable(self, id_: str) -> Column:
        column = self._columns.get(id_)
        if column is None or not column.writable:
            raise Fatal("column-not-writable", column=column.name if column else id_)
        return column

    def _body(
        self, column: Column, task: Mapping[str, Any], value: Value | None, *, new: bool = False
    ) -> Mapping[str, object]:
        """The body that sets one member; empty where nothing is to be done."""
        field = self._fields.get(column.id)
        if field is not None:
            return {"customfieldId": field.id, "value": _parts(field, column, value)}
        by_column: dict[str, Callable[[], Mapping[str, object]]] = {
            "status": lambda: self._status(column, task, value),
            "note": lambda: {"note": marked(str(task.get("note") or ""), as_text(value)) or None},
            "executor": lambda: {"executorId": next(iter(_ids(column, value)), None)},
            "involveMembers": lambda: _involved(task, _ids(column, value), new=new),
            "parent": lambda: {"parentTaskId" if new else "targetId": _parent(value)},
        }
        if column.id in by_column:
            return by_column[column.id]()
        if column.id in OPTIONS:
            return self._option(column, value)
        return _PLAIN[column.id](value)

    def _status(
        self, column: Column, task: Mapping[str, Any], value: Value | None
    ) -> Mapping[str, object]:
        """A status of the task's own workflow: of that name, else the first that means the same."""
        name, here = as_text(value), str(task.get("tfsId") or "")
        there = self._lists.reachable(here)
        found = [each for each in there if each.name == name] or self._alike(there, name)
        if not found:
            raise Fatal("option-unknown", column=column.name, value=name)
        return {} if found[0].id == here else {"taskflowstatusId": found[0].id}

    def _alike(self, there: tuple[Status, ...], name: str) -> list[Status]:
        """Where a project has several workflows, its statuses differ in name, not in meaning."""
        meanings = {each.meaning for each in self._lists.statuses.values() if each.name == name}
        return [each for each in there if each.meaning in meanings]

    def _option(self, column: Column, value: Value | None) -> Mapping[str, object]:
        """Options by their ids; a priority's id is its number."""
        if column.id == "priority":
            ids: dict[str, Any] = {name: id_ for id_, name in self._lists.priorities.items()}
        else:
            named = self._lists.stages if column.id == "stage" else self._lists.tags
            ids = {name: id_ for id_, name in (named or {}).items()}
        found = [_option_id(column, ids, name) for name in _texts(value)]
        if column.id == "tags":
            return {"tagIds": found}
        member = "stageId" if column.id == "stage" else "priority"
        return {member: found[0] if found else None}


def _option_id(column: Column, known: Mapping[str, Any], name: str) -> Any:
    """None is ever invented in the customer's project."""
    if name not in known:
        raise Fatal("option-unknown", column=column.name, value=name)
    return known[name]


def _parts(field: Field, column: Column, value: Value | None) -> list[dict[str, str]]:
    """The value of a custom field: each part with an id, even an empty one."""
    if value is None:
        return []
    if field.kind is Kind.DATE:
        return [{"id": "", "title": _ended(value) or ""}]
    if field.kind is Kind.PEOPLE:
        names = {each.id: each.name for each in _people(value)}
        return [{"id": each, "title": names[each]} for each in _ids(column, value)]
    if field.kind in (Kind.OPTION, Kind.OPTIONS):
        ids = field.options
        return [{"id": _option_id(column, ids, each), "title": each} for each in _texts(value)]
    return [{"id": "", "title": as_text(value)}]


def _involved(task: Mapping[str, Any], wanted: list[str], *, new: bool) -> Mapping[str, object]:
    """Who is to come and who is to go: somebody added meanwhile by others stays."""
    if new:
        return {"involveMembers": wanted}
    listed = task.get("involveMembers")
    there = [str(each) for each in listed] if isinstance(listed, list) else []
    change = {
        "addInvolvers": [each for each in wanted if each not in there],
        "delInvolvers": [each for each in there if each not in wanted],
    }
    return {name: ids for name, ids in change.items() if ids}


def _ids(column: Column, value: Value | None) -> list[str]:
    """The userIds; somebody without one cannot be named there, and is never left out in silence."""
    people = _people(value)
    for each in people:
        if not each.id:
            raise Fatal("teambition-person", column=column.name, value=each.name)
    return [each.id for each in people]


def _people(value: Value | None) -> list[Person]:
    several = value if isinstance(value, tuple) else ()
    return [each for each in several if isinstance(each, Person)]


def _texts(value: Value | None) -> list[str]:
    """Names of options; one or several."""
    several = value if isinstance(value, tuple) else (as_text(value),)
    return [each for each in several if isinstance(each, str) and each]


def _day(value: Value | None) -> date | None:
    if isinstance(value, datetime):
        return day_of(value)
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def _ended(value: Value | None) -> str | None:
    day = _day(value)
    return None if day is None else end_of(day)


def _started(value: Value | None) -> str | None:
    day = _day(value)
    return None if day is None else start_of(day)


def _parent(value: Value | None) -> str | None:
    return value.ids[0] if isinstance(value, Items) and value.ids else None


def _progress(value: Value | None) -> int | None:
    return round(value) if isinstance(value, (int, float)) else None


_PLAIN: Mapping[str, Wire] = {
    "content": lambda value: {"content": as_text(value)[:TITLE] or None},
    "progress": lambda value: {"progress": _progress(value)},
    "startDate": lambda value: {"startDate": _started(value)},
    "dueDate": lambda value: {"dueDate": _ended(value)},
}
_CALLS = {
    "content": ("PUT", "content"),
    "note": ("PUT", "note"),
    "executor": ("PUT", "executor"),
    "involveMembers": ("PUT", "involveMembers"),
    "status": ("PUT", "taskflowstatus"),
    "priority": ("PUT", "priority"),
    "progress": ("PUT", "progress"),
    "startDate": ("PUT", "startDate"),
    "dueDate": ("PUT", "dueDate"),
    "stage": ("PUT", "stage/update"),
    "tags": ("PUT", "tag"),
    "parent": ("PUT", "parent"),
}
"""Method and end of the path, by column; custom fields have one call for all."""
