"""How a row is known again when its file is read the next time. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

from core.domain.text import clean, search_key
from sync.guess import guess
from sync.record import Called, Column
from sync.sheet.cells import text_in
from sync.sheet.columns import Slot
from sync.sheet.grid import at
from sync.sheet.hints import only_counts
from sync.sheet.rows import Line
from sync.trouble import Fatal
from sync.vocabulary import plain

_LONGEST = 100
_LETTER = re.compile(r"[a-z]", re.IGNORECASE)


def title_of(slots: Sequence[Slot], mapped: str = "") -> Slot | None:
    """The column of titles: the one with the id `mapped`; else by its name, else the first one of
    texts that numbers nothing."""
    for each in slots:
        if mapped and each.column.id == mapped:
            return each
    columns: list[Column] = [each.column for each in slots if not each.key]
    target = guess(columns).mapping.columns.get("title")
    named = (each for each in slots if target and each.column.id == target.id)
    texts = (each for each in slots if each.column.kind.value == "text" and not each.key)
    return next(named, None) or next(texts, None)


def key_of(slots: Sequence[Slot], lines: Sequence[Line], chosen: str = "") -> Slot | None:
    """The column that names its row: the one called `chosen`; else the first of numbers that are
    all there, all different, and more than places in the list; else the one of titles.

    Raises:
        Fatal: `sheet-key-gone`, there is no column called `chosen` any more.
    """
    if chosen:
        wanted = plain(chosen) or chosen
        found = (each for each in slots if wanted in (each.column.id, plain(each.column.name)))
        slot = next(found, None)
        if slot is None:
            raise Fatal("sheet-key-gone", column=chosen)
        return slot
    keys = (each for each in slots if each.key and _names_rows(each, lines))
    return next(keys, None) or title_of(slots)


def distinct(slot: Slot, lines: Iterable[Line]) -> bool:
    """Whether every row has a value of its own in a column."""
    seen: set[str] = set()
    for line in lines:
        text = _text(slot, line)
        if not text or text in seen:
            return False
        seen.add(text)
    return bool(seen)


def _names_rows(slot: Slot, lines: Sequence[Line]) -> bool:
    texts = [_text(slot, line) for line in lines]
    if not texts:
        return not only_counts(slot.column.name)
    if not all(texts) or len(set(texts)) < len(texts):
        return False
    if only_counts(slot.column.name):
        # `1` and `1.2` move on when a row comes in above; `HD-12` does not.
        return all(_LETTER.search(text) for text in texts)
    return not _in_order(texts)


def _in_order(texts: Sequence[str]) -> bool:
    """Whether they count the rows, one by one."""
    if not all(text.isascii() and text.isdigit() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def row_ids(
    lines: Iterable[Line], key: Slot | None, title: Slot | None, parent: Slot | None
) -> tuple[list[str], list[Called]]:
    """An id for each line, in order, and what it is made of: its number; else a digest of title and
    parent.

    Alike ones are counted from above. A line without either goes by its place in the file.
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    called: list[Called] = []
    for line in lines:
        own = _named(line, key, parent) or _named(line, title, parent)
        own = own or Called(f"row-{line.number}", "")
        seen[own.id] += 1
        ids.append(own.id if seen[own.id] == 1 else f"{own.id}#{seen[own.id]}")
        called.append(own)
    return ids, called


def _named(line: Line, slot: Slot | None, parent: Slot | None) -> Called | None:
    text = _text(slot, line) if slot else ""
    if not text or slot is None:
        return None
    return Called(_id(line, slot, text, parent), text)


def _id(line: Line, slot: Slot, text: str, parent: Slot | None) -> str:
    if slot.key:
        return clean(text, limit=_LONGEST)
    above = _text(parent, line) if parent else ""
    said = f"{search_key(text)}\0{search_key(above or line.heading)}"
    return blake2b(said.encode(), digest_size=8).hexdigest()


def _text(slot: Slot, line: Line) -> str:
    return " ".join(text_in(at(line.cells, slot.place)).split())


def finder(
    lines: Sequence[Line], ids: Sequence[str], slots: Iterable[Slot | None]
) -> Callable[[str], str]:
    """What finds the id of the row that a cell names, by a number or a title; the text itself
    where no row, or more than one, is called so."""
    found: dict[str, str | None] = {}
    for slot in filter(None, slots):
        for line, id_ in zip(lines, ids, strict=True):
            word = search_key(_text(slot, line))
            if word:
                found[word] = id_ if found.get(word, id_) == id_ else None
    return lambda text: found.get(search_key(text)) or text
