"""Programs in turns, so that a machine that slows down slows all of them down."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from statistics import median, quantiles

Run = Callable[[], Mapping[str, float]]
"""One round of one program: figures by name."""
Figures = Mapping[str, list[float]]
"""The figures of one program by name, one of each round."""


def in_turns(programs: Mapping[str, Run], rounds: int) -> dict[str, Figures]:
    """Runs each program once a round; a first round, in which files become warm, does not count."""
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in programs}
    for number in range(rounds + 1):
        for name, run in programs.items():
            sys.stderr.write(f"\r\x1b[K{number}/{rounds} {name}")
            sys.stderr.flush()
            for what, figure in run().items():
                if number:
                    found[name][what].append(figure)
    sys.stderr.write("\r\x1b[K")
    return {name: dict(figures) for name, figures in found.items()}


def least(figures: Iterable[float]) -> float:
    """The minimum: what the program costs when nothing else is in the way."""
    return min(figures)


def middle(figures: Iterable[float]) -> float:
    """The median."""
    return median(figures)


def worst(figures: Iterable[float]) -> float:
    """The 95th of hundred."""
    return quantiles(list(figures), n=20, method="inclusive")[-1]
