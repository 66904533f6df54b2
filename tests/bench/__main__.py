"""`python -m tests.bench`: measures the goals and prints them as a table; always ends with 0."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench import (
    goal_add,
    goal_imports,
    goal_keys,
    goal_rest,
    goal_start,
    goal_sync,
    goal_two,
    rivals,
)
from tests.bench.table import Found, Left, printed
from tests.bench.terminal import Late
from tests.bench.world import World
from tests.postgres import Postgres, running

Measure = Callable[[World], Iterator[Found]]
GOALS: dict[Measure, tuple[int, ...]] = {
    goal_start.measure: (1, 2),
    goal_keys.measure: (3,),
    goal_two.measure: (4,),
    goal_sync.measure: (5,),
    goal_rest.measure: (6,),
    goal_imports.measure: (7,),
    goal_add.measure: (8,),
    rivals.measure: (9,),
}
SIZES, QUICK_SIZES = (100, 1_000, 10_000), (20, 40, 60)
IDLE, QUICK_IDLE = 61.0, 1.5
"""Seconds; the long one sees a minute turn, and every clock with it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    options = _parser().parse_args(arguments)
    wanted = {int(each) for each in options.goals.split(",")}
    sizes = _sizes(options)
    with tempfile.TemporaryDirectory(prefix="pengtou-bench-") as folder, _server(options) as server:
        world = World(
            folder=Path(folder),
            sizes=sizes,
            rounds=options.rounds or (2 if options.quick else 9),
            idle=QUICK_IDLE if options.quick else IDLE,
            server=server,
        )
        found = [
            each
            for measure, goals in GOALS.items()
            if wanted & {*goals}
            for each in _measured(measure, goals[0], world)
        ]
    for line in printed(found):
        sys.stdout.write(line + "\n")
    return 0


def _measured(measure: Measure, goal: int, world: World) -> Iterator[Found]:
    """What a goal came to; what it does not come to is told, and the others go on."""
    try:
        yield from measure(world)
    except Late as problem:
        yield Left(goal, f"never came: {problem}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small boards, few rounds")
    parser.add_argument("--rounds", type=int, help="rounds in turns, 9 unless told")
    parser.add_argument("--goals", default="1,2,3,4,5,6,7,8,9", help="numbers of goals; 9: rivals")
    parser.add_argument("--sizes", help="three numbers of tasks: few,more,many")
    parser.add_argument("--no-postgres", action="store_true", help="SQLite alone")
    return parser


def _sizes(options: argparse.Namespace) -> tuple[int, int, int]:
    if not options.sizes:
        return QUICK_SIZES if options.quick else SIZES
    few, more, many = sorted(map(int, options.sizes.split(",")))
    return few, more, many


@contextmanager
def _server(options: argparse.Namespace) -> Iterator[Postgres | None]:
    if options.no_postgres:
        yield None
        return
    with running() as server:
        yield server


if __name__ == "__main__":
    sys.exit(main())
