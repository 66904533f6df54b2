"""One sync in the background, and what it came to: for the thread, without a widget."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from core.domain.refusal import Conflict, Refused, Unreachable
from core.settings import SourceSettings

if TYPE_CHECKING:
    from sync.report import Report
    from sync.stopping import Stop
    from sync.trouble import SyncError
    from tui.opening import Opening

State = Literal["done", "later", "elsewhere", "absent", "refused", "final"]
Answer = Literal["", "agree", "keep"]
"""Nothing; what was asked about is to be done; what is gone stays linked."""

_log = logging.getLogger("pengtou.syncing")


Progress = Callable[[int, int | None], None]
"""Is told how many items came, and how many there are where the source says."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Which source is to be synced, and how far."""

    name: str
    settings: SourceSettings
    answer: Answer = ""
    """What a person said to the question of the last sync."""
    makers: tuple[str, ...] = ()
    """The sources that are to make new action items: only one of them does."""

    @property
    def makers_known(self) -> dict[str, SourceSettings]:
        """Those sources as far as it matters who makes action items, and this one."""
        others = {each: SourceSettings(actions=True) for each in self.makers}
        return others | {self.name: self.settings}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    state: State
    """`done`; `later`: it may work the next time; `elsewhere`: somebody else syncs it now;
    `absent`: this machine lacks its secrets; `refused`: a rule said no; `final`: a person must
    change something."""
    report: Report | None = None
    word: str = ""
    """The sentence of what went wrong: an id in full; empty where nothing did."""
    values: Mapping[str, object] = field(default_factory=dict)


def run_once(
    opening: Opening,
    project: int,
    errand: Errand,
    stop: Stop,
    progress: Progress | None = None,
) -> Outcome:
    """Syncs a source on a connection of its own; never raises.

    `stop` is looked at between two requests: the next run goes on where this one was.
    """
    try:
        return _told(_synced(opening, project, errand, stop, progress))
    except Refused as problem:
        state: State = "elsewhere" if problem.reason == "sync-running" else "refused"
        return Outcome(state, word=f"refused.{problem.reason}", values=problem.values)
    except Unreachable as problem:
        return Outcome("later", word=f"store.{problem.reason}", values=problem.values)
    except Conflict:
        return Outcome("later", word="syncing.busy")
    except Exception as problem:
        return _failed(errand.name, problem)


def _synced(
    opening: Opening,
    project: int,
    errand: Errand,
    stop: Stop,
    progress: Progress | None,
) -> Report:
    from core.service import Service
    from sync.configured import rival_of, sync_configured
    from sync.credentials import missing
    from sync.trouble import Fatal

    name, settings = errand.name, errand.settings
    if lacking := missing(name, settings):
        raise Fatal("secret-missing", name=name, variable=lacking[0])

    def went(done: int, total: int | None) -> bool:
        if progress is not None:
            progress(done, total)
        return not stop.asked

    store = opening.store()
    try:
        service = Service(store, project, opening.actor, opening.clock)
        return sync_configured(
            service,
            name,
            settings,
            agreed=errand.answer == "agree",
            keep=errand.answer == "keep",
            progress=went,
            rival=rival_of(errand.makers_known, name),
            stop=stop,
        )
    finally:
        store.close()


def _told(report: Report) -> Outcome:
    if report.trouble is not None:
        return _remote(report.trouble, report)
    return Outcome("done", report)


def _failed(name: str, problem: Exception) -> Outcome:
    from sync.trouble import SyncError

    if isinstance(problem, SyncError):
        return _remote(problem)
    _log.error("failed while syncing %s", name, exc_info=problem)
    return Outcome("final", word="sync.reason.unknown")


def _remote(problem: SyncError, report: Report | None = None) -> Outcome:
    from sync.trouble import Fatal

    state: State = "final" if isinstance(problem, Fatal) else "later"
    if problem.reason == "secret-missing":
        state = "absent"
    return Outcome(state, report, f"sync.reason.{problem.reason}", problem.values)
