"""What can go wrong between us and a remote service: try again later, or never.

Both errors carry an id and values; the words a person reads are made elsewhere. Values never hold
a secret, a token or a whole address.
"""

from __future__ import annotations


class SyncError(Exception):
    """Something a sync could not do."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        """The id of the reason, such as `feishu-rate-limit`."""
        self.values = values
        """What the words of the reason mention."""

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.reason} ({told})" if told else self.reason


class Retry(SyncError):
    """It failed now and may work later."""

    def __init__(
        self,
        reason: str,
        *,
        asked: float | None = None,
        tries: int | None = None,
        pause: float | None = None,
        **values: object,
    ) -> None:
        super().__init__(reason, **values)
        self.asked = asked
        """Seconds the service itself asked us to wait."""
        self.tries = tries
        """How often this fault is worth trying at most, the first attempt included."""
        self.pause = pause
        """Seconds before the first repeat, where this fault has its own habit."""


class Fatal(SyncError):
    """It failed and will fail again until a person changes something."""


class Partly(SyncError):
    """A part was left out until a person changes something; all the rest was carried out.

    The next sync is due as after one that ended well.
    """


class Stopped(SyncError):
    """Somebody wanted it to end. The next sync goes on where it was."""

    def __init__(self) -> None:
        super().__init__("stopped")
