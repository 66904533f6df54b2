"""No secret of a source is ever written down, printed, or seen in the list of processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.cli.conftest import NOW, Cli
from tests.sync.feishu_faults import Fault, coded, text
from tests.sync.feishu_service import FeishuService

ROOT = Path(__file__).parents[2]
SECRET = "s3cret-of-the-app-9f31"
TOKENS = "t-own-"
"""How the tokens of the scripted service begin."""


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table whose app has a secret that is easy to find again."""
    with FeishuService() as service:
        service.app_secret = SECRET
        service.known_to(monkeypatch, "plan")
        yield service


@pytest.fixture
def added(on_file: Cli, feishu: FeishuService) -> Cli:
    """A project with that table as the source `plan`."""
    on_file("init", "--name", "新品")
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    assert on_file(*words, "--write", "actual").status == 0
    return on_file


def written(folder: Path) -> dict[str, str]:
    """Every file that the program left, as text."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes().decode("utf-8", "replace") for path in found}


def leaks(told: dict[str, str]) -> list[str]:
    """Where a secret or a token can be read."""
    return [place for place, each in told.items() if SECRET in each or TOKENS in each]


FAULTS = {
    "refused": coded(10014),
    "unknown": coded(77, msg=f"app_secret {SECRET}"),
    "forbidden": coded(91403, 403, msg=f"secret={SECRET}"),
    "not json": text(f"<html>{SECRET} {TOKENS}1</html>", 502, "text/html"),
    "odd shape": text(f'["{SECRET}", "{TOKENS}1"]'),
}


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two attempts."""
    monkeypatch.setattr("sync.patience.Patience.wait", lambda *_, **__: None)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("on", ["/tenant_access_token", "/search"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_whatever_a_service_answers_nothing_of_it_is_a_secret(
    added: Cli, feishu: FeishuService, tmp_path: Path, fault: Fault, on: str
) -> None:
    for _ in range(8):
        feishu.fail_next(fault, on=on)

    told: dict[str, str] = {}
    for words in (("sync", "-v"), ("sync", "--json", "-v"), ("source", "check", "plan", "-v")):
        ended = added(*words)
        told[" ".join(words)] = ended.out + ended.err
    told["status"] = added("sync", "--status", "--json").out

    assert leaks(told | written(tmp_path)) == []


def test_a_sync_that_goes_well_leaves_no_secret_behind(added: Cli, tmp_path: Path) -> None:
    ended = [added("sync", "-v"), added("sync", "--json"), added("config", "show", "--json")]
    ended += [added("doctor", "--json"), added("list", "events", "--json")]

    told = {str(n): each.out + each.err for n, each in enumerate(ended)}
    assert leaks(told | written(tmp_path)) == []
    with sqlite3.connect(tmp_path / "board.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert leaks({"dump": dump}) == []


def test_the_traceback_of_a_bug_holds_no_secret(
    added: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("a bug")

    monkeypatch.setattr("sync.job.translate_all", broken)

    ended = added("sync", "-v")

    assert ended.status == 1
    files = written(tmp_path)
    assert any("a bug" in each for each in files.values())
    assert leaks(files | {"shown": ended.out + ended.err}) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_list_of_processes_shows_no_secret(
    added: Cli, feishu: FeishuService, config: Path
) -> None:
    asked, go_on, answer = threading.Event(), threading.Event(), feishu.search

    def held(*words: Any) -> bytes:
        asked.set()
        go_on.wait(20)
        return answer(*words)

    feishu.search = held  # type: ignore[assignment, method-assign]
    env = {**os.environ, "PENGTOU_CONFIG": str(config), "PENGTOU_NOW": NOW}
    command = (sys.executable, "-m", "tui", "sync", "plan")
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as process:
        assert asked.wait(20)
        shown = processes()
        go_on.set()
        assert process.wait(20) == 0
    assert shown[str(process.pid)].endswith("sync\0plan\0")
    assert leaks(shown) == []


def processes() -> dict[str, str]:
    """The command line of every process, by number."""
    found = {}
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            found[place.parent.name] = place.read_bytes().decode("utf-8", "replace")
    return found
