"""How fast a bot may send: a bucket of tokens, so that no minute ever holds too many texts."""

from __future__ import annotations

BURST = 3
"""So many at once; Feishu takes five in a second, and other programs may be sending too."""
MINUTE = 60.0


class Pace:
    """Of one bot. Whatever a minute one looks at, at most `a_minute` are in it."""

    def __init__(self, a_minute: int, at: float, used: int = 0) -> None:
        self._refill = (a_minute - BURST) / MINUTE
        self._tokens = float(BURST - used)
        self._at = at

    def wait(self, at: float) -> float:
        """Seconds until the next text may be sent."""
        self._advance(at)
        return max((1.0 - self._tokens) / self._refill, 0.0)

    def take(self, at: float) -> None:
        """One is sent."""
        self._advance(at)
        self._tokens -= 1.0

    def _advance(self, at: float) -> None:
        gone = max(at - self._at, 0.0)
        self._tokens = min(self._tokens + gone * self._refill, float(BURST))
        self._at = at
