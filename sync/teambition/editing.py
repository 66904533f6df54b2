"""Writing tasks back: found before they are made, read back after they were changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sync.record import UNSENT, Record
from sync.source import Cells
from sync.teambition.client import Client
from sync.teambition.envelope import REQUEST
from sync.teambition.marking import carries, line, sought
from sync.teambition.paging import walk
from sync.teambition.rows import Rows
from sync.teambition.tql import LIVE, NEWEST_FIRST, holding
from sync.teambition.values import task_id
from sync.teambition.writing import Set, Wiring
from sync.trouble import Fatal, Retry

NEWEST = LIVE + NEWEST_FIRST
"""What was made just now, in case the search does not know it yet."""
Task = Mapping[str, Any]


class Editor:
    """Changes tasks of one project, one at a time."""

    def __init__(self, client: Client, rows: Rows) -> None:
        self._client = client
        self._rows = rows
        self._wiring = Wiring(rows.lists)

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These tasks as they are now, in their order; those that are gone are left out."""
        items = self._rows.read(self._client.by_id(ids))
        found = {each.id: each for each in items if isinstance(each, Record)}
        return tuple(found[each] for each in dict.fromkeys(ids) if each in found)

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells of one task, one member a call, and reads it back."""
        task = next((each for each in self._client.by_id([item]) if isinstance(each, dict)), {})
        if not self._rows.live(task) or not task_id(task):
            raise Fatal("teambition-task-gone", id=item)
        # All is worked out before anything is asked for: what cannot be said changes nothing.
        sets = list(self._wiring.sets(task, cells))
        for each in sets:
            self._set(item, each)
        return self._read_back(item, sets)

    def find(self, marker: str) -> Record | None:
        """The task whose note carries `marker`; one in the recycle bin reads as it was there."""
        found = self._find(marker)
        return self._record(found) if found else None

    def create(self, cells: Cells, *, marker: str) -> Record:
        """Makes one task whose note begins with the marker, unless there is one."""
        operator = self._client.operator()
        body, later = self._wiring.born(cells, owner=operator, note=line(marker))
        made = self._find(marker) or self._make(body, marker)
        id_ = task_id(made)
        if not cells.get("executor") and made.get("executorId") == operator:
            self._release(id_)
        if later:
            return self.write(id_, later)
        return next(iter(self.read([id_])), None) or self._record(made)

    def _release(self, id_: str) -> None:
        """The service demands somebody when a task is made: who stood in lets go of it again.

        Whether it lets nobody have a task is not documented; what it says is read back.
        """
        try:
            self._client.change(id_, "PUT", "executor", {"executorId": None})
        except Fatal as error:
            if error.reason != REQUEST:
                raise

    def _make(self, body: Mapping[str, object], marker: str) -> Task:
        """Asks once. A lost answer is no answer: what was asked for may be there."""
        lost: Retry | None = None
        try:
            made = self._client.create(body)
        except Retry as error:
            made, lost = None, error
        if isinstance(made, dict) and task_id(made):
            return made
        found = self._find(marker)
        if found is not None:
            return found
        raise lost or Fatal("reply-not-understood", call="task/create")

    def _find(self, marker: str) -> Task | None:
        return next(
            (each for each in self._candidates(marker) if carries(each.get("note"), marker)), None
        )

    def _candidates(self, marker: str) -> Iterator[Task]:
        """What the search finds, then the newest tasks: a search may lag behind."""

        def fetch(token: str) -> Any:
            return self._client.tasks(holding(sought(marker)), token, archived=True)

        for page in walk(fetch):
            yield from (each for each in page.items if isinstance(each, dict) and task_id(each))
        try:
            newest = self._client.tasks(NEWEST).items
        except Fatal as error:
            if error.reason != REQUEST:
                raise
            newest = self._client.tasks("").items
        yield from (each for each in newest if isinstance(each, dict) and task_id(each))

    def _record(self, task: Task) -> Record:
        found = next(iter(self._rows.read([{**task, "isArchived": False}])), None)
        if not isinstance(found, Record):
            raise Fatal("reply-not-understood", call="task/create")
        return found

    def _set(self, item: str, change: Set) -> None:
        try:
            self._client.change(item, change.method, change.part, change.body)
        except Fatal as error:
            if change.empties and error.reason == REQUEST:
                raise Fatal("not-taken", column=change.column.name) from None
            raise

    def _read_back(self, item: str, sets: Sequence[Set]) -> Record:
        record = next(iter(self.read([item])), None)
        if record is None:
            raise Fatal("teambition-task-gone", id=item)
        for change in sets:
            left = record.fields.get(change.column.id, UNSENT)
            if change.empties and left != UNSENT:
                raise Fatal("not-taken", column=change.column.name)
        return record
