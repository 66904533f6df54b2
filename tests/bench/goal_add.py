"""Goal 8: one line captured from a shell."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial

from tests.bench.data import FAMILIES, GIVEN
from tests.bench.rounds import in_turns, least
from tests.bench.table import Found, ratio
from tests.bench.world import ROOT, World, environ_of


def measure(world: World) -> Iterator[Found]:
    """`pengtou add` beside the import that it cannot do without."""
    board = world.board(world.sizes[1])
    line = f"明天 交样品 {FAMILIES[0]}{GIVEN[0]}"
    add = (*board.command, "add", line, "--accept")
    programs = {
        "import": partial(_run, world, "-c", "import sqlalchemy.orm"),
        "add": partial(_run, world, *add),
    }
    found = in_turns(programs, world.rounds)
    ours, theirs = least(found["add"]["ms"]), least(found["import"]["ms"])
    yield ratio(8, "pengtou add / import of sqlalchemy.orm", ours, theirs, 1.3)


def _run(world: World, *command: str) -> Mapping[str, float]:
    at = time.perf_counter()
    subprocess.run(
        (sys.executable, *command),
        cwd=ROOT,
        env=environ_of(world),
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
    )
    return {"ms": (time.perf_counter() - at) * 1000}
