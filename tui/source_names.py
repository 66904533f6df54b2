"""What people call a source: the file or table it reads, else the service; its id on no screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.settings import SourceSettings
    from tui.words import Words

Configured = Mapping[str, "SourceSettings"]


def called(
    name: str, board: Board | None, words: Words, configured: Configured | None = None
) -> str:
    """What one source is called; of two that would be called alike, each with its id."""
    return names(board, words, configured).get(name) or _of_type(name, words) or name


def names(
    board: Board | None, words: Words, configured: Configured | None = None
) -> dict[str, str]:
    """What all sources are called that the board or this machine's configuration knows."""
    states = {each.name: (each.title, each.type) for each in board.sources} if board else {}
    here = {name: _configured(each) for name, each in (configured or {}).items()}
    found = {
        name: title or _of_type(type_ or name, words) or name
        for name, (title, type_) in (states | here).items()
    }
    many = Counter(found.values())
    apart = {
        name: words.say("exchange.alike_named", title=title, name=name)
        for name, title in found.items()
        if many[title] > 1
    }
    return found | apart


def services(board: Board, words: Words) -> dict[str, str]:
    """The shorter names: what the service is called, of those that are the only one of theirs."""
    types = {each.name: each.type or each.name for each in board.sources}
    many = Counter(types.values())
    return {
        name: told
        for name, type_ in types.items()
        if many[type_] == 1 and type_ != "sheet" and (told := _of_type(type_, words))
    }


def _configured(settings: SourceSettings) -> tuple[str, str]:
    from sync.titles import title_of

    return title_of(settings), settings.type


def _of_type(type_: str, words: Words) -> str:
    """What the service is called; empty where there is no such service."""
    word = f"exchange.source.{type_}"
    return words.say(word) if words.has(word) else ""


def came_from(name: str, board: Board, words: Words) -> str:
    """Where a record is from; one whose source was removed says that."""
    if any(each.name == name for each in board.sources):
        return called(name, board, words)
    return words.say("exchange.removed_source", source=_of_type(name, words) or name)
