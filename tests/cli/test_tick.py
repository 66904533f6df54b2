"""`pengtou tick` and `pengtou inbox`: what comes due by itself, and who hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain import ticking
from core.domain.project import CreateProject
from core.service import Service, create_project
from tests.cli.conftest import ON_SQLITE, Cli
from tests.hand_clock import HandClock


@pytest.fixture(autouse=True)
def clocks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is reminded here of what is late in the small project."""
    monkeypatch.setattr(ticking, "RULES", ticking.CLOCKS)
    monkeypatch.setattr(ticking, "reminders", lambda *_: ())


@pytest.fixture
def stuck(board: Cli) -> Cli:
    """The small project with one blocker, raised at 09:30."""
    assert board("add", "阻塞：样机没到 @王敏 #T-02").status == 0
    return board


def at(monkeypatch: pytest.MonkeyPatch, time: str, day: int = 18) -> None:
    """The command line looks at the clock at this time of November 2026 in Shanghai."""
    monkeypatch.setenv("PENGTOU_NOW", f"2026-11-{day}T{time}+08:00")


def test_a_breach_is_told_in_one_line_and_never_again(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "11:31")

    first, second = stuck("tick"), stuck("tick")

    assert (first.status, first.err) == (0, "")
    assert len(first.out.splitlines()) == 1
    assert first.out.startswith("launch  B-01 超时")
    assert (second.status, second.out, second.err) == (0, "", "")


@ON_SQLITE
def test_nothing_due_is_nothing_said(stuck: Cli) -> None:
    ended = stuck("tick")

    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert stuck("tick", "--json").json == []


@ON_SQLITE
def test_json_tells_the_events_of_every_project(
    stuck: Cli, service: Service, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    founding = CreateProject(code="other", name="另一个")
    create_project(service.store, founding, actor="张伟", now=clock())
    assert stuck("add", "阻塞：机房停电", "--accept", "--project", "other").status == 0
    at(monkeypatch, "11:31")

    told = [each for each in stuck("tick", "--json").json if each["kind"] == "blocker.alarmed"]

    assert [(each["project"], each["subject"], each["actor"]) for each in told] == [
        ("launch", "B-01", "system"),
        ("other", "B-01", "system"),
    ]
    assert [each["after"]["rung"] for each in told] == [1, 1]


@ON_SQLITE
def test_one_project_can_be_named(
    stuck: Cli, service: Service, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    founding = CreateProject(code="other", name="另一个")
    create_project(service.store, founding, actor="张伟", now=clock())
    at(monkeypatch, "11:31")

    assert stuck("tick", "--project", "other", "--json").json == []
    assert stuck("tick", "--project", "nowhere").status == 1
    assert stuck("tick", "--project", "launch").out != ""


@ON_SQLITE
def test_the_system_is_named_in_the_language_of_the_reader(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck("do", "B-01", "snooze", "2026-11-18 10:00", "--reason", "等回复")
    at(monkeypatch, "10:00")

    assert stuck("tick", "--lang", "en").out.startswith("launch  system woke B-01")
    assert "系统 恢复了 B-01" in stuck("show", "B-01").out


def test_a_chain_of_breaches_climbs_the_ladder_rung_by_rung(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "12:00")
    stuck("tick")
    assert stuck("show", "B-01", "--json").json["rung"] == 1
    at(monkeypatch, "10:00", day=19)
    stuck("tick")
    assert stuck("show", "B-01", "--json").json["rung"] == 2
    at(monkeypatch, "10:00", day=20)
    assert stuck("tick").out == ""


def test_a_database_that_is_away_is_told(cli: Cli, tmp_path: Path) -> None:
    nobody = cli("tick", "--db", "postgresql://127.0.0.1:9/nobody")
    nothing = cli("tick", "--db", str(tmp_path / "nothing.db"))

    assert (nobody.status, nothing.status) == (4, 4)
    assert nobody.err.startswith("pengtou: ")
    assert nobody.out == nothing.out == ""


def test_who_is_informed_finds_the_message_ten_seconds_later(
    stuck: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stuck("do", "T-02", "raci", "李强", "I").status == 0
    assert stuck("do", "B-01", "ack").status == 0

    (mine,) = stuck("inbox", "--json").json
    assert (mine["subject"], mine["to"], mine["sent"]) == ("B-01", ["李强"], False)
    assert stuck("inbox", "--json", "--as", "李强").json == []

    at(monkeypatch, "09:31")
    (theirs,) = stuck("inbox", "--json", "--as", "李强").json
    assert theirs["sent"] is True
    assert "张伟" in theirs["text"]
    assert stuck("inbox", "--json").json == []


@ON_SQLITE
def test_a_message_that_waits_says_for_how_long(stuck: Cli) -> None:
    stuck("do", "T-02", "raci", "李强", "I")
    stuck("do", "B-01", "ack")

    assert "10 秒后发出 · u 撤回" in stuck("inbox").out
    assert stuck("undo").status == 0
    assert stuck("inbox", "--json").json == []
