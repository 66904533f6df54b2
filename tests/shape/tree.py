"""The files of the project, as the tests of its shape read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "sync", "themes", "tui")
GENERATED = frozenset({"__pycache__", "build", "dist", "htmlcov"})
OPEN_HIDDEN = frozenset({".ci", ".gitignore", ".pre-commit-config.yaml"})


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project, whether git knows it yet or not."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in OPEN_HIDDEN
        if hidden or path.name in GENERATED or path.suffix == ".egg-info":
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.suffix not in {".pyc", ".db"}:
            yield path


def sources(*folders: str) -> tuple[Path, ...]:
    """The Python files under these top folders; under all of them when none is named."""
    wanted = folders or (*PACKAGES, "tests")
    return tuple(p for p in files() if p.suffix == ".py" and short(p).split("/")[0] in wanted)


def short(path: Path) -> str:
    """A path as it is called inside the project: `tui/app.py`."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the bare name of what is called: `say`, `Refused`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node


def literal(node: ast.expr | None) -> str | None:
    """The text of a string literal, or None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
