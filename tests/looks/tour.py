"""A tour of all screens of the sample project, one after another, each whole before it is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from textual.events import Paste
from textual.screen import Screen

from core.domain.ids import RecordId
from core.domain.meeting import MeetingKind
from core.domain.meeting_wishes import EndMeeting, PlanMeeting, Slot
from core.domain.task import SetProgress
from tests.pilot import clashing, forming
from tests.pilot.meeting_room import begun, elsewhere
from tests.pilot.seat import Seat, seated
from tests.samples import NOW
from tui.screens.agenda import AgendaScreen
from tui.screens.changes import ChangesScreen
from tui.screens.detail import DetailScreen
from tui.screens.exchange import ExchangeScreen
from tui.screens.exchange_card import SourceCard
from tui.screens.first_run import FirstRunScreen
from tui.screens.form import FormScreen
from tui.screens.forms import FormsScreen
from tui.screens.inbox import InboxScreen
from tui.screens.keys import KeysScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.matrix_sheet import SheetPreview
from tui.screens.minutes import MinutesScreen
from tui.screens.minutes_editor import MinutesEditor
from tui.screens.pasted import Pasted
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen
from tui.screens.projector import ProjectorScreen
from tui.screens.source_wizard import SourceWizard
from tui.screens.triage import TriageScreen
from tui.screens.undoing import Undoing

ACTORS = {"zh": "张伟", "en": "Zhang Wei"}
FOUND = (*clashing.as_sketched(), clashing.clash("actual", 30, 80, 20, task="T-04"))
MEETING = "M-01"
"""A meeting of the sample that is over."""
AHEAD = RecordId("M-03")
"""The one that is planned on the way."""
PLAN = PlanMeeting(
    kind=MeetingKind.ISSUE,
    starts_at=datetime.fromisoformat(NOW) + timedelta(days=2),
    title="API",
    goal="OAuth",
    agenda=(Slot(title="TLS", owner=RecordId("P-03"), seconds=600), Slot(title="CORS")),
    invited=(RecordId("P-01"), RecordId("P-03")),
)
_LINES = {"zh": "提交物料清单 @wm 下周三 #T-12 !", "en": "submit the list @wm next wed #T-12 !"}
_KEYS: dict[str, tuple[tuple[str, ...], type[Screen[Any]]]] = {
    "matrix": (("r",), MatrixScreen),
    "detail": (("enter",), DetailScreen),
    "picker": (("full_stop",), Picker),
    "help": (("question_mark",), KeysScreen),
    "palette": (("colon",), Picker),
    "triage": (("t",), TriageScreen),
    "inbox": (("i",), InboxScreen),
    "changes": (("D",), ChangesScreen),
    "exchange": (("S",), ExchangeScreen),
    "projector": (("P",), ProjectorScreen),
}
_CALLED: dict[str, tuple[Callable[[Seat], object], type[Screen[Any]]]] = {
    "minutes": (lambda seat: seat.app.action_minutes(MEETING), MinutesScreen),
    "wizard": (lambda seat: seat.app.action_source_wizard(), SourceWizard),
    "first-run": (lambda seat: seat.app.action_first_run(), FirstRunScreen),
}
_SHEETS = {
    "zh": "任务\t张伟\t赵倩\t张玮\n销售话术与培训\tA\tC\tR\nT-13\tA\tR\t\n华东试销\tA\t\t\n"
    "T-12\tA\tA\t\n",
    "en": "task\tZhang Wei\tZhao Qian\tZhang Wie\nT-06\tA\tC\tR\nT-13\tA\tR\t\nTrial\tA\t\t\n"
    "T-12\tA\tA\t\n",
}
_PASTED = {
    "zh": "甲事 @王敏 周五\n乙事 @ll 10-12\n阻塞:丙事 @赵倩 #T-04\n@all 更新周报",
    "en": "one @wm fri\ntwo @z 10-12\nblocker: three @zq #T-04\n@all update",
}


async def _to_agenda(seat: Seat, language: str) -> None:
    if AHEAD not in seat.board.meetings:
        await seat.outsider.perform(PLAN)
        await seat.settled()
    seat.app.action_agenda(AHEAD)


async def _to_editor(seat: Seat, language: str) -> None:
    seat.app.action_minutes(MEETING)
    await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
    await seat.settled()
    await seat.press("e")


async def _to_process(seat: Seat, language: str) -> None:
    await seat.press("w")
    await forming.at_page(seat)


async def _to_wall(seat: Seat, language: str) -> None:
    await _to_process(seat, language)
    await seat.press("tab")


async def _to_forms(seat: Seat, language: str) -> None:
    await seat.press("f")
    await forming.at_list(seat)


async def _to_form(seat: Seat, language: str) -> None:
    seat.app.open_form(forming.REQUEST)
    await forming.at_form(seat)


async def _to_card(seat: Seat, language: str) -> None:
    await seat.press("S")
    await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
    await seat.settled()
    await seat.press("4")


async def _to_rows(seat: Seat, language: str) -> None:
    """A row of the change is open."""
    seat.app.open_form(forming.CHANGE)
    await forming.at_form(seat)
    await forming.go_to(seat, "changes.0")
    await seat.press("enter")


async def _to_field(seat: Seat, language: str) -> None:
    """Something is typed into a field of several lines."""
    seat.app.open_form(forming.CHANGE)
    await forming.at_form(seat)
    await forming.go_to(seat, "reason")
    await seat.press("enter")


async def _to_acts(seat: Seat, language: str) -> None:
    await _to_form(seat, language)
    await seat.press("full_stop")


async def _to_pasted(seat: Seat, language: str) -> None:
    seat.app.screen.post_message(Paste(_PASTED[language]))


async def _to_sheet(seat: Seat, language: str) -> None:
    await seat.press("r")
    await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
    seat.app.screen.post_message(Paste(_SHEETS[language]))


async def _to_undoing(seat: Seat, language: str) -> None:
    await seat.press("p")
    await seat.enter("60")
    await seat.outsider.perform(SetProgress(task=RecordId("T-08"), actual=70, reason="rework"))
    await seat.settled()
    await seat.press("u")


PROCESS: dict[str, tuple[Callable[[Seat, str], Awaitable[object]], type[Screen[Any]]]] = {
    "process": (_to_process, ProcessScreen),
    "wall": (_to_wall, ProcessScreen),
    "forms": (_to_forms, FormsScreen),
    "form": (_to_form, FormScreen),
    "form-rows": (_to_rows, FormScreen),
    "form-field": (_to_field, FormScreen),
    "form-acts": (_to_acts, Picker),
}
"""The screens of the process."""
_WORKED: dict[str, tuple[Callable[[Seat, str], Awaitable[object]], type[Screen[Any]]]] = {
    "agenda": (_to_agenda, AgendaScreen),
    "editor": (_to_editor, MinutesEditor),
    "pasted": (_to_pasted, Pasted),
    "sheet": (_to_sheet, SheetPreview),
    "undoing": (_to_undoing, Undoing),
    "card": (_to_card, SourceCard),
    **PROCESS,
}
"""What is come to by more than a key."""
_INSIDE = frozenset({"form-rows", "form-field"})
"""Where Esc leads out of something first."""
STOPS = ("board", *_KEYS, *_CALLED, *_WORKED, "line", "standup", "weekly")
"""Every screen there is, by the name that tests speak of."""


@asynccontextmanager
async def taken(url: str, language: str, size: tuple[int, int]) -> AsyncIterator[Seat]:
    """A seat at the sample with the conflicts of the sketches."""
    await asyncio.to_thread(clashing.found_now, url, *FOUND)
    await asyncio.to_thread(clashing.ran_now, url)
    await forming.under_way(url, language)
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        seat.app.opening = clashing.configured(seat.app.opening)
        yield seat


async def tour(seat: Seat, language: str) -> AsyncIterator[str]:
    """Goes to each screen, waits until it is whole, and back to the board afterwards."""
    for name in STOPS:
        async with at(seat, name, language):
            yield name


@asynccontextmanager
async def at(seat: Seat, name: str, language: str) -> AsyncIterator[Screen[Any]]:
    """One screen, opened from the board and left again."""
    await _go(seat, name, language)
    yield seat.app.screen
    await _leave(seat, name)


async def _go(seat: Seat, name: str, language: str) -> None:
    if name in _KEYS:
        keys, kind = _KEYS[name]
        await seat.press(*keys)
        await seat.until(lambda: isinstance(seat.app.screen, kind), name)
    elif name in _CALLED:
        call, kind = _CALLED[name]
        call(seat)
        await seat.until(lambda: isinstance(seat.app.screen, kind), name)
    elif name in _WORKED:
        way, kind = _WORKED[name]
        await way(seat, language)
        await seat.until(lambda: isinstance(seat.app.screen, kind), name)
    elif name == "line":
        await seat.press("a")
        await seat.type(_LINES[language])
        await seat.until(lambda: seat.screen.line is not None, "the line is read")
    elif name == "standup":
        await begun(seat, "m", "1")
        await seat.press("n")
    elif name == "weekly":
        await _to_weekly(seat)
    await seat.settled()
    await seat.pilot.pause()


async def _to_weekly(seat: Seat) -> None:
    """A standup that goes on is ended first."""
    if seat.board.meeting is not None:
        told = seat.app.opening
        wish = EndMeeting(meeting=seat.board.meeting.id, unread=True)
        await elsewhere(told.database, told.actor, wish)
        await seat.settled()
        await _back(seat)
    await begun(seat, "m", "2")
    await seat.press("n")


async def _leave(seat: Seat, name: str) -> None:
    if name == "line":
        await seat.press("ctrl+u", "escape")
    elif name == "pasted":
        await seat.press("d", "y")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board again")
        await seat.press("escape")
    elif name not in ("board", "standup", "weekly"):
        if name in _INSIDE:
            await seat.press("escape")
        await _back(seat)


async def _back(seat: Seat) -> None:
    """To the board, from however many screens above it."""
    while seat.app.screen is not seat.screen:
        above = seat.app.screen
        await seat.press("escape")
        await seat.until(partial(_has_left, seat, above), "the screen below")
        await seat.pilot.pause()


def _has_left(seat: Seat, above: Screen[Any]) -> bool:
    return seat.app.screen is not above
