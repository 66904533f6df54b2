"""What a person answers on the sync page reaches the sync, in its own process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from core.store import open_store
from core.store.exchange import Exchange
from tests.hand_clock import HandClock
from tests.pilot.seat import Seat, seated
from tests.pilot.test_exchange_real import chosen
from tests.samples import NOW
from tests.sync.feishu_service import FeishuService
from tui.sync_outcome import Answer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of the board."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    return found


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table of five tasks, and its credentials in the environment."""
    with FeishuService() as running:
        running.known_to(monkeypatch, "plan", "feishu")
        yield running


def came(seat: Seat) -> int:
    """How many of the table's tasks are on the board."""
    return sum(each.source == "plan" for each in seat.board.tasks.values())


async def ended(seat: Seat) -> None:
    """Waits until nothing is being synced here."""
    await seat.until(lambda: not seat.app.syncing, "the end of the sync")
    await seat.settled()


@pytest.mark.parametrize(("answer", "ended_links"), [("agree", 3), ("keep", 0)])
async def test_the_answer_to_a_question_reaches_the_process_that_syncs(
    file_url: str, clock: HandClock, feishu: FeishuService, answer: Answer, ended_links: int
) -> None:
    source = await asyncio.to_thread(chosen, feishu)
    async with seated(file_url) as seat:
        settled = replace(seat.app.opening.settings, sources={"plan": source})
        seat.app.opening = replace(seat.app.opening, settings=settled)
        seat.app.sync_now("plan")
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)
        feishu.table.records = feishu.table.records[:2]
        clock.forward(hours=25)
        seat.app.sync_now("plan")
        await seat.until(lambda: asking(seat), "the question")
        await ended(seat)
        seat.app.sync_now("plan", answer)
        await ended(seat)
        await seat.until(lambda: not asking(seat), "the answer")
        known = await asyncio.to_thread(links, file_url)
        assert sum(known.values()) == ended_links


def asking(seat: Seat) -> bool:
    """Whether a source waits for an answer."""
    found = seat.app.latest
    return found is not None and any(each.failed.startswith("asks.") for each in found.sources)


def links(url: str) -> dict[str, bool]:
    """The rows of the table that are linked, each with whether its link has ended."""
    with closing(open_store(url)) as store:
        number = store.projects()[0][0]
        found: dict[str, bool] = store.ask(lambda each: Exchange(each, number, "plan").known())
        return found
