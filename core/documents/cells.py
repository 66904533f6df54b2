"""Cells as builders make them: a text to read and, where there is one, a value to reckon with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from core.documents.content import Cell, Tone
from core.documents.voice import Voice
from core.domain.task import LightLevel

DASH = "–"
TONES = {LightLevel.RED: Tone.RED, LightLevel.AMBER: Tone.AMBER, LightLevel.GREEN: Tone.GREEN}


def said(text: str | None, tone: Tone = Tone.PLAIN) -> Cell:
    """A text; a dash where there is none."""
    return Cell(text or DASH, tone=tone if text else Tone.MUTED)


def listed(items: Iterable[str], voice: Voice) -> Cell:
    """Several texts in one cell."""
    return said(voice.join(each for each in items if each))


def number(value: int | None, text: str = "{}", tone: Tone = Tone.PLAIN) -> Cell:
    """A whole number; a dash where there is none."""
    return Cell(DASH, tone=Tone.MUTED) if value is None else Cell(text.format(value), value, tone)


def per_cent(value: int | None, tone: Tone = Tone.PLAIN) -> Cell:
    """Whole per cent; a sheet keeps the number that people say, 45 and not 0.45."""
    return number(value, "{}%", tone)


def day(value: date | None, voice: Voice, tone: Tone = Tone.PLAIN) -> Cell:
    """A day."""
    return Cell(DASH, tone=Tone.MUTED) if value is None else Cell(voice.day(value), value, tone)


def moment(value: datetime | None, zone: tzinfo, voice: Voice, tone: Tone = Tone.PLAIN) -> Cell:
    """A moment, on the project's clock."""
    if value is None:
        return Cell(DASH, tone=Tone.MUTED)
    local = value.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    return Cell(voice.moment(local), local, tone)


def light(level: LightLevel, voice: Voice) -> Cell:
    """A light, in its word and its colour."""
    return Cell(voice.say(f"term.light.{level.value}"), tone=TONES[level])


def clock(seconds: float) -> str:
    """A length of time as a stopwatch shows it: 05:38, 1:02:07."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"
