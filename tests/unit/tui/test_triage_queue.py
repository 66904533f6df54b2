"""The queue of the triage, its presets, what is foreseen, and how text folds: no screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from core.domain.blocker import Acknowledge, Blocker, BlockerStatus, VerifyBlocker
from core.domain.board import Board
from core.domain.ids import RecordId
from tests.samples import sample_board
from tui.panels.fold import folded
from tui.triage.alike import precedents
from tui.triage.foresight import foresight
from tui.triage.presets import presets
from tui.triage.prospects import prospects
from tui.triage.queue import minutes_left, order_of, queue_of
from tui.words import Words

ZH = Words.load("zh")


@pytest.fixture
def board() -> Board:
    """The sample project."""
    return sample_board("zh")


def test_blockers_come_by_their_clocks_and_risks_behind_them_by_their_lights(board: Board) -> None:
    assert order_of(board, board.read_at) == (
        *("B-05", "B-08", "B-07", "B-09", "B-03", "B-10"),
        *("K-01", "K-02", "K-03"),
    )


def test_a_risk_that_was_looked_at_today_need_not_be_again(board: Board) -> None:
    seen = replace(board.risks["K-01"], reviewed_at=board.read_at)
    after = replace(board, risks={**board.risks, "K-01": seen})

    assert "K-01" not in order_of(after, board.read_at)

    old = replace(seen, reviewed_at=board.read_at - timedelta(days=1))
    assert "K-01" in order_of(replace(board, risks={**board.risks, "K-01": old}), board.read_at)


def test_what_comes_next_goes_round_to_what_was_left_above(board: Board) -> None:
    queue = queue_of(board, board.read_at).done({"B-08"})

    assert queue.after("B-05") == "B-07"
    assert queue.after("K-03") == "B-05"
    assert queue.done(queue.order).after("B-05") is None


def test_what_was_passed_over_waits_no_longer_and_is_no_work_done(board: Board) -> None:
    queue = queue_of(board, board.read_at).passed_over("B-05")

    assert "B-05" not in queue.left
    assert queue.handled == frozenset()
    assert "B-05" in queue.back({"B-05"}).left


def test_what_others_wrote_is_counted_and_not_shown_until_it_is_taken_in(board: Board) -> None:
    queue = queue_of(board, board.read_at)
    written = replace(board.blockers["B-08"], version=99, title="别的")
    after = replace(board, blockers={**board.blockers, "B-08": written})

    assert queue.behind(after) == {"B-08"}
    assert queue.records["B-08"] is board.blockers["B-08"]
    assert queue.taken_in(after, {"B-08"}).records["B-08"] is written
    assert queue.merged(after, board.read_at).behind(after) == frozenset()


def test_a_settled_record_leaves_with_the_next_taking_in(board: Board) -> None:
    queue = queue_of(board, board.read_at).done({"B-08"})
    order = tuple(each for each in board.blocker_order if each != "B-08")
    blockers = {key: each for key, each in board.blockers.items() if key != "B-08"}
    after = replace(board, blockers=blockers, blocker_order=order)

    assert queue.behind(after) == frozenset()
    merged = queue.merged(after, board.read_at)
    assert "B-08" not in merged.order
    assert merged.handled == frozenset()
    assert "B-08" in queue.merged(after, board.read_at, keep="B-08").order


def test_the_pace_so_far_says_how_long_the_rest_takes() -> None:
    assert minutes_left(5, 0, 0.0) == 4
    assert minutes_left(5, 5, 60.0) == 1
    assert minutes_left(0, 5, 60.0) == 0


def test_presets_fall_on_working_time(board: Board) -> None:
    friday = datetime.fromisoformat("2024-10-18T19:00+08:00")
    found = {each.id: f"{each.until:%m-%d %H:%M}" for each in presets(board, friday)}

    assert found["evening"] == "10-21 18:00"
    assert found["morning"] == "10-21 09:00"
    assert found["monday"] == "10-21 09:00"


def test_a_holiday_is_no_morning_to_come_back_on(board: Board) -> None:
    eve = datetime.fromisoformat("2024-09-30T10:00+08:00")
    found = {each.id: f"{each.until:%m-%d %H:%M}" for each in presets(board, eve)}

    assert found["evening"] == "09-30 18:00"
    assert found["morning"] == "10-08 09:00"
    assert found["monday"] == "10-08 09:00"


def test_the_rules_are_asked_and_nothing_is_carried_out(board: Board) -> None:
    ask = foresight(board, "张伟", board.read_at)

    assert ask(Acknowledge(blocker=RecordId("B-08"))) is None
    refused = ask(VerifyBlocker(blocker=RecordId("B-08")))
    assert refused is not None
    assert refused.reason == "blocker-not-now"
    assert board.blockers["B-08"].status is BlockerStatus.OPEN


def test_an_older_reading_would_be_refused(board: Board) -> None:
    ask = foresight(board, "张伟", board.read_at)
    refused = ask(Acknowledge(blocker=RecordId("B-08"), seen=99))

    assert refused is not None
    assert refused.reason == "stale"


def test_every_verb_says_what_it_would_do(board: Board) -> None:
    told = prospects(board, board.blockers["B-08"], "张伟", board.read_at, ZH)

    assert told["ack"] == ("停响应钟,责任人=赵倩", False)
    assert told["assign"] == ("1 赵倩 R  2 张伟 A", False)
    assert told["escalate"] == ("→ 研发部负责人 刘强", False)
    assert told["verify"][1]


def test_missing_facts_are_asked_for_and_so_no_refusal(board: Board) -> None:
    bare = replace(board.blockers["B-08"], impact_scope="", attempted_measures="")
    told = prospects(board, bare, "张伟", board.read_at, ZH)

    assert told["decide"] == ("先补 影响范围、已尝试措施", False)


def test_what_was_solved_before_is_remembered_by_title_and_task(board: Board) -> None:
    now = board.blockers["B-08"]
    raised = now.reported_at
    assert raised is not None
    old = replace(
        now,
        id=RecordId("B-02"),
        title="接口权限",
        status=BlockerStatus.CLOSED,
        decision=RecordId("D-01"),
        solved_at=raised + timedelta(hours=6),
    )
    other = Blocker(id=RecordId("B-01"), title="停电")
    found = precedents(now, [other, old, now], board)

    assert [each.id for each in found] == ["B-02"]
    assert found[0].took == timedelta(hours=6)
    assert found[0].how == board.decisions["D-01"].title


@given(st.text("ab 测试，。x\n", max_size=60), st.integers(2, 20))
def test_folded_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = folded(text, width)

    assert all(cell_len(each) <= width for each in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
