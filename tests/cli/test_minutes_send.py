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
from tests.sync.bot_service import KEY, MARKED, BotService, refusal

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
def sending(
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
    assert group.group[0] == sending("minutes", meeting, "--sent").out.removesuffix("\n")
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
    assert group.group[0] == group.group[1]
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
