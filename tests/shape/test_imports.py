"""Who imports whom, in the files and in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.shape.tree import ROOT

HEAVY = ("textual", "sqlalchemy", "alembic", "httpx", "psycopg", "pydantic", "holidays")
"""What takes long to import and is not needed before the first line is on screen."""


LINT = (
    "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
)


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running `code`."""
    report = "\nimport sys\nprint('\\n' + ' '.join({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code + report],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_imports_keep_their_contracts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


HELP = """
import sys
from tui.__main__ import main
sys.argv = ["pengtou", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def test_help_loads_nothing_heavy() -> None:
    assert loaded(HELP) & set(HEAVY) == set()


def test_the_command_line_loads_no_screen() -> None:
    assert loaded("import tui.cli, tui.__main__") & {"textual", "rich"} == set()


@pytest.mark.parametrize(
    "module", ["tui.words", "themes", "core.domain.text", "core.calendar.clock"]
)
def test_the_small_modules_stay_light(module: str) -> None:
    assert loaded(f"import {module}") & {*HEAVY, "rich", "pendulum", "pypinyin"} == set()


def test_the_check_sees_a_heavy_import() -> None:
    assert "sqlalchemy" in loaded("import sqlalchemy")
