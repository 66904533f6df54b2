"""A record as text for a chat: number and title, who, by when, how it stands, where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from tui.wording import fact_told, field_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.form import Form
    from core.domain.record import Record
    from tui.words import Words

_WHO: Final = ("owner", "maker")
_WHEN: Final = ("due", "solution_due", "day", "decided_at", "started_at")
_HOW: Final = ("status", "actual", "light")


def texts_of(records: Sequence[Record], board: Board, words: Words) -> str:
    """Several records, an empty line between two of them."""
    return "\n\n".join(text_of(each, board, words) for each in records)


def text_of(record: Record, board: Board, words: Words) -> str:
    """One record in two or three lines."""
    facts = [
        words.say("share.fact", name=name, value=value)
        for name, value in _facts(record, board, words)
    ]
    lines = [f"{record.id}  {_title(record, board, words)}".rstrip(), " · ".join(facts)]
    if url := _link(record):
        lines.append(words.say("share.link", url=url))
    return "\n".join(filter(None, lines))


def _title(record: Record, board: Board, words: Words) -> str:
    """What it is called; a form by the name of its kind, its department and its subject."""
    if not record.id.startswith("F-"):
        return str(getattr(record, "title", ""))
    from tui.form_events import kinds
    from tui.form_words import title

    return title(cast("Form", record), kinds(), board, words)


def _facts(record: Record, board: Board, words: Words) -> Iterator[tuple[str, str]]:
    """What it is called and what it says, of the fields that it has; nobody is said, too."""
    name = next((each for each in _WHO if hasattr(record, each)), "")
    if name:
        person = board.people.get(getattr(record, name) or "")
        told = f"{person.name}({person.dept})" if person and person.dept else ""
        yield field_name(name, words), told or (person.name if person else words.say("share.none"))
    for name in _WHEN:
        if (value := getattr(record, name, None)) is not None:
            yield field_name(name, words), _day(value, board)
            break
    for name in _HOW:
        value = getattr(record, name, None)
        if value is not None:
            yield field_name(name, words), _state(record, name, value, board, words)


def _day(value: Any, board: Board) -> str:
    """A day, or a moment as the project's clock has it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(board.zone):%Y-%m-%d %H:%M}"
    return str(value.isoformat())


def _state(record: Record, name: str, value: Any, board: Board, words: Words) -> str:
    if name == "actual":
        return f"{value}%"
    return fact_told(record, name, getattr(value, "value", value), board, words)


def _link(record: Record) -> str:
    """Its page at its source."""
    return str(getattr(record, "source_url", ""))
