"""The command line in process, on a database and a configuration of its own."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.service import Service
from tests.seeds import Seed
from tests.sync.feishu_service import FeishuService
from tests.sync.scripted import Server
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
Copied = Callable[[Seed], Cli]


def habits(config: Path) -> Iterable[tuple[str, str]]:
    """What the environment says: 张伟, in Chinese, on Wednesday 2026-11-18 at 09:30 in Shanghai."""
    return (
        ("PENGTOU_CONFIG", str(config)),
        ("PENGTOU_USER", "张伟"),
        ("PENGTOU_LANG", "zh"),
        ("PENGTOU_NOW", NOW),
    )


def typed(database: str, *lines: Iterable[str]) -> str:
    """What a seed of commands is sown with: all end well; the configuration lies beside the file.

    Gives back what they printed.
    """
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(told):
        for name, value in habits(Path(database).with_suffix(".toml")):
            patch.setenv(name, value)
        patch.setenv("PENGTOU_DB", database)
        for line in lines:
            assert main(list(line)) == 0, (line, told.getvalue())
    return told.getvalue()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The configuration file; there is none yet."""
    return tmp_path / "config" / "config.toml"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], config: Path) -> Cli:
    """Runs `pengtou WORD…` with these habits."""
    for name, value in habits(config):
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
def copied(
    on_file: Cli, config: Path, sqlite_template: Callable[[Seed], Path], tmp_path: Path
) -> Copied:
    """The same on a copy of what a seed of commands came to, its configuration with it."""

    def copy(seed: Seed) -> Cli:
        template = sqlite_template(seed)
        shutil.copyfile(template, tmp_path / "board.db")
        if (told := template.with_suffix(".toml")).exists():
            config.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(told, config)
        return on_file

    return copy


@pytest.fixture
def board(cli: Cli, service: Service, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The same on the small project of tests/conftest.py, once on each database."""
    url = service.store.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PENGTOU_DB", url)
    return cli


class AtTheDoor(FeishuService):
    """A service at an address that stays when it goes: what was made with one names the address."""

    def __init__(self, door: Server) -> None:
        super().__init__()
        self._server.server_close()
        self._server, door.service = door, self

    def stop(self) -> None:
        """Whoever is to be gone has an address of its own."""
        raise NotImplementedError


@pytest.fixture(scope="session")
def door() -> Iterator[Server]:
    """An address at which one table after another is found."""
    with FeishuService() as first:
        yield first._server


@contextmanager
def feishu_at(door: Server) -> Iterator[FeishuService]:
    """A table of five tasks, its credentials in the environment."""
    before = door.service
    service = AtTheDoor(door)
    with pytest.MonkeyPatch.context() as patch:
        service.known_to(patch, "plan")
        yield service
    door.service = before


@pytest.fixture
def feishu(door: Server) -> Iterator[FeishuService]:
    """The one of a test."""
    with feishu_at(door) as service:
        yield service


@pytest.fixture(scope="session")
def with_source(door: Server) -> Seed:
    """A project with a table of five tasks as the source `plan`."""

    def with_source(database: str) -> None:
        with feishu_at(door) as service:
            adding = ("source", "add", "plan", service.url, "--base-url", service.base_url)
            typed(database, ("init", "--name", "新品"), adding)

    return with_source


@pytest.fixture
def added(copied: Copied, with_source: Seed, feishu: FeishuService) -> Cli:
    """A project with that table as the source `plan`."""
    return copied(with_source)
