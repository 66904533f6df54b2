"""The belt of a visitor's board: nothing is started, nothing is written outside its folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_WORN = """
import os, sys
from pathlib import Path
from tui.web.belt import wear
inside, outside = Path(sys.argv[1]), Path(sys.argv[2])
wear([inside], 1 << 30)
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """One that may be written to, and one that may not."""
    for name in ("inside", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "kept.txt").write_text("kept")
    return tmp_path / "inside", tmp_path / "outside"


def does(code: str, folders: tuple[Path, Path]) -> str:
    """What a process that wears the belt says on its way out; nothing when it is let."""
    command = [sys.executable, "-c", _WORN + code, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return done.stderr.strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    "code",
    [
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "import subprocess; subprocess.run(['true'])",
        "import pty; pty.spawn('sh')",
        "(outside / 'new.txt').write_text('x')",
        "(outside / 'kept.txt').open('a')",
        "os.open(outside / 'kept.txt', os.O_RDWR)",
        "(outside / 'kept.txt').unlink()",
        "(outside / 'kept.txt').rename(inside / 'taken.txt')",
        "(outside / 'folder').mkdir()",
        "(inside / 'way').symlink_to(outside); (inside / 'way' / 'new.txt').write_text('x')",
        "(inside / '..' / 'outside' / 'new.txt').write_text('x')",
        "import shutil; shutil.rmtree(outside)",
    ],
)
def test_what_leads_to_the_host_is_stopped(code: str, folders: tuple[Path, Path]) -> None:
    assert "PermissionError" in does(code, folders)
    assert [each.name for each in folders[1].iterdir()] == ["kept.txt"]
    assert (folders[1] / "kept.txt").read_text() == "kept"


@pytest.mark.parametrize(
    "code",
    [
        "(inside / 'draft.json').write_text('x'); (inside / 'draft.json').unlink()",
        "(inside / 'deep').mkdir()",
        "(outside / 'kept.txt').read_text()",
        "open(os.devnull, 'w').close()",
        "import tempfile; tempfile.tempdir = str(inside); tempfile.mkstemp()",
    ],
)
def test_what_a_board_needs_is_let(code: str, folders: tuple[Path, Path]) -> None:
    assert does(code, folders) == ""


def test_memory_ends_where_it_was_told(folders: tuple[Path, Path]) -> None:
    assert "MemoryError" in does("bytearray(2 << 30)", folders)
