"""A blocker's whole life from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON_SQLITE, Cli
from tui.cli.do_blocker import rung
from tui.cli.wrong import Wrong

FACTS = ("description=机器未到", "impact_scope=打样停", "attempted_measures=催过物流")


@pytest.fixture
def stuck(board: Cli) -> Cli:
    """The small project with one blocker of 张伟's, owned by 王敏."""
    assert board("add", "阻塞：样机没到 @王敏 #T-02").status == 0
    return board


@pytest.fixture
def known(stuck: Cli) -> Cli:
    """The same, with all that must be said before it is solved (R08)."""
    assert stuck("do", "B-01", "edit", *FACTS).status == 0
    return stuck


def shown(cli: Cli) -> dict[str, object]:
    found: dict[str, object] = cli("show", "B-01", "--json").json
    return found


def test_from_the_report_to_the_verified_end(known: Cli) -> None:
    assert known("do", "B-01", "ack", "--as", "王敏").status == 0
    assert shown(known)["status"] == "acked"
    assert known("do", "B-01", "start", "--as", "王敏").status == 0
    assert shown(known)["status"] == "working"
    decided = known("do", "B-01", "decide", "先用备用件 @张伟 依据:测试报告", "--as", "王敏")
    assert decided.status == 0, decided.err
    now = shown(known)
    assert (now["status"], now["decision"]) == ("proposed", "D-01")
    decision = known("show", "D-01", "--json").json
    assert (decision["title"], decision["maker"]) == ("先用备用件", "张伟")
    assert decision["grounds"] == "测试报告"
    assert known("do", "B-01", "verify", "--as", "李强").status == 0
    assert shown(known)["status"] == "closed"


def test_who_solved_or_reported_it_does_not_verify_it(known: Cli) -> None:
    known("do", "B-01", "ack", "--as", "王敏")
    known("do", "B-01", "decide", "先用备用件", "--as", "王敏")

    for who in ("王敏", "张伟"):
        refused = known("do", "B-01", "verify", "--as", who)
        assert refused.status == 1
        assert "李强" in refused.err


@ON_SQLITE
def test_what_is_missing_is_named_before_a_decision(stuck: Cli) -> None:
    refused = stuck("do", "B-01", "decide", "先用备用件")

    assert refused.status == 1
    assert "影响" in refused.err


@ON_SQLITE
def test_a_decision_names_who_made_it_and_who_was_asked(known: Cli) -> None:
    ended = known("do", "B-01", "decide", "改用顺丰", "--by", "李强", "--consulted", "王敏，张伟")

    assert ended.status == 0, ended.err
    assert known("show", "D-01", "--json").json["maker"] == "李强"


@ON_SQLITE
def test_a_decision_by_nobody_known_is_asked_about(known: Cli) -> None:
    refused = known("do", "B-01", "decide", "改用顺丰 @nobody")

    assert refused.status == 1
    assert "nobody" in refused.err
    assert known("list", "decisions", "--json").json == []


def test_escalating_is_one_rung_and_skipping_needs_a_reason(stuck: Cli) -> None:
    assert stuck("do", "B-01", "escalate").status == 0
    assert shown(stuck)["rung"] == 1
    assert stuck("do", "B-01", "escalate", "--to", "executive").status == 1
    assert stuck("do", "B-01", "escalate", "--to", "分管副总", "--reason", "客户投诉").status == 0
    assert shown(stuck)["rung"] == 3
    assert stuck("do", "B-01", "escalate").status == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("pm", 1),
        ("项目经理", 1),
        ("HEAD", 2),
        ("department head", 2),
        ("部门负责人", 2),
        ("executive", 3),
        ("分管副总", 3),
    ],
)
def test_a_rung_goes_by_number_and_by_name(text: str, number: int) -> None:
    assert rung(text) == number


def test_an_unknown_rung_is_wrong_usage() -> None:
    with pytest.raises(Wrong):
        rung("4")


@ON_SQLITE
def test_an_unknown_rung_is_told(stuck: Cli) -> None:
    ended = stuck("do", "B-01", "escalate", "--to", "老板")

    assert ended.status == 2
    assert "老板" in ended.err
    assert "1–3" in ended.err


def test_a_snooze_needs_a_moment_and_a_reason(stuck: Cli) -> None:
    assert stuck("do", "B-01", "snooze", "明天").status == 1
    assert stuck("do", "B-01", "snooze", "甲乙", "--reason", "等回复").status == 2
    assert stuck("do", "B-01", "snooze", "--reason", "等回复", "明天").status == 0
    snoozed = shown(stuck)
    assert (snoozed["status"], snoozed["snoozed_until"]) == ("snoozed", "2026-11-19T18:00:00+08:00")
    assert "暂停 至 11-19 18:00" in stuck("list", "blockers").out
    assert stuck("do", "B-01", "wake").status == 0
    assert shown(stuck)["status"] == "acked"


