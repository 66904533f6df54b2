"""Goal 7: what is loaded before the first paint and for `--help`, and whether it was compiled."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.table import Found, Row
from tests.bench.world import ROOT, World, environ_of

HEAVY = frozenset({"sqlalchemy", "alembic", "httpx", "psycopg", "pydantic", "holidays"})
PACKAGES = ("core", "sync", "themes", "tui")
_LOADED = re.compile(rb"import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)")


def measure(world: World) -> Iterator[Found]:
    """Looks at what the interpreter says it imports, up to the first line of a task."""
    early = before_paint(world)
    ours = sum(each.partition(".")[0] in PACKAGES for each in early)
    beside = f"{len(early)} modules, {ours} of ours"
    yield _count("heavy imports before the first paint", heavy(early), beside)
    yield _count("heavy imports for --help", heavy(for_help(world)), "")
    stale = {name for name in early if not compiled(name)}
    yield _count("modules of ours that start without bytecode", stale, "")


def _count(what: str, found: set[str], beside: str) -> Row:
    told = " ".join(sorted(found)) or beside
    return Row(7, what, len(found), 0, "", told)


def before_paint(world: World) -> set[str]:
    """Names of the modules loaded before the first task is on the screen."""
    board = world.board(world.few)
    with world.start("-X", "importtime", *board.command) as terminal:
        terminal.until(lambda came: b"T-" in came, "a task")
    raw = b"".join(chunk.data for chunk in terminal.chunks)
    return _names(raw[: raw.index(b"T-")])


def for_help(world: World) -> set[str]:
    """Names of the modules loaded for the help text."""
    command = (sys.executable, "-X", "importtime", "-m", "tui", "--help")
    done = subprocess.run(
        command, cwd=ROOT, env=environ_of(world), capture_output=True, check=True, timeout=60
    )
    return _names(done.stderr)


def _names(told: bytes) -> set[str]:
    return {match[1].decode() for match in _LOADED.finditer(told)}


def heavy(names: set[str]) -> set[str]:
    """Those of the heavy packages that are among the modules."""
    return {name.partition(".")[0] for name in names} & HEAVY


def compiled(name: str) -> bool:
    """Whether a module of ours has bytecode that is as new as its text."""
    if name.partition(".")[0] not in PACKAGES:
        return True
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return True
    cached = Path(importlib.util.cache_from_source(found.origin))
    return cached.exists()
