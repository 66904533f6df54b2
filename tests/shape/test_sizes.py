"""The tail is policed: no long function, no long file, no drawer for odds and ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, short, sources, tree

FILE = 400
APP = 250
FUNCTION = 40
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(within: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, however deep: statements alone are looked through, which hold them all."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(within, part, ()):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node
            yield from functions(node)


def test_no_file_is_long() -> None:
    assert {short(path): lines(path) for path in sources() if lines(path) > FILE} == {}


def test_no_function_is_long() -> None:
    sizes = {
        f"{short(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in sources()
        for node in functions(tree(path))
    }

    assert {name: size for name, size in sizes.items() if size > FUNCTION} == {}


def test_the_app_stays_small() -> None:
    assert lines(ROOT / "tui" / "app.py") <= APP


def test_nothing_is_called_utils() -> None:
    assert [short(path) for path in sources() if path.stem in DRAWERS] == []


@pytest.mark.parametrize("package", ["core", "sync", "themes", "tui"])
def test_every_module_says_what_it_is(package: str) -> None:
    mute = [
        short(path)
        for path in sources(package)
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]

    assert mute == []
