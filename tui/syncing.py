"""Syncing: the part of the app that exchanges tasks with other trackers while the board is open."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive

from tui import messages
from tui.sending import Sending

if TYPE_CHECKING:
    from datetime import datetime

    from textual.timer import Timer

    from core.domain.board import SourceState
    from core.settings import SourceSettings
    from tui.sync_outcome import Outcome

LOOK = 5.0
"""Seconds between two looks at which source has come due."""
JITTER = 0.2
"""By which part of that a look comes earlier or later: open boards must not all begin at once."""
LEAVING = 1.0
"""Seconds that leaving waits for syncs that are under way, all together."""


@dataclass(slots=True)
class Run:
    """A sync that is under way here."""

    settings: SourceSettings
    asked: bool
    """Whether a person asked for it, and is to hear how it went."""
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


@dataclass(frozen=True, slots=True)
class Halted:
    """Why a source is not tried again here by itself, and the configuration that it was so with."""

    settings: SourceSettings
    outcome: Outcome


class Syncing(Sending):
    """Many boards may be open: a source is synced by whichever takes its lease first."""

    syncing: reactive[frozenset[str]] = reactive(frozenset[str](), repaint=False)
    """The sources that are being synced by this board now."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, Run] = {}
        self._halted: dict[str, Halted] = {}
        self._next_source_look: Timer | None = None
        self._source_look_at: datetime | None = None
        self._config_seen: tuple[int, int] | None = None
        """Size and time of the configuration file when it was last read."""

    @property
    def sync_troubles(self) -> Mapping[str, Outcome]:
        """Why a source is not tried again by itself here; until `sync_now` or a new setting."""
        return {name: each.outcome for name, each in self._halted.items()}

    def sync_due(self, name: str) -> datetime | None:
        """When this board would sync a source by itself; None for not at all."""
        from sync.schedule import next_run

        settings = self.opening.settings.sources.get(name)
        board = self.latest
        if settings is None or board is None or self._is_halted(name) or self._reads_only(board):
            return None
        return next_run(settings.seconds, self._state_of(name), self.moment())

    def sync_now(self, name: str) -> None:
        """Syncs a source at once because a person asks; how it went is told."""
        settings = self.opening.settings.sources.get(name)
        board = self.latest
        if settings is None or board is None:
            self.notify(self.words.say("syncing.not_here", name=name), markup=False)
        elif self._reads_only(board):
            told = self.words.say("refused.viewer-may-not", name=self.opening.actor)
            self.notify(told, severity="warning", markup=False)
        elif name in self._runs:
            self._runs[name].asked = True
            self.notify(self.words.say("syncing.running", name=name), markup=False)
        else:
            self._halted.pop(name, None)
            self._begin(name, settings, asked=True)

    @on(messages.BoardLoaded)
    def _begin_syncing(self) -> None:
        if self._next_source_look is None:
            self._source_look_at = self.moment()
            self._look_later()

    def _look_later(self) -> None:
        wait = LOOK * random.uniform(1 - JITTER, 1 + JITTER)
        self._next_source_look = self.set_timer(wait, self._look_at_sources)

    def _look_at_sources(self) -> None:
        """Begins what has come due; where the clock stands nothing does."""
        self._look_later()
        board, moment = self.latest, self.moment()
        stands, self._source_look_at = moment == self._source_look_at, moment
        if stands or board is None or self.link.lost or self._reads_only(board):
            return
        if self.remembers:
            self._reread()
        for name, settings in self.opening.settings.sources.items():
            at = None if name in self._runs else self.sync_due(name)
            # What was never tried is due at the moment at which it is asked.
            if at is not None and at <= self.moment() and not self._held_elsewhere(name, moment):
                self._begin(name, settings)

    def _held_elsewhere(self, name: str, moment: datetime) -> bool:
        """Whether another board is at it; one that was killed loses its lease after a while."""
        from sync.ledger import LEASE

        state = self._state_of(name)
        if state is None or not state.running or state.tried_at is None:
            return False
        return moment - state.tried_at < LEASE

    def _is_halted(self, name: str) -> bool:
        """Whether the last try was final, and its configuration is still the same."""
        halted = self._halted.get(name)
        return halted is not None and halted.settings == self.opening.settings.sources.get(name)

    def _state_of(self, name: str) -> SourceState | None:
        board = self.latest
        found = board.sources if board is not None else ()
        return next((each for each in found if each.name == name), None)

    def _begin(self, name: str, settings: SourceSettings, *, asked: bool = False) -> None:
        service = self.feed.service if self.feed else None
        if service is None:
            return
        run = self._runs[name] = Run(settings, asked)
        self.syncing = frozenset(self._runs)
        work = (name, run, service.project)
        # No worker of Textual's: leaving would wait for it however long a service takes.
        run.thread = threading.Thread(target=self._carry_on, args=work, daemon=True)
        run.thread.start()

    def _carry_on(self, name: str, run: Run, project: int) -> None:
        """In a thread, which only waits: the work is done in a process of its own."""
        from tui.sync_apart import run_apart

        outcome = run_apart(self.opening, project, name, run.settings, run.stop)
        if not run.stop.is_set():
            self.post_message(messages.SyncEnded(name, outcome))

    @on(messages.SyncEnded)
    def _sync_ended(self, message: messages.SyncEnded) -> None:
        run, outcome = self._runs.pop(message.name), message.outcome
        self.syncing = frozenset(self._runs)
        known = self._is_halted(message.name)
        if outcome.state in ("final", "absent"):
            self._halted[message.name] = Halted(run.settings, outcome)
        else:
            self._halted.pop(message.name, None)
        if self.feed is not None:
            self.feed.poke()
        if run.asked or (outcome.state == "final" and not known):
            self._tell_outcome(message.name, outcome)

    def _tell_outcome(self, name: str, outcome: Outcome) -> None:
        from tui.sync_wording import outcome_told

        told = outcome_told(name, outcome, self.words)
        if outcome.state == "done":
            self.notify(told, markup=False)
        else:
            self.notify(told, severity="error", markup=False, timeout=10)

    @work(thread=True, group="sources", exclusive=True, exit_on_error=False)
    def _reread(self) -> None:
        """In a thread: the configuration may have been changed on the command line."""
        from core.settings import Misconfigured, read

        try:
            found = self.opening.config.stat()
            seen = (found.st_mtime_ns, found.st_size)
            if seen == self._config_seen:
                return
            first, self._config_seen = self._config_seen is None, seen
            if not first:
                self.post_message(messages.SourcesRead(read(self.opening.config).sources))
        except (OSError, Misconfigured):
            return

    @on(messages.SourcesRead)
    def _sources_read(self, message: messages.SourcesRead) -> None:
        settings = replace(self.opening.settings, sources=message.sources)
        self.opening = replace(self.opening, settings=settings)

    def leave_syncing(self) -> None:
        """Stops what is under way; the next run, here or elsewhere, goes on with it."""
        end = time.monotonic() + LEAVING
        for run in self._runs.values():
            run.stop.set()
        for run in self._runs.values():
            if run.thread is not None:
                run.thread.join(max(end - time.monotonic(), 0.0))
