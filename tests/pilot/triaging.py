"""A person at the triage: what they press there, and how often."""

from __future__ import annotations

from tests.pilot.seat import Seat
from tui.screens.triage import TriageScreen


class Triage:
    """The triage on a seat, with a count of the keys that were pressed there."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.keys = 0

    @property
    def screen(self) -> TriageScreen:
        screen = next(each for each in self.seat.app.screen_stack if isinstance(each, TriageScreen))
        return screen

    @property
    def named(self) -> str:
        """The record that the screen names."""
        return self.screen.subject() or ""

    async def press(self, *keys: str) -> None:
        """Presses keys, and counts them."""
        self.keys += len(keys)
        await self.seat.press(*keys)
        await self.seat.settled()

    async def go(self, identity: str) -> None:
        """Goes to a record, and begins to count."""
        while self.named != identity:
            before = self.named
            await self.seat.press("j")
            assert self.named != before, identity
        self.keys = 0


async def opened(seat: Seat, identity: str = "") -> Triage:
    """Opens the triage, at a record where one is named."""
    await seat.press("t")
    await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
    found = Triage(seat)
    await seat.until(lambda: found.named, "a record")
    if identity:
        await found.go(identity)
    return found
