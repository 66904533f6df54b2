"""A document before it goes out: what the preview shows is what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.agenda import agenda_document
from core.documents.markdown import for_chat
from core.domain.cleaning import TEXT
from core.domain.text import clean
from tui.voice import WordsVoice

if TYPE_CHECKING:
    from core.documents.content import Document
    from core.domain.meeting_record import MeetingRecord
    from core.service import Service
    from tui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of a meeting, and its text."""

    record: MeetingRecord
    document: Document
    """As the records say."""
    text: str
    """As it will be sent: edited, else made of the document."""
    edited: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return self.document.title


def agenda(service: Service, meeting: str, words: Words) -> Paper:
    """The agenda of a meeting as it stands (F03).

    Raises:
        Gone: there is no such meeting.
        Unreachable: the database is away.
    """
    record = service.meeting_record(meeting)
    document = agenda_document(record, WordsVoice(words))
    return Paper(record=record, document=document, text=text_of(document))


def text_of(document: Document) -> str:
    """A document as a group reads it."""
    return clean(for_chat(document), limit=TEXT, lines=True)
