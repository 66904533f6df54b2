"""One sync of one source: lease, pull, plan, carry, note."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from core.collector import nothing_to_collect
from core.domain.ids import Kind as Records
from core.domain.people import Role
from core.domain.refusal import Refused, Unreachable
from core.service import Service
from core.settings import SourceSettings
from core.store.exchange import Exchange
from sync.bookmark import Bookmark, mark, timed
from sync.carry import Carrier, Done
from sync.family import Family, allowed
from sync.feishu.source import FeishuSource
from sync.feishu.source import open_source as open_feishu
from sync.joining import Company, meet, named
from sync.ledger import Ledger
from sync.mapping import Mapping
from sync.news import Meaning, News, meaning
from sync.plan import Kind
from sync.record import Column, Page, Record
from sync.report import Report
from sync.source import Source
from sync.translate import Translation, Unmatched, translate_all
from sync.trouble import Fatal, SyncError

Progress = Callable[[int, int | None], bool | None]
"""Is told how many items came and how many there are; answers False to stop the pull."""

LINKED = ("parent", "depends_on")
"""Our fields that name other tasks."""


def open_source(name: str, settings: SourceSettings) -> FeishuSource:
    """The source that the configuration calls `name`; close it after use.

    Raises `Fatal`: its address cannot be read, its type is not known, or its secret is missing.
    """
    if settings.type != "feishu":
        raise Fatal("source-type", name=name, type=settings.type)
    return open_feishu(name, settings.url, settings.base_url or None)


def sync(  # noqa: PLR0913 - the choices a person has
    service: Service,
    source: Source,
    mapping: Mapping,
    *,
    full: bool = False,
    agreed: bool = False,
    only_plan: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Brings the source's news into our tasks; see `Report` for what it may leave open.

    `full` lists and compares everything; `agreed` also does what would be asked about first;
    `only_plan` writes nothing at all. What a task of ours was changed to is never overwritten.

    Raises:
        Retry, Fatal: the source cannot be read. Trouble after the first page is in the report.
        Refused: somebody else is syncing this source, or the actor may only read.
        Conflict: others kept writing to the same tasks.
        Unreachable: the database is away. The next sync goes on where this one was.
    """
    began = time.monotonic()
    _may_write(service)
    ours = Service(service.store, service.project, source.name, service.now)
    job = _Job(ours, source, mapping, Ledger(service, source.name), full, agreed, progress)
    with nothing_to_collect():
        report = job.show() if only_plan else job.run()
    return replace(report, seconds=time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class _Job:
    """One sync; `service` acts in the source's name."""

    service: Service
    source: Source
    mapping: Mapping
    ledger: Ledger
    full: bool
    agreed: bool
    progress: Progress | None

    def show(self) -> Report:
        """What would be done."""
        news = self._news(lambda: None)
        if news.pull.stopped:
            return self._report(news)
        company = self._company(news, write=False)
        # Who is to be created has no id yet: the source's stands for it.
        names = {each.id: each.id for each in news.records} | self._names()
        told = self._told(news, news.records, company, names)
        found = self._meaning(news, told)
        return replace(
            self._report(news, found, _expected(found), company, told),
            changes=found.plan.changes,
        )

    def run(self) -> Report:
        """Does it, under the lease."""
        self.ledger.take()
        outcome: dict[str, object] = {}
        try:
            report, outcome = self._under_lease()
            return report
        except SyncError as trouble:
            outcome = {"failed": f"reason.{trouble.reason}"}
            raise
        finally:
            # What went wrong is told, not that the lease could not be given back after it.
            with suppress(Unreachable):
                self.ledger.give_back(**outcome)

    def _under_lease(self) -> tuple[Report, dict[str, object]]:
        """The report, and what is noted of it for the next sync and for the board."""
        at = self.service.now()
        news = self._news(self.ledger.keep)
        if news.pull.stopped:
            return self._report(news), {}
        company = self._company(news, write=True)
        told = self._told(news, news.records, company, self._names())
        found = self._meaning(news, told)
        carrier = Carrier(self.service, self.source.name, self.ledger, self._fields)
        carrier.carry(found.changes, found.said, found.sight)
        told = self._link_up(news, told, company, carrier)
        report = self._report(news, found, carrier.done, company, told)
        return report, self._outcome(news, found, report, at)

    @property
    def _fields(self) -> tuple[str, ...]:
        return tuple(self.mapping.columns)

    def _news(self, keep: Callable[[], None]) -> News:
        """The pull; only what changed, where that is safe and was not declined."""
        kept = None if self.full else Bookmark.of(self.ledger.ask(Exchange.cursor))
        bookmark = kept if kept and kept.holds(self.mapping, self.service.now()) else None
        count = 0

        def told(page: Page) -> bool | None:
            nonlocal count
            keep()
            count += len(page.records) + len(page.skipped)
            return self.progress(count, page.total) if self.progress else None

        pull = self.source.pull(bookmark.cursor if bookmark else None, told)
        self._check(pull.columns)
        return News.of(pull, self.ledger.ask(Exchange.known), bookmark)

    def _check(self, columns: tuple[Column, ...]) -> None:
        """Without titles every row would be skipped, and nobody would see why."""
        title = self.mapping.columns.get("title")
        if title is None:
            raise Fatal("mapping-no-title")
        if "title" in self.mapping.lost(columns):
            raise Fatal("mapping-column-unknown", column=title.name)

    def _company(self, news: News, *, write: bool) -> Company:
        people = named(news.records, self.mapping)
        return meet(self.service, self.source.name, people, write=write)

    @property
    def _linked(self) -> bool:
        """Whether the mapping has columns that speak of other tasks."""
        return any(name in self.mapping.columns for name in LINKED)

    def _names(self) -> dict[str, str]:
        """Our tasks by remote id, where they are spoken of."""
        return self.ledger.ask(Exchange.names) if self._linked else {}

    def _told(
        self, news: News, records: Iterable[Record], company: Company, names: dict[str, str]
    ) -> Translation:
        columns = news.pull.columns
        told = translate_all(records, self.mapping, company.roster, columns=columns, ids=names)
        if not self._linked:
            return told
        found = self.ledger.ask(Exchange.family)
        parents = {ours: parent for ours, (parent, _) in found.items()}
        upstream = {ours: waits for ours, (_, waits) in found.items()}
        return allowed(told, Family(parents, upstream), names)

    def _meaning(self, news: News, told: Translation) -> Meaning:
        sight = self.ledger.sight(self._fields, news.touched)
        return meaning(news, told, sight, agreed=self.agreed)

    def _link_up(
        self, news: News, told: Translation, company: Company, carrier: Carrier
    ) -> Translation:
        """Who names a task that was only created in this run is looked at once more."""
        created = carrier.done.created
        waiting = {
            each.id
            for each in told.records
            if any(note.reason == "item" and note.value in created for note in each.unmatched)
        }
        if not waiting:
            return told
        records = [each for each in news.records if each.id in waiting]
        again = self._told(news, records, company, self._names())
        found = meaning(
            replace(news, pull=replace(news.pull, complete=False)),
            again,
            self.ledger.sight(self._fields, waiting),
            agreed=self.agreed,
        )
        carrier.carry(found.changes, found.said, found.sight)
        merged = {each.id: each for each in told.records} | {
            each.id: each for each in again.records
        }
        return replace(told, records=tuple(merged.values()))

    def _report(
        self,
        news: News,
        found: Meaning | None = None,
        done: Done | None = None,
        company: Company | None = None,
        told: Translation | None = None,
    ) -> Report:
        pull = news.pull
        report = Report(
            source=self.source.name,
            complete=news.complete,
            pulled=news.pulled,
            skipped=pull.skipped,
            stopped=pull.stopped,
            trouble=pull.trouble,
        )
        if found is None or done is None or company is None or told is None:
            return report
        skipped = (*pull.skipped, *told.skipped)
        changed = len(done.created) + len(done.updated - done.created)
        return replace(
            report,
            created=len(done.created),
            updated=len(done.updated - done.created),
            unchanged=news.pulled - changed - len(skipped),
            ended=len(done.ended),
            clashes=sum((news.still_open | found.open).values()) + len(done.yielded),
            skipped=skipped,
            asks=found.asks,
            asked=found.asked,
            people_added=company.added,
            unmatched=(*_lost(told, self.mapping), *_unmatched(told)),
            clashed=(*found.plan.clashes, *done.yielded),
            gone=tuple(done.ended),
        )

    def _outcome(
        self, news: News, found: Meaning, report: Report, at: datetime
    ) -> dict[str, object]:
        outcome: dict[str, object] = {"clashes": report.clashes, "failed": _failed(report)}
        if report.trouble is None:
            outcome["synced_at"] = self.service.now()
            outcome["cursor"] = self._bookmark(news, found, report, at)
        return outcome

    def _bookmark(self, news: News, found: Meaning, report: Report, at: datetime) -> object:
        """What the next sync may build upon; None makes it look at everything again."""
        pull, kept = news.pull, news.bookmark
        settled = not report.asks and len(report.clashed) == len(found.plan.clashes)
        if pull.cursor is None or not settled or not timed(self.mapping, pull.columns):
            return None
        return Bookmark(
            since=pull.cursor.since,
            began=at,
            whole_at=kept.whole_at if kept else at,
            mapping=mark(self.mapping),
            open=news.still_open | found.open,
        ).to_json()


def _expected(found: Meaning) -> Done:
    """What carrying the changes out would do."""
    done = Done()
    for change in found.changes:
        match change.kind:
            case Kind.CREATE:
                done.created.add(change.remote_id)
            case Kind.TAKE:
                done.updated.add(change.remote_id)
            case Kind.END:
                done.ended.append(change)
            case _:
                pass
    return done


def _failed(report: Report) -> str:
    """What the board says of the source until the next sync."""
    if report.trouble is not None:
        return f"reason.{report.trouble.reason}"
    return f"asks.{report.asks}" if report.asks else ""


def _lost(told: Translation, mapping: Mapping) -> Iterator[Unmatched]:
    for name in told.lost:
        yield Unmatched(name, mapping.columns[name].name, "column")


def _unmatched(told: Translation) -> Iterator[Unmatched]:
    """Once each, however many rows say it."""
    yield from dict.fromkeys(note for each in told.records for note in each.unmatched)


def _may_write(service: Service) -> None:
    """Process 1.8: visitors read."""
    for person in service.all_of(Records.PERSON):
        if person.goes_by(service.actor) and person.role is Role.VIEWER:
            raise Refused("viewer-may-not", name=person.name)