def test_a_pause_moves_the_effective_deadline(stuck: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(stuck)["solution_due"] == "2026-11-19T09:30:00+08:00"
    stuck("do", "B-01", "snooze", "明天", "--reason", "等回复")
    monkeypatch.setenv("PENGTOU_NOW", "2026-11-18T12:30+08:00")
    stuck("do", "B-01", "wake")

    assert shown(stuck)["solution_due"] == "2026-11-19T12:30:00+08:00"
    assert shown(stuck)["response_due"] == "2026-11-18T11:30:00+08:00"


def test_the_green_channel_is_two_hours_from_now(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_NOW", "2026-11-18T10:00+08:00")

    assert stuck("do", "B-01", "green").status == 0
    now = shown(stuck)
    assert (now["green"], now["solution_due"]) == (True, "2026-11-18T12:00:00+08:00")


def test_one_merges_into_another_and_comes_back_with_a_reason(stuck: Cli) -> None:
    stuck("add", "阻塞：样机还没到 @王敏 #T-02")

    assert stuck("do", "B-01", "merge", "b-2").status == 0
    assert shown(stuck)["status"] == "merged"
    assert stuck("do", "B-01", "reopen").status == 1
    assert stuck("do", "B-01", "reopen", "不是一回事").status == 0
    assert shown(stuck)["status"] == "open"


def test_handing_it_in_is_the_owners(stuck: Cli) -> None:
    stuck("do", "B-01", "ack", "--as", "王敏")
    refused = stuck("do", "B-01", "submit", "已到货", "--as", "李强")
    assert refused.status == 1
    assert "王敏" in refused.err
    assert stuck("do", "B-01", "submit", "已到货", "--as", "王敏").status == 0
    assert shown(stuck)["status"] == "verifying"


def test_an_action_item_comes_of_it(stuck: Cli) -> None:
    plain = stuck("do", "B-01", "to-action")
    typed = stuck("do", "B-01", "to-action", "催物流 @李强 11-20")

    assert (plain.status, typed.status) == (0, 0), plain.err + typed.err
    first, second = (stuck("show", each, "--json").json for each in ("A-01", "A-02"))
    assert (first["title"], first["owner"], first["links"]) == ("样机没到", "王敏", ["B-01"])
    assert (second["title"], second["owner"], second["links"]) == ("催物流", "李强", ["B-01"])
    assert second["due"] == "2026-11-20T18:00:00+08:00"


@ON_SQLITE
def test_an_action_item_of_it_is_the_owners_where_the_line_names_nobody(stuck: Cli) -> None:
    ended = stuck("do", "B-01", "to-action", "催物流 #T-02 11-20")

    assert ended.status == 0, ended.err
    made = stuck("show", "A-01", "--json").json
    assert (made["owner"], made["links"]) == ("王敏", ["B-01", "T-02"])


@ON_SQLITE
@pytest.mark.parametrize("verb", ["ack", "to-action"])
def test_what_somebody_changed_meanwhile_is_a_conflict(stuck: Cli, verb: str) -> None:
    stuck("do", "B-01", "edit", "description=机器未到", "--as", "王敏")

    ended = stuck("do", "B-01", verb, "--seen", "1")

    assert ended.status == 3
    assert "B-01" in ended.err


@ON_SQLITE
def test_the_json_of_a_blocker_is_the_public_shape(stuck: Cli) -> None:
    assert shown(stuck).keys() - {"notes", "history"} == {
        *("id", "title", "priority", "tier", "green", "status", "owner", "reporter"),
        *("responsible_dept", "lead", "tasks", "description", "impact_scope"),
        *("attempted_measures", "response_due", "responded_at", "solution_due", "solved_at"),
        *("closed_at", "rung", "snoozed_until", "decision", "overdue", "version"),
    }


@ON_SQLITE
@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-18T09:30", "响应 剩 02:00"),
        ("2026-11-18T11:00", "响应 临期 00:30"),
        ("2026-11-18T12:00", "响应 超时 00:30"),
    ],
)
def test_the_table_says_how_the_clock_stands(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch, now: str, told: str
) -> None:
    monkeypatch.setenv("PENGTOU_NOW", f"{now}+08:00")

    assert told in stuck("list", "blockers").out


@ON_SQLITE
def test_a_verb_that_does_not_exist_names_those_that_do(stuck: Cli) -> None:
    ended = stuck("do", "B-01", "escalat")

    assert ended.status == 2
    assert "escalate" in ended.err
    assert "to-action" in ended.err


@ON_SQLITE
def test_a_verb_goes_by_its_chinese_name(stuck: Cli) -> None:
    assert stuck("do", "b01", "受理", "--as", "王敏").status == 0
    assert shown(stuck)["status"] == "acked"


@ON_SQLITE
def test_a_blocker_is_merged_into_a_blocker_alone(stuck: Cli) -> None:
    refused = stuck("do", "B-01", "并入", "T-02")

    assert (refused.status, refused.err) == (2, "pengtou: T-02 不是阻塞\n")


@ON_SQLITE
def test_a_number_is_no_reason_for_a_snooze(stuck: Cli) -> None:
    refused = stuck("do", "B-01", "snooze", "明早", "--reason", "3")

    assert refused.status == 2
    assert "写成文字" in refused.err


@ON_SQLITE
def test_a_past_day_is_answered_with_those_that_may_be_meant(stuck: Cli) -> None:
    refused = stuck("do", "B-01", "snooze", "11-17", "--reason", "等")

    assert refused.status == 1
    assert "2027-11-17" in refused.err
