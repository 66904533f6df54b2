"""The three ways in which the core says no. Sentences are the interface's business."""

from __future__ import annotations

from datetime import datetime
from typing import Final

READ_ONLY: Final = frozenset({"database-read-only", "server-read-only"})
"""Reasons by which a database lets itself be read alone."""
SHUT: Final = READ_ONLY | {"database-denied", "login-no-seat", "login-is-another"}
"""Reasons by which a database that is there says no: whoever asks again is refused again."""


class Refused(Exception):
    """The rules say no: an id (`refused.<id>` in the catalogues) and the values to word it with."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


class Conflict(Exception):
    """Someone wrote the record since the person looked at it."""

    def __init__(
        self, subject: str, *, actor: str = "", at: datetime | None = None, fields: str = ""
    ) -> None:
        super().__init__(subject, actor, at)
        self.subject = subject
        self.actor = actor
        """Who wrote last, where that is known."""
        self.at = at
        """When, where that is known."""
        self.fields = fields
        """The fields that differ, comma-separated."""


class Gone(Refused):
    """There is no such record (any more)."""

    def __init__(self, subject: str) -> None:
        super().__init__("no-such-record", id=subject)
        self.subject = subject


class Unreachable(Exception):
    """The database cannot be reached, or refuses: `store.<reason>` and the values to word it."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values
