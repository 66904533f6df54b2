"""Links between tasks that our rules allow: subtasks one level deep, no waiting in a circle. Pure.

A remote table knows no such rules. What breaks them is listed and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.domain.graph import cycle
from core.domain.ids import RecordId
from sync.record import JSON
from sync.translate import Translated, Translation, Unmatched, Where


@dataclass(frozen=True, slots=True)
class Family:
    """Who belongs to whom, and who waits for whom, among our tasks."""

    parents: Mapping[str, str | None]
    upstream: Mapping[str, tuple[str, ...]]


def allowed(told: Translation, family: Family, names: Mapping[str, str]) -> Translation:
    """`told` without the links that our rules forbid; `names` are our ids by remote id."""
    rules = _Rules(told.records, family, names)
    return replace(told, records=tuple(rules.judge(each) for each in told.records))


class _Rules:
    """The links as they would be, row by row."""

    def __init__(
        self, records: Iterable[Translated], family: Family, names: Mapping[str, str]
    ) -> None:
        self._names = names
        self._parents = dict(family.parents)
        self._upstream = {RecordId(id_): _ids(each) for id_, each in family.upstream.items()}
        for each in records:
            self._let_go(names.get(each.id), each.values)
        self._children = Counter(parent for parent in self._parents.values() if parent)

    def _let_go(self, me: str | None, values: Mapping[str, JSON]) -> None:
        """What the source no longer says goes first; of what it says, what stands here stays.

        So the outcome is the same in whatever order, and in how many passes, its rows come.
        """
        if me is None:
            return
        if "parent" in values and values["parent"] != self._parents.get(me):
            self._parents[me] = None
        listed = values.get("depends_on")
        if isinstance(listed, list):
            there = self._upstream.get(RecordId(me), ())
            self._upstream[RecordId(me)] = tuple(each for each in there if each in listed)

    def judge(self, item: Translated) -> Translated:
        values, notes = dict(item.values), list(item.unmatched)
        where = (Where(str(values.get("title", item.id))),)
        me = self._names.get(item.id, "")
        parent = values.get("parent")
        if isinstance(parent, str) and not self._join(me, parent):
            del values["parent"]
            notes.append(Unmatched("parent", parent, "too-deep", where))
        listed = values.get("depends_on")
        if isinstance(listed, list) and listed:
            kept: list[JSON] = [each for each in listed if self._wait(me, str(each))]
            values["depends_on"] = kept
            circular = (str(each) for each in listed if each not in kept)
            notes += [Unmatched("depends_on", each, "circle", where) for each in circular]
        if len(notes) == len(item.unmatched):
            return item
        return replace(item, values=values, unmatched=tuple(notes))

    def _join(self, me: str, parent: str) -> bool:
        if me and self._parents.get(me) == parent:
            return True
        if parent == me or self._parents.get(parent) or self._children[me]:
            return False
        if me:
            self._parents[me] = parent
        self._children[parent] += 1
        return True

    def _wait(self, me: str, upstream: str) -> bool:
        task, other = RecordId(me), RecordId(upstream)
        if other in self._upstream.get(task, ()):
            return True
        if cycle(self._upstream, task, (other,)):
            return False
        if me:
            self._upstream[task] = (*self._upstream.get(task, ()), other)
        return True


def _ids(texts: Iterable[str]) -> tuple[RecordId, ...]:
    return tuple(map(RecordId, texts))
