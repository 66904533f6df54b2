"""Triage by single keys: who presses what, how often, and what comes of it."""

from __future__ import annotations

import pytest

from core.domain.blocker import BlockerStatus, EditBlocker, RaiseBlocker
from core.domain.decision import WriteNote
from core.domain.ids import RecordId
from tests.pilot.seat import seated
from tests.pilot.triaging import opened
from tui.screens import triage
from tui.screens.listed import Listed
from tui.screens.picker import Picker
from tui.screens.triage import TriageScreen


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of a test follow each other faster than any hand's."""
    monkeypatch.setattr(triage, "ECHO", 0.0)


async def test_the_most_urgent_blocker_fills_the_screen(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        assert triage.named == "B-05"
        assert "分诊队列 1/9" in seat.text
        assert "✗超01:10" in seat.text
        assert "华南仓到门店的样品停运" in seat.text
        assert "剩 9 条" in seat.text


@pytest.mark.parametrize("key", ["t", "f7", "ｔ"])
async def test_two_keys_acknowledge_from_the_board(file_url: str, key: str) -> None:
    async with seated(file_url) as seat:
        await seat.press(key)
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        await seat.press("1")
        await seat.settled()
        assert seat.board.blockers["B-05"].responded_at is not None


async def test_one_key_acknowledges_and_goes_on(board_url: str) -> None:
    async with seated(board_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("1")
        assert triage.keys == 1
        assert seat.board.blockers["B-08"].status is BlockerStatus.ACKED
        assert triage.named == "B-07"
        assert "已处理 1 · 剩 8 条" in seat.text
        assert "张伟 受理了 B-08" in seat.said


async def test_two_keys_assign_to_a_numbered_candidate(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("2", "2")
        assert triage.keys == 2
        assert seat.board.name_of(seat.board.blockers["B-08"].owner) == "张伟"


async def test_one_key_escalates_and_undo_comes_back_and_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        assert "→ 项目经理 张伟" in seat.text or "→ 研发部负责人 刘强" in seat.text
        before = seat.board.blockers["B-08"].rung
        await triage.press("3")
        assert triage.keys == 1
        assert seat.board.blockers["B-08"].rung == before + 1
        assert triage.named == "B-07"
        await triage.press("u")
        assert seat.board.blockers["B-08"].rung == before
        assert triage.named == "B-08"
        assert triage.screen.queue.handled == frozenset()


async def test_two_keys_and_a_line_decide(board_url: str) -> None:
    async with seated(board_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("4")
        await seat.type("开白名单 @刘强 依据:专项会")
        await triage.press("enter")
        assert triage.keys == 2
        blocker = seat.board.blockers["B-08"]
        assert blocker.status is BlockerStatus.PROPOSED
        decision = seat.board.decisions[blocker.decision or ""]
        assert (decision.title, decision.grounds) == ("开白名单", "专项会")
        assert seat.board.name_of(decision.maker) == "刘强"
        assert triage.named == "B-07"


async def test_who_was_not_consulted_is_said_and_one_key_notes_that_they_were(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("4")
        assert "C 未征询:王敏、林琳" in seat.said
        await triage.press("f9")
        assert "C 已征询:王敏、林琳" in seat.said
        await seat.type("开白名单")
        await triage.press("enter")
        blocker = seat.board.blockers["B-08"]
        asked = seat.board.decisions[blocker.decision or ""].consulted
        assert [seat.board.name_of(each) for each in asked] == ["王敏", "林琳"]


async def test_missing_facts_are_asked_for_in_the_same_line_first(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.outsider.perform(RaiseBlocker(title="缺样机", tasks=(RecordId("T-03"),)))
        await seat.settled()
        triage = await opened(seat, "B-11")
        assert "先补" in seat.text
        await triage.press("4")
        for text in ("联调没有样机", "T-03 停", "借过一台", "向华东借两台"):
            await seat.type(text)
            await triage.press("enter")
        blocker = seat.board.blockers["B-11"]
        assert blocker.description == "联调没有样机"
        assert blocker.attempted_measures == "借过一台"
        assert blocker.status is BlockerStatus.PROPOSED
        await triage.press("u")
        assert seat.board.blockers["B-11"].description == ""


async def test_facts_typed_on_the_way_are_kept_when_the_decision_is_left(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.outsider.perform(RaiseBlocker(title="缺样机", tasks=(RecordId("T-03"),)))
        await seat.settled()
        triage = await opened(seat, "B-11")
        await triage.press("4")
        await seat.type("联调没有样机")
        await triage.press("enter", "escape")
        assert seat.board.blockers["B-11"].description == "联调没有样机"
        assert triage.named == "B-11"


async def test_two_keys_verify_and_close(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-03")
        await triage.press("5", "enter")
        assert triage.keys == 2
        board = await seat.outsider.board()
        closed = board.blockers.get("B-03")
        assert closed is None or closed.status is BlockerStatus.CLOSED
        assert "blocker.verified" in await seat.outsider.kinds()


async def test_who_may_not_verify_is_told_who_may(file_url: str) -> None:
    async with seated(file_url, actor="何军") as seat:
        triage = await opened(seat, "B-03")
        assert "须由" in seat.text
        await triage.press("5")
        assert "张伟" in seat.said
        assert not seat.entry.typing, "refused before anything is typed"
        assert triage.named == "B-03"
        assert seat.board.blockers["B-03"].status is not BlockerStatus.CLOSED


@pytest.mark.parametrize(
    ("digit", "until", "reason"),
    [
        ("1", "10-16 11:30", "等回复"),
        ("2", "10-16 18:00", "在办"),
        ("3", "10-17 09:00", "待资料"),
        ("4", "10-21 09:00", "待会议"),
    ],
)
async def test_two_keys_snooze_with_a_reason(
    file_url: str, digit: str, until: str, reason: str
) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("6", digit)
        assert triage.keys == 2
        blocker = seat.board.blockers["B-08"]
        assert blocker.status is BlockerStatus.SNOOZED
        assert blocker.snoozed_until is not None
        assert f"{blocker.snoozed_until.astimezone(seat.board.zone):%m-%d %H:%M}" == until
        assert blocker.snooze_reason == reason


async def test_ones_own_time_and_reason_are_typed(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press("6", "5")
        await seat.type(">mt 等回复")
        await triage.press("enter")
        blocker = seat.board.blockers["B-08"]
        assert blocker.snooze_reason == "等回复"
        assert blocker.snoozed_until is not None
        assert f"{blocker.snoozed_until.astimezone(seat.board.zone):%m-%d}" == "10-17"


async def test_the_green_channel_gives_two_hours(file_url: str) -> None:
    async with seated(file_url, actor="王敏") as seat:
        triage = await opened(seat, "B-08")
        await triage.press("7")
        assert seat.board.blockers["B-08"].green_since is not None


async def test_an_action_item_takes_the_blocker_along(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await seat.press("8")
        await seat.until(lambda: triage.screen.line is not None, "the line is read")
        assert seat.entry.text == "#B-08 "
        await seat.type("催开权限 @赵倩 周五")
        await triage.press("enter")
        found = [each for each in seat.board.actions.values() if each.title == "催开权限"]
        assert [each.links for each in found] == [("B-08",)]
        assert not seat.entry.typing
        assert triage.named == "B-07"


async def test_a_double_is_merged_into_what_looks_like_it_first(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.outsider.perform(RaiseBlocker(title="接口权限还没有开放"))
        await seat.settled()
        triage = await opened(seat, "B-11")
        await triage.press("9")
        assert "1  B-08 接口权限未开放" in seat.text
        await triage.press("1")
        board = await seat.outsider.board()
        gone = board.blockers.get("B-11")
        assert gone is None or gone.merged_into == "B-08"


async def test_skipping_changes_nothing_and_goes_on(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        before = await seat.outsider.revision()
        await triage.press("0", "０")
        assert triage.named == "B-07"
        assert await seat.outsider.revision() == before


@pytest.mark.parametrize("key", ["１", "1"])
async def test_full_width_digits_are_verbs(file_url: str, key: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await triage.press(key)
        assert seat.board.blockers["B-08"].responded_at is not None


async def test_marked_ones_are_listed_and_y_does_it_to_all_with_one_undo(board_url: str) -> None:
    async with seated(board_url) as seat:
        triage = await opened(seat)
        await triage.press("x", "x", "x", "1")
        assert isinstance(seat.app.screen, Listed)
        assert "受理 2 条?" in seat.text
        await triage.press("ｙ")
        taken = [
            each for each in ("B-05", "B-08", "B-07") if seat.board.blockers[each].responded_at
        ]
        assert taken == ["B-05", "B-08", "B-07"]
        await triage.press("u")
        assert seat.board.blockers["B-05"].responded_at is None
        assert seat.board.blockers["B-08"].responded_at is None


async def test_what_others_did_is_counted_and_taken_in_with_space(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-08")
        await seat.outsider.perform(EditBlocker(blocker=RecordId("B-08"), title="改过的标题"))
        await seat.outsider.perform(RaiseBlocker(title="新的阻塞"))
        await seat.settled()
        assert "他人更新 2 条待刷新" in seat.text
        assert "改过的标题" not in seat.text
        await triage.press("space")
        assert "改过的标题" in seat.text
        assert triage.named == "B-08"
        assert "分诊队列 2/10" in seat.text


async def test_what_somebody_else_did_first_is_refused_told_and_seen(board_url: str) -> None:
    async with seated(board_url) as seat:
        triage = await opened(seat, "B-08")
        await seat.outsider.perform(EditBlocker(blocker=RecordId("B-08"), title="改过的标题"))
        await seat.settled()
        await triage.press("1")
        assert "李雷 刚改过这一条" in seat.said
        assert triage.named == "B-08"
        assert "改过的标题" in seat.text
        await triage.press("1")
        assert seat.board.blockers["B-08"].responded_at is not None


async def test_the_menu_of_the_board_has_the_same_numbers(file_url: str) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        await seat.press("2", "full_stop")
        assert isinstance(seat.app.screen, Picker)
        for key, name in enumerate(("受理", "指派", "升级", "决议", "核验闭环"), 1):
            assert f"{key}  {name}" in seat.text
        await seat.press("0")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")


async def test_the_menu_of_a_blocker_opens_the_triage_at_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("2", "down", "down", "full_stop", "0")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, TriageScreen)
        assert seat.app.screen.subject() == "B-07"


async def test_risks_follow_the_blockers(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "K-01")
        assert "仍如此" in seat.text
        await triage.press("1")
        assert seat.board.risks["K-01"].reviewed_at is not None
        assert triage.named == "K-02"
        await triage.press("3", "1")
        assert seat.board.risks["K-02"].light.value == "red"


async def test_a_risk_turns_into_a_blocker_after_a_y(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "K-02")
        await triage.press("9", "n")
        assert "risk.turned" not in await seat.outsider.kinds()
        await triage.press("9", "y")
        assert "risk.turned" in await seat.outsider.kinds()


async def test_an_action_item_takes_the_risk_along(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "K-01")
        await seat.press("8")
        await seat.until(lambda: triage.screen.line is not None, "the line is read")
        await seat.type("定备用工程师 @刘强 周五")
        await triage.press("enter")
        found = [each for each in seat.board.actions.values() if each.title == "定备用工程师"]
        assert [each.links for each in found] == [("K-01",)]
        assert triage.named == "K-02"


async def test_what_was_noted_stands_among_what_happened(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.outsider.perform(WriteNote(subject=RecordId("B-08"), text="站会中提及"))
        triage = await opened(seat, "B-08")
        await seat.until(lambda: "李雷 站会中提及" in seat.text, "the note")
        assert triage.named == "B-08"


async def test_the_triage_works_where_the_list_has_no_room(file_url: str) -> None:
    async with seated(file_url, size=(80, 24)) as seat:
        triage = await opened(seat)
        await triage.press("j")
        assert triage.named == "B-08"
        assert "分诊 2/9" in seat.text
        await triage.press("1")
        assert seat.board.blockers["B-08"].responded_at is not None


async def test_a_key_that_is_held_down_does_not_run_on_to_the_next_record(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage, "ECHO", 60.0)
    async with seated(file_url) as seat:
        first = await opened(seat)
        await first.press("1", "1", "1")
        assert first.named == "B-08"
        assert seat.board.blockers["B-05"].responded_at is not None
        assert seat.board.blockers["B-08"].responded_at is None


async def test_it_says_so_when_there_is_nothing_to_do(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat)
        for _ in range(9):
            await triage.press("0")
        assert "分诊完毕:已处理 0 条,跳过 9 条" in seat.text


async def test_chinese_typed_over_a_menu_is_taken_down_about_the_blocker(file_url: str) -> None:
    async with seated(file_url) as seat:
        triage = await opened(seat, "B-09")
        await triage.press("6")
        await seat.type("催账 @吴刚 明天")

        assert seat.app.screen is triage.screen
        assert "催账 @吴刚 明天" in triage.screen.entry.text
        await seat.press("enter")
        await seat.settled()
        actions = (await seat.outsider.board()).actions.values()
        (made,) = [each for each in actions if each.title == "催账"]
        assert made.links == ("B-09",)
