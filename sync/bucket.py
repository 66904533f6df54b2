"""A token bucket: how long a request waits so that a documented limit is never passed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of a limit. Each request takes one token; tokens come back over time."""

    rate: float
    """Requests a second, in the long run."""
    burst: float
    """Requests that may come at once after a rest."""
    left: float | None = None
    """Tokens at the moment `at`; None for a full bucket. Below 0, so many were promised."""
    at: float = 0.0
    """Seconds of the same clock that `take` is told."""

    def take(self, now: float) -> tuple[Bucket, float]:
        """The bucket after one more request, and the seconds to wait before sending it."""
        left = self.burst if self.left is None else self.left
        gained = max(now - self.at, 0.0) * self.rate if self.left is not None else 0.0
        after = min(left + gained, self.burst) - 1.0
        return replace(self, left=after, at=now), max(-after / self.rate, 0.0)
