"""Conflicts as real syncs find them, settled on the sync page, and written back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from core.domain.clash import ClashStatus
from core.domain.task import SetProgress
from core.settings import SourceSettings
from sync.guess import guess
from sync.run import open_source
from tests.pilot.seat import Seat, seated
from tests.sync.feishu_service import FeishuService
from tui.screens.exchange import ExchangeScreen


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table of three tasks, and its credentials in the environment."""
    with FeishuService(3) as running:
        running.known_to(monkeypatch, "feishu")
        yield running


def chosen(feishu: FeishuService) -> SourceSettings:
    """The source as the set-up would keep it, with the progress written back."""
    settings = SourceSettings(
        url=feishu.url, base_url=feishu.base_url, title="推广进度表", write=("actual",)
    )
    source = open_source("feishu", settings)
    mapping = guess(source.check().columns).mapping
    source.close()
    return replace(settings, mapping=mapping.to_dict())


def change(feishu: FeishuService, row: int, **cells: Any) -> None:
    """Somebody edits a row there."""
    records = deepcopy(feishu.table.records)
    records[row]["fields"] |= cells
    records[row]["last_modified_time"] += 60_000
    feishu.table.records = records


async def synced(seat: Seat) -> None:
    """A person has the source synced."""
    await seat.press("s")
    await seat.until(lambda: not seat.app.syncing, "the end of the sync")
    await seat.settled()


async def clashing(seat: Seat, feishu: FeishuService) -> str:
    """Both sides change the progress of one task; gives back its id."""
    settings = await asyncio.to_thread(chosen, feishu)
    opening = seat.app.opening
    seat.app.opening = replace(
        opening, settings=replace(opening.settings, sources={"feishu": settings})
    )
    await seat.press("S")
    await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
    await synced(seat)
    task = next(each for each in seat.board.tasks.values() if each.source_id == "rec000001")
    await seat.outsider.perform(SetProgress(task=task.id, actual=40, reason="等素材"))
    await asyncio.to_thread(change, feishu, 1, 进度=0.7)
    await synced(seat)
    return task.id


async def test_a_clash_of_a_real_sync_is_shown_and_theirs_is_taken(
    board_url: str, feishu: FeishuService
) -> None:
    async with seated(board_url) as seat:
        task = await clashing(seat, feishu)
        assert f"冲突 1/1  {task}" in seat.text
        assert "40%" in seat.text
        assert "70%" in seat.text
        assert "李雷" in seat.text
        await seat.press("2")
        await seat.settled()
        assert seat.board.tasks[task].actual == 70
        await synced(seat)
        assert all(each.status is not ClashStatus.OPEN for each in seat.board.clashes.values())
        assert seat.board.tasks[task].actual == 70


async def test_ours_is_written_back_by_the_next_sync(file_url: str, feishu: FeishuService) -> None:
    async with seated(file_url) as seat:
        await clashing(seat, feishu)
        await seat.press("1")
        await seat.settled()
        await synced(seat)
        assert feishu.table.records[1]["fields"]["进度"] == 0.4
        await seat.until(lambda: "回写 1" in seat.text, "the run in the list")


async def test_what_agrees_again_by_itself_is_no_conflict_any_more(
    file_url: str, feishu: FeishuService
) -> None:
    async with seated(file_url) as seat:
        await clashing(seat, feishu)
        await asyncio.to_thread(change, feishu, 1, 进度=0.4)
        await synced(seat)
        assert "待处理 0" in seat.text


async def test_a_choice_that_was_written_waits_again_and_says_what_stands_there(
    file_url: str, feishu: FeishuService
) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        task = await clashing(seat, feishu)
        await seat.press("1")
        await seat.settled()
        await synced(seat)
        assert feishu.table.records[1]["fields"]["进度"] == 0.4
        await seat.press("u")
        await seat.settled()
        assert "40% 已回写" in seat.said
        await synced(seat)
        assert "待处理 1" in seat.text
        assert "里现在是 40%" in seat.text
        await seat.press("2")
        await seat.settled()
        assert seat.board.tasks[task].actual == 70
        await synced(seat)
        assert feishu.table.records[1]["fields"]["进度"] == 0.7
