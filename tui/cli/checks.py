"""What `doctor` looks at; each check answers with ids and values."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import Literal

from core.domain.refusal import Refused, Unreachable
from core.settings import SourceSettings
from tui.opening import Opening

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check found."""

    id: str
    state: Literal["ok", "warning", "error"]
    word: str
    """`cli.doctor.<word>`: what is, and what to do about it."""
    values: Mapping[str, object] = field(default_factory=dict)


def every_check(opening: Opening) -> Iterator[Checked]:
    """All of them, in the order of how much depends on them."""
    from tui.cli.check_definitions import definitions
    from tui.cli.check_roles import row_security

    yield _python()
    yield _compiled()
    yield _encoding()
    yield _locale()
    yield from _terminal()
    yield _config(opening)
    yield from definitions(opening)
    yield _database(opening)
    yield from row_security(opening)
    yield _keyring()
    for name, source in opening.settings.sources.items():
        yield from _secrets(name, source)


def _python() -> Checked:
    found = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info[:2] >= OLDEST_PYTHON
    return Checked("python", "ok" if fits else "error", "python", {"version": found})


def _compiled() -> Checked:
    """Without compiled files every start compiles: ten times as slow."""
    spec = find_spec("core.service")
    there = spec is not None and spec.origin and Path(cache_from_source(spec.origin)).exists()
    return (
        Checked("bytecode", "ok", "compiled")
        if there
        else Checked("bytecode", "warning", "not_compiled")
    )


def _encoding() -> Checked:
    found = (sys.stdout.encoding or "").lower()
    fits = found.replace("_", "-") in ("utf-8", "utf8")
    word = "encoding" if fits else "encoding_other"
    return Checked("encoding", "ok" if fits else "warning", word, {"encoding": found})


def _locale() -> Checked:
    name = next(
        (os.environ[each] for each in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)), ""
    )
    try:
        locale.getlocale()
    except ValueError:
        return Checked("locale", "warning", "locale_unknown", {"name": name})
    return Checked(
        "locale", "ok" if name else "warning", "locale" if name else "locale_none", {"name": name}
    )


def _terminal() -> Iterator[Checked]:
    from tui.terminal.check import check_terminal

    found = check_terminal()
    for each in found:
        state: Literal["warning", "error"] = "warning"
        yield Checked("terminal", state, f"terminal.{each.id}", {"value": each.value})
    if not found:
        yield Checked("terminal", "ok", "terminal.fine", {"value": os.environ.get("TERM", "")})
    if sys.stdin.isatty() and sys.stdout.isatty():
        from tui.cli.glyphs import ambiguous_width

        width = ambiguous_width()
        if width is not None:
            fits = width == 1
            word = "glyphs" if fits else "glyphs_wide"
            yield Checked("glyphs", "ok" if fits else "warning", word, {"cells": width})


def _config(opening: Opening) -> Checked:
    there = opening.config.exists()
    word = "config" if there else "config_none"
    return Checked("config", "ok", word, {"path": opening.config})


def _database(opening: Opening) -> Checked:
    try:
        store = opening.store()
    except Refused as problem:
        state: Literal["warning", "error"] = (
            "warning" if problem.reason == "database-absent" else "error"
        )
        return Checked("database", state, f"db.{problem.reason}", dict(problem.values))
    except Unreachable as problem:
        return Checked("database", "error", "db.unreachable", dict(problem.values))
    try:
        found = store.problems()
        values = {"where": store.place, "schema": store.version(), "n": len(store.projects())}
    finally:
        store.close()
    if found:
        return Checked("database", "error", "db.damaged", values)
    return Checked("database", "ok", "db.fine", values)


def _keyring() -> Checked:
    if find_spec("keyring") is None:
        return Checked("keyring", "ok", "keyring_none")
    import keyring
    from keyring.backends import fail

    if isinstance(keyring.get_keyring(), fail.Keyring):
        return Checked("keyring", "ok", "keyring_unusable")
    return Checked("keyring", "ok", "keyring")


def _secrets(name: str, source: SourceSettings) -> Iterator[Checked]:
    from sync.credentials import wanted

    for variable, there in wanted(name, source).items():
        values = {"name": name, "variable": variable}
        word = "secret" if there else "secret_missing"
        yield Checked("secret", "ok" if there else "error", word, values)
