"""What people install is what the tree has, under names that are ours alone."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shape.pins import pins, wanted
from tests.shape.tree import PACKAGES, ROOT, files, short


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the tree as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


def pinned() -> dict[str, str]:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    rows = (line.partition("==") for line in text.splitlines() if not line.startswith("#"))
    return {name: pin for name, _, pin in rows}


def test_the_wheel_has_what_the_tree_has(wheel: Path) -> None:
    here = {short(path) for path in files() if short(path).split("/")[0] in PACKAGES}
    there = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert here ^ there == set()


def test_the_wheel_gives_one_command(wheel: Path) -> None:
    archive = ZipFile(wheel)
    (entries,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))

    assert archive.read(entries).decode().split() == [
        "[console_scripts]",
        "pengtou",
        "=",
        "tui.__main__:main",
    ]


def test_our_top_level_names_belong_to_us_alone() -> None:
    owners = packages_distributions()

    assert {name: set(owners.get(name, [])) - {"pengtou"} for name in PACKAGES} == {
        name: set() for name in PACKAGES
    }


def test_constraints_pin_what_is_installed_here() -> None:
    versions = pinned()

    assert {name: pin for name, pin in pins().items() if versions.get(name) != pin} == {}


def test_constraints_are_versions_and_nothing_else() -> None:
    odd = [
        line
        for line in pinned().items()
        if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", "==".join(line))
    ]

    assert odd == []


def test_constraints_satisfy_what_is_wanted() -> None:
    versions = pinned()

    assert [
        str(requirement)
        for requirement in wanted()
        if not requirement.specifier.contains(versions[canonicalize_name(requirement.name)])
    ] == []


def test_what_runs_does_not_need_what_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {Requirement(line).name for line in project["project"]["dependencies"]}

    assert needed & {"pytest", "hypothesis", "mypy", "ruff"} == set()
