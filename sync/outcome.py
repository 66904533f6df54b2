"""What a sync came to, in the counts and lists of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from sync.alike import twice
from sync.carry import Done
from sync.joining import Company
from sync.mapping import Mapping
from sync.news import Meaning, News
from sync.plan import Kind
from sync.push import Pushed
from sync.report import Report
from sync.source import Source
from sync.translate import Translation, Unmatched, folded
from sync.trouble import Stopped, SyncError

COUNTS = (
    *("pulled", "created", "updated", "ended", "clashes", "clashes_new", "held"),
    *("pushed", "created_there"),
)
"""The counts that are remembered of each sync."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was planned and done."""

    found: Meaning
    done: Done
    company: Company
    told: Translation
    pushed: Pushed
    clashing: int
    """Fields that wait for a person to choose."""
    waits: tuple[Unmatched, ...] = ()
    """What could be written back if its column were there."""
    part: SyncError | None = None
    """Why a part was left out."""


@runtime_checkable
class Asked(Protocol):
    """A source that says of single items whether they are still there."""

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of `ids` that are."""
        ...


def still_missing(news: News, source: Source) -> News:
    """The news, with what a listing left out although it is there; the source is asked.

    Where it does not answer, nothing counts as gone.
    """
    missing = sorted(news.missing)
    if not missing or not isinstance(source, Asked):
        return news
    try:
        return replace(news, spared=frozenset(source.still_there(missing)))
    except Stopped:
        raise
    except SyncError as trouble:
        return replace(news, pull=replace(news.pull, complete=False, trouble=trouble))


def report(
    source: str, news: News, outcome: Outcome | None = None, mapping: Mapping | None = None
) -> Report:
    """The report of a sync; of one that was stopped, without an outcome."""
    pull = news.pull
    told = Report(
        source=source,
        complete=news.complete,
        pulled=news.pulled,
        skipped=pull.skipped,
        stopped=pull.stopped,
        trouble=pull.trouble,
    )
    if outcome is None or mapping is None:
        return told
    found, done, pushed = outcome.found, outcome.done, outcome.pushed
    skipped = (*pull.skipped, *outcome.told.skipped)
    changed = done.created | done.updated
    came = {each.id for each in pull.records}
    return replace(
        _listed(told, outcome, mapping, twice(pull.records)),
        pulled=news.pulled + len(changed - came),
        created=len(done.created),
        updated=len(done.updated - done.created),
        unchanged=news.pulled - len(changed & came) - len(skipped),
        ended=len(done.ended),
        clashes=outcome.clashing,
        clashes_new=sum(not each.known for each in found.plan.clashes) + len(done.yielded),
        held=sum(bool(each.clash) for each in found.plan.clashes),
        pushed=pushed.fields,
        created_there=len(pushed.created),
        made=tuple(pushed.created),
        skipped=skipped,
        asks=found.asks,
        asked=found.asked,
        people_added=outcome.company.added,
    )


def _listed(told: Report, outcome: Outcome, mapping: Mapping, alike: Sequence[Unmatched]) -> Report:
    """With what is told of single fields and records, and with what went wrong."""
    done, pushed = outcome.done, outcome.pushed
    trouble = told.trouble or pushed.trouble
    stopped = isinstance(trouble, Stopped)
    return replace(
        told,
        unmatched=(*_lost(outcome.told, mapping), *alike, *_unmatched(outcome.told)),
        unsaid=folded((*pushed.unsaid, *outcome.waits)),
        clashed=(*outcome.found.plan.clashes, *done.yielded),
        gone=tuple(done.ended),
        stopped=stopped,
        trouble=None if stopped else trouble or outcome.part,
    )


def expected(found: Meaning) -> tuple[Done, Pushed]:
    """What carrying the changes out would do, those too that are asked about first."""
    done, pushed = Done(), Pushed(fields=len(found.plan.pushes))
    for change in found.plan.to_carry:
        match change.kind:
            case Kind.CREATE:
                done.created.add(change.remote_id)
            case Kind.TAKE:
                done.updated.add(change.remote_id)
            case Kind.END:
                done.ended.append(change)
            case _:
                pass
    return done, pushed


def failed(done: Report) -> str:
    """What the board says of the source until the next sync."""
    if done.trouble is not None:
        return f"reason.{done.trouble.reason}"
    return f"asks.{done.asks}" if done.asks else ""


def failed_with(done: Report) -> Values[str, object]:
    """The values that the sentence of `failed` mentions."""
    return done.trouble.values if done.trouble is not None else done.asked


def noted(done: Report) -> dict[str, Any]:
    """What is remembered of a sync."""
    twice = sum(each.reason == "key-twice" for each in done.unmatched)
    return {name: getattr(done, name) for name in COUNTS} | ({"twice": twice} if twice else {})


def _lost(told: Translation, mapping: Mapping) -> Iterator[Unmatched]:
    for name in told.lost:
        yield Unmatched(name, mapping.columns[name].name, "column")


def _unmatched(told: Translation) -> Iterator[Unmatched]:
    """Once each, however many rows say it."""
    yield from folded(note for each in told.records for note in each.unmatched)
