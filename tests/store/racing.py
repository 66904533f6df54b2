"""Writers that meet, in threads or in processes of their own."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from core.domain.ids import RecordId
from core.domain.refusal import Conflict
from core.domain.task import SetProgress
from core.service import Service
from core.store import Store, open_store

T = TypeVar("T")
WRITERS = 8
PATIENCE = 60
"""Seconds after which a writer that hangs fails the test."""


class Barrier(Protocol):
    """What all writers wait at."""

    def wait(self, timeout: float | None = None) -> int:
        """Waits for the others."""


def together(work: Callable[[int], T]) -> list[T]:
    """Runs `work(0)` to `work(7)` at the same time, in threads; their answers in order."""
    with ThreadPoolExecutor(WRITERS) as threads:
        return [done.result(PATIENCE) for done in [threads.submit(work, n) for n in range(WRITERS)]]


def rounds(store: Store, writer: int, barrier: Barrier, seen: int, count: int) -> list[bool]:
    """Writes one task in each round, as everybody does who sees that version; who won."""
    service = Service(store, 1, "张伟")
    won = []
    for number in range(count):
        wish = SetProgress(task=RecordId("T-01"), actual=writer, reason="x", seen=seen + number)
        barrier.wait(PATIENCE)
        try:
            service.perform(wish)
            won.append(True)
        except Conflict:
            won.append(False)
    return won


def in_threads(store: Store, seen: int, count: int) -> list[list[bool]]:
    """Each writer's rounds."""
    barrier = threading.Barrier(WRITERS)
    return together(lambda writer: rounds(store, writer, barrier, seen, count))


def in_processes(url: str, seen: int, count: int) -> list[list[bool]]:
    """Each writer's rounds, each writer in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.racing"])
    barrier = context.Barrier(WRITERS)
    with context.Manager() as manager:
        won = manager.dict()
        writers = [
            context.Process(target=_process, args=(url, writer, barrier, (seen, count), won))
            for writer in range(WRITERS)
        ]
        for each in writers:
            each.start()
        for each in writers:
            each.join(PATIENCE)
        return [won[writer] for writer in range(WRITERS)]


def _process(
    url: str,
    writer: int,
    barrier: Barrier,
    span: tuple[int, int],
    won: MutableMapping[int, list[bool]],
) -> None:
    store = open_store(url)
    won[writer] = rounds(store, writer, barrier, *span)
    store.close()
