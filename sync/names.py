"""People as they are written into one cell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

_APART = re.compile(r"[、，,;；/|&＆+\n]")
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]?")
"""A department or a part played, in brackets behind the name."""
_CHINESE = re.compile(r"[\u3400-\u9fff·]+")
MOST = 50
"""People kept of one cell."""


def names_in(text: str) -> tuple[str, ...]:
    """The names in a cell, once each: `王芳、李雷(市场部)/@陈静` holds three."""
    found = (name for part in _APART.split(_ASIDE.sub("", text)) for name in _spaced(part))
    return tuple(dict.fromkeys(found))[:MOST]


def _spaced(part: str) -> Iterator[str]:
    """`张　伟` is one person, filled up to the width of three; `张伟 王芳` are two."""
    words = normalize("NFKC", part).strip(" @\t:：").split()
    if len(words) > 1 and all(map(_CHINESE.fullmatch, words)):
        if all(len(word) == 1 for word in words):
            yield "".join(words)
            return
        if all(len(word) > 1 for word in words):
            yield from words
            return
    if words:
        yield " ".join(words)
