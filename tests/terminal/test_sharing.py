"""Copying in a real terminal without any clipboard program: OSC 52, plain and within tmux."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import pytest

from tests.samples import sample_database
from tests.terminal.boards import SETTINGS, ready
from tests.terminal.pty_screen import PtyScreen

_BARE = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "TMUX": "", "SSH_TTY": "", "SSH_CONNECTION": ""}


def copied(url: str, **env: str) -> bytes:
    """What a board wrote to its terminal after `y`."""
    command = [sys.executable, "-m", "tui", "--db", url]
    told = {**SETTINGS, **_BARE, "WSL_DISTRO_NAME": "", "PENGTOU_USER": "张伟", **env}
    with PtyScreen(command, env=told) as screen:
        ready(screen)
        before = len(screen.raw)
        screen.press("y")
        screen.wait_for("T-08 已交给终端的剪贴板")
        screen.press("q")
        assert screen.wait_end() == 0
        return screen.raw[before:]


def text_of(sequence: bytes) -> str:
    return base64.b64decode(sequence).decode()


@pytest.fixture
def file_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The sample project in a SQLite file."""
    with sample_database(request, "sqlite", tmp_path) as found:
        return found


def test_the_terminal_gets_the_record(file_url: str, tmp_path: Path) -> None:
    raw = copied(file_url)
    (found,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", raw)
    assert text_of(found).startswith("T-08  新品物料合规审核\n负责人:周芳")
    (kept,) = tmp_path.rglob("copied.txt")
    assert kept.read_text(encoding="utf-8") == f"{text_of(found)}\n"


def test_within_tmux_it_goes_wrapped_as_well(file_url: str, tmp_path: Path) -> None:
    # There is no such server: the program `tmux` fails, or is not there at all.
    raw = copied(file_url, TMUX=f"{tmp_path}/none,1,0")
    found = re.findall(rb"\x1bPtmux;\x1b\x1b\]52;c;([A-Za-z0-9+/=]+)\x07\x1b\\", raw)
    assert [text_of(each)[:4] for each in found] == ["T-08"]
