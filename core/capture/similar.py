"""Whether what is about to be added is there already: titles alike by characters or by sound."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from core.domain.ids import RecordId
from core.domain.pinyin import readings, syllables
from core.domain.text import search_key

ALIKE: Final = 60
"""From how many per cent on two titles are alike."""
_MOST = 3
_SHORTEST = 2


def similar(
    title: str,
    owner: RecordId | None,
    open_items: Iterable[tuple[RecordId, str, RecordId | None]],
) -> list[tuple[RecordId, int]]:
    """The open items (id, title, owner) of the same owner that look like a title.

    With how many per cent they do, the likest first, three at most. Characters that differ and
    sound the same count as half alike, so that a slip of the input method is found. Says nothing
    about a title of a single character.
    """
    if len(search_key(title)) < _SHORTEST:
        return []
    scored = [
        (identity, alike(title, other)) for identity, other, owns in open_items if owns == owner
    ]
    found = [each for each in scored if each[1] >= ALIKE]
    return sorted(found, key=lambda each: -each[1])[:_MOST]


def alike(one: str, other: str) -> int:
    """How alike two titles are, in per cent."""
    from rapidfuzz import fuzz

    written = fuzz.ratio(search_key(one), search_key(other))
    spoken = fuzz.ratio(_spoken(one), _spoken(other))
    return round(max(written, (written + spoken) / 2))


@lru_cache(maxsize=4096)
def _spoken(title: str) -> tuple[str, ...]:
    """The usual reading of each syllable."""
    return tuple(readings(each)[0] for each in syllables(title) if each.isalnum())
