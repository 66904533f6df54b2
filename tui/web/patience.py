"""How long somebody who guessed wrong has to wait: longer each time, and never for ever."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

FREE: Final = 3
"""Wrong passwords that cost nothing: people mistype."""
FIRST: Final = 1.0
"""Seconds to wait after the next one; each further one doubles it."""
MOST: Final = 60.0
"""Seconds to wait at most."""
KNOWN: Final = 1000
"""Addresses that are remembered."""
_STEPS: Final = 20


class Patience:
    """Counts wrong passwords by address, and all together: many addresses guess as one."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, peer: str, now: float) -> float:
        """Seconds until this address may try again; nothing is looked at before."""
        return max(0.0, self._until(peer) - now, self._until("") - now)

    def failed(self, peer: str, now: float) -> None:
        """A wrong password came from there."""
        self._count(peer, now, FREE)
        self._count("", now, FREE * 10)

    def passed(self, peer: str) -> None:
        """The right one came from there: what went before is forgotten."""
        self._failures.pop(peer, None)

    def _until(self, peer: str) -> float:
        return self._failures.get(peer, (0, 0.0))[1]

    def _count(self, peer: str, now: float, free: int) -> None:
        failures = self._failures.pop(peer, (0, 0.0))[0] + 1
        pause = min(FIRST * 2 ** min(failures - free - 1, _STEPS), MOST) if failures > free else 0.0
        self._failures[peer] = (failures, now + pause)
        if len(self._failures) > KNOWN:
            oldest = next(each for each in self._failures if each)
            del self._failures[oldest]
