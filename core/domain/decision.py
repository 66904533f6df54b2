"""Decisions, milestones and notes: what was settled, what is aimed at, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.ids import RecordId
from core.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What was decided, by whom, on what grounds (F17, R26)."""

    title: str
    maker: RecordId | None = None
    grounds: str = ""
    consulted: tuple[RecordId, ...] = ()
    """Who was asked before (R29: the C of the row)."""
    links: tuple[RecordId, ...] = ()
    decided_at: datetime | None = None
    created_by: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecision:
    """A decision is put on record."""

    title: str
    maker: RecordId | None = None
    grounds: str = ""
    consulted: tuple[RecordId, ...] = ()
    links: tuple[RecordId, ...] = ()
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A day that the plan aims at. It may fall on a rest day: that is said, never changed."""

    title: str
    day: date
    reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMilestone:
    """A milestone joins the plan."""

    title: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """A remark or an attachment link on any record."""

    subject: RecordId
    text: str = ""
    url: str = ""
    author: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """A remark or a link goes onto a record. It commutes, so nothing need have been seen."""

    subject: RecordId
    text: str = ""
    url: str = ""
    copied: bool = False
    """Whether a source made its own item of the record: the link leads there."""
