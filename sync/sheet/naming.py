"""What a source is called that nobody named: after its file, in letters that can be typed. Pure."""

from __future__ import annotations

from collections.abc import Container
from itertools import count
from pathlib import Path

from core.domain.pinyin import readings, syllables

_LONGEST = 31
"""Characters of a name in the configuration."""


def source_name(path: Path, taken: Container[str]) -> str:
    """`华东区试销.xlsx` is `huadongqushixiao`; a name that is taken gets a number."""
    spoken = (readings(each)[0] for each in syllables(path.stem))
    letters = "".join(each if each.isascii() and each.isalnum() else "-" for each in spoken)
    words = "-".join(filter(None, letters.split("-")))
    name = words if words[:1].isalpha() else f"sheet-{words}"
    name = name[:_LONGEST].strip("-")
    if name not in taken:
        return name
    numbered = (f"{name[: _LONGEST - 4]}-{number}" for number in count(2))
    return next(each for each in numbered if each not in taken)
