"""Open boards sync by themselves: one at a time, without anybody at a board noticing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core import settings
from core.domain.people import EditPerson, Role
from core.settings import SourceSettings
from sync.guess import guess
from sync.run import open_source
from tests.hand_clock import HandClock
from tests.pilot import seat as seats
from tests.pilot.seat import Seat, seated
from tests.samples import NOW
from tests.sync.feishu_data import task
from tests.sync.feishu_faults import coded
from tests.sync.feishu_service import FeishuService
from tui import sync_apart, syncing
from tui.inbox import myself
from tui.opening import Opening
from tui.screens.source_wizard import SourceWizard
from tui.sync_outcome import run_once

QUICK = 0.05
"""Seconds between two looks at what is due, so that no test waits for them."""
PAGE = 500
"""Records of one page."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    monkeypatch.setattr(syncing, "LOOK", QUICK)
    return found


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Syncs in a thread of the test, where the process they have otherwise makes no difference."""
    monkeypatch.setattr(sync_apart, "run_apart", run_once)


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table of five tasks, its credentials in the environment."""
    with FeishuService() as service:
        service.known_to(monkeypatch, "plan")
        yield service


@pytest.fixture
def config(tmp_path: Path, feishu: FeishuService, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every board is configured with that table, to be synced every five minutes."""
    path = tmp_path / "config.toml"
    write(path, configured(feishu))
    made = seats.opening

    def opening(*words: Any, **named: Any) -> Opening:
        return replace(made(*words, **named), config=path, settings=settings.read(path))

    monkeypatch.setattr(seats, "opening", opening)
    return path


class Gate:
    """Holds the answers of a service back until it is opened."""

    def __init__(self, feishu: FeishuService) -> None:
        self._open = threading.Event()
        self.asked = threading.Event()
        """Somebody waits for an answer."""
        self._answer = feishu.search
        feishu.search = self._held  # type: ignore[assignment, method-assign]

    def _held(self, *asked: Any) -> bytes:
        self.asked.set()
        assert self._open.wait(30)
        return self._answer(*asked)

    def open(self) -> None:
        """Lets every answer go."""
        self._open.set()


@pytest.fixture
def gate(config: Path, feishu: FeishuService) -> Iterator[Gate]:
    """A service that takes its time, once the configuration is made."""
    found = Gate(feishu)
    yield found
    found.open()


def configured(feishu: FeishuService, **more: Any) -> SourceSettings:
    """The table as a source."""
    chosen = SourceSettings(url=feishu.url, base_url=feishu.base_url, interval="5m", **more)
    with closing(open_source("plan", chosen)) as source:
        mapping = guess(source.check().columns).mapping
    feishu.requests.clear()
    return replace(chosen, mapping=mapping.to_dict())


def write(path: Path, source: SourceSettings) -> None:
    """The configuration with that source alone."""
    settings.write(path, settings.Settings(sources={"plan": source}))


def board(url: str, **named: Any) -> AbstractAsyncContextManager[Seat]:
    """A board at the sample project."""
    return seated(url, **named)


def pulls(feishu: FeishuService) -> int:
    """How many syncs asked for records so far."""
    return feishu.count("/tenant_access_token")


def came(seat: Seat) -> int:
    """How many of the table's tasks are on the board."""
    return sum(each.source == "plan" for each in seat.board.tasks.values())


def failures(seat: Seat) -> int:
    """How often in a row the table could not be read."""
    found = seat.app.latest
    return sum(each.failures for each in found.sources) if found is not None else 0


async def looks(seat: Seat, clock: HandClock, times: int = 4) -> None:
    """Lets the board look at what is due a few times, a second apart."""
    for _ in range(times):
        clock.forward(seconds=1)
        await seat.pilot.pause(2 * QUICK)


async def ended(seat: Seat) -> None:
    """Waits until nothing is being synced here."""
    await seat.until(lambda: not seat.app.syncing, "the end of the sync")
    await seat.settled()


async def test_of_two_open_boards_one_syncs_and_both_show_it(
    board_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    async with board(board_url) as one, board(board_url, actor="王敏") as two:
        clock.forward(seconds=1)
        await one.until(lambda: came(one) == 5, "the tasks")
        await two.until(lambda: came(two) == 5, "the tasks")
        await ended(one)
        await ended(two)
        before = pulls(feishu)
        await looks(one, clock)
        assert pulls(feishu) == before
        clock.forward(minutes=5)
        await one.until(lambda: pulls(feishu) > before, "the next sync")
        await ended(one)
        await ended(two)
        assert before <= 2


async def test_keys_are_answered_while_a_source_is_slow(
    file_url: str, clock: HandClock, gate: Gate
) -> None:
    async with board(file_url) as seat:
        clock.forward(seconds=1)
        await seat.until(gate.asked.is_set, "a sync")
        await seat.press("down", "down", "up", "slash")
        await seat.enter("@李雷 催合同")
        assert seat.app.syncing == {"plan"}
        gate.open()
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)


async def test_a_board_that_is_closed_waits_a_second_at_most(
    file_url: str, clock: HandClock, gate: Gate, feishu: FeishuService
) -> None:
    feishu.table.records = [task(number) for number in range(PAGE + 1)]
    async with board(file_url) as seat:
        clock.forward(seconds=1)
        await seat.until(gate.asked.is_set, "a sync")
        thread = seat.app._runs["plan"].thread
        began = time.monotonic()
        seat.app.leave()
        assert time.monotonic() - began < syncing.LEAVING + 1
    gate.open()
    assert thread is not None
    thread.join(20)
    async with board(file_url) as seat:
        assert came(seat) == 0
        clock.forward(minutes=6)
        await seat.until(lambda: came(seat) == PAGE + 1, "the tasks")
        await ended(seat)


@pytest.mark.usefixtures("at_hand")
async def test_who_is_killed_is_followed_by_another_after_the_lease(
    file_url: str, clock: HandClock, gate: Gate, feishu: FeishuService, config: Path
) -> None:
    env = {**os.environ, "PENGTOU_DB": file_url, "PENGTOU_CONFIG": str(config)}
    env |= {"PENGTOU_NOW": NOW, "PENGTOU_USER": "王敏", **feishu.environ("plan")}
    command = (sys.executable, "-m", "tui", "sync", "plan")
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as other:
        async with board(file_url) as seat:
            await seat.until(gate.asked.is_set, "the other's pull")
            other.send_signal(signal.SIGKILL)
            other.wait()
            gate.open()
            await looks(seat, clock)
            assert came(seat) == 0
            assert not seat.app.query("Toast")
            clock.forward(minutes=7)
            await seat.until(lambda: came(seat) == 5, "the tasks")
            await ended(seat)


@pytest.mark.usefixtures("at_hand")
async def test_what_is_final_is_told_once_and_tried_again_when_the_person_asks(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    feishu.fail_next(coded(91403, 403))
    async with board(file_url) as seat:
        clock.forward(seconds=1)
        await seat.until(lambda: seat.app.sync_troubles, "the trouble")
        await seat.until(lambda: list(seat.app.screen.query("Toast")), "a word about it")
        before = pulls(feishu)
        for _ in range(3):
            clock.forward(hours=1)
            await seat.pilot.pause(3 * QUICK)
        assert pulls(feishu) == before
        assert seat.app.sync_due("plan") is None
        seat.app.sync_now("plan")
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)
        assert not seat.app.sync_troubles
        assert seat.app.sync_due("plan") is not None


@pytest.mark.usefixtures("at_hand")
async def test_what_is_final_is_tried_again_when_the_configuration_changes(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    feishu.fail_next(coded(91403, 403))
    async with board(file_url) as seat:
        clock.forward(seconds=1)
        await seat.until(lambda: seat.app.sync_troubles, "the trouble")
        write(config, configured(feishu, title="任务表"))
        clock.forward(hours=1)
        await seat.until(lambda: seat.app.opening.settings.sources["plan"].title, "the new file")
        clock.forward(hours=1)
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)


@pytest.mark.usefixtures("at_hand")
async def test_where_the_secrets_are_missing_others_sync_and_nothing_is_said(
    file_url: str,
    clock: HandClock,
    feishu: FeishuService,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PENGTOU_PLAN_APP_SECRET")
    async with board(file_url) as seat:
        clock.forward(seconds=1)
        await seat.until(lambda: seat.app.sync_troubles, "the look at the secrets")
        await looks(seat, clock)
        assert not list(seat.app.screen.query("Toast"))
        assert not feishu.requests
        seat.app.sync_now("plan")
        await seat.until(lambda: list(seat.app.screen.query("Toast")), "a word about it")
        assert "PENGTOU_PLAN_APP_SECRET" in seat.text


@pytest.mark.usefixtures("at_hand")
async def test_the_board_of_a_visitor_syncs_nothing(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    async with board(file_url, actor="王敏") as seat:
        me = myself(seat.board, "王敏")
        assert me is not None
        await seat.outsider.perform(EditPerson(person=me.id, role=Role.VIEWER), by="张伟")
        await seat.settled()
        await looks(seat, clock)
        seat.app.sync_now("plan")
        await seat.pilot.pause(2 * QUICK)
        assert not feishu.requests
        assert list(seat.app.screen.query("Toast"))


async def test_where_the_clock_stands_nothing_is_synced(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    async with board(file_url) as seat:
        await seat.pilot.pause(6 * QUICK)
        assert not feishu.requests


class RunningClock(HandClock):
    """A clock that goes on by itself, as clocks do."""

    def __call__(self) -> datetime:
        self.forward(microseconds=50)
        return self.at


@pytest.mark.usefixtures("at_hand")
async def test_a_clock_that_runs_makes_a_source_come_due(
    file_url: str, feishu: FeishuService, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "LOOK", QUICK)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: RunningClock(NOW))
    async with board(file_url) as seat:
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)


@pytest.mark.usefixtures("at_hand")
async def test_a_failure_waits_longer_each_time(
    file_url: str,
    clock: HandClock,
    feishu: FeishuService,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sync.patience.Patience.wait", lambda *_, **__: None)
    async with board(file_url) as seat:
        feishu.stop()
        clock.forward(seconds=1)
        await seat.until(lambda: failures(seat) == 1, "the failure")
        await ended(seat)
        due = seat.app.sync_due("plan")
        assert due is not None
        assert (due - clock()).total_seconds() == pytest.approx(600, abs=5)


async def test_a_sync_that_was_asked_for_tells_what_it_brought(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    async with board(file_url) as seat:
        seat.app.sync_now("plan")
        seat.app.sync_now("plan")
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)
        assert "飞书:第一次同步,进来 5 个任务" in seat.text


@pytest.mark.usefixtures("at_hand")
async def test_a_new_source_waits_until_its_set_up_is_left_and_tells_what_came_in(
    file_url: str, clock: HandClock, feishu: FeishuService, config: Path
) -> None:
    async with board(file_url) as seat:
        seat.app.action_source_wizard()
        await seat.until(lambda: isinstance(seat.app.screen, SourceWizard), "the set-up")
        await looks(seat, clock)
        assert not feishu.requests
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        clock.forward(seconds=1)
        await seat.until(lambda: came(seat) == 5, "the tasks")
        await ended(seat)
        assert "第一次同步,进来 5 个任务" in seat.text
