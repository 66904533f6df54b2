"""What a typed line means where it is no capture line: progress reports, days, jumps. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from core.domain.delay import REASONS
from core.domain.ids import Kind, RecordId, parse_id, record_id
from core.domain.refusal import Refused

_PROGRESS = re.compile(r"(\d{1,3})\s*%?(?:\s+(.*))?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Progress:
    """A progress report as typed."""

    actual: int
    """Whole per cent."""
    reason: str = ""
    """In words; empty where none was given."""
    code: int | None = None
    """The number of a reason, from 1."""


def read_number(text: str) -> int | float | None:
    """Reads `12`, `3.5`, `８０％`; None for what is no number."""
    wanted = unicodedata.normalize("NFKC", text).strip().removesuffix("%")
    try:
        found = float(wanted)
    except ValueError:
        return None
    if not math.isfinite(found):
        return None
    return int(found) if found.is_integer() else found


def read_progress(text: str) -> Progress:
    """Reads `8` (80 %), `85`, `100`, `8 3` (80 %, reason 3), `8 等素材`.

    Raises:
        Refused: it is no percentage.
    """
    match = _PROGRESS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise Refused("progress-form", text=text)
    digits, said = match[1], (match[2] or "").strip()
    actual = int(digits) * 10 if len(digits) == 1 else int(digits)
    if actual > 100:
        raise Refused("progress-range", actual=actual)
    if said.isascii() and said.isdigit():
        if not 1 <= int(said[:3]) <= len(REASONS):
            raise Refused("delay-number", number=said, most=len(REASONS))
        return Progress(actual, code=int(said))
    return Progress(actual, said)


def share_told(text: str) -> str:
    """What the share of a progress report comes to, told while it is typed: ` → 80%` for `8`."""
    try:
        return f" → {read_progress(text).actual}%"
    except Refused:
        return ""


def read_jump(text: str, present: str) -> RecordId:
    """Reads `12` (of the kind that is present), `T-12`, `b8`.

    Raises:
        Refused: it is no id.
    """
    said = unicodedata.normalize("NFKC", text).strip().lstrip("#").upper()
    if said.isascii() and said.isdigit() and len(said) < 10:
        return record_id(Kind(present), int(said))
    if len(said) > 1 and said[0].isalpha() and said[1:].isascii() and said[1:].isdigit():
        said = f"{said[0]}-{said[1:]}"
    identity = parse_id(said)
    if identity is None:
        raise Refused("no-such-record", id=text.strip())
    return identity
