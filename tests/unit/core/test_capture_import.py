"""Reading a line costs little before the first one is typed."""

from __future__ import annotations

import subprocess
import sys

from tests.shape.tree import ROOT

HEAVY = (
    "textual",
    "sqlalchemy",
    "alembic",
    "httpx",
    "pendulum",
    "pypinyin",
    "holidays",
    "rapidfuzz",
)


def test_importing_the_reader_loads_nothing_heavy() -> None:
    code = (
        "import sys, core.capture.reading, core.capture.command, core.capture.similar\n"
        f"print(*(set({HEAVY!r}) & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.split() == []
