"""Several wishes as one: decided one after another, written together, taken back together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.command import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All of these or none: each sees what those before it came to."""

    commands: tuple[Command, ...]
