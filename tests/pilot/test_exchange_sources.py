"""Sources on the sync page: looked at whole, answered, synced with an honest line; and away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.action import AddAction
from core.domain.ids import RecordId
from core.settings import Settings
from core.settings import write as write_settings
from core.store import open_store
from core.store.exchange import Exchange, LinkRow, RunRow
from tests.pilot import clashing
from tests.pilot.seat import Seat, seated
from tests.pilot.test_exchange import page, screen
from tui import browsing
from tui.screens.exchange_card import SourceCard
from tui.screens.picker import Picker

GONE = ("T-03", "T-07")


def told(url: str, change: Callable[[Exchange], None], source: str) -> None:
    with closing(open_store(url)) as store:
        number = store.projects()[0][0]
        store.tell(lambda connection: change(Exchange(connection, number, source)))


def asks(url: str) -> None:
    """The file of the sketches has lost two rows."""
    values = {"count": 2, "live": 8, "gone": list(GONE)}

    def change(exchange: Exchange) -> None:
        at = clashing.AT
        exchange.seize("x", at, at + timedelta(minutes=1))
        exchange.release(
            failed="asks.many-ended", failed_with=values, synced_at=at, tried_at=at, failures=0
        )
        counts = {"pulled": 6, "created": 2}
        exchange.run_noted(RunRow(at, "张伟", counts, "asks.many-ended", values))

    told(url, change, "excel")


def fails(url: str) -> None:
    """The Feishu table has been out of reach for a while."""
    values = {"kind": "ConnectError"}

    def change(exchange: Exchange) -> None:
        run = RunRow(clashing.AT, "张伟", {}, "reason.network-lost", values)
        exchange.run_noted(run)
        exchange.note(failed="reason.network-lost", failed_with=values, failures=3)

    told(url, change, "feishu")


def calls(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the app is asked to sync, and with which answer."""
    asked: list[tuple[Any, ...]] = []

    def sync_now(name: str, answer: str = "") -> None:
        asked.append((name, answer))
        seat.app.syncing = seat.app.syncing | {name}

    monkeypatch.setattr(seat.app, "sync_now", sync_now)
    return asked


async def card(seat: Seat) -> None:
    await seat.until(lambda: isinstance(seat.app.screen, SourceCard), "the source whole")
    await seat.pilot.pause()


@pytest.mark.parametrize(("key", "answer"), [("y", "agree"), ("n", "keep"), ("ｙ", "agree")])
async def test_a_question_lists_what_it_is_about_and_one_key_answers_it(
    file_url: str, monkeypatch: pytest.MonkeyPatch, key: str, answer: str
) -> None:
    await asyncio.to_thread(asks, file_url)
    async with page(file_url) as seat:
        asked = calls(seat, monkeypatch)
        assert "? 华东区试销" in seat.text
        await seat.press("4")
        await card(seat)
        assert "8 行中有 2 行在来源里不见了" in seat.text
        assert all(f"{each}  " in seat.text for each in GONE)
        await seat.press(key)
        assert asked == [("excel", answer)]


async def test_a_question_can_wait(file_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await asyncio.to_thread(asks, file_url)
    async with page(file_url) as seat:
        asked = calls(seat, monkeypatch)
        await seat.press("4")
        await card(seat)
        await seat.press("escape")
        assert asked == []
        assert seat.app.screen is screen(seat)


async def test_a_source_tells_all_of_what_went_wrong(file_url: str) -> None:
    await clashing.found(file_url)
    await asyncio.to_thread(fails, file_url)
    async with page(file_url) as seat:
        await seat.press("shift+tab", "down", "enter")
        await card(seat)
        assert "网络连接中断(连不上):请检查网络或代理后重试" in seat.text
        assert "已连续失败 3 次" in seat.text


async def test_a_sync_that_failed_is_told_whole_from_the_list(file_url: str) -> None:
    await asyncio.to_thread(fails, file_url)
    async with page(file_url) as seat:
        await seat.press("tab", "enter")
        await card(seat)
        assert "✗ 网络连接中断(连不上)" in seat.text


async def test_the_line_says_how_it_went_once_it_is_over(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await clashing.found(file_url)
    async with page(file_url) as seat:
        calls(seat, monkeypatch)
        await seat.press("s")
        assert "正在同步 新品推广(项目)、推广进度表、华东区试销…" in seat.said
        for name in clashing.SOURCES:
            seat.app.syncing = seat.app.syncing - {name}
            assert screen(seat).sync_told(name, f"{name}:没有变化", well=True)
        assert seat.said == "✓ teambition:没有变化  feishu:没有变化  excel:没有变化"


async def test_how_far_a_pull_is_stands_beside_its_source(file_url: str) -> None:
    await clashing.found(file_url)
    async with page(file_url) as seat:
        seat.app.syncing = frozenset({"feishu"})
        seat.app.sync_went = {"feishu": (3500, 10000)}
        await seat.until(lambda: "已读 3,500/10,000 条…" in seat.text, "how far it is")


async def test_keys_go_where_the_focus_is(file_url: str) -> None:
    await clashing.found(file_url, *clashing.as_sketched())
    await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
    async with page(file_url) as seat:
        before = seat.board.tasks["T-02"].actual
        assert "1 用本地" in seat.lines[-1]
        await seat.press("tab")
        await seat.pilot.pause()
        assert "1 用本地" not in seat.lines[-1]
        assert "Enter 撤销" in seat.lines[-1]
        await seat.press("1")
        assert "按 Tab 回到冲突栏" in seat.said
        assert seat.board.tasks["T-02"].actual == before


async def test_the_arrows_find_what_can_be_taken_back(file_url: str) -> None:
    await asyncio.to_thread(clashing.ran_now, file_url)
    await clashing.merged(file_url, {"T-09": {"delay_reason": "等素材"}})
    await clashing.merged(file_url, {"T-02": {"actual": 13}})
    async with page(file_url) as seat:
        await seat.press("tab", "end", "left")
        row = screen(seat).recent_row
        assert row is not None
        assert screen(seat).subject() in ("T-02", "T-09")


async def test_an_action_item_opens_where_it_was_made(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "has_desktop", lambda *_: False)
    async with page(file_url) as seat:
        await seat.press("escape")
        await seat.outsider.perform(AddAction(title="补充数据"))
        await seat.settled()
        item = next(each.id for each in seat.board.actions.values() if each.title == "补充数据")

        def link(source: str) -> None:
            row = LinkRow("rec1", RecordId(item), {}, f"https://{source}.example.com/rec1")
            told(file_url, lambda each: each.add_links([row]), source)

        await asyncio.to_thread(link, "feishu")
        seat.app.action_record(item)
        await seat.until(lambda: seat.app.screen is not seat.screen, "the record")
        await seat.press("o")
        await seat.until(lambda: seat.app.clipboard, "the address")
        assert seat.app.clipboard == "https://feishu.example.com/rec1"
        await asyncio.to_thread(link, "teambition")
        await seat.press("o")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "which one")


async def test_a_source_that_was_added_meanwhile_is_known_where_the_page_opens(
    file_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    async with seated(file_url) as seat:
        seat.app.opening = replace(seat.app.opening, config=config)
        seat.app.remembers = True
        known = clashing.configured(seat.app.opening).settings
        write_settings(config, Settings(sources=known.sources))
        assert not seat.app.opening.settings.sources

        await seat.press("S")

        await seat.until(lambda: seat.app.opening.settings.sources, "the sources")
        await seat.until(lambda: "拉取+回写" in seat.text, "what is known of them")
