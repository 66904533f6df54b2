"""A clock that only tests move."""

from __future__ import annotations

from datetime import datetime, timedelta


class HandClock:
    """Tells the time it was set to, aware; hand it to a `Service` as its clock."""

    def __init__(self, text: str = "2026-11-18T09:30:00+08:00") -> None:
        self.at = datetime.fromisoformat(text)

    def __call__(self) -> datetime:
        return self.at

    def set(self, text: str) -> None:
        """Moves to an ISO moment with an offset."""
        self.at = datetime.fromisoformat(text)

    def forward(self, **by: float) -> None:
        """Moves on: `forward(hours=2)`."""
        self.at += timedelta(**by)
