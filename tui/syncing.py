"""Syncing: the part of the app that exchanges tasks with other trackers while the board is open."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on, work
from textual.reactive import reactive

from tui import messages
from tui.sending import Sending

if TYPE_CHECKING:
    from datetime import datetime

    from textual.timer import Timer

    from core.domain.board import SourceState
    from core.settings import SourceSettings
    from sync.stopping import Stop
    from tui.sync_outcome import Answer, Errand, Outcome

LOOK = 5.0
"""Seconds between two looks at which source has come due."""
JITTER = 0.2
"""By which part of that a look comes earlier or later: open boards must not all begin at once."""
Went = tuple[int, int | None]
LEAVING = 1.0
"""Seconds that leaving waits for syncs that are under way, all together."""


@dataclass(slots=True)
class Run:
    """A sync that is under way here."""

    errand: Errand
    stop: Stop
    asked: bool
    """Whether a person asked for it, and is to hear how it went."""
    first: bool = False
    """Whether nothing ever came from there: then it is told what did, whoever began it."""
    thread: threading.Thread | None = None


@dataclass(frozen=True, slots=True)
class Halted:
    """Why a source is not tried again here by itself, and the configuration that it was so with."""

    settings: SourceSettings
    outcome: Outcome


@runtime_checkable
class Listener(Protocol):
    """A screen that says itself how syncs went."""

    def sync_told(self, name: str, text: str, *, well: bool) -> bool:
        """Takes the sentence about a source; False where it has no line free for it."""
        ...

    def sources_read(self) -> None:
        """The configuration was read anew."""
        ...


class Syncing(Sending):
    """Many boards may be open: a source is synced by whichever takes its lease first."""

    syncing: reactive[frozenset[str]] = reactive(frozenset[str](), repaint=False)
    """The sources that are being synced by this board now."""
    sync_went: reactive[Mapping[str, Went]] = reactive(dict[str, Went], repaint=False)
    """How many items came so far of those, and how many there are where that is known."""

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

    def sync_now(self, name: str, answer: Answer = "") -> None:
        """Syncs a source at once because a person asks; how it went is told.

        `answer` is what they say to the question that the last sync left open.
        """
        settings = self.opening.settings.sources.get(name)
        board = self.latest
        if settings is None or board is None:
            called = self._source_called(name)
            self.notify(self.words.say("syncing.not_here", name=name, title=called), markup=False)
        elif self._reads_only(board):
            told = self.words.say("refused.viewer-may-not", name=self.opening.actor)
            self.notify(told, severity="warning", markup=False)
        elif name in self._runs:
            self._runs[name].asked = True
            if not isinstance(self.screen, Listener):
                told = self.words.say("syncing.running", name=self._source_called(name))
                self.notify(told, markup=False)
        else:
            self._halted.pop(name, None)
            self._begin(name, settings, answer, asked=True)

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
        self.reread_sources()
        board, moment = self.latest, self.moment()
        stands, self._source_look_at = moment == self._source_look_at, moment
        if stands or board is None or self.link.lost or self._reads_only(board):
            return
        for name, settings in self.opening.settings.sources.items():
            at = None if name in self._runs else self.sync_due(name)
            # What was never tried is due at the moment at which it is asked.
            if at is None or at > self.moment() or self._held_elsewhere(name, moment):
                continue
            if not (self._never_synced(name) and self._being_set_up):
                self._begin(name, settings)

    @property
    def _being_set_up(self) -> bool:
        """Whether somebody is about to say when the first sync of a new source begins."""
        from tui.screens.source_wizard import SourceWizard

        return any(isinstance(each, SourceWizard) for each in self.screen_stack)

    def _never_synced(self, name: str) -> bool:
        state = self._state_of(name)
        return state is None or state.synced_at is None

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

    def _begin(
        self, name: str, settings: SourceSettings, answer: Answer = "", *, asked: bool = False
    ) -> None:
        from sync.stopping import Stop
        from tui.sync_outcome import Errand

        service = self.feed.service if self.feed else None
        if service is None:
            return
        known = self.opening.settings.sources
        makers = tuple(each for each, source in known.items() if source.actions)
        errand = Errand(name, settings, answer, makers)
        run = self._runs[name] = Run(errand, Stop(), asked, self._never_synced(name))
        self.syncing = frozenset(self._runs)
        work = (run, service.project)
        # No worker of Textual's: leaving would wait for it however long a service takes.
        run.thread = threading.Thread(target=self._carry_on, args=work, daemon=True)
        run.thread.start()

    def _carry_on(self, run: Run, project: int) -> None:
        """In a thread, which only waits: the work is done in a process of its own."""
        from tui.sync_apart import run_apart

        name = run.errand.name

        def went(done: int, total: int | None) -> None:
            self.post_message(messages.SyncWent(name, done, total))

        outcome = run_apart(self.opening, project, run.errand, run.stop, went)
        if not run.stop.asked:
            self.post_message(messages.SyncEnded(name, outcome))

    @on(messages.SyncWent)
    def _sync_went(self, message: messages.SyncWent) -> None:
        if message.name in self._runs:
            self.sync_went = {**self.sync_went, message.name: (message.done, message.total)}

    @on(messages.SyncEnded)
    def _sync_ended(self, message: messages.SyncEnded) -> None:
        run, outcome = self._runs.pop(message.name), message.outcome
        self.syncing = frozenset(self._runs)
        self.sync_went = {name: each for name, each in self.sync_went.items() if name in self._runs}
        known = self._is_halted(message.name)
        if outcome.state in ("final", "absent"):
            self._halted[message.name] = Halted(run.errand.settings, outcome)
        else:
            self._halted.pop(message.name, None)
        if self.feed is not None:
            self.feed.poke()
        brought = outcome.report is not None and outcome.report.created > 0
        if run.asked or (outcome.state == "final" and not known) or (run.first and brought):
            self._tell_outcome(run, outcome)

    def _tell_outcome(self, run: Run, outcome: Outcome) -> None:
        from tui.sync_wording import outcome_told

        name, well = run.errand.name, outcome.state == "done"
        told = outcome_told(self._source_called(name), outcome, self.words, first=run.first)
        listening = [each for each in self.screen_stack if isinstance(each, Listener)]
        heard = [each.sync_told(name, told, well=well) for each in listening]
        if any(heard) and self.screen in listening:
            return
        if well:
            self.notify(told, markup=False)
        else:
            self.notify(told, severity="error", markup=False, timeout=10)

    def _source_called(self, name: str) -> str:
        """What people call a source."""
        from tui.source_names import called

        return called(name, self.latest, self.words, self.opening.settings.sources)

    def reread_sources(self) -> None:
        """Sees to it that sources added or changed elsewhere on this machine are known here."""
        if self.remembers:
            self._reread()

    @work(thread=True, group="sources", exclusive=True, exit_on_error=False)
    def _reread(self) -> None:
        """In a thread: the configuration may have been changed on the command line."""
        from core.settings import Misconfigured, read

        try:
            found = self.opening.config.stat()
            seen = (found.st_mtime_ns, found.st_size)
            if seen == self._config_seen:
                return
            self._config_seen = seen
            self.post_message(messages.SourcesRead(read(self.opening.config).sources))
        except (OSError, Misconfigured):
            return

    @on(messages.SourcesRead)
    def _sources_read(self, message: messages.SourcesRead) -> None:
        settings = replace(self.opening.settings, sources=message.sources)
        self.opening = replace(self.opening, settings=settings)
        for each in self.screen_stack:
            if isinstance(each, Listener):
                each.sources_read()

    def leave_syncing(self) -> None:
        """Stops what is under way; the next run, here or elsewhere, goes on with it."""
        end = time.monotonic() + LEAVING
        for run in self._runs.values():
            run.stop.ask()
        for run in self._runs.values():
            if run.thread is not None:
                run.thread.join(max(end - time.monotonic(), 0.0))
