"""`pengtou minutes send`, `pengtou bots` and what `pengtou tick` delivers, against fake groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.meeting import MeetingKind
from core.domain.meeting_wishes import EndMeeting, StartMeeting
from core.service import Service
from tests.cli.conftest import ON_SQLITE, Cli
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.bot_service import KEY, MARKED, BotService, refusal, without_signs

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def group() -> Iterator[BotService]:
    """The group that the bots of a test write to."""
    with BotService() as running:
        yield running


@pytest.fixture
def meeting(service: Service, clock: HandClock) -> str:
    """A weekly sync that is over."""
    service.perform(StartMeeting(kind=MeetingKind.WEEKLY))
    running = service.board().meeting
    assert running is not None
    clock.forward(minutes=27)
    service.perform(EndMeeting(meeting=running.id, unread=True))
    return running.id


def at(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    """The command line looks at the clock at this time of 18 November 2026 in Shanghai."""
    monkeypatch.setenv("PENGTOU_NOW", f"2026-11-18T{time}+08:00")


@pytest.fixture
def with_bots(
    board: Cli,
    meeting: str,
    group: BotService,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Cli:
    """A command line with the bots `team` (the usual one) and `ops`, after the meeting."""
    at(monkeypatch, "10:00:00")
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[bots.team]\ntype = "feishu"\ndefault = true\nbase_url = "{group.base_url}"\n'
        f'[bots.ops]\ntype = "wecom"\nbase_url = "{group.base_url}"\n',
        encoding="utf-8",
    )
    for name, kind in (("team", "feishu"), ("ops", "wecom")):
        for key, value in group.environ(name, kind).items():
            monkeypatch.setenv(key, value)
    return board


@pytest.fixture
def sending(with_bots: Cli, group: BotService) -> Cli:
    """The same, after the group has heard the reminders of the day."""
    with_bots("tick")
    group.group.clear()
    group.requests.clear()
    return with_bots


def test_minutes_leave_ten_seconds_later_by_the_tick(
    sending: Cli, group: BotService, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = sending("minutes", "send", meeting)

    assert ended.status == 0, ended.err
    assert "10 秒后发出" in ended.out
    at(monkeypatch, "10:00:09")
    assert ("team" in sending("tick").out, group.group) == (False, [])
    at(monkeypatch, "10:00:10")
    assert "launch  team  已发出 10:00" in sending("tick").out
    assert len(group.group) == 1
    sent = sending("minutes", meeting, "--sent").out.removesuffix("\n")
    assert group.group[0] == without_signs(sent)
    assert sending("tick").out == ""
    assert len(group.group) == 1


def test_within_ten_seconds_they_can_be_recalled(
    sending: Cli, group: BotService, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending("minutes", "send", meeting)
    at(monkeypatch, "10:00:09")
    assert sending("undo").status == 0

    at(monkeypatch, "10:05:00")
    sending("tick")

    assert group.group == []
    assert sending("bots", "outbox", "--json").json == []


def test_what_is_in_the_group_cannot_be_recalled(
    sending: Cli, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending("minutes", "send", meeting)
    at(monkeypatch, "10:00:11")

    ended = sending("undo")

    assert ended.status == 1
    assert "撤不回" in ended.err


def test_now_means_before_the_command_ends(sending: Cli, group: BotService, meeting: str) -> None:
    ended = sending("minutes", "send", meeting, "--to", "ops,team", "--now", "--json")

    assert ended.status == 0
    assert [(each["channel"], each["status"]) for each in ended.json["messages"]] == [
        ("ops", "sent"),
        ("team", "sent"),
    ]
    assert len(group.group) == 2
    assert group.group[1] == without_signs(group.group[0])
    (kept, *_) = [Path(each) for each in ended.json["files"]]
    assert kept.read_text(encoding="utf-8") == f"{group.group[0]}\n"


@ON_SQLITE
def test_two_files_of_a_name_do_not_overwrite_each_other(sending: Cli, meeting: str) -> None:
    first = sending("minutes", "send", meeting, "--now", "--json").json["files"]
    kept = Path(first[0])
    kept.write_text("别人的", encoding="utf-8")

    second = sending("minutes", "send", meeting, "--now", "--json").json["files"]

    assert kept.read_text(encoding="utf-8") == "别人的"
    assert second[0] != first[0]


@ON_SQLITE
def test_a_refusal_says_what_to_do_and_is_kept(
    sending: Cli, group: BotService, meeting: str
) -> None:
    group.fail_next(refusal("feishu", 19024, "Key Words Not Found"))

    ended = sending("minutes", "send", meeting, "--now")

    assert ended.status == 4
    assert "没有机器人要求的关键词" in ended.out
    (kept,) = sending("bots", "outbox", "--json").json
    assert (kept["status"], kept["failure"]) == ("failed", "bot-keyword 19024 Key Words Not Found")
    assert "关键词" in sending("bots", "outbox").out

    assert sending("bots", "retry", kept["id"]).status == 0
    assert "已发出" in sending("tick").out
    assert len(group.group) == 1


@ON_SQLITE
def test_a_lost_answer_is_said_and_never_repeated_by_itself(
    sending: Cli, group: BotService, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group.fail_next(faults.server_error(502), arrives=True)
    ended = sending("minutes", "send", meeting, "--now")

    assert ended.status == 4
    assert "先看群" in ended.out
    at(monkeypatch, "12:00:00")
    assert sending("tick").out.count("不确定") == 0
    assert len(group.group) == 1
    (kept,) = sending("bots", "outbox", "--json").json
    assert sending("bots", "retry", kept["id"], "--arrived").status == 0
    sending("tick")
    assert len(group.group) == 1
    assert sending("bots", "outbox", "--json").json == []


@ON_SQLITE
def test_only_what_failed_is_sent_again(sending: Cli, meeting: str) -> None:
    sent = sending("minutes", "send", meeting, "--now", "--json").json["messages"][0]["id"]

    ended = sending("bots", "retry", sent)

    assert ended.status == 1
    assert "不用重发" in ended.err


@ON_SQLITE
def test_an_unknown_bot_is_wrong_usage_and_the_known_ones_are_named(
    sending: Cli, meeting: str
) -> None:
    ended = sending("minutes", "send", meeting, "--to", "tema")

    assert ended.status == 2
    assert "team, ops" in ended.err


@ON_SQLITE
def test_a_missing_webhook_names_the_variable(
    sending: Cli, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PENGTOU_OPS_WEBHOOK")

    for words in (("minutes", "send", meeting, "--to", "ops"), ("bots", "check", "ops")):
        ended = sending(*words)
        assert ended.status == 2
        assert "PENGTOU_OPS_WEBHOOK" in ended.err


@ON_SQLITE
def test_a_meeting_that_goes_on_has_no_minutes_to_send(sending: Cli, service: Service) -> None:
    service.perform(StartMeeting(kind=MeetingKind.STANDUP))
    running = service.board().meeting
    assert running is not None

    assert sending("minutes", "send", running.id).status == 1
    assert sending("minutes", "send", "M-99").status == 1


@ON_SQLITE
def test_bots_are_listed_and_checked_without_sending_anything(
    sending: Cli, group: BotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PENGTOU_OPS_WEBHOOK", f"https://evil.example/cgi-bin/webhook/send?key={KEY}"
    )

    team, ops = sending("bots", "list", "--json").json

    assert (team["name"], team["ready"], team["signed"], team["default"]) == (
        *("team", True, True, True),
    )
    assert (ops["ready"], ops["signed"]) == (False, False)
    assert "qyapi.weixin.qq.com" in ops["why"]
    assert "有加签密钥" in sending("bots", "check", "team").out
    assert sending("bots", "check", "ops").status == 2
    assert group.requests == []


@ON_SQLITE
def test_no_bot_at_all_says_how_to_make_one(board: Cli) -> None:
    assert "[bots.NAME]" in board("bots", "list").err


@ON_SQLITE
def test_no_secret_is_told_or_kept(
    sending: Cli, group: BotService, meeting: str, tmp_path: Path
) -> None:
    group.fail_next(refusal("feishu", 1, f"bad {MARKED[0]} {MARKED[1]}"))
    told = [
        sending(*words, "-v")
        for words in (
            ("minutes", "send", meeting, "--now"),
            ("bots", "list"),
            ("bots", "check", "team"),
            ("bots", "outbox", "--json"),
            ("list", "events", "--json"),
            ("tick",),
        )
    ]

    assert all(marked not in each.out + each.err for each in told for marked in MARKED)
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert len(files) > 1
    assert not any(marked.encode() in data for data in files for marked in MARKED)


@ON_SQLITE
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[bots.Team]\ntype = "feishu"\n', "小写字母"),
        ('[bots.team]\ntype = "slack"\n', "bots.team.type"),
        ("[bots.team]\ndefault = 3\n", "bots.team.default"),
        ('[bots.team]\nwebhook = "https://x"\n', "bots.team.webhook"),
    ],
)
def test_settings_that_nobody_understands_are_refused(
    board: Cli, config: Path, text: str, reason: str
) -> None:
    config.parent.mkdir(parents=True)
    config.write_text(text, encoding="utf-8")

    ended = board("bots", "list")

    assert ended.status == 2
    assert reason in ended.err


@ON_SQLITE
def test_a_bot_can_be_set_from_the_command_line(board: Cli, group: BotService) -> None:
    for key, value in (("type", "dingtalk"), ("default", "true")):
        assert board("config", "set", f"bots.team.{key}", value).status == 0

    (team,) = board("bots", "--json", "list").json

    assert (team["type"], team["default"], team["ready"]) == ("dingtalk", True, False)


def test_reminders_reach_the_usual_group_once_naming_the_person(
    with_bots: Cli, group: BotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "10:00:00")

    first = with_bots("tick")
    with_bots("tick")

    assert "launch  team  已发出 10:00" in first.out
    (text,) = [each for each in group.group if "王敏" in each.partition("\n")[0]]
    assert text.startswith("提醒 王敏\n- 逾期 1 项:T-01 调研 11-13")
    assert not [each for each in group.group if each.startswith("提醒 王敏") and each != text]


@ON_SQLITE
def test_a_bot_that_cannot_send_from_here_is_left_out_of_reminders(
    with_bots: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PENGTOU_TEAM_WEBHOOK")

    assert "提醒 王敏" in with_bots("tick").out
    assert with_bots("bots", "outbox", "--json").json == []


@pytest.fixture
def planned(sending: Cli) -> Cli:
    """The same, with an issue meeting on Friday at ten."""
    ended = sending("meet", "plan", "issue", "周五", "10:00", "--title", "口径会", "--place", "301")
    assert ended.status == 0, ended.err
    return sending


def test_an_agenda_goes_to_the_group_as_it_is_shown(
    planned: Cli, group: BotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = planned("meet", "agenda", "send", "M-02")

    assert ended.status == 0, ended.err
    assert "M-02 的议程 10 秒后发出" in ended.err
    at(monkeypatch, "10:00:10")
    planned("tick")
    (text,) = group.group
    assert "会议议程" in text
    assert "301" in text
    found = planned("meet", "show", "M-02", "--json").json
    assert found["status"] == "agenda_sent"
    assert found["agenda_sent_at"] == "2026-11-18T10:00:00+08:00"


@ON_SQLITE
def test_an_agenda_is_recalled_within_ten_seconds(
    planned: Cli, group: BotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned("meet", "agenda", "send")
    assert planned("undo").status == 0
    at(monkeypatch, "10:01:00")
    planned("tick")

    assert group.group == []
    assert planned("meet", "show", "M-02", "--json").json["status"] == "planned"


@ON_SQLITE
def test_without_send_the_agenda_is_only_printed(planned: Cli, group: BotService) -> None:
    assert "口径会" in planned("meet", "agenda", "M-02").out
    assert planned("meet", "agenda", "--json").json
    assert group.group == []
    assert planned("meet", "show", "M-02", "--json").json["status"] == "planned"


@ON_SQLITE
def test_an_agenda_of_a_meeting_that_has_begun_is_refused(sending: Cli, meeting: str) -> None:
    ended = sending("meet", "agenda", "send", meeting)

    assert ended.status == 1
    assert "不能再发议程" in ended.err
