"""A background sync in a process of its own: in a thread it would take its time from the keys.

What it is to do goes in through a pipe, so that the list of processes shows nothing of it, and the
pipe's end is the sign to stop: it ends with the board, however the board ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.sync_outcome import Errand, Outcome, Progress, run_once

if TYPE_CHECKING:
    from sync.stopping import Stop
    from tui.opening import Opening

WATCH = 0.05
"""Seconds between two looks at whether to stop."""
TELL = 0.25
"""Seconds between two words of how far a pull is."""
_COUNTS = ("pulled", "created", "updated", "unchanged", "ended", "clashes", "held", "pushed")
_TOLD = ("source", "complete", "stopped", *_COUNTS, "created_there", "asks", "asked")
"""What is brought back of a report."""
GRACE = 5.0
"""Seconds that a sync has to come to its end once it is told to stop; the next goes on with it."""


def run_apart(
    opening: Opening,
    project: int,
    errand: Errand,
    stop: Stop,
    progress: Progress | None = None,
) -> Outcome:
    """As `run_once`, in another process; once told to stop nobody waits for its end."""
    asked = {
        "database": opening.database,
        "actor": opening.actor,
        "clock": opening.clock().isoformat() if opening.clock else None,
        "project": project,
        "name": errand.name,
        "answer": errand.answer,
        "makers": errand.makers,
        "settings": asdict(errand.settings),
    }
    try:
        return _outcome(_asked(json.dumps(asked).encode(), stop, progress))
    except (OSError, ValueError):
        return Outcome("later", word="sync.reason.unknown")


def _asked(request: bytes, stop: Stop, progress: Progress | None) -> bytes:
    """What the other process answers at last; nothing where it was ended."""
    with subprocess.Popen(
        (sys.executable, "-m", "tui.sync_apart"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request + b"\n")
        process.stdin.flush()
        threading.Thread(target=_watch, args=(process, stop), daemon=True).start()
        last = b""
        for last in process.stdout:
            if progress is not None and (went := json.loads(last).get("went")):
                progress(*went)
        return last


def _watch(process: subprocess.Popen[bytes], stop: Stop) -> None:
    """Closes the pipe when the board is left."""
    while process.poll() is None:
        stop.pause(WATCH)
        if stop.asked and process.stdin is not None:
            process.stdin.close()
            return


def _outcome(told: bytes) -> Outcome:
    """Raises ValueError for what is no answer."""
    from sync.report import Report

    found: dict[str, Any] = json.loads(told)
    report = found.pop("report")
    return Outcome(**found, report=Report(**report) if report else None)


def _plain(outcome: Outcome) -> Mapping[str, Any]:
    report = outcome.report
    told = {each: getattr(report, each) for each in _TOLD} if report is not None else None
    return {
        "state": outcome.state,
        "word": outcome.word,
        "values": dict(outcome.values),
        "report": told,
    }


def main() -> None:
    """Does what the first line of the input asks for; the input's end stops it."""
    from core.calendar.clock import fixed
    from core.settings import SourceSettings
    from sync.stopping import Stop
    from tui.opening import Opening
    from tui.terminal.log import log_path, logging_to

    # Keys come first where both want the same processor.
    os.nice(10)
    asked = json.loads(sys.stdin.readline())
    settings = SourceSettings(**asked["settings"])
    settings = replace(settings, write=tuple(settings.write))
    clock = fixed(asked["clock"]) if asked["clock"] else None
    opening = Opening(asked["database"], actor=asked["actor"], clock=clock, config=Path())
    stop = Stop()
    threading.Thread(target=_until_the_end, args=(stop,), daemon=True).start()
    with logging_to(log_path()):
        errand = Errand(asked["name"], settings, asked["answer"], tuple(asked["makers"]))
        outcome = run_once(opening, asked["project"], errand, stop, _Telling())
    _say(_plain(outcome))
    # The thread that reads the input holds it: a usual end would wait for it.
    os._exit(0)


class _Telling:
    """Tells how far it is, not oftener than anybody can read."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - self._told >= TELL:
            self._told = now
            _say({"went": [done, total]})


def _say(told: Mapping[str, Any]) -> None:
    """Says it to the board; nobody hears it once that is gone."""
    with suppress(OSError):
        sys.stdout.write(json.dumps(told, default=str) + "\n")
        sys.stdout.flush()


def _until_the_end(stop: Stop) -> None:
    sys.stdin.read()
    stop.ask()
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
