"""The word files: one folder a language, one TOML file an area, read when first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")


class Entry(NamedTuple):
    """One id's wording; `one` is empty where the language or the sentence does not care."""

    other: str
    one: str = ""


@cache
def areas(language: str) -> tuple[str, ...]:
    """The areas of a language: its file names, which are also the first part of every id."""
    return tuple(sorted(path.stem for path in (FOLDER / language).glob("*.toml")))


@cache
def area(language: str, name: str) -> Mapping[str, Entry]:
    """One area's entries by the id after the area's name; empty when there is no such file.

    Raises ValueError for a file that holds anything but texts and tables of texts.
    """
    if name not in areas(language):
        return {}
    text = (FOLDER / language / f"{name}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Entry]]:
    for key, value in table.items():
        match value:
            case str():
                yield prefix + key, Entry(value)
            case {"one": str(one), "other": str(other), **rest} if not rest:
                yield prefix + key, Entry(other, one)
            case dict():
                yield from _flat(value, f"{prefix}{key}.")
            case _:
                raise ValueError(f"{prefix}{key} is no text")
