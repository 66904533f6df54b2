"""What the triage asks before it acts, and what it keeps of a line that was left."""

from __future__ import annotations

import pytest

from tests.pilot.seat import seated
from tests.pilot.triaging import opened
from tui.screens import triage
from tui.screens.listed import Listed
from tui.screens.triage import TriageScreen


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of a test follow each other faster than any hand's."""
    monkeypatch.setattr(triage, "ECHO", 0.0)


@pytest.mark.parametrize("key", ["enter", "n", "u", "2", "escape", "space"])
async def test_any_key_but_y_leaves_the_list(file_url: str, key: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        await triage.press("x", "x", "1")
        assert isinstance(seat.app.screen, Listed)
        await triage.press("down", key)
        assert isinstance(seat.app.screen, TriageScreen)
        await triage.press("y")
        assert seat.board.blockers["B-05"].responded_at is None


async def test_the_list_names_who_it_is_given_to_and_the_answer_how_many(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        await triage.press("x", "x", "2")
        await seat.type("lq")
        await triage.press("enter")
        assert isinstance(seat.app.screen, Listed)
        assert ":刘强?" in seat.text
        await triage.press("y")
        assert "✓ 指派 2 条" in seat.said


async def test_marked_ones_without_the_verb_are_listed_as_such(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "K-01")
        await triage.press("x", "g", "x")
        assert "1/2 条" in seat.text
        await triage.press("g", "1")
        assert isinstance(seat.app.screen, Listed)
        assert "没有这个动作" in seat.text
        await triage.press("y")
        assert seat.board.blockers["B-05"].responded_at is not None


async def test_a_verb_that_applies_to_none_says_so_and_asks_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        await triage.press("1", "g", "x")
        await triage.press("g", "x", "j", "x", "k")
        before = await seat.outsider.revision()
        await triage.press("5")
        assert isinstance(seat.app.screen, TriageScreen)
        assert "✗" in seat.said
        assert await seat.outsider.revision() == before


async def test_a_draft_about_a_record_stays_with_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await seat.press("8")
        await seat.type("催开权限")
        await triage.press("escape")
        assert "B-08" in seat.said
        await triage.press("a")
        assert seat.entry.text == ""
        await triage.press("escape", "j", "8")
        assert seat.entry.text == "#B-07 "
        await triage.press("escape", "k", "8")
        assert seat.entry.text == "#B-08 催开权限"


async def test_a_line_about_a_record_comes_back_there_for_the_same_purpose(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("4")
        await seat.type("开白名单")
        await triage.press("escape", "j", "4")
        assert seat.entry.text == ""
        await triage.press("escape", "k", "4")
        assert seat.entry.text == "开白名单"
        await triage.press("enter")
        assert "B-08" in seat.said
        assert "D-" in seat.said


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_is_typed_is_seen_and_the_hints_give_way(file_url: str, language: str) -> None:
    async with seated(file_url, size=(80, 24), language=language) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("4")
        await seat.type("open the whitelist for the interface today")
        await seat.pilot.pause()
        assert "open the whitelist for the interface today" in seat.text
        assert "Enter" in seat.lines[-1]


async def test_the_history_of_a_frozen_record_ends_where_its_facts_do(file_url: str) -> None:
    async with seated(file_url, actor="王敏") as seat:
        triage = await opened(seat)
        await seat.press("j")
        await seat.pilot.pause()
        last = max(triage.screen.queue.known.values())
        shown = triage.screen._until(triage.screen.record())
        assert all(getattr(each, "seq", 0) <= last for each in shown)


async def test_what_was_passed_over_is_as_late_as_before(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        before = str(triage.screen.query_one("#queue").border_title)
        await triage.press("0")
        after = str(triage.screen.query_one("#queue").border_title)
        assert before[before.index("✗") :] == after[after.index("✗") :]


async def test_digits_that_risks_do_not_have_say_so(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "K-02")
        await triage.press("4")
        assert "K-02 是风险" in seat.said
