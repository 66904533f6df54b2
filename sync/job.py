"""One sync of one source, step by step: lease, pull, plan, carry, push, note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.intake import TakeIn
from core.domain.refusal import Unreachable
from core.service import Service
from core.store.exchange import Exchange, RunRow, plain_values
from sync import promise
from sync.alike import settled
from sync.bookmark import LINKED, Bookmark, mark, timed
from sync.carry import Carrier
from sync.clashing import stale
from sync.family import Family, allowed
from sync.joining import Company, meet, named
from sync.ledger import Ledger
from sync.mapping import Mapping
from sync.news import Meaning, News, meaning
from sync.outcome import (
    Outcome,
    expected,
    failed,
    failed_with,
    noted,
    report,
    still_missing,
)
from sync.outgoing import Outgoing
from sync.plan import NOTHING, Writes
from sync.push import Pushed, Tell
from sync.record import Column, Page, Person, Record, Skipped
from sync.report import Report
from sync.source import Source
from sync.translate import Translated, Translation, Unmatched, translate_all
from sync.trouble import Fatal, Partly, Stopped, SyncError
from sync.waiting import left_out, waiting

Progress = Callable[[int, int | None], bool | None]
"""Is told how many items came and how many there are; answers False to stop the pull."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How far a sync shall go."""

    full: bool = False
    agreed: bool = False
    keep: bool = False
    """Whether what is gone stays linked, and is asked about no more."""
    makes: bool = False
    """Whether action items of ours are made there."""
    rival: str = ""
    """The source that makes new action items in this one's place; empty where none does."""
    write: Writes = NOTHING


