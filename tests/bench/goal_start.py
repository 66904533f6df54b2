"""Goals 1 and 2: from exec to the saved board, and to the live one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from tests.bench.rounds import Run, in_turns, least
from tests.bench.table import Found, Row, ratio
from tests.bench.terminal import first_moments
from tests.bench.world import Board, World, wait_whole


def measure(world: World) -> Iterator[Found]:
    """Starts the bare app and boards of two sizes, each on each database."""
    _, some, many = world.sizes
    boards = {
        (backend, size): world.board(size, backend)
        for backend in world.backends
        for size in (some, many)
    }
    programs: dict[str, Run] = {"bare": partial(bare, world)}
    programs |= {
        f"{backend} {size}": partial(_board, each) for (backend, size), each in boards.items()
    }
    found = in_turns(programs, world.rounds)
    base = least(found["bare"]["ready"])
    for backend in world.backends:
        ours = {what: least(figures) for what, figures in found[f"{backend} {many}"].items()}
        yield ratio(1, f"exec → saved board, {many}, {backend} / bare", ours["saved"], base, 1.25)
        yield ratio(1, f"exec → live board, {many}, {backend} / bare", ours["live"], base, 2.2)
        yield ratio(0, f"exec → all read, {many}, {backend} / bare", ours["read"], base, None)
        fewer = {what: least(figures) for what, figures in found[f"{backend} {some}"].items()}
        for what in ("saved", "live"):
            told = f"exec → {what}, {many} / {some}, {backend}"
            yield ratio(2, told, ours[what], fewer[what], 1.1)
    yield Row(0, "bare Textual, exec → text", base, unit="ms")


def bare(world: World) -> Mapping[str, float]:
    """One start of the bare app, in milliseconds."""
    with world.baseline("bare") as terminal:
        terminal.until(lambda came: b"ready" in came, "the text")
        terminal.quiet(0.05)
    (ready,) = first_moments(terminal, [lambda screen: "bare and ready" in screen])
    return {"ready": ready}


def _board(board: Board) -> Mapping[str, float]:
    with board.start() as terminal:
        wait_whole(terminal)
    names = ("saved", "live", "read")
    moments = first_moments(terminal, [board.saved, board.live, board.read])
    return dict(zip(names, moments, strict=True))
