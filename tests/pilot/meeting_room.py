"""A person in a meeting: what they press there, and what they read."""

from __future__ import annotations

from core.domain.meeting import AgendaItem, Meeting
from tests.pilot.seat import Outsider, Seat
from tui.screens.meeting import MeetingScreen
from tui.widgets.one_line import OneLine


class Room:
    """The screen of a meeting on a seat."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @property
    def screen(self) -> MeetingScreen:
        """The meeting's screen, wherever it lies."""
        stack = self.seat.app.screen_stack
        return next(each for each in stack if isinstance(each, MeetingScreen))

    @property
    def meeting(self) -> Meeting:
        """The meeting as it was read last."""
        sitting = self.screen.sitting
        assert sitting is not None
        return sitting.meeting

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """Its agenda."""
        sitting = self.screen.sitting
        assert sitting is not None
        return sitting.items

    @property
    def at(self) -> int:
        """The number of the item under discussion."""
        sitting = self.screen.sitting
        return sitting.at if sitting is not None else 0

    @property
    def bar(self) -> str:
        """The meeting bar."""
        narrow = self.screen.has_class("-narrow")
        return self.screen.query_one("#status" if narrow else "#bar", OneLine).text

    async def press(self, *keys: str) -> None:
        """Presses keys and waits until all is done and shown."""
        await self.seat.press(*keys)
        await self.seat.settled()

    async def record(self, *lines: str, kind: str = "a") -> None:
        """Takes lines down, one after another, and closes the line."""
        await self.seat.press(kind)
        for line in lines:
            await self.seat.type(line)
            await self.seat.press("enter")
            if self.screen.entry.text:
                await self.seat.press("enter")  # what is open stops it once
            await self.seat.settled()
        await self.seat.press("escape")
        await self.seat.settled()

    async def reads(self, text: str) -> None:
        """Waits until the screen says something."""
        await self.seat.until(lambda: text in self.seat.text, text)

    async def second(self) -> None:
        """Lets a second of the meeting's own clock come."""
        self.screen.second()
        await self.seat.pilot.pause()


async def begun(seat: Seat, *keys: str) -> Room:
    """Begins a meeting, or joins the one that goes on."""
    await seat.press(*keys)
    await entered(seat)
    return Room(seat)


async def entered(seat: Seat) -> Room:
    """Waits until the screen of a meeting is there."""
    await seat.until(lambda: isinstance(seat.app.screen, MeetingScreen), "the meeting")
    await seat.settled()
    return Room(seat)


async def elsewhere(url: str, name: str, *commands: object) -> None:
    """Somebody does something from elsewhere."""
    somebody = Outsider(url, name)
    try:
        for each in commands:
            await somebody.perform(each)
    finally:
        somebody.close()
