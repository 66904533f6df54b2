"""What differs from service to service: addresses, limits, bodies, signatures, error codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync.bots.address import Shape
from sync.bots.reply import Meant
from sync.secret import Secret


@dataclass(frozen=True, slots=True)
class Dressed:
    """A text as a service wants it."""

    body: dict[str, Any]
    params: Mapping[str, str] = field(default_factory=dict, repr=False)


Dress = Callable[[str, str, Secret | None, datetime], Dressed]
"""Title, text, the secret to sign with, and the time."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One service."""

    kind: str
    shape: Shape
    signs: bool
    """Whether its bots may have a secret to sign with."""
    limit: int
    """Bytes that what `weigh` counts may have."""
    a_minute: int
    """Texts a bot may send in a minute."""
    weigh: Callable[[str, str], int]
    """What counts against the limit, of a title and a text."""
    dress: Dress
    codes: tuple[str, ...]
    says: tuple[str, ...]
    meant: Meant


def weight(body: Mapping[str, Any]) -> int:
    """The bytes that a body takes as JSON, as httpx writes it."""
    return len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
