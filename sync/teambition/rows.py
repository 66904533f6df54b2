"""Answers full of tasks into records, with the names and dependencies that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sync.record import Known, Record, Skipped
from sync.teambition.client import ID, Client
from sync.teambition.instants import utc
from sync.teambition.lists import Lists
from sync.teambition.url import Address
from sync.teambition.values import TaskReader, people_of, task_id

BEFORE = ("F->S", "")
"""Kinds of dependency that mean waiting: what is before ends, then what is after starts."""


class Rows:
    """Reads the answers of one pull; a person is asked for once."""

    def __init__(
        self, client: Client, address: Address, lists: Lists, *, depends: bool = True
    ) -> None:
        self._client = client
        self._address = address
        self._depends = depends
        self._names: dict[str, str] = {}
        self.lists = lists

    def read(self, items: list[Any], known: Known | None = None) -> list[Record | Skipped]:
        """The live tasks of our project among `items`; those who cannot be read are told.

        Nothing more is asked about those that are `known`, and no cell of theirs is read.
        """
        ours = [each for each in items if not isinstance(each, dict) or self.live(each)]
        old = list(_known(ours, known)) if known else []
        ids = {each.id for each in old}
        news = [each for each in ours if not isinstance(each, dict) or task_id(each) not in ids]
        self._meet(people_of(news, self.lists))
        upstream = self._upstream(news) if self._depends else None
        reader = TaskReader(self.lists, self._names, self._address.task, upstream)
        return [*old, *(reader.read(each) for each in news)]

    def live(self, item: Mapping[str, Any]) -> bool:
        """Neither in the recycle bin nor moved to another project."""
        project = item.get("projectId")
        elsewhere = isinstance(project, str) and project not in ("", self._address.project)
        return item.get("isArchived") is not True and not elsewhere

    def _meet(self, ids: Iterable[str]) -> None:
        """Who left the organization is not known any more, and is asked for once too."""
        unknown = [each for each in dict.fromkeys(ids) if each not in self._names]
        if unknown:
            found = self._client.names(unknown)
            self._names |= {each: found.get(each, "") for each in unknown}

    def _upstream(self, items: Iterable[Any]) -> dict[str, tuple[str, ...]]:
        ids = {task_id(each) for each in items if isinstance(each, dict)} - {""}
        found: dict[str, dict[str, None]] = {}
        for entry in self._client.dependencies(sorted(ids)):
            if not isinstance(entry, dict) or entry.get("kind", "") not in BEFORE:
                continue
            before, after = entry.get("fromId"), entry.get("toId")
            if after in ids and isinstance(before, str) and ID.fullmatch(before):
                found.setdefault(after, {})[before] = None
        return {after: tuple(sorted(befores)) for after, befores in found.items()}


def _known(items: Iterable[Any], known: Known) -> Iterator[Record]:
    """The tasks that were compared already as they are now."""
    for each in items:
        id_ = task_id(each) if isinstance(each, dict) else ""
        changed = utc(each.get("updated")) if id_ else None
        if id_ and known(id_, changed):
            yield Record(id_, {}, changed)
