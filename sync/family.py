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
from sync.translate import Translated, Translation, Unmatched


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
            # What the source says takes the place of what was, whatever the order of its rows.
            me = names.get(each.id)
            if me is not None and "parent" in each.values:
                self._parents[me] = None
            if me is not None and "depends_on" in each.values:
                self._upstream[RecordId(me)] = ()
        self._children = Counter(parent for parent in self._parents.values() if parent)

    def judge(self, item: Translated) -> Translated:
        values, notes = dict(item.values), list(item.unmatched)
        me = self._names.get(item.id, "")
        parent = values.get("parent")
        if isinstance(parent, str) and not self._join(me, parent):
            del values["parent"]
            notes.append(Unmatched("parent", parent, "too-deep"))
        listed = values.get("depends_on")
        if isinstance(listed, list) and listed:
            kept: list[JSON] = [each for each in listed if self._wait(me, str(each))]
            values["depends_on"] = kept
            circular = (str(each) for each in listed if each not in kept)
            notes += [Unmatched("depends_on", each, "circle") for each in circular]
        if len(notes) == len(item.unmatched):
            return item
        return replace(item, values=values, unmatched=tuple(notes))

    def _join(self, me: str, parent: str) -> bool:
        if parent == me or self._parents.get(parent) or self._children[me]:
            return False
        if me:
            self._parents[me] = parent
        self._children[parent] += 1
        return True

    def _wait(self, me: str, upstream: str) -> bool:
        task, other = RecordId(me), RecordId(upstream)
        if cycle(self._upstream, task, (other,)):
            return False
        if me:
            self._upstream[task] = (*self._upstream.get(task, ()), other)
        return True


def _ids(texts: Iterable[str]) -> tuple[RecordId, ...]:
    return tuple(map(RecordId, texts))
