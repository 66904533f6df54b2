"""`serve` before it serves: what it asks for, and what it refuses."""

from __future__ import annotations

import socket

import pytest

from tests.cli.conftest import ON_SQLITE, Cli

PASSWORD = "PENGTOU_WEB_PASSWORD"
pytestmark = ON_SQLITE


@pytest.mark.parametrize("port", ["x", "-1", "65536", "８０", "80000000000"])
def test_a_port_that_is_none_is_told(board: Cli, port: str) -> None:
    done = board("serve", f"--port={port}")

    assert done.status == 2
    assert "--port 须在 0 到 65535 之间" in done.err


@pytest.mark.parametrize("number", ["0", "101", "many"])
def test_visitors_are_some_and_not_too_many(board: Cli, number: str) -> None:
    done = board("serve", "--visitors", number)

    assert done.status == 2
    assert "--visitors 须在 1 到 100 之间" in done.err


@pytest.mark.parametrize(
    "options",
    [("--host", "0.0.0.0"), ("--host", "192.168.1.5"), ("--address", "https://board.example")],
)
def test_an_address_that_others_reach_wants_a_password(
    board: Cli, options: tuple[str, ...]
) -> None:
    done = board("serve", *options)

    assert done.status == 2
    assert PASSWORD in done.err


def test_a_short_password_is_none(board: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "1234567")

    done = board("serve", "--host", "0.0.0.0")

    assert done.status == 2
    assert "至少 8 个字符" in done.err
    assert "1234567" not in done.err


def test_the_password_is_no_option(board: Cli) -> None:
    done = board("serve", "--password", "碰头碰头碰头碰头")

    assert done.status == 2
    assert "--password" in done.err


def test_whoever_lets_others_write_says_who_it_is(
    board: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PENGTOU_USER")

    done = board("serve", "--read-write")

    assert done.status == 2
    assert "--as" in done.err


def test_what_only_reads_cannot_let_others_write(
    board: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_READONLY", "1")

    assert board("serve", "--read-write").status == 2


def test_a_command_that_writes_is_refused_where_only_reading_is_wanted(
    board: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_READONLY", "1")

    done = board("add", "补齐样品清单 @王敏 明天")

    assert done.status == 1
    assert "这里只能看" in done.err


def test_an_address_that_is_none_is_told(board: Cli) -> None:
    done = board("serve", "--address", "board.example/x")

    assert done.status == 2
    assert "board.example/x" in done.err


def test_a_port_that_is_taken_is_told(board: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = board("serve", "--port", str(taken.getsockname()[1]))

    assert done.status == 1
    assert "换一个端口" in done.err
