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
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.sync_outcome import Outcome, run_once

if TYPE_CHECKING:
    from core.settings import SourceSettings
    from tui.opening import Opening

WATCH = 0.05
"""Seconds between two looks at whether to stop."""
_COUNTS = ("pulled", "created", "updated", "unchanged", "ended", "clashes", "held", "pushed")
_TOLD = ("source", "complete", "stopped", *_COUNTS, "created_there", "asks", "asked")
"""What is brought back of a report."""


def run_apart(
    opening: Opening, project: int, name: str, settings: SourceSettings, stop: threading.Event
) -> Outcome:
    """As `run_once`, in another process; once told to stop nobody waits for its end."""
    asked = {
        "database": opening.database,
        "actor": opening.actor,
        "clock": opening.clock().isoformat() if opening.clock else None,
        "project": project,
        "name": name,
        "settings": asdict(settings),
    }
    try:
        return _outcome(_asked(json.dumps(asked).encode(), stop))
    except (OSError, ValueError):
        return Outcome("later", word="sync.reason.unknown")


def _asked(request: bytes, stop: threading.Event) -> bytes:
    """What the other process answers; nothing where it was ended."""
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
        return process.stdout.read()


def _watch(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """Closes the pipe when the board is left."""
    while process.poll() is None:
        if stop.wait(WATCH) and process.stdin is not None:
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
    """Does what the first line of the input asks for; the input's end stops it between pages."""
    from core.calendar.clock import fixed
    from core.settings import SourceSettings
    from tui.opening import Opening
    from tui.terminal.log import log_path, logging_to

    asked = json.loads(sys.stdin.readline())
    settings = SourceSettings(**asked["settings"])
    settings = replace(settings, write=tuple(settings.write))
    clock = fixed(asked["clock"]) if asked["clock"] else None
    opening = Opening(asked["database"], actor=asked["actor"], clock=clock, config=Path())
    stop = threading.Event()
    threading.Thread(target=_until_the_end, args=(stop,), daemon=True).start()
    with logging_to(log_path()):
        outcome = run_once(opening, asked["project"], asked["name"], settings, stop)
    sys.stdout.write(json.dumps(_plain(outcome), default=str))
    sys.stdout.flush()
    # The thread that reads the input holds it: a usual end would wait for it.
    os._exit(0)


def _until_the_end(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


if __name__ == "__main__":
    main()
