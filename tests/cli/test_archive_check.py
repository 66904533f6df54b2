"""Whether a package is whole: what was changed, lost, added or put around it is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_archive import NAME, desk, ended, inside, packed_again, sums_of

__all__ = ["desk", "ended"]


def test_a_package_that_is_whole_is_said_to_be(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    found = desk("archive", "--check", NAME, "--json")

    assert found.status == 0
    assert found.json["ok"] is True
    assert found.json["files"] == len(inside()) - 1
    assert found.json["records"] > 15
    assert "完好" in desk("archive", "--check", NAME).out


def test_what_was_changed_lost_or_added_is_found(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    files = inside()
    files["index.md"] += b"x"
    del files["index.html"]
    files["../out.txt"] = b"y"
    packed_again("bad.zip", files)
    found = desk("archive", "--check", "bad.zip", "--json")

    told = {(each["problem"], each["file"]) for each in found.json["problems"]}
    assert found.status == 1
    assert told == {
        ("changed", "index.md"),
        ("missing", "index.html"),
        ("unlisted", "项目/../out.txt"),
        ("unsafe", "项目/../out.txt"),
    }
    assert "内容已改动:index.md" in desk("archive", "--check", "bad.zip").out


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (lambda lines: [*lines[1:], lines[0]], "log-whole"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "log-order"),
        (lambda lines: [*lines, b"{"], "log-line"),
    ],
)
def test_a_log_that_was_tampered_with_is_found_though_its_checksum_is_right(
    act: object, problem: str, desk: Cli
) -> None:
    desk("archive", "--to", "html", "-q")
    files = inside()
    log = "5-事件日志/events.jsonl"
    files[log] = b"\n".join(act(files[log].splitlines()))  # type: ignore[operator]
    del files["SHA256SUMS"]
    files["SHA256SUMS"] = sums_of(files)
    packed_again("bad.zip", files)
    found = desk("archive", "--check", "bad.zip", "--json").json

    assert problem in {each["problem"] for each in found["problems"]}


@pytest.mark.parametrize(
    "moved", [lambda data: data + b"x", lambda data: b"x" + data, lambda data: data[:-2] + b"\1\0x"]
)
def test_bytes_around_the_package_are_found(moved: Callable[[bytes], bytes], desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    Path("more.zip").write_bytes(moved(Path(NAME).read_bytes()))
    found = desk("archive", "--check", "more.zip")

    assert found.status == 1
    assert "压缩包前后或注释里有清单之外的内容" in found.out


def test_a_damaged_file_is_found_and_what_is_no_package_is_told(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    data = bytearray(Path(NAME).read_bytes())
    data[len(data) // 2] ^= 255
    Path("bad.zip").write_bytes(data)
    Path("text.zip").write_text("no", encoding="utf-8")
    packed_again("empty.zip", {"a.txt": b"a"})

    assert desk("archive", "--check", "bad.zip").status == 1
    assert "读不了 text.zip:不是 ZIP" in desk("archive", "--check", "text.zip").err
    assert "读不了 none.zip" in desk("archive", "--check", "none.zip").err
    assert "没有校验清单" in desk("archive", "--check", "empty.zip").out
