"""Sources and sync, against a scripted Feishu on a real socket."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from core.settings import read
from tests.cli.conftest import Cli
from tests.sync.feishu_service import FeishuService


def test_a_source_is_looked_at_and_kept(added: Cli, config: Path, feishu: FeishuService) -> None:
    kept = read(config).sources["plan"]

    assert (kept.type, kept.url, kept.base_url) == ("feishu", feishu.url, feishu.base_url)
    assert {"title", "owner", "status"} <= set(kept.mapping["columns"])
    assert feishu.app_secret not in config.read_text(encoding="utf-8")
    listed = added("source", "list", "--json").json
    assert [(each["name"], each["synced_at"]) for each in listed] == [("plan", None)]
    checked = added("source", "check", "plan", "--json").json
    assert {each["field"] for each in checked["columns"]} >= {"title", "owner", "status"}


def test_a_sync_brings_the_tasks_once(added: Cli) -> None:
    planned = added("sync", "--plan", "--json").json
    assert (planned["created"], len(planned["changes"])) == (5, 5)
    assert added("list", "tasks", "--json").json == []

    first = added("sync", "--json").json
    again = added("sync", "plan", "--json").json

    assert (first["source"], first["pulled"], first["created"]) == ("plan", 5, 5)
    assert (again["created"], again["updated"]) == (0, 0)
    tasks = added("list", "tasks", "--json").json
    assert len(tasks) == 5
    assert {each["source"] for each in tasks} == {"plan"}
    assert added("source", "list", "--json").json[0]["synced_at"].startswith("2026-11-18T09:30:00")


def test_the_summary_is_one_line(added: Cli) -> None:
    ended = added("sync")

    assert ended.status == 0
    assert ended.out.startswith("plan:读到 5,新建 5,更新 0")
    assert "\x1b" not in ended.err


def test_many_that_vanish_are_asked_about(added: Cli, feishu: FeishuService) -> None:
    added("sync")
    feishu.table.records = feishu.table.records[:2]

    asked = added("sync", "--full", "--json")
    agreed = added("sync", "--full", "--yes", "--json")

    assert (asked.status, asked.json["ended"]) == (1, 0)
    assert asked.err.startswith("pengtou: ")
    assert (agreed.status, agreed.json["ended"]) == (0, 3)
    assert len(added("list", "tasks", "--json").json) == 5


def test_a_column_can_be_chosen_by_hand(on_file: Cli, feishu: FeishuService, config: Path) -> None:
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    assert on_file(*words, "--map", "deliverable=nowhere").status == 2
    assert on_file(*words, "--map", "titel=任务").status == 2
    assert on_file(*words, "--map", "deliverable").status == 2
    assert not config.exists()
    assert on_file(*words, "--map", "owner=", "--interval", "5m").status == 0
    kept = read(config).sources["plan"]
    assert "owner" not in kept.mapping["columns"]
    assert kept.seconds == 300


def test_a_wrong_secret_is_the_services_no(added: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENGTOU_PLAN_APP_SECRET", "stolen")

    ended = added("sync")

    assert (ended.status, ended.out) == (4, "")
    assert "App Secret" in ended.err
    assert "stolen" not in ended.err


def test_a_missing_secret_is_configuration(added: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENGTOU_PLAN_APP_SECRET")

    ended = added("sync")

    assert ended.status == 2
    assert "PENGTOU_PLAN_APP_SECRET" in ended.err


def test_a_service_that_is_gone_ends_with_4(on_file: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.patience.Patience.wait", lambda *_, **__: None)
    with FeishuService() as feishu:
        feishu.known_to(monkeypatch, "plan")
        on_file("init", "--name", "新品")
        words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
        assert on_file(*words).status == 0

    assert on_file("sync").status == 4


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("source", "add", "plan", "not an address"), 2),
        (("source", "add", "plan", "https://example.com/docx/abc"), 2),
        (("source", "add", "Plan!", "https://example.com/base/abc"), 2),
        (("source", "add", "plan", "https://a.feishu.cn/base/abc", "--interval", "often"), 2),
        (("source", "check", "nope"), 2),
        (("source", "remove", "nope"), 2),
        (("sync",), 2),
        (("sync", "nope"), 2),
    ],
)
def test_what_cannot_be_a_source(on_file: Cli, words: tuple[str, ...], status: int) -> None:
    ended = on_file(*words)

    assert ended.status == status
    assert ended.err.startswith("pengtou: ")


def test_a_source_is_forgotten_and_its_tasks_stay(added: Cli) -> None:
    added("sync")

    assert added("source", "remove", "plan").status == 0
    assert added("source", "list", "--json").json == []
    assert len(added("list", "tasks", "--json").json) == 5


class Terminal(StringIO):
    """What takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_bar_is_shown_on_a_terminal_and_wiped_away(
    added: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    assert added("sync").status == 0

    assert "[########################]" in screen.getvalue()
    bar, after = screen.getvalue().rsplit("\r\x1b[K", 1)
    assert bar.endswith("5 条")
    assert after.startswith("新加入的人:")


def test_an_interrupt_wipes_the_bar_away(
    added: Cli, feishu: FeishuService, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sync.job.translate_all", interrupted)

    assert added("sync").status == 130
    assert "\r\x1b[K\n已中断\n" in screen.getvalue()
    monkeypatch.undo()
