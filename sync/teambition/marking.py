"""The line in a note that tells which action item of ours a task was made from. Pure."""

from __future__ import annotations

from core.domain.text import clean
from sync.promise import SIGN
from sync.teambition.values import OURS


def sought(marker: str) -> str:
    """What the service is asked to look for: a search may take brackets for signs of its own."""
    text = clean(marker, limit=100)
    return text if text.startswith(SIGN) else f"{SIGN} {text}"


def line(marker: str) -> str:
    """The marker as it stands in a note, for the people there: `（碰头 新品上市 A-01）`."""
    return f"（{sought(marker)}）"


def marked(note: str, text: str) -> str:
    """`text` as a note that carries the marker lines of `note`."""
    lines = [found.strip() for found in OURS.findall(note)]
    return "\n".join(filter(None, (*lines, text)))


def carries(note: object, marker: str) -> bool:
    """Whether exactly this marker stands in `note`: a search finds its beginning elsewhere too."""
    found = OURS.findall(note) if isinstance(note, str) else ()
    return line(marker) in (each.strip() for each in found)
