"""One sync in the background, and what it came to: for the thread, without a widget."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from core.domain.refusal import Conflict, Refused, Unreachable
from core.settings import SourceSettings

if TYPE_CHECKING:
    from sync.report import Report
    from sync.trouble import SyncError
    from tui.opening import Opening

State = Literal["done", "later", "elsewhere", "absent", "refused", "final"]

_log = logging.getLogger("pengtou.syncing")


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
    opening: Opening, project: int, name: str, settings: SourceSettings, stop: threading.Event
) -> Outcome:
    """Syncs a source on a connection of its own; never raises.

    `stop` is looked at between two pages: nothing of that run is written, and the next goes on.
    """
    try:
        return _told(_synced(opening, project, name, settings, stop))
    except Refused as problem:
        state: State = "elsewhere" if problem.reason == "sync-running" else "refused"
        return Outcome(state, word=f"refused.{problem.reason}", values=problem.values)
    except Unreachable as problem:
        return Outcome("later", word=f"store.{problem.reason}", values=problem.values)
    except Conflict:
        return Outcome("later", word="syncing.busy")
    except Exception as problem:
        return _failed(name, problem)


def _synced(
    opening: Opening, project: int, name: str, settings: SourceSettings, stop: threading.Event
) -> Report:
    from core.service import Service
    from sync.configured import sync_configured
    from sync.credentials import missing
    from sync.trouble import Fatal

    if lacking := missing(name, settings):
        raise Fatal("secret-missing", name=name, variable=lacking[0])
    store = opening.store()
    try:
        service = Service(store, project, opening.actor, opening.clock)
        return sync_configured(service, name, settings, progress=lambda *_: not stop.is_set())
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
