"""Goal 3: from a key to the last byte of what it changed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial

from tests.bench.rounds import Run, in_turns, least, middle, worst
from tests.bench.table import Found, Row, ratio
from tests.bench.terminal import Terminal
from tests.bench.world import World, wait_whole

DOWN, UP = "\x1b[B", "\x1b[A"
STEPS = 12
"""Keys in one direction: the cursor stays inside the page."""
_STILL = 0.025
"""Seconds without a byte after which a key's work counts as done."""
_REPEAT = 1 / 30
HELD = 45


def measure(world: World) -> Iterator[Found]:
    """Moves the cursor on the plain list, and on a small and a large board."""
    programs: dict[str, Run] = {
        "plain list": partial(_plain, world),
        **{f"{size}": partial(_board, world, size) for size in (world.few, world.many)},
    }
    found = in_turns(programs, world.rounds)
    plain, few, many = found["plain list"], found[f"{world.few}"], found[f"{world.many}"]
    yield ratio(
        3, f"key p50, {world.many} / plain list", least(many["p50"]), least(plain["p50"]), 1.3
    )
    yield ratio(
        3, f"key p95, {world.many} / {world.few}", least(many["p95"]), least(few["p95"]), 1.2
    )
    lag, theirs = middle(many["lag"]), middle(plain["lag"])
    beside = f"median; plain list {theirs:.1f} ms"
    yield Row(3, f"held key, lag after release, {world.many}", lag, 33, "ms", beside)


def _plain(world: World) -> Mapping[str, float]:
    with world.baseline("plain_list", str(world.many)) as terminal:
        terminal.until(lambda came: b"T-00009" in came, "the list")
        return keys(terminal)


def _board(world: World, size: int) -> Mapping[str, float]:
    with world.board(size).start() as terminal:
        wait_whole(terminal)
        return keys(terminal)


def keys(terminal: Terminal) -> Mapping[str, float]:
    """Milliseconds from a key to the end of its repaint, and the lag of a key that is held."""
    terminal.quiet(0.4)
    times = steps(terminal)
    return {"p50": middle(times), "p95": worst(times), "lag": held(terminal)}


def steps(terminal: Terminal) -> list[float]:
    """Milliseconds for each key, down and up again inside the page."""
    return [one(terminal, key) for key in [DOWN] * STEPS + [UP] * STEPS]


def one(terminal: Terminal, key: str) -> float:
    """Milliseconds from one key to the last byte it led to."""
    at = terminal.press(key)
    terminal.read(1.0)
    last = terminal.chunks[-1].at
    return ((terminal.quiet(_STILL) or last) - at) * 1000


def held(terminal: Terminal) -> float:
    """Milliseconds from the last repeat of a held key to the last byte."""
    at = time.perf_counter()
    for number in range(HELD):
        while (left := at + number * _REPEAT - time.perf_counter()) > 0:
            terminal.read(left)
        pressed = terminal.press(DOWN)
    return ((terminal.quiet(0.15) or pressed) - pressed) * 1000
