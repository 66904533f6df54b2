"""Goal 4: a change on one board, seen on another."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from functools import partial

from core.domain.ids import Kind, record_id
from core.domain.task import SetProgress
from core.service import Service
from core.store import open_store
from tests.bench.rounds import middle, worst
from tests.bench.table import Found, Row
from tests.bench.terminal import PATIENCE, Late, Terminal
from tests.bench.world import NOW, Board, World, wait_whole

EDITS = 4
"""Changes for each round of the other goals."""


def measure(world: World) -> Iterator[Found]:
    """Reports progress on one board and waits for it on both."""
    for backend in world.backends:
        board = world.board(world.many, backend)
        with board.start(PENGTOU_USER="甲") as ours, board.start(PENGTOU_USER="乙") as theirs:
            for each in (ours, theirs):
                wait_whole(each)
            times = [_edit(ours, theirs, number) for number in range(world.rounds * EDITS + 2)][2:]
            commits = _commits(board, theirs, world.rounds * EDITS)
        own, other = [pair[0] for pair in times], [pair[1] for pair in times]
        yield Row(
            4,
            f"Enter here → repaint there, p95, {world.many}, {backend}",
            worst(other),
            round(3 * middle(own) + 10, 1),
            "ms",
            f"own repaint p50 {middle(own):.1f} ms; there p50 {middle(other):.1f} ms",
        )
        told = f"commit → repaint there, p95, {world.many}, {backend}"
        yield Row(0, told, worst(commits), unit="ms", beside=f"p50 {middle(commits):.1f} ms")


def _edit(ours: Terminal, theirs: Terminal, number: int) -> tuple[float, float]:
    """Milliseconds from Enter to the new text here and there."""
    reason = f"因由{number:04}"
    ours.press("p")
    ours.quiet(0.08)
    ours.press(f"0{number % 2} {reason}")
    ours.quiet(0.08)
    theirs.quiet(0.02)
    at = ours.press("\r")
    here, there = _both(ours, theirs, reason.encode())
    ours.quiet(0.08)
    return (here - at) * 1000, (there - at) * 1000


def _both(ours: Terminal, theirs: Terminal, text: bytes) -> tuple[float, float]:
    """When the text came on each; on our own it is the record's line that counts."""
    came: dict[Terminal, bytes] = {ours: b"", theirs: b""}
    seen: dict[Terminal, float] = {}
    end = time.perf_counter() + PATIENCE
    while len(seen) < len(came):
        if time.perf_counter() > end:
            raise Late(f"{text.decode()}\n{theirs.screen()}")
        ready = select.select([each.master for each in came], [], [], 0.2)[0]
        for each in came:
            if each.master in ready:
                came[each] += each.read(0)
                if each not in seen and text in came[each]:
                    seen[each] = each.chunks[-1].at
    return seen[ours], seen[theirs]


def _commits(board: Board, theirs: Terminal, count: int) -> list[float]:
    """Milliseconds from a commit by nobody's screen to the repaint."""
    store = open_store(board.url)
    times = []
    try:
        project = store.projects()[0][0]
        service = Service(store, project, "丙", lambda: NOW)
        task = record_id(Kind.TASK, _shown(theirs))
        for number in range(count):
            reason = f"事由{number:04}"
            service.perform(SetProgress(task=task, actual=number % 2, reason=reason))
            at = time.perf_counter()
            theirs.until(partial(_has, reason.encode()), reason)
            times.append((theirs.chunks[-1].at - at) * 1000)
            theirs.quiet(0.05)
    finally:
        store.close()
    return times


def _has(text: bytes, came: bytes) -> bool:
    return text in came


def _shown(terminal: Terminal) -> int:
    """The number of the task under the cursor."""
    line = next(line for line in terminal.screen().splitlines() if "▸T-" in line)
    return int(line.partition("▸T-")[2].split()[0])
