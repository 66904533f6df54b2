"""What was shown as saved is there after a kill -9, whole and with its history."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from core.service import Service
from core.store import open_store
from tests.backends import on_sqlite

KILLS = 32
FORKER = """
import os, sys
from tests.store.ack_writer import main
url = sys.argv[1]
for number in sys.stdin:
    child = os.fork()
    if child == 0:
        main(url, number.strip())
    sys.stdout.write(f"{child}\\n")
    sys.stdout.flush()
    os.waitpid(child, 0)
"""
"""Imports once, so that a kill costs what a kill costs."""


def killed(forker: subprocess.Popen[str], number: int, after: float) -> list[str]:
    """Starts a writer, kills it a moment after its first word; what it said was saved."""
    assert forker.stdin is not None
    assert forker.stdout is not None
    forker.stdin.write(f"w{number}\n")
    forker.stdin.flush()
    child = 0
    said: list[str] = []
    while len(said) < 1 or not child:
        line = forker.stdout.readline().strip()
        if line.isdecimal():
            child = int(line)
        else:
            said.append(line)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return said


@on_sqlite
def test_32_writers_killed_at_random_moments_lose_nothing_they_said_was_saved(
    service: Service, database_url: str
) -> None:
    chance = random.Random(20261118)
    saved: list[str] = []
    command = [sys.executable, "-c", FORKER, database_url]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as forker:
        for number in range(KILLS):
            saved += killed(forker, number, chance.uniform(0, 0.03))
        rest, _ = forker.communicate(timeout=30)
    saved += rest.split()

    with closing(open_store(database_url)) as store:
        reader = Service(store, 1, "张伟")
        board, history = reader.board(), reader.history(limit=100_000)
        assert store.problems() == []
    titles = [task.title for task in board.tasks.values()]
    told = [each.event.after["title"] for each in history if each.event.kind == "task.added"]
    assert set(saved) <= set(titles)
    assert len(saved) > KILLS
    assert sorted(titles) == sorted(told)
