"""Goal 6: memory, and what a board costs while nobody touches it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench.rounds import in_turns, least
from tests.bench.table import Found, ratio
from tests.bench.terminal import Terminal
from tests.bench.world import World, wait_whole

_MIB = 1024.0


def measure(world: World) -> Iterator[Found]:
    """Memory in turns; processor time side by side, as it is next to nothing."""
    programs = {"bare": partial(_bare, world), "ours": partial(_ours, world)}
    found = in_turns(programs, max(1, world.rounds // 3))
    ours, bare = least(found["ours"]["pss"]), least(found["bare"]["pss"])
    yield ratio(6, f"memory (PSS), {world.many} / bare", ours, bare, 2.1, unit="MiB")
    idle = _idle(world)
    told = f"over {world.idle:g} s"
    still, clocks = idle["still"], idle["clocks"]
    yield ratio(6, f"idle, nothing moves, / bare, {told}", still, idle["bare"], 1.5, unit="%")
    yield ratio(
        6, f"idle, clocks run, / four updates, {told}", clocks, idle["four"], 0.25, unit="%"
    )


def _bare(world: World) -> Mapping[str, float]:
    with world.baseline("bare") as terminal:
        terminal.until(lambda came: b"ready" in came, "the text")
        terminal.quiet(0.5)
        return {"pss": memory(terminal.process.pid)}


def _ours(world: World) -> Mapping[str, float]:
    with world.board(world.many).start() as terminal:
        wait_whole(terminal)
        terminal.quiet(0.5)
        return {"pss": memory(terminal.process.pid)}


def _idle(world: World) -> Mapping[str, float]:
    """Per cent of a core, by program."""
    board = world.board(world.many)
    with ExitStack() as stack:
        running = {
            "bare": stack.enter_context(world.baseline("bare")),
            "four": stack.enter_context(world.baseline("four_updates")),
            "still": stack.enter_context(board.start()),
            "clocks": stack.enter_context(board.start(PENGTOU_NOW="")),
        }
        for name in ("still", "clocks"):
            wait_whole(running[name])
        _watch(running, min(3.0, world.idle))
        before = {name: _busy(each.process.pid) for name, each in running.items()}
        began = time.perf_counter()
        _watch(running, world.idle)
        seconds = time.perf_counter() - began
        after = {name: _busy(each.process.pid) for name, each in running.items()}
    return {name: 100 * (after[name] - before[name]) / seconds for name in running}


def _watch(running: Mapping[str, Terminal], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for each in running.values():
            each.read(0)
        time.sleep(min(0.25, left))


def _busy(pid: int) -> float:
    """Seconds of processor time that the threads of a process have had."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in tasks) / 1e9


def memory(pid: int) -> float:
    """The memory of a process and its children in MiB, shared pages divided among their users."""
    total = 0.0
    for each in (pid, *_children(pid)):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / _MIB
    return total


def _children(pid: int) -> Iterator[int]:
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, file.read_text().split())
