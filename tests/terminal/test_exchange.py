"""The sync page in a real terminal: a merge is taken back by keys alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import Settings, write
from tests.pilot.clashing import SOURCES, merged_now
from tests.samples import sample_database
from tests.terminal.boards import SETTINGS, ready
from tests.terminal.pty_screen import PtyScreen


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database in which a sync took over somebody's progress."""
    with sample_database(request, "sqlite", tmp_path) as found:
        merged_now(found, {"T-09": {"actual": 12}})
        yield found


@pytest.mark.parametrize("key", ["enter", "u"])
def test_an_admin_takes_a_merge_back_that_is_written_back(
    url: str, tmp_path: Path, key: str
) -> None:
    config = tmp_path / "own.toml"
    write(config, Settings(sources={"feishu": SOURCES["feishu"]}))
    command = [sys.executable, "-m", "tui", "--db", url]
    env = {**SETTINGS, "PENGTOU_USER": "张伟", "PENGTOU_CONFIG": str(config)}
    with PtyScreen(command, env=env) as screen:
        ready(screen).press("S")
        screen.wait_for("自动合并 T-09")
        screen.press("tab")
        screen.wait_for("撤销这一条")
        screen.press(key)
        screen.wait_for("盖掉那边的 12%")
        screen.wait_for("▸ T-09 撤销这一条自动合并")
        screen.press(key, "y")
        screen.wait_for("张伟 撤销了 T-09 的改动")
        screen.wait_for("已撤销")
        assert screen.offences() == []
