"""Whom somebody may have meant by a name that nobody has."""

from __future__ import annotations

from core.capture.people import Directory
from core.capture.verbs import NICKNAME
from core.domain.ids import RecordId
from core.domain.names import keys
from core.domain.text import search_key

_LIKE = 70
"""From how many per cent on two spellings are near."""
_MOST = 5


def near(directory: Directory, typed: str) -> tuple[RecordId, ...]:
    """The people whose names are nearest to what was typed, five at most; none where none is.

    王明 sounds or begins like 王敏, 小王 and 王总 have the surname, 敏姐 has the given name; Latin
    letters may be a slip of the key.
    """
    if typed not in directory.nearby:
        if len(directory.nearby) > 512:
            directory.nearby.clear()
        directory.nearby[typed] = _near(directory, typed)
    return directory.nearby[typed]


def _near(directory: Directory, typed: str) -> tuple[RecordId, ...]:
    match = NICKNAME.match(typed)
    core = match["core"] if match else typed
    found = [*(_misspelt(directory, typed) if typed.isascii() else _alike(directory, core))]
    return tuple(dict.fromkeys(found))[:_MOST]


def _alike(directory: Directory, core: str) -> list[RecordId]:
    """Those that sound the same, then those who have its first character, then any but one."""
    sounds = directory.sound().names
    found = [one for key in keys(core) if len(key) > len(core) for one in sounds.get(key, ())]
    for part in dict.fromkeys((core, core[0], *core[1:3])):
        found += [each for each, name, _ in directory.names if part in name]
    return found


def _misspelt(directory: Directory, typed: str) -> list[RecordId]:
    from rapidfuzz import fuzz, process

    sounds = directory.sound().names
    ranked = process.extract(
        search_key(typed), sounds.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST
    )
    return [one for key, *_ in ranked for one in sounds[key]]
