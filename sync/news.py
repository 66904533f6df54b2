"""What one pull brought, what of it must be looked at, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sync.bookmark import Bookmark
from sync.ledger import Sight
from sync.plan import ASK_ABOVE, NOTHING, Change, Kind, Plan, Writes, plan
from sync.record import Listing, Pull, Record, Skipped
from sync.translate import Translated, Translation

NAMED = 200
"""So many records are named with a question about them."""


@dataclass(frozen=True, slots=True)
class News:
    """A pull beside the links that were there before it."""

    pull: Pull
    known: Mapping[str, bool]
    """The remote ids of all links, each with whether it has ended."""
    records: tuple[Record, ...]
    """Those to be looked at: new, changed, or left open last time."""
    bookmark: Bookmark | None = None
    """What let the others be taken for known; None where every record is looked at."""
    edited: frozenset[str] = frozenset()
    """Remote ids of records of ours that changed since, or that clash: to be looked at too."""
    spared: frozenset[str] = frozenset()
    """Remote ids that did not come and are there all the same, as the source says when asked."""
    kept: frozenset[str] = frozenset()
    """Remote ids that are gone and stay linked, as a person wants; they are among `spared`."""

    @classmethod
    def of(
        cls,
        pull: Pull,
        known: Mapping[str, bool],
        bookmark: Bookmark | None,
        edited: Iterable[str] = (),
    ) -> News:
        """Sorts out what was compared already as it is now."""
        if bookmark is None:
            return cls(pull, known, pull.records)
        compared = bookmark.compared()
        records = [
            each
            for each in pull.records
            if known.get(each.id, True) or not compared(each.id, each.modified)
        ]
        return cls(pull, known, tuple(records), bookmark, frozenset(edited))

    def keeping(self, kept: frozenset[str], *, everything: bool = False) -> News:
        """The news, with what a person left linked; with `everything`, all that is gone now."""
        gone = frozenset(self.missing)
        held = gone if everything else gone & kept
        return replace(self, kept=held, spared=self.spared | held)

    @property
    def complete(self) -> bool:
        """Whether a linked row that did not come is gone."""
        pull = self.pull
        return pull.complete and not pull.short and all(each.source_id for each in pull.skipped)

    @property
    def live(self) -> int:
        """Links that had not ended before."""
        return sum(not ended for ended in self.known.values())

    @property
    def missing(self) -> set[str]:
        """The remote ids of live links that did not come although everything did."""
        if not self.complete:
            return set()
        return {each for each, ended in self.known.items() if not ended} - self.pull.seen

    @property
    def touched(self) -> set[str] | None:
        """The remote ids whose links matter; None for all."""
        if self.bookmark is None:
            return None
        return {record.id for record in self.records} | self.missing | self.edited

    def unsaid(self, sight: Sight, fields: Iterable[str], write: Writes) -> Iterator[Translated]:
        """What was not pulled, or is known, as both sides last agreed on it.

        So what people changed here is noticed although nothing changed there.
        """
        names = tuple(fields)
        ended = self.missing - self.spared
        here = {record.id for record in self.records} | ended
        for link in sight.links.values():
            if link.remote_id in here or link.ended:
                continue
            values = {name: link.base[name] for name in names if name in link.base}
            blank = tuple(each for each in write.of(link.record_id) if each not in link.base)
            yield Translated(link.remote_id, values, url=link.url, blank=blank)

    @property
    def still_open(self) -> frozenset[str]:
        """What was left open earlier and did not come up again."""
        if self.bookmark is None:
            return frozenset()
        here = {record.id for record in self.records}
        partial = self.pull.listing is Listing.CHANGES
        there = self.known.keys() if partial else self.pull.seen
        return frozenset(
            each for each in self.bookmark.open if each in there and each not in here | self.edited
        )

    @property
    def pulled(self) -> int:
        """How many remote items came."""
        return len(self.pull.records) + len(self.pull.skipped)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A plan, and what it was made of."""

    plan: Plan
    said: Mapping[str, Translated]
    skipped: tuple[Skipped, ...]
    sight: Sight
    changes: tuple[Change, ...] = ()
    """What may be carried out without asking."""
    asks: str = ""
    asked: Mapping[str, object] = field(default_factory=dict)

    @property
    def open(self) -> frozenset[str]:
        """The remote ids that could not be read."""
        return frozenset(each.source_id for each in self.skipped if each.source_id)


def meaning(  # noqa: PLR0913 - what came, how we stand, and how far to go
    news: News,
    told: Translation,
    sight: Sight,
    *,
    agreed: bool,
    fields: Iterable[str] = (),
    write: Writes = NOTHING,
) -> Meaning:
    """What the news come to. What goes too far without a person's word is held back."""
    made = plan(
        [*map(sight.read, told.records), *news.unsaid(sight, fields, write)],
        sight.links.values(),
        sight.values,
        complete=news.complete,
        present=news.pull.seen | news.spared,
        write=write,
        held=sight.held,
    )
    made = replace(made, live=news.live)
    asks, asked = ("", {}) if agreed else _question(news, made)
    return Meaning(
        plan=made,
        said={each.id: each for each in told.records},
        skipped=told.skipped,
        sight=sight,
        changes=tuple(_unasked(made, made.to_carry) if asks else made.to_carry),
        asks=asks,
        asked=asked,
    )


def _question(news: News, made: Plan) -> tuple[str, dict[str, object]]:
    """Why a person should look first: an id and its values; empty where nothing is strange.

    `gone` are the first of our records that it is about.
    """
    settled = news.kept and news.missing <= news.spared
    if news.pull.empty and news.pull.listing is not Listing.CHANGES and not settled:
        return "nothing-came", {"live": made.live, "gone": _ended(made)}
    if made.share_ended > ASK_ABOVE:
        count = made.counts.get(Kind.END, 0)
        return "many-ended", {"count": count, "live": made.live, "gone": _ended(made)}
    if emptied := made.emptied:
        about = {each.record_id: None for each in made.changes if each.field in emptied}
        told = {"fields": ", ".join(emptied), "live": made.live}
        return "many-emptied", {**told, "gone": _first(about)}
    return "", {}


def _ended(made: Plan) -> list[str]:
    return _first(each.record_id for each in made.changes if each.kind is Kind.END)


def _first(records: Iterable[str | None]) -> list[str]:
    return [each for each in records if each][:NAMED]


def _unasked(made: Plan, changes: Iterable[Change]) -> Iterable[Change]:
    """Creations and news go on; ends, and columns that became empty, wait."""
    emptied = frozenset(made.emptied)
    many = made.share_ended > ASK_ABOVE
    for change in changes:
        ends = change.kind is Kind.END and many
        if not ends and not (change.kind is Kind.TAKE and change.field in emptied):
            yield change
