"""The members of a task as columns, under the names that the service's own pages show. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from sync.record import Column, Kind
from sync.teambition.lists import WRITABLE, Field, Lists, urgency

MEMBERS = {
    "content": ("标题", Kind.TEXT),
    "executor": ("执行者", Kind.PEOPLE),
    "involveMembers": ("参与者", Kind.PEOPLE),
    "status": ("任务状态", Kind.OPTION),
    "isDone": ("是否完成", Kind.CHECK),
    "priority": ("优先级", Kind.OPTION),
    "progress": ("进度", Kind.NUMBER),
    "startDate": ("开始时间", Kind.DATE),
    "dueDate": ("截止时间", Kind.DATE),
    "note": ("备注", Kind.TEXT),
    "stage": ("看板列", Kind.OPTION),
    "tags": ("标签", Kind.OPTIONS),
    "parent": ("父任务", Kind.ITEMS),
    "depends": ("前置任务", Kind.ITEMS),
}
"""Names and kinds by column id; the ids stay whatever happens to names."""
READ_ONLY = frozenset({"isDone", "depends"})
"""Done is what the status says; dependencies are records of their own."""


def columns(lists: Lists) -> tuple[Column, ...]:
    """All columns of a project; stages and tags only where the app may read them."""
    absent = {name for name in ("stage", "tags") if _names(lists, name) is None}
    own = (_member(id_, lists) for id_ in MEMBERS if id_ not in absent)
    return (*own, *map(_custom, lists.fields))


def _member(id_: str, lists: Lists) -> Column:
    name, kind = MEMBERS[id_]
    return Column(
        id=id_,
        name=name,
        kind=kind,
        options=_once(_names(lists, id_) or ()),
        primary=id_ == "content",
        writable=id_ not in READ_ONLY,
        meanings=_meanings(lists, id_),
    )


def _names(lists: Lists, id_: str) -> Iterable[str] | None:
    match id_:
        case "status":
            return (each.name for each in lists.statuses.values() if not each.deleted)
        case "priority":
            return lists.priorities.values()
        case "stage":
            return None if lists.stages is None else lists.stages.values()
        case "tags":
            return None if lists.tags is None else lists.tags.values()
        case _:
            return ()


def _meanings(lists: Lists, id_: str) -> tuple[tuple[str, str], ...]:
    """What the lists themselves say of options; a name that repeats means what it means first."""
    if id_ == "priority":
        return tuple(urgency(lists.priorities.values()).items())
    if id_ != "status":
        return ()
    found = {lists.done: "done"}
    for status in lists.statuses.values():
        found.setdefault(status.name, status.meaning)
    return tuple(found.items())


def _custom(field: Field) -> Column:
    return Column(
        id=field.column,
        name=field.name,
        kind=field.kind,
        options=tuple(field.options),
        writable=field.kind in WRITABLE,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
