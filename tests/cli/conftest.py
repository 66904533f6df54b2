"""The command line in process, on a database and a configuration of its own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.service import Service
from tests.sync.feishu_service import FeishuService
from tui.__main__ import main

NOW = "2026-11-18T09:30+08:00"

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


@dataclass(frozen=True)
class Ended:
    """How one command line ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


Cli = Callable[..., Ended]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The configuration file; there is none yet."""
    return tmp_path / "config" / "config.toml"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], config: Path) -> Cli:
    """Runs `pengtou WORD…` as 张伟, in Chinese, on Wednesday 2026-11-18 at 09:30 in Shanghai."""
    for name, value in (
        ("PENGTOU_CONFIG", str(config)),
        ("PENGTOU_USER", "张伟"),
        ("PENGTOU_LANG", "zh"),
        ("PENGTOU_NOW", NOW),
    ):
        monkeypatch.setenv(name, value)

    def run(*words: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = main(words)
        told = capsys.readouterr()
        return Ended(status, told.out, told.err)

    return run


@pytest.fixture
def on_file(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """The same on a SQLite file that is not there yet."""
    monkeypatch.setenv("PENGTOU_DB", str(tmp_path / "board.db"))
    return cli


@pytest.fixture
def board(cli: Cli, service: Service, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The same on the small project of tests/conftest.py, once on each database."""
    url = service.store.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PENGTOU_DB", url)
    return cli


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table of five tasks, its credentials in the environment."""
    with FeishuService() as service:
        service.known_to(monkeypatch, "plan")
        yield service


@pytest.fixture
def added(on_file: Cli, feishu: FeishuService) -> Cli:
    """A project with that table as the source `plan`."""
    on_file("init", "--name", "新品")
    ended = on_file("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    assert ended.status == 0, ended.err
    return on_file
