"""The minutes of a meeting as they would be sent, and what is looked at before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.documents.checks import Check, checks, due
from core.documents.markdown import for_chat
from core.documents.minutes import minutes_document
from core.domain.cleaning import TEXT
from core.domain.text import clean
from tui.voice import WordsVoice

if TYPE_CHECKING:
    from core.documents.content import Document
    from core.domain.meeting_record import MeetingRecord
    from core.service import Service
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """What the preview shows, and what is sent: the same text."""

    record: MeetingRecord
    document: Document
    """As the records say."""
    text: str
    """As it will be sent: edited, else made of the document."""
    edited: bool
    checks: tuple[Check, ...]
    due: datetime | None
    """C12: until when it must be out."""

    @property
    def title(self) -> str:
        """What the minutes are called."""
        return self.document.title


def draft(service: Service, meeting: str, words: Words) -> MinutesDraft:
    """The minutes of a meeting as they stand.

    Raises:
        Gone: there is no such meeting.
        Unreachable: the database is away.
    """
    record = service.meeting_record(meeting)
    document = minutes_document(record, WordsVoice(words))
    own = record.minutes.text if record.minutes is not None else ""
    text = clean(own or for_chat(document), limit=TEXT, lines=True)
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
