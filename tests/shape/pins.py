"""The exact version of everything pengtou, its extras and its groups install, as pins.

`python -m tests.shape.pins` prints `constraints.txt` from the environment it runs in.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HEAD = """\
# Exact versions for a clone, its tests and its checks, made by `make constraints` from an
# environment in which all tests have passed. Versions only: where they come from is pip's business.
"""
INSTALLERS = ("pip",)
"""What puts us into an environment: pinned, though nothing in pyproject.toml asks for it."""


def wanted() -> Iterator[Requirement]:
    """Every requirement that pyproject.toml states, groups and extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines: list[str] = [*project["project"]["dependencies"], *INSTALLERS]
    for extra in project["project"]["optional-dependencies"].values():
        lines += extra
    for group in project["dependency-groups"].values():
        lines += [line for line in group if isinstance(line, str)]
    yield from map(Requirement, lines)


def pins() -> dict[str, str]:
    """Versions by canonical name of all that is wanted and of all that this needs in turn.

    Raises PackageNotFoundError when something that pyproject.toml asks for is not installed.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    queue = [(requirement, True) for requirement in wanted()]
    while queue:
        requirement, direct = queue.pop()
        extras = requirement.extras or {""}
        key = f"{requirement.name}{sorted(extras)}"
        if key in seen:
            continue
        seen.add(key)
        try:
            found[canonicalize_name(requirement.name)] = version(requirement.name)
        except PackageNotFoundError:
            if direct:
                raise
            continue
        queue += [(child, False) for child in _children(requirement.name, extras)]
    return found


def _children(name: str, extras: set[str]) -> Iterator[Requirement]:
    for line in distribution(name).requires or ():
        child = Requirement(line)
        if not child.marker or any(child.marker.evaluate({"extra": extra}) for extra in extras):
            yield child


if __name__ == "__main__":
    sys.stdout.write(HEAD + "".join(f"{name}=={pin}\n" for name, pin in sorted(pins().items())))
