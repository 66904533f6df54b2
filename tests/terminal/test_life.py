"""However the app ends, the terminal is as it was and the status says why."""

from __future__ import annotations

import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.pty_screen import PtyScreen


def assert_as_found(screen: PtyScreen) -> None:
    """Modes, settings and processes are as they were before the app."""
    screen.wait_until(lambda: not screen.processes(), "the end of all processes")
    screen.wait_quiet(0.05)
    assert screen.modes_left_on() == set()
    assert screen.settings() == screen.settings_before
    assert screen.offences() == []


def test_quitting_leaves_status_0_and_no_log(sample: PtyScreen, log: Path) -> None:
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)
    assert not log.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_ends_in_order_with_128_and_its_number(sample: PtyScreen, number: int) -> None:
    before = time.monotonic()
    sample.kill(number)
    assert sample.wait_end() == 128 + number
    assert time.monotonic() - before < 3
    assert_as_found(sample)


def test_what_was_typed_is_kept_when_a_signal_ends_the_app(sample: PtyScreen, log: Path) -> None:
    sample.press("半句话")
    sample.wait_for("值<半句话>")
    sample.kill(signal.SIGTERM)
    sample.wait_end()
    assert log.with_name("draft").read_text(encoding="utf-8") == "半句话"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_an_end_in_the_middle_of_starting_leaves_nothing_behind(
    log: Path, number: int, status: int
) -> None:
    command = [sys.executable, "-m", "tests.terminal.sample_app"]
    with PtyScreen(command, env={"SAMPLE_LOG": str(log)}) as screen:
        screen.wait_until(lambda: b"1049h" in screen.raw, "the first bytes")
        screen.kill(number)
        assert screen.wait_end() == status
        assert_as_found(screen)


def test_ctrl_c_is_a_key_not_the_end(sample: PtyScreen) -> None:
    sample.press("ctrl+c", "a")
    sample.wait_for("值<a>")
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)


@pytest.mark.parametrize("key", ["f3", "f4", "f5", "f6"])
def test_a_crash_anywhere_is_one_line_for_the_person_and_a_log_entry(
    sample: PtyScreen, log: Path, key: str
) -> None:
    sample.press(key)
    assert sample.wait_end() == 1
    assert_as_found(sample)
    after = sample.raw.decode().rpartition("\x1b[?1049l")[2]
    assert after.count("\n") == 1
    assert f"出错了:{log}" in after
    written = log.read_text()
    assert "RuntimeError" in written
    assert "-broke" in written
    assert "secret-token" not in written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize(("key", "what"), [("f7", "task-broke"), ("f8", "thread-broke")])
def test_what_fails_unseen_is_told_and_logged(
    sample: PtyScreen, log: Path, key: str, what: str
) -> None:
    sample.press(key)
    sample.wait_for("背景出错")
    assert what in log.read_text()
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)


def test_closing_the_window_ends_the_app(sample: PtyScreen) -> None:
    sample.hang_up()
    assert sample.wait_end() == 128 + signal.SIGHUP
    sample.wait_until(lambda: not sample.processes(), "the end of all processes")


def test_continuing_after_a_stop_repairs_the_screen(sample: PtyScreen) -> None:
    sample.kill(signal.SIGSTOP)
    sample.wait_until(lambda: _state(sample.pid) == "T", "the stop")
    sample.kill(signal.SIGCONT)
    sample.press("好")
    sample.wait_for("值<好>")
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)


def test_suspending_gives_the_terminal_back_and_takes_it_again(sample: PtyScreen) -> None:
    sample.kill(signal.SIGTSTP)
    sample.wait_until(lambda: _state(sample.pid) == "T", "the stop")
    sample.wait_quiet()
    assert sample.modes_left_on() == set()
    assert sample.settings() == sample.settings_before
    sample.kill(signal.SIGCONT)
    sample.wait_until(lambda: "1049" in sample.modes_left_on(), "the screen")
    sample.press("好")
    sample.wait_for("值<好>")
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)


@pytest.mark.parametrize("key", ["f10", "f11"])
def test_a_stop_in_the_middle_of_a_write_holds_nothing_up(sample: PtyScreen, key: str) -> None:
    sample.press(key)
    sample.wait_until(lambda: _state(sample.pid) == "T", "the stop")
    sample.kill(signal.SIGCONT)
    sample.wait_until(lambda: "1049" in sample.modes_left_on(), "the screen")
    sample.press("好")
    sample.wait_for("值<好>")
    sample.press("f2")
    assert sample.wait_end() == 0
    assert_as_found(sample)


def test_the_janitor_cleans_up_after_kill_9(sample: PtyScreen) -> None:
    assert sample.settings() != sample.settings_before
    sample.kill(signal.SIGKILL)
    assert sample.wait_end() == -signal.SIGKILL
    assert_as_found(sample)


def test_the_janitor_outlives_a_kill_of_the_whole_group(sample: PtyScreen) -> None:
    os.killpg(sample.pid, signal.SIGKILL)
    assert sample.wait_end() == -signal.SIGKILL
    assert_as_found(sample)


def test_work_that_will_not_stop_does_not_hold_up_quitting(sample: PtyScreen) -> None:
    sample.press("f9")
    sample.wait_for("卡住")
    before = time.monotonic()
    sample.press("f2")
    assert sample.wait_end() == 0
    assert time.monotonic() - before < 4
    assert_as_found(sample)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
