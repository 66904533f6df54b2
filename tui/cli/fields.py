"""`edit FIELD=VALUE …`: fields of a record from what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from core.domain.ids import RecordId
from tui.cli import lookup
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.do import Wish


def edited(wish: Wish, readers: Mapping[str, Callable[[str, Wish], Any]]) -> dict[str, Any]:
    """The fields that were typed, read.

    Raises:
        Wrong: a word is no FIELD=VALUE, or there is no such field.
    """
    if not wish.words:
        raise Wrong(word="cli.usage.do", id=wish.id)
    values: dict[str, Any] = {}
    for word in wish.words:
        name, mark, text = word.partition("=")
        if not mark:
            raise Wrong(word="cli.wrong_pair", value=word)
        if name not in readers:
            raise lookup.no_such(name, readers, readers)
        values[name] = readers[name](text, wish)
    return values


def one_id(text: str, _: Wish) -> RecordId:
    """One record's id."""
    return lookup.identity(text)


def ids(text: str, _: Wish) -> tuple[RecordId, ...]:
    """Ids with commas between them; none for an empty text."""
    return tuple(lookup.identity(each.strip()) for each in text.split(",") if each.strip())
