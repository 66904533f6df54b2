"""What people call a record in a sentence: its id, a person's name, or a title of a meeting's part.

Nobody sees the id of an agenda item, a point or minutes on any screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from core.domain.ids import Kind, kind_of, task_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.board import Board
    from core.domain.event import Event
    from tui.words import Words

UNSEEN: Final = frozenset({Kind.AGENDA_ITEM, Kind.POINT, Kind.MINUTES})
"""Kinds of records that go by another name than their id."""
BY_BOARD: Final = UNSEEN | {Kind.CLASH, Kind.FORM}
"""Kinds of records whose events are worded from a board: names, labels of fields."""
_UNSEEN_ID: Final = re.compile(r"(?:G|Q|Y)-[0-9]+", re.ASCII)
_MOST: Final = 24
"""Characters of a text that stand for it in a sentence."""


def about(event: Event, board: Board | None, words: Words) -> str:
    """The record that people think of: a RACI row is its task's, a note its subject's."""
    kind = kind_of(event.subject)
    if kind is Kind.PERSON and board is not None and not event.creates:
        return board.name_of(event.subject)
    if kind is Kind.RACI:
        return task_of(event.subject)
    if kind in (Kind.CLASH, Kind.FORM):
        return event.subject
    if kind in UNSEEN:
        return _called(event.subject, {**event.before, **event.after}, board, words)
    return str(event.after.get("subject") or event.subject)


def by_board(event: Event) -> bool:
    """Whether a record goes by what only a board knows of it; who is new is named anyway."""
    kind = kind_of(event.subject)
    return kind in BY_BOARD or (kind is Kind.PERSON and not event.creates)


def is_unseen(value: object) -> bool:
    """Whether a value is the id of a record that goes by another name."""
    return isinstance(value, str) and _UNSEEN_ID.fullmatch(value) is not None


def called(identity: str, board: Board | None, words: Words) -> str:
    """What such a record is called; its id where the board does not have it."""
    return _called(identity, {}, board, words)


def _called(identity: str, told: Mapping[str, Any], board: Board | None, words: Words) -> str:
    kind = kind_of(identity)
    if kind is Kind.MINUTES:
        kept = board.minutes.get(identity) if board is not None else None
        return str(told.get("meeting") or (kept.meeting if kept else identity))
    title = _item(identity, told, board, words) if kind is Kind.AGENDA_ITEM else ""
    if kind is Kind.POINT:
        point = board.points.get(identity) if board is not None else None
        title = str(told.get("text") or (point.text if point else ""))
    if not title:
        return identity
    short = title if len(title) <= _MOST else f"{title[: _MOST - 1]}…"
    return words.say("history.titled", title=short)


def _item(identity: str, told: Mapping[str, Any], board: Board | None, words: Words) -> str:
    """An agenda item by its title, else whose turn it is, else what it is for."""
    item = board.agenda.get(identity) if board is not None else None
    title = told.get("title") or (item.title if item else "")
    purpose = told.get("purpose") or (item.purpose.value if item else "")
    owner = told.get("owner") or (item.owner if item else None)
    if title:
        return str(title)
    if purpose == "person" and owner and board is not None:
        return board.name_of(str(owner))
    return words.say(f"term.purpose.{purpose}") if purpose else ""