@dataclass(frozen=True, slots=True)
class Job:
    """One sync; `service` acts in the source's name, on behalf of `who`."""

    service: Service
    source: Source
    mapping: Mapping
    ledger: Ledger
    wishes: Wishes
    who: str
    progress: Progress | None

    def show(self) -> Report:
        """What would be done."""
        news = self._news(lambda: None)
        if news.pull.stopped:
            return report(self.source.name, news)
        company = self._company(news, write=False)
        # Who is to be created has no id yet: the source's stands for it.
        names = {each.id: each.id for each in news.records} | self._names()
        told = self._told(news, news.records, company, names)
        found = self._meaning(news, told)
        done, pushed = expected(found)
        if self.wishes.makes:
            pushed.created += (each.id for each in self.ledger.ask(Exchange.unlinked_actions))
        clashing = self.ledger.ask(Exchange.clashing) + sum(
            not each.clash for each in found.plan.clashes
        )
        outcome = Outcome(found, done, company, told, pushed, clashing, *self._left(found, told))
        return replace(
            report(self.source.name, news, outcome, self.mapping), changes=found.plan.changes
        )

    def run(self) -> Report:
        """Does it, under the lease."""
        self.ledger.take()
        outcome: dict[str, Any] = {}
        try:
            done, outcome = self._under_lease()
            return done
        except Stopped:
            return Report(source=self.source.name, stopped=True)
        except SyncError as trouble:
            why = f"reason.{trouble.reason}"
            run = RunRow(self.service.now(), self.who, {}, why, trouble.values)
            outcome = {"failed": why, "failed_with": plain_values(trouble.values)}
            outcome |= {"well": False, "run": run}
            raise
        finally:
            # What went wrong is told, not that the lease could not be given back after it.
            with suppress(Unreachable):
                self.ledger.give_back(**outcome)

    def _under_lease(self) -> tuple[Report, dict[str, Any]]:
        """The report, and what is noted of it for the next sync and for the board."""
        at = self.service.now()
        outgoing = Outgoing(self.service, self.source, self.ledger, self.mapping, self.wishes.write)
        outgoing.settle(self._reading())
        news = self._news(self.ledger.keep)
        if news.pull.stopped:
            return report(self.source.name, news), {}
        company = self._company(news, write=True)
        told = self._told(news, news.records, company, self._names())
        found = self._meaning(news, told)
        write = self.wishes.write.without(told.lost)
        carrier = Carrier(self.service, self.source.name, self.ledger, self._fields, write)
        carrier.carry(found.changes, found.said, found.sight)
        told = self._link_up(news, told, company, carrier)
        pushed = Pushed()
        if news.pull.trouble is None:
            tell = self._reading(news.pull.columns, company)
            pushed = outgoing.send(found, carrier, news.pull.columns, tell, self.wishes.makes)
        self._forget()
        clashing = self.ledger.ask(Exchange.clashing)
        waits, why = self._left(found, told)
        outcome = Outcome(found, carrier.done, company, told, pushed, clashing, waits, why)
        done = report(self.source.name, news, outcome, self.mapping)
        return done, {} if done.stopped else self._noted(news, outcome, done, at)

    def _left(
        self, found: Meaning, told: Translation
    ) -> tuple[tuple[Unmatched, ...], SyncError | None]:
        """What waits for a column that is gone, and why a part is left out."""
        waits = tuple(waiting(told.lost, found.sight, self.wishes.write))
        return waits, left_out(told.lost, self.mapping, self.source.name, self.wishes.rival)

    @property
    def _fields(self) -> tuple[str, ...]:
        return self.mapping.fields

    def _news(self, keep: Callable[[], None]) -> News:
        """The pull; only what changed, where that is safe and was not declined."""
        kept = None if self.wishes.full else Bookmark.of(self.ledger.ask(Exchange.cursor))
        write, now = self.wishes.write, self.service.now()
        bookmark = kept if kept and kept.holds(self.mapping, now, write) else None
        count = 0

        def told(page: Page) -> bool | None:
            nonlocal count
            keep()
            count += len(page.records) + len(page.skipped)
            return self.progress(count, page.total) if self.progress else None

        links = self.ledger.ask(Exchange.known)
        pull = self.source.pull(bookmark.cursor(links) if bookmark else None, told)
        self._check(pull.columns)
        edited = self._edited(bookmark) if bookmark else ()
        news = News.of(pull, links, bookmark, edited)
        news = settled(still_missing(news, self.source))
        return news.keeping(self.ledger.ask(Exchange.kept), everything=self.wishes.keep)

    def _edited(self, bookmark: Bookmark) -> set[str]:
        """The remote ids to be looked at although nothing changed there."""
        found = {each.source_id for each in self.ledger.ask(Exchange.open_clashes)}
        if self.wishes.write:
            found |= self.ledger.ask(lambda each: each.changed(bookmark.edited_since))
            found |= bookmark.open
        return found

    def _check(self, columns: tuple[Column, ...]) -> None:
        """Without titles every row would be skipped, and nobody would see why."""
        title = self.mapping.columns.get("title")
        if title is None:
            raise Fatal("mapping-no-title")
        if "title" in self.mapping.lost(columns):
            raise Fatal("mapping-column-unknown", column=title.name)

    def _company(self, news: News, *, write: bool) -> Company:
        people = named(news.records, self.mapping)
        return self._meet(people, write=write)

    def _meet(self, people: Iterable[Person], *, write: bool) -> Company:
        settled = self.mapping.people
        return meet(self.service, self.source.name, people, write=write, settled=settled)

    @property
    def _linked(self) -> bool:
        """Whether the mapping has columns that speak of other tasks."""
        return any(name in self.mapping.columns for name in LINKED)

    def _names(self) -> dict[str, str]:
        """Our tasks by remote id, where they are spoken of."""
        return self.ledger.ask(Exchange.names) if self._linked else {}

    def _reading(self, columns: tuple[Column, ...] = (), company: Company | None = None) -> Tell:
        """Reads records outside a pull. What they say of other tasks waits for the next one.

        A person's word on who somebody is holds for those whom no record of the pull names, too.
        """
        mapping = self.mapping.without(LINKED)
        settled = mapping.people.keys()

        def tell(records: Iterable[Record]) -> Sequence[Translated]:
            read = tuple(records)
            faces = [each for each in named(read, mapping) if {each.id, each.name} & settled]
            known = company if company and not faces else self._meet(faces, write=False)
            there = columns or self.source.columns()
            return translate_all(read, mapping, known.roster, columns=there).records

        return tell

    def _told(
        self, news: News, records: Iterable[Record], company: Company, names: dict[str, str]
    ) -> Translation:
        columns = news.pull.columns
        told = translate_all(records, self.mapping, company.roster, columns=columns, ids=names)
        told = self._not_ours(news, told)
        if not self._linked:
            return told
        found = self.ledger.ask(Exchange.family)
        parents = {ours: parent for ours, (parent, _) in found.items()}
        upstream = {ours: waits for ours, (_, waits) in found.items()}
        return allowed(told, Family(parents, upstream), names)

    def _not_ours(self, news: News, told: Translation) -> Translation:
        """Without copies of action items of this project that are not linked: no task is one."""
        mine = promise.marker(self.ledger.label, "")
        copies = {
            each.id
            for each in told.records
            if each.id not in news.known
            and promise.mark_of(str(each.values["title"])).startswith(mine)
        }
        if not copies:
            return told
        skipped = (Skipped(each, "own-action") for each in sorted(copies))
        records = tuple(each for each in told.records if each.id not in copies)
        return replace(told, records=records, skipped=(*told.skipped, *skipped))

    def _meaning(self, news: News, told: Translation, only: set[str] | None = None) -> Meaning:
        sight = self.ledger.sight(self._fields, news.touched if only is None else only)
        return meaning(
            news,
            told,
            sight,
            agreed=self.wishes.agreed,
            fields=self._fields,
            write=self.wishes.write.without(told.lost),
        )

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
        part = replace(news, pull=replace(news.pull, complete=False))
        found = self._meaning(part, again, waiting)
        carrier.carry(found.changes, found.said, found.sight)
        merged = {each.id: each for each in told.records} | {
            each.id: each for each in again.records
        }
        return replace(told, records=tuple(merged.values()))

    def _forget(self) -> None:
        """Clashes about what is no longer exchanged lapse."""
        clashes = self.ledger.ask(Exchange.open_clashes)
        if not clashes:
            return
        sight = self.ledger.sight(self._fields, {each.source_id for each in clashes})
        if gone := stale(sight):
            wish = TakeIn(source=self.source.name, items=(), dropped=gone)
            self.service.perform_with(wish, beside=lambda unit, _: self._still(unit))

    def _still(self, unit: Any) -> None:
        self.ledger.within(unit)

    def _noted(self, news: News, outcome: Outcome, done: Report, at: datetime) -> dict[str, Any]:
        now, why, values = self.service.now(), failed(done), plain_values(failed_with(done))
        told: dict[str, Any] = {"clashes": done.clashes, "failed": why, "failed_with": values}
        well = told["well"] = done.trouble is None or isinstance(done.trouble, Partly)
        told["run"] = RunRow(now, self.who, noted(done), why, values)
        if news.complete:
            told["kept"] = sorted(news.kept)
        if well:
            told["synced_at"] = now
            told["cursor"] = self._bookmark(news, outcome, done, at)
        return told

    def _bookmark(self, news: News, outcome: Outcome, done: Report, at: datetime) -> object:
        """What the next sync may build upon; None makes it look at everything again."""
        pull, kept, pushed = news.pull, news.bookmark, outcome.pushed
        if pull.cursor is None or done.asks or not timed(self.mapping, pull.columns):
            return None
        if outcome.told.lost:
            # What a column holds that comes back need not count as changed.
            return None
        if kept and kept.waits and outcome.done.created:
            # What is a task now may be what a record names that did not come this time.
            return None
        notes = (note for each in outcome.told.records for note in each.unmatched)
        waits = any(note.reason == "item" for note in notes) or bool(kept and kept.waits)
        still_open = (news.still_open - pushed.settled) | outcome.found.open | pushed.left
        return Bookmark(
            since=pull.cursor.since,
            began=at,
            whole_at=kept.whole_at if kept else at,
            mapping=mark(self.mapping, self.wishes.write),
            open=still_open,
            waits=waits,
        ).to_json()
