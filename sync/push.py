"""Writing back what people changed here: read afresh, planned again, written, read back, noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

from sync.carry import Carrier
from sync.ledger import Ledger, Sight
from sync.plan import Change
from sync.record import JSON, Record, Value
from sync.saying import Sayer
from sync.source import Writer
from sync.translate import Translated, Unmatched, Where
from sync.trouble import Fatal, SyncError

RUN = 20
"""Records read together before they are written: what is read does not get old."""
ABOUT_ONE = frozenset(
    {
        *("option-unknown", "column-not-writable", "not-taken", "teambition-task-gone"),
        *("feishu-value", "feishu-request", "feishu-limit", "teambition-request"),
    }
)
"""Reasons that speak of one value or one item; with any other, nothing more would be taken."""

Tell = Callable[[Iterable[Record]], Sequence[Translated]]
"""Reads remote records in our words."""


@dataclass(slots=True)
class Pushed:
    """What was written there."""

    fields: int = 0
    created: list[str] = field(default_factory=list)
    """Our ids of what was made there."""
    settled: set[str] = field(default_factory=set)
    """Remote ids with nothing more to write."""
    left: set[str] = field(default_factory=set)
    """Remote ids with something that could not be written."""
    unsaid: list[Unmatched] = field(default_factory=list)
    """What could not be said there, or was not taken."""
    trouble: SyncError | None = None
    """What ended the writing early; the next sync goes on."""


@dataclass(frozen=True, slots=True)
class Pusher:
    """Writes to one source, one item at a time."""

    writer: Writer
    ledger: Ledger
    carrier: Carrier
    sayer: Sayer
    tell: Tell
    fields: tuple[str, ...]
    """Our mapped fields."""
    waits: frozenset[str] = frozenset()
    """Fields that became empty nearly everywhere: nothing is taken before a person agrees."""
    done: Pushed = field(default_factory=Pushed)
    titles: dict[str, str] = field(default_factory=dict)
    """Of what was looked at, by remote id: for people."""

    def push(self, ids: Iterable[str]) -> None:
        """Writes what changed here only of these remote items. Trouble is kept in `done`.

        Raises:
            Refused: the lease was lost.
            Conflict: others keep writing to the same tasks.
            Unreachable: the database is away.
        """
        wanted = sorted(set(ids))
        try:
            for first in range(0, len(wanted), RUN):
                self._run(wanted[first : first + RUN])
        except SyncError as trouble:
            self.done.trouble = trouble

    def _run(self, ids: Sequence[str]) -> None:
        self.ledger.keep()
        records = {each.id: each for each in self.writer.read(ids)}
        said = self.tell(records.values())
        sight = self.ledger.sight(self.fields, ids)
        self._entitle(sight)
        made = self.carrier.plan(said, sight)
        ours = (each for each in made.to_carry if each.field not in self.waits)
        self.carrier.carry(ours, {each.id: each for each in said}, sight)
        self.carrier.done.yielded += (each for each in made.clashes if not each.known)
        pushes = {
            remote_id: tuple(group)
            for remote_id, group in groupby(made.pushes, key=attrgetter("remote_id"))
        }
        for remote_id in ids:
            if remote_id in pushes:
                self.ledger.keep()
                self._write(records[remote_id], pushes[remote_id], sight)
            if remote_id not in self.done.left:
                self.done.settled.add(remote_id)

    def _write(self, record: Record, changes: Iterable[Change], sight: Sight) -> None:
        cells: dict[str, Value | None] = {}
        wanted: dict[str, JSON] = {}
        for change in changes:
            column = self.sayer.column(change.field)
            there = record.fields.get(column.id) if column else None
            said = self.sayer.say(change.field, change.ours, there)
            if column is None or isinstance(said, Unmatched):
                self._left(record.id, said)
                continue
            cells[column.id] = said
            wanted[change.field] = change.ours
        back = self._written(record.id, cells, wanted)
        if back is not None:
            self._note(back, wanted, sight)

    def _written(
        self, item: str, cells: dict[str, Value | None], wanted: dict[str, JSON]
    ) -> Record | None:
        """The item as it reads then. What the service does not take is left out of another try."""
        while cells:
            try:
                return self.writer.write(item, cells)
            except Fatal as fatal:
                if fatal.reason not in ABOUT_ONE:
                    raise
                for name in self._refused(fatal, wanted):
                    told = str(fatal.values.get("message") or wanted[name])
                    self._left(item, Unmatched(name, told, _REASONS.get(fatal.reason, "refused")))
                    column = self.sayer.column(name)
                    del cells[column.id if column else ""], wanted[name]
        return None

    def _refused(self, fatal: Fatal, wanted: Mapping[str, JSON]) -> tuple[str, ...]:
        """The fields that a refusal speaks of; all, where it names no column."""
        named = fatal.values.get("column")
        columns = {name: self.sayer.column(name) for name in wanted}
        found = (name for name, each in columns.items() if each and named in (each.name, each.id))
        return tuple(found) or tuple(wanted)

    def _note(self, record: Record, wanted: Mapping[str, JSON], sight: Sight) -> None:
        """What reads as it was written is agreed on, before the next item is written."""
        (told, *_) = (*map(sight.read, self.tell([record])), Translated(record.id, {}))
        agreed = dict(_taken(told, wanted))
        self.ledger.rebase(record.id, agreed)
        self.done.fields += len(agreed)
        for name, value in wanted.items():
            if name not in agreed:
                self._left(record.id, Unmatched(name, str(value), "not-taken"))

    def _entitle(self, sight: Sight) -> None:
        for remote_id, link in sight.links.items():
            title = sight.values.get(link.record_id, {}).get("title")
            self.titles[remote_id] = str(title or link.base.get("title") or link.record_id)

    def _left(self, item: str, why: object) -> None:
        self.done.left.add(item)
        if isinstance(why, Unmatched):
            where = Where(self.titles.get(item, item))
            self.done.unsaid.append(replace(why, where=(where,)))


_REASONS = {
    "option-unknown": "option-unknown",
    "column-not-writable": "column-not-writable",
    "not-taken": "not-taken",
}


def _taken(told: Translated, wanted: Mapping[str, JSON]) -> Iterator[tuple[str, JSON]]:
    for name, value in wanted.items():
        if name in told.values and told.values[name] == value:
            yield name, value
