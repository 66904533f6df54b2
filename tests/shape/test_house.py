"""Nothing in the tree points at somebody's machine or at a package registry."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, files, short

REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("tuna", "tsinghua"),
            ("mirrors", "aliyun"),
            ("npmjs", "org"),
        )
    )
    + "|--(extra-)?index-"
    + "url",
)
MACHINE = re.compile(r"(?<![\w.$}/])/(?:root|home|Users|work|opt)/\w")


def texts() -> dict[str, str]:
    """Every file of the project that is text, by its name."""
    found = {}
    for path in files():
        try:
            found[short(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE], ids=["registry", "machine"])
def test_no_file_names_what_is_not_ours(pattern: re.Pattern[str]) -> None:
    assert {name for name, text in texts().items() if pattern.search(text)} == set()


def test_the_search_would_find_them() -> None:
    assert REGISTRIES.search("https://" + "pypi." + "org/simple")
    assert MACHINE.search("see " + "/" + "home/wei/board.db")


def test_no_lock_file_with_addresses_is_kept() -> None:
    names = {path.name for path in files()}

    assert names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"} == set()


def test_the_gate_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


def test_the_gate_runs_what_people_run() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert [line.split()[:2] for line in lines[-2:]] == [["make", "check"], ["make", "test"]]


@pytest.fixture
def makefile(tmp_path: Path) -> Path:
    """The Makefile alone in a folder, with the lists it looks at."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    outer = ("MAKE", "MFLAGS", "ARGS", "PYTHON")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(outer)}
    return subprocess.run(
        ["make", *words],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def fake(folder: Path, name: str, script: str) -> Path:
    """An executable shell script."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_old_python_is_told_plainly(makefile: Path) -> None:
    old = fake(makefile, "old", 'case "$1" in -V) echo Python 3.9.2;; *) exit 1;; esac')

    done = make(makefile, "demo", f"PYTHON={old}")

    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr
    assert "3.9.2" in done.stderr
    assert not (makefile / ".venv").exists()


def test_no_python_at_all_is_told_plainly(makefile: Path) -> None:
    done = make(makefile, "demo", "PYTHON=no-such-python")

    assert done.returncode == 2
    assert "there is no 'no-such-python'" in done.stderr


def test_a_second_demo_only_starts_the_program(makefile: Path) -> None:
    fake(makefile, ".venv/bin/pengtou", 'echo "$@"')
    (makefile / ".venv" / ".pengtou-run").touch()

    done = make(makefile, "demo", "ARGS=--plain")

    assert (done.returncode, done.stdout, done.stderr) == (0, "demo --plain\n", "")


def test_new_requirements_are_installed_before_the_next_demo(makefile: Path) -> None:
    fake(makefile, ".venv/bin/pengtou", 'echo "$@"')
    fake(makefile, ".venv/bin/python", 'echo "python $@"')
    stamp = makefile / ".venv" / ".pengtou-run"
    stamp.touch()
    os.utime(stamp, (1, 1))

    done = make(makefile, "demo")

    assert "--editable ." in done.stdout
    assert done.stdout.splitlines()[-1] == "demo"
    assert make(makefile, "demo").stdout == "demo\n"
