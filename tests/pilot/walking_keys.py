"""A project walked by keys: who sits down at a board when, and what they press there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.hand_clock import HandClock
from tests.pilot import forming
from tests.pilot.forming import at_form, at_page, go_to
from tests.pilot.seat import Seat, seated
from tui.screens.form import FormScreen
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen
from tui.widgets.line_grid import LineGrid


@dataclass
class Way:
    """A project on its way by keys, and the clock in hand."""

    url: str
    clock: HandClock
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Who was refused, and in which words of the screen."""

    def on(self, day: str) -> None:
        """It is this moment of 2024 now: `10-08T10:00`."""
        self.clock.set(f"2024-{day}+08:00")

    @asynccontextmanager
    async def page(self, who: str) -> AsyncIterator[Seat]:
        """Somebody opens their board and the process page on it."""
        async with forming.page(self.url, actor=who) as seat:
            yield seat

    @asynccontextmanager
    async def form(self, who: str, form: str) -> AsyncIterator[Seat]:
        """Somebody opens a form."""
        async with forming.opened(self.url, form, actor=who) as seat:
            yield seat

    @asynccontextmanager
    async def board(self, who: str) -> AsyncIterator[Seat]:
        """Somebody opens their board."""
        async with seated(self.url, actor=who) as seat:
            yield seat

    async def signs(self, form: str, *people: str) -> None:
        """Each of these people opens a form and takes the next step, which is their name."""
        for who in people:
            async with self.form(who, form) as seat:
                await seat.press("n")
                await seat.settled()
                await seat.until(lambda: "签字" in seat.said, f"{who} signs")

    async def may_not(self, form: str, key: str, *people: str) -> None:
        """Each of these people opens a form, presses a key, and reads why nothing comes of it."""
        for who in people:
            async with self.form(who, form) as seat:
                before = await seat.outsider.revision()
                await seat.press(key)
                await seat.until(lambda: "✗" in seat.said, f"{who} is refused")
                assert re.search(r"[一-鿿]", seat.said), seat.said
                assert await seat.outsider.revision() == before
                self.refused.append((who, seat.said))


def process(seat: Seat) -> ProcessScreen:
    """The process page, wherever it lies."""
    return next(each for each in seat.app.screen_stack if isinstance(each, ProcessScreen))


async def read(seat: Seat) -> ProcessScreen:
    """The process page once it shows what the board says."""
    page = process(seat)
    await seat.settled()
    await seat.until(lambda: not page.behind, "the page as it is now")
    return page


async def clocks(seat: Seat, clock: str) -> list[tuple[str, str, str]]:
    """A clock as the wall shows it: department, state, when it is due by the project's own time."""
    page = await read(seat)
    return [
        (each.dept or "", each.state.value, f"{each.due.astimezone(seat.board.zone):%m-%dT%H:%M}")
        for each in page._clocks.values()
        if each.clock == clock
    ]


async def state(seat: Seat, stage: str) -> str:
    """How far a stage is."""
    return (await read(seat))._stages[stage].state.value


async def step(seat: Seat, stage: str, told: str) -> None:
    """Goes to a stage, reads what its next step is, and takes it."""
    page = await read(seat)
    page.query_one("#stage-list", LineGrid).go_to(stage)
    explained = page.query_one("#explained-lines")
    await seat.until(lambda: told in str(explained.render()), f"{stage}: {told}")
    await seat.press("n")


async def choose(seat: Seat, text: str) -> None:
    """Chooses the line of a list that reads so, by its digit or its arrows."""
    await seat.until(lambda: isinstance(seat.app.screen, Picker), f"a list with {text}")
    picker = seat.app.screen
    assert isinstance(picker, Picker)
    lines = [each.text for each in picker._choices]
    at = next((n for n, each in enumerate(lines) if each.startswith(text)), -1)
    if at < 0:
        at = next(n for n, each in enumerate(lines) if text in each)
    await seat.press(*["down"] * at, "enter")
    await seat.until(lambda: seat.app.screen is not picker, "the list is gone")


async def write(seat: Seat, place: str, text: str) -> None:
    """Goes to a place of the form by keys, empties it and types there."""
    screen = await go_to(seat, place)
    await seat.press("backspace", "enter")
    await seat.type(text)
    await seat.press("tab")
    if screen.open_place:
        await seat.press("escape")


async def toggle(seat: Seat, place: str, *texts: str) -> None:
    """Chooses several of a list, and leaves it."""
    await go_to(seat, place)
    await seat.press("enter")
    for each in texts:
        await choose(seat, each)
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list again")
    await seat.press("escape")


async def pick(seat: Seat, place: str, text: str) -> None:
    """Chooses one of a list for a place of the form."""
    await go_to(seat, place)
    await seat.press("enter")
    await choose(seat, text)


async def row(seat: Seat, rows: str, **texts: str) -> None:
    """Adds a row and fills its cells."""
    screen = await go_to(seat, f"{rows}.+")
    await seat.press("enter")
    await _fill(seat, screen.opened, texts)


async def cells(seat: Seat, at: str, **texts: str) -> None:
    """Opens a row that is there and fills its cells."""
    await go_to(seat, at)
    await seat.press("enter")
    await _fill(seat, at, texts)


async def _fill(seat: Seat, at: str, texts: dict[str, str]) -> None:
    """Types into the cells of the open row; what comes from a list is chosen there."""
    for name, text in texts.items():
        place = f"{at}.{name}"
        screen = await go_to(seat, place)
        if screen.spot is not None and screen.spot.typed:
            await write(seat, place, text)
        else:
            await pick(seat, place, text)


async def hand_in(seat: Seat, at: str = "提交") -> str:
    """Takes the next step of the form, which hands it in; its id."""
    await seat.press("n")
    await seat.settled()
    screen = seat.app.screen
    assert isinstance(screen, FormScreen)
    await seat.until(lambda: at in seat.said, f"{at} {screen.identity}")
    return screen.identity


async def new_form(seat: Seat, name: str) -> FormScreen:
    """Begins a form from the list of its kinds."""
    await seat.press("c")
    await choose(seat, name)
    return await at_form(seat)


async def back(seat: Seat) -> None:
    """From a form, or whatever lies on it, back to the process page."""
    await seat.press("escape")
    await at_page(seat)
