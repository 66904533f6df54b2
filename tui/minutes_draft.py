"""The minutes of a meeting as they would be sent, and what is looked at before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.documents.checks import Check, checks, due
from core.documents.minutes import minutes_document
from core.domain.cleaning import TEXT
from core.domain.text import clean
from tui.paper import Paper, text_of
from tui.voice import WordsVoice

if TYPE_CHECKING:
    from core.service import Service
    from tui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDraft(Paper):
    """The minutes of a meeting, and what is looked at before they go out."""

    checks: tuple[Check, ...]
    due: datetime | None
    """C12: until when they must be out."""


def draft(service: Service, meeting: str, words: Words) -> MinutesDraft:
    """The minutes of a meeting as they stand.

    Raises:
        Gone: there is no such meeting.
        Unreachable: the database is away.
    """
    record = service.meeting_record(meeting)
    document = minutes_document(record, WordsVoice(words))
    own = record.minutes.text if record.minutes is not None else ""
    text = clean(own, limit=TEXT, lines=True) if own else text_of(document)
    return MinutesDraft(
        record=record,
        document=document,
        text=text,
        edited=bool(own),
        checks=checks(record, service.now()),
        due=due(record),
    )


def check_told(check: Check, words: Words) -> str:
    """What was looked at, and how it is."""
    end = "ok" if check.ok else "no"
    return words.say(f"documents.check.{check.id}.{end}", **check.values)


def sections(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines at which chapters begin."""
    return [at for at, line in enumerate(lines) if line.startswith("## ")]


def span(length: timedelta) -> str:
    """`00:03`, `26:10`: hours and minutes."""
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
