"""What the syncs of late did: read in a thread, listed the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from core.domain.clash import Clash
from core.domain.event import apply
from core.store.exchange import Exchange, RunRow
from core.store.exchange_sources import linked
from core.store.journal import Sought

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from core.domain.ids import RecordId
    from core.service import Service

RUNS: Final = 60
"""So many syncs of each source are looked at."""
MERGES: Final = 200
KEPT: Final = timedelta(hours=24)
"""So long what was merged by itself stays listed (issue tracker's lesson 20)."""
_NEWS: Final = ("created", "updated", "ended", "pushed", "created_there")
"""Counts of a run that say that something happened."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One sync, or several in a row of which none brought anything."""

    source: str
    at: datetime
    counts: Mapping[str, int]
    failed: str = ""
    """`reason.<id>` or `asks.<id>`."""
    times: int = 1
    since: datetime | None = None
    """When the first of several was."""
    failed_with: Mapping[str, Any] = field(default_factory=dict)
    """The values that the sentence of `failed` mentions."""

    @property
    def idle(self) -> bool:
        """Whether nothing came of it."""
        return not (self.failed or self.clashes or any(self.counts.get(each) for each in _NEWS))

    @property
    def clashes(self) -> int:
        """The conflicts that it found; those that were open before are told elsewhere."""
        return self.counts.get("clashes_new", self.counts.get("clashes", 0))


@dataclass(frozen=True, slots=True)
class Merged:
    """A change that a sync took over by itself, or wrote back."""

    event: Recorded
    together: tuple[Recorded, ...]
    """All events of its command."""
    clash: Clash | None = None
    """The conflict, where a person settled one instead."""

    @property
    def source(self) -> str:
        """Whose news it is."""
        return self.clash.source if self.clash is not None else self.event.actor

    @property
    def subject(self) -> RecordId:
        """Our record."""
        return self.clash.subject if self.clash is not None else self.event.event.subject


@dataclass(frozen=True, slots=True)
class Recent:
    """What happened of late."""

    runs: tuple[Ran, ...] = ()
    merges: tuple[Merged, ...] = ()
    linked: Mapping[str, int] = field(default_factory=dict)
    """How many of our records each source has an item for."""

    @property
    def standing(self) -> int:
        """How many of the merges nobody took back."""
        merged = (each for each in self.merges if each.clash is None)
        return sum(each.event.undone_by is None for each in merged)


def recent(service: Service, names: Sequence[str]) -> Recent:
    """What the sources did of late.

    Raises:
        Unreachable: the database is away.
    """
    runs = _runs(service, names)
    since = service.now() - KEPT
    events = service.sought(Sought(since=since, actors=tuple(names)), limit=MERGES) if names else ()
    merges = (*_merges(events), *_settled(service, since))
    known = service.store.ask(linked, service.project)
    return Recent(tuple(folded(runs)), merges, known)


def _settled(service: Service, since: datetime) -> Iterator[Merged]:
    """The conflicts that people settled of late, as they read then."""
    events = service.sought(Sought(since=since, kinds=("clash.settled",)), limit=MERGES)
    ids = dict.fromkeys(each.event.subject for each in events)
    records = service.store.records(service.project, list(ids))
    known = {each.id: each for each in records if isinstance(each, Clash)}
    for each in events:
        if (clash := known.get(each.event.subject)) is not None:
            yield Merged(each, (each,), apply(clash, each.event, each.at))


def _told(connection: Any, project: int, name: str) -> Sequence[RunRow]:
    return Exchange(connection, project, name).runs(RUNS)


def _runs(service: Service, names: Sequence[str]) -> list[Ran]:
    found = []
    for name in names:
        told = service.store.ask(_told, service.project, name)
        found += [
            Ran(name, each.at, dict(each.counts), each.failed, failed_with=each.failed_with)
            for each in told
        ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def folded(runs: Iterable[Ran]) -> Iterator[Ran]:
    """Syncs in a row of one source that brought nothing, as one."""
    waiting: dict[str, Ran] = {}
    for each in runs:
        before = waiting.pop(each.source, None)
        if before is not None and not each.idle:
            yield before
        if not each.idle:
            yield each
        elif before is None:
            waiting[each.source] = each
        else:
            since = each.since or each.at
            waiting[each.source] = Ran(
                each.source, before.at, before.counts, "", before.times + each.times, since
            )
    yield from waiting.values()


def _merges(events: Sequence[Recorded]) -> Iterator[Merged]:
    together: dict[str, list[Recorded]] = {}
    for each in events:
        together.setdefault(each.command, []).append(each)
    for each in events:
        if each.event.kind.endswith(".synced"):
            yield Merged(each, tuple(together[each.command]))
