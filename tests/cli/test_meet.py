"""`pengtou meet`: a whole meeting by verbs, the same one that the screens run."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.people import EditPerson, Function
from core.domain.text import UNSAFE
from core.service import Service
from tests.cli.conftest import ON_SQLITE, Cli

MEETING: dict[str, object] = {
    "id": "M-01",
    "kind": "weekly",
    "title": "周会",
    "status": "running",
    "goal": "同步进度、解决卡点、确认下周计划",
    "place": None,
    "starts_at": None,
    "started_at": "2026-11-18T09:30:00+08:00",
    "ended_at": None,
    "agenda_sent_at": None,
    "recapped_at": None,
    "minutes_sent_at": None,
    "confirmed_at": None,
    "minutes": 30,
    "elapsed": 0,
    "facilitator": "张伟",
    "recorder": "张伟",
    "present": ["王敏", "李强", "张伟"],
    "absent": [],
    "excuses": {},
    "current": "G-01",
    "carried": [],
    "previous": None,
    "version": 1,
}
"""A weekly sync that has just begun, without its agenda."""


def at(monkeypatch: pytest.MonkeyPatch, time: str, day: int = 18) -> None:
    """The command line looks at the clock at this time of November 2026 in Shanghai."""
    monkeypatch.setenv("PENGTOU_NOW", f"2026-11-{day}T{time}+08:00")


@pytest.fixture
def weekly(board: Cli) -> Cli:
    """A weekly sync that 张伟 started at 09:30; all three of the small project sit in it."""
    assert board("meet", "start", "周会").status == 0
    return board


def meeting(cli: Cli) -> dict[str, object]:
    found: dict[str, object] = cli("meet", "show", "--json").json
    return found


def test_a_whole_meeting_is_run_by_verbs(board: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    board("add", "交清单 @王敏 明天")
    at(monkeypatch, "10:00")
    assert board("meet", "start", "weekly", "--absent", "李强", "--place", "301").status == 0
    at(monkeypatch, "10:02")
    assert "2/6" in board("meet", "next").out
    board("add", "补样品 @王敏 周五")
    assert board("meet", "park", "预算", "口径").status == 0
    at(monkeypatch, "10:10")
    assert "6/6" in board("meet", "go", "6").out
    told = board("meet", "read-back")
    assert "补样品" in told.out
    at(monkeypatch, "10:12")
    assert "结转 1" in board("meet", "end").out

    found = meeting(board)
    assert (found["status"], found["elapsed"], found["place"]) == ("ended", 720, "301")
    assert (found["facilitator"], found["absent"]) == ("张伟", ["李强"])
    assert found["carried"] == ["A-01"]


def test_the_meeting_reads_as_the_interface_says(weekly: Cli) -> None:
    found = meeting(weekly)
    agenda = found.pop("agenda")

    assert isinstance(agenda, list)
    assert agenda[0] == {
        "id": "G-01",
        "purpose": "opening",
        "title": "开场与议程确认",
        "owner": None,
        "seconds": 120,
        "took": 0,
        "done": False,
        "skipped": False,
    }
    assert found == MEETING


@ON_SQLITE
def test_the_same_meeting_is_listed_and_shown(weekly: Cli) -> None:
    (listed,) = weekly("list", "meetings", "--json").json
    shown = weekly("show", "M-01", "--json").json

    assert listed == meeting(weekly)
    assert shown.items() >= listed.items()
    assert [each["kind"] for each in shown["history"]] == ["meeting.started"]
    assert "进行中" in weekly("list", "meetings").out
    assert weekly("list", "meetings", "--status", "ended", "--json").json == []
    assert len(weekly("list", "meetings", "--owner", "张伟", "--json").json) == 1


REFUSED: list[tuple[tuple[str, ...], int, str]] = [
    (("start", "weekly"), 1, "M-01 正在进行"),
    (("start", "wekly"), 2, "是不是 weekly"),
    (("start",), 2, "缺少"),
    (("go", "9"), 2, "1 到 6"),
    (("back",), 1, "第一项"),
    (("end",), 1, "复述"),
    (("point", "gossip", "甲"), 2, "discussion"),
    (("here", "没有这人"), 1, "没有叫"),
    (("absent", ","), 2, "缺少"),
    (("hand-over", "王敏", "李强"), 2, "缺少 名称"),
    (("show", "M-09"), 1, "M-09"),
    (("show", "weekly"), 2, "不是编号"),
    (("plan", "kickoff", "2026-11-17", "10:00"), 1, "已经过了"),
    (("plan", "kickoff", "哪天"), 2, "不是时间"),
    (("cancel", "M-01"), 1, "已经开始"),
    (("schedule", "--every", "weekly"), 2, "缺少 种类"),
    (("plan", "kickoff", "昨天", "10:00"), 2, "已经过去"),
    (("schedule", "weekly", "--on", "someday"), 2, "星期"),
    (("schedule", "weekly", "--at", "25:00"), 1, "时刻"),
    (("gossip",), 2, "gossip"),
    ((), 2, "缺少"),
]


@ON_SQLITE
@pytest.mark.parametrize(("words", "status", "told"), REFUSED, ids=lambda each: str(each))
def test_what_cannot_be_is_said_with_the_right_status(
    weekly: Cli, words: tuple[str, ...], status: int, told: str
) -> None:
    ended = weekly("meet", *words)

    assert (ended.status, ended.out) == (status, "")
    assert told in ended.err


@ON_SQLITE
@pytest.mark.parametrize("verb", ["next", "back", "pause", "resume", "skip", "read-back", "end"])
def test_without_a_meeting_nothing_is_steered(board: Cli, verb: str) -> None:
    ended = board("meet", verb)

    assert (ended.status, ended.err) == (1, "pengtou: 现在没有会议在进行\n")


@ON_SQLITE
def test_before_the_first_meeting_there_is_none_to_show(board: Cli) -> None:
    ended = board("meet", "show")

    assert ended.status == 1
    assert "pengtou meet start" in ended.err


def test_others_do_not_steer(weekly: Cli) -> None:
    ended = weekly("meet", "next", "--as", "王敏")

    assert ended.status == 1
    assert "张伟" in ended.err


def test_a_pause_stands_the_clock(weekly: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "09:32")
    assert "已暂停" in weekly("meet", "pause").out
    at(monkeypatch, "09:42")
    assert weekly("meet", "resume", "--json").json["elapsed"] == 120
    assert weekly("meet", "resume").err == "没有变化\n"


@ON_SQLITE
def test_who_is_not_there_is_passed_over(board: Cli) -> None:
    board("meet", "start", "standup")
    board("meet", "absent", "王敏,李强", "--reason", "出差", "--excused")

    found = board("meet", "next", "--json").json

    assert found["absent"] == ["王敏", "李强"]
    assert found["excuses"] == {"王敏": "出差", "李强": "出差"}
    now = next(each for each in found["agenda"] if each["id"] == found["current"])
    assert now["owner"] not in ("王敏", "李强")


@ON_SQLITE
def test_the_last_item_says_how_to_go_on(weekly: Cli) -> None:
    weekly("meet", "go", "6")

    ended = weekly("meet", "next")

    assert ended.status == 1
    assert "read-back" in ended.err


@ON_SQLITE
def test_the_chairs_are_handed_over(weekly: Cli) -> None:
    weekly("meet", "hand-over", "wm", "--recorder")
    found = weekly("meet", "hand-over", "李强", "--json").json

    assert (found["facilitator"], found["recorder"]) == ("李强", "王敏")


@ON_SQLITE
def test_a_chair_for_somebody_who_is_away_is_told(weekly: Cli) -> None:
    weekly("meet", "absent", "李强")
    told = weekly("meet", "hand-over", "李强").err

    assert "主持已移交给 李强" in told
    assert "李强 原先没有列为到会" in told


@ON_SQLITE
@pytest.mark.parametrize(
    ("every", "at", "clock"), [("周日", "9点半", "09:30"), ("每周日", "下午3点", "15:00")]
)
def test_a_rhythm_is_read_as_people_say_it(board: Cli, every: str, at: str, clock: str) -> None:
    told = board("meet", "schedule", "周会", "--every", every, "--at", at).out

    assert "每周" in told
    assert "周日" in told
    assert clock in told


@ON_SQLITE
def test_a_point_goes_on_record_with_its_item(weekly: Cli) -> None:
    found = weekly("meet", "point", "争议点", "口径不一", "--json").json

    assert (found["id"], found["sort"], found["item"]) == ("Q-01", "dispute", "G-01")
    assert "争议点\n  Q-01  口径不一" in weekly("meet", "show").out


def test_a_planned_meeting_is_started_at_its_day(
    board: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = board("meet", "plan", "启动会", "明天", "10:00", "--title", "二期", "--json").json
    assert (planned["status"], planned["starts_at"]) == ("planned", "2026-11-19T10:00:00+08:00")
    assert "8  复述" in board("meet", "agenda").out
    at(monkeypatch, "10:01", day=19)

    started = board("meet", "start", "kickoff", "--minutes", "45", "--json").json

    assert (started["id"], started["title"], started["minutes"]) == (planned["id"], "二期", 45)


@ON_SQLITE
def test_a_planned_meeting_is_cancelled_with_its_reason(board: Cli) -> None:
    board("meet", "plan", "issue", "周五")

    assert board("meet", "cancel", "m-1").status == 1
    assert board("meet", "cancel", "M-01", "--reason", "改期").status == 0
    assert board("list", "meetings", "--status", "cancelled", "--json").json[0]["id"] == "M-01"


@ON_SQLITE
def test_the_rhythm_is_set_and_listed(board: Cli) -> None:
    assert board("meet", "schedule").out == ""
    board("meet", "schedule", "站会", "--every", "每个工作日", "--at", "9:45", "--turn", "90")
    words = ("--every", "fortnightly", "--on", "星期四", "--at", "14：00", "--minutes", "45")
    (weekly,) = board("meet", "schedule", "weekly", *words, "--json").json
    standup, _ = board("meet", "schedule", "--json").json

    assert (weekly["cadence"], weekly["weekday"], weekly["minutes"]) == ("fortnightly", 3, 45)
    assert weekly["next"] == "2026-11-19T14:00:00+08:00"
    assert (standup["at"], standup["turn_seconds"]) == ("09:45", 90)
    assert "周四 11-19 14:00" in board("meet", "schedule", "weekly").out


@ON_SQLITE
def test_what_is_promised_without_a_day_is_due_at_the_next_meeting(board: Cli) -> None:
    board("meet", "schedule", "weekly", "--on", "fri", "--at", "15:00")

    assert "11-20 周五 15:00(周会)" in board("parse", "写方案 @王敏").out
    assert board("add", "写方案 @王敏", "--json").json["due"] == "2026-11-20T15:00:00+08:00"


@ON_SQLITE
def test_the_speaker_owns_what_is_promised_in_a_turn(board: Cli, service: Service) -> None:
    lead = EditPerson(person=service.board().people["P-01"].id, functions=(Function.COORDINATOR,))
    service.perform(lead)
    board("meet", "start", "standup")
    turns = board("meet", "show", "--json").json["agenda"]
    speaker = turns[0]["owner"]

    assert board("add", "提交清单", "--json").json["owner"] == speaker
    guest = board("parse", "提交清单", "--json", "--as", "路人").json
    assert (guest["owner"], guest["amber"]) == (speaker, [])


@ON_SQLITE
def test_a_customer_s_own_template_is_taken_and_a_broken_one_is_told(
    board: Cli, config: Path
) -> None:
    folder = config.parent / "meetings"
    folder.mkdir(parents=True)
    own = folder / "weekly.toml"
    own.write_text(
        'minutes = 20\n[[item]]\npurpose = "topic"\ntitle = "先说钱"\nseconds = 60\n', "utf-8"
    )
    assert "先说钱" in board("meet", "start", "weekly").out
    own.write_text("minutes = ", "utf-8")
    board("meet", "end", "--unread")

    ended = board("meet", "start", "weekly")
    assert ended.status == 1
    assert str(own) in ended.err


@ON_SQLITE
def test_the_meeting_is_told_in_both_languages_and_safe_for_a_terminal(weekly: Cli) -> None:
    weekly("meet", "park", "预算\x1b[31m红")
    zh, en = weekly("meet", "show").out, weekly("meet", "show", "--lang", "en").out

    assert "议程\n  ▸  1  开场与议程确认" in zh
    assert "agenda\n  ▸  1  Opening and agenda" in en
    assert UNSAFE.search(zh.replace("\n", "")) is None


@ON_SQLITE
def test_every_verb_explains_itself_in_both_languages(board: Cli) -> None:
    for language, word in (("zh", "例会安排"), ("en", "when meetings are held")):
        ended = board("meet", "--help", "--lang", language)

        assert ended.status == 0
        assert word in ended.out


def test_who_is_asked_and_what_is_read_before_is_set_by_verbs(board: Cli) -> None:
    planned = board("meet", "plan", "kickoff", "11-20 10:00", "--without", "李强", "--place", "3楼")
    assert planned.status == 0
    assert "李强" not in board("meet", "show", "M-01").out

    told = board("meet", "edit", "M-01", "--materials", "接口清单 v2", "--invite", "李强")

    assert "李强" in told.out
    found = board("minutes", "M-01", "--agenda").out
    assert "接口清单 v2" in found


def test_a_meeting_that_has_begun_is_not_edited_any_more(weekly: Cli) -> None:
    ended = weekly("meet", "edit", "M-01", "--place", "3楼")

    assert ended.status == 1
    assert "会前" in ended.err
