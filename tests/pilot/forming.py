"""Forms on their way in the sample project, for tests of the screens of the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from core.calendar.clock import fixed
from core.domain.form import Form, OpenForm, SignForm, SubmitForm
from core.domain.ids import RecordId
from core.service import Service
from core.store import open_store
from tests.pilot.seat import Seat, seated
from tests.samples import NOW
from tui.screens.form import FormScreen
from tui.screens.forms import FormsScreen
from tui.screens.process import ProcessScreen

REQUEST = RecordId("F-01")
ANSWER = RecordId("F-02")
CHANGE = RecordId("F-04")
NEEDS: dict[str, Any] = {
    "background": "铺开",
    "goal": "3000 家",
    "support": "研发 2 人",
    "depts": ["研发部", "法务部"],
    "due": "2024-12-31",
}
_ENGLISH: dict[str, Any] = {
    "background": "The launch goes national",
    "goal": "3000 shops",
    "support": "2 people of R&D",
    "depts": ["R&D", "Legal"],
    "due": "2024-12-31",
}
_WHO = {"zh": ("张伟", "王敏", "陈总"), "en": ("Zhang Wei", "Wang Min", "Mr Chen")}
_REASONS = {
    "zh": "样机到货推迟到 10 月下旬,素材拍摄随之顺延",
    "en": "The prototypes arrive in late October, and the shooting moves with them",
}


async def begun(url: str, kind: str = "request", by: str = "张伟", **values: Any) -> None:
    """Somebody began a form."""
    await performed(url, by, OpenForm(kind=kind, values=values))


async def handed_in(url: str) -> None:
    """The request was handed in: it waits for 王敏's signature."""
    await begun(url, **NEEDS)
    await performed(url, "张伟", SubmitForm(form=REQUEST))


async def asked(url: str) -> None:
    """The request is signed and approved: 研发部 (F-02) and 法务部 (F-03) are to answer."""
    await handed_in(url)
    await performed(url, "王敏", SignForm(form=REQUEST))
    await performed(url, "陈总", SignForm(form=REQUEST))


async def under_way(url: str, language: str) -> None:
    """The request waits for two answers, and a change of two tasks is being written (F-04)."""
    asks, heads, above = _WHO[language]
    await begun(url, by=asks, **(NEEDS if language == "zh" else _ENGLISH))
    await performed(url, asks, SubmitForm(form=REQUEST))
    await performed(url, heads, SignForm(form=REQUEST))
    await performed(url, above, SignForm(form=REQUEST))
    rows = [
        {"task": "T-05", "field": "due", "to": "2024-10-29"},
        {"task": "T-12", "field": "due", "to": "2024-11-08"},
    ]
    told = {"reason": _REASONS[language], "changes": rows}
    await performed(url, asks, OpenForm(kind="change", values=told, language=language))


async def performed(url: str, by: str, *wishes: Any) -> None:
    """Somebody wished this elsewhere."""
    await asyncio.to_thread(_perform, url, by, wishes)


def _perform(url: str, by: str, wishes: tuple[Any, ...]) -> None:
    store = open_store(url)
    try:
        service = Service(store, store.projects()[0][0], by, fixed(NOW))
        for each in wishes:
            service.perform(each)
    finally:
        store.close()


@asynccontextmanager
async def page(url: str, **choices: Any) -> AsyncIterator[Seat]:
    """Somebody has opened the process page."""
    async with seated(url, **choices) as seat:
        await seat.press("w")
        await at_page(seat)
        yield seat


async def at_page(seat: Seat) -> ProcessScreen:
    """Waits until the process page shows where the project stands."""
    await seat.until(lambda: isinstance(seat.app.screen, ProcessScreen), "the process page")
    screen = seat.app.screen
    assert isinstance(screen, ProcessScreen)
    await seat.until(lambda: screen.read is not None, "the stages")
    await seat.settled()
    return screen


@asynccontextmanager
async def opened(url: str, form: str = REQUEST, **choices: Any) -> AsyncIterator[Seat]:
    """Somebody has opened a form."""
    async with seated(url, **choices) as seat:
        seat.app.open_form(form)
        await at_form(seat)
        yield seat


async def at_form(seat: Seat) -> FormScreen:
    """Waits until a form is shown."""
    await seat.until(lambda: isinstance(seat.app.screen, FormScreen), "the form")
    screen = seat.app.screen
    assert isinstance(screen, FormScreen)
    await seat.until(lambda: screen.form is not None and screen.spots, "its fields")
    await seat.settled()
    return screen


async def at_list(seat: Seat) -> FormsScreen:
    """Waits until the list of forms is shown."""
    await seat.until(lambda: isinstance(seat.app.screen, FormsScreen), "the list")
    await seat.settled()
    assert isinstance(seat.app.screen, FormsScreen)
    return seat.app.screen


def form(seat: Seat, identity: str = REQUEST) -> Form:
    """A form as the board has it."""
    assert seat.app.latest is not None
    return seat.app.latest.forms[identity]


async def go_to(seat: Seat, place: str) -> FormScreen:
    """Puts the cursor on a place of the form by the keys that move."""
    screen = seat.app.screen
    assert isinstance(screen, FormScreen)
    await seat.press("home")
    for _ in screen.spots:
        if screen.at == place:
            return screen
        await seat.press("down")
    assert screen.at == place, (screen.at, [each.id for each in screen.spots])
    return screen
