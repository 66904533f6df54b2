"""The clipboard: which program is asked, what a terminal is told, what is kept in a file."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import places
from tui import copying

TEXT = "T-04  功能 demo 交付\n负责人:赵倩"


@pytest.fixture(autouse=True)
def looked_for_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No desktop, no tmux, no ssh, and no program found by an earlier test."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("WSL_DISTRO_NAME", raising=False)
    copying.found.cache_clear()
    yield
    copying.found.cache_clear()


def stand_in(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name, first on PATH."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def names(**environ: str) -> list[str]:
    return [each.name for each in copying.usable(environ, "linux")]


def test_each_desktop_has_its_programs() -> None:
    assert names(WAYLAND_DISPLAY="wayland-0", DISPLAY=":0") == ["wl-copy", "xclip", "xsel"]
    assert names(WSL_DISTRO_NAME="Debian") == ["clip.exe"]
    assert [each.name for each in copying.usable({}, "darwin")] == ["pbcopy"]
    assert names() == []


def test_over_ssh_no_program_of_the_other_machine_is_asked() -> None:
    assert names(SSH_TTY="/dev/pts/1", DISPLAY=":0", WAYLAND_DISPLAY="wayland-0") == []
    assert names(SSH_TTY="/dev/pts/1", DISPLAY=":0", TMUX="/tmp/tmux,1,0") == ["tmux"]


def test_a_board_in_a_browser_asks_no_program_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert names(PENGTOU_WEB="1", DISPLAY=":0", TMUX="/tmp/tmux,1,0") == []
    monkeypatch.setenv("PENGTOU_WEB", "1")
    assert copying.copy_out(TEXT) == copying.Copied()
    assert not places.exports_folder().exists()


@pytest.mark.skipif(sys.platform != "linux", reason="stand-ins for the programs of Linux")
def test_the_program_gets_every_character_and_the_file_has_them_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    stand_in(
        tmp_path, "xclip", f'cat > "{tmp_path}/got"; echo "$*" > "{tmp_path}/how"', monkeypatch
    )

    done = copying.copy_out(TEXT)

    assert done.program == "xclip"
    assert (tmp_path / "got").read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "how").read_text(encoding="utf-8") == "-selection clipboard\n"
    assert done.file == places.exports_folder() / "copied.txt"
    assert done.file.read_text(encoding="utf-8") == f"{TEXT}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="stand-ins for the programs of Linux")
def test_a_program_that_fails_or_hangs_makes_way_for_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(copying, "PATIENCE", 0.3)
    stand_in(tmp_path, "wl-copy", "exit 1", monkeypatch)
    stand_in(tmp_path, "xclip", "exec sleep 30", monkeypatch)
    stand_in(tmp_path, "xsel", f'cat > "{tmp_path}/got"', monkeypatch)

    assert copying.copy_out(TEXT).program == "xsel"
    assert (tmp_path / "got").read_text(encoding="utf-8") == TEXT


@pytest.mark.skipif(sys.platform != "linux", reason="stand-ins for the programs of Linux")
def test_windows_gets_utf_16_with_its_mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
    stand_in(tmp_path, "clip.exe", f'cat > "{tmp_path}/got"', monkeypatch)

    assert copying.copy_out(TEXT).program == "clip.exe"
    assert (tmp_path / "got").read_bytes().decode("utf-16") == TEXT


def test_what_is_copied_next_takes_the_place_of_what_was_copied_before(tmp_path: Path) -> None:
    copying.keep("旧", tmp_path)
    path = copying.keep("新", tmp_path)
    assert path.read_text(encoding="utf-8") == "新\n"
    assert [each.name for each in tmp_path.iterdir()] == ["copied.txt"]


def test_a_folder_that_refuses_is_told_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(places, "exports_folder", lambda: tmp_path / "file")
    done = copying.copy_out(TEXT)
    assert done.file is None
    assert done.why


def test_a_terminal_is_told_in_base64_of_utf_8() -> None:
    told = copying.sequences(TEXT, {})
    assert told.startswith("\x1b]52;c;")
    assert told.endswith("\x07")
    assert base64.b64decode(told[7:-1]).decode() == TEXT


def test_within_tmux_the_wrapped_form_follows_the_plain_one() -> None:
    plain = copying.sequences(TEXT, {})
    told = copying.sequences(TEXT, {"TMUX": "/tmp/tmux-0/default,1,0"})
    assert told == f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"


def test_what_is_too_long_for_a_terminal_is_not_sent() -> None:
    assert copying.sequences("长" * 18_748, {})[-1:] == "\x07"
    assert copying.sequences("长" * 18_749, {}) == ""
