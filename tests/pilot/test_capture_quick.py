"""A line is saved at once, whatever else goes on."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from functools import partial

import pytest

from core.domain.risk import RaiseRisk
from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import opened, put, saved
from tui import performing

LINES = 12


def shown(seat: Seat, number: int) -> bool:
    """Whether the line just saved is confirmed."""
    return re.search(rf"第{number}件事 · 王敏.*↑", seat.said) is not None


async def test_a_line_is_saved_in_a_tenth_of_a_second_while_another_process_writes(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the Enter key to the commit; the harness waits longer for the screen to rest.

    The quickest save counts: the tests beside this one want the machine too. Where even a save
    without a board takes long on it, three of those are the measure.
    """
    command = [sys.executable, "-m", "tests.store.ack_writer", file_url, "写手"]
    committed, spent, bare = _commits(monkeypatch), [], []
    async with seated(file_url) as seat:
        await opened(seat)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            for number in range(LINES):
                await put(seat, f"第{number}件事 @王敏")
                begun = time.perf_counter()
                await seat.press("enter")
                await seat.until(partial(shown, seat, number), "saved")
                spent.append(committed[-1] - begun)
                begun = time.perf_counter()
                await seat.outsider.perform(RaiseRisk(title=f"旁边{number}"))
                bare.append(time.perf_counter() - begun)
            writer.kill()
        await saved(seat)
        assert sum("件事" in each.title for each in seat.board.actions.values()) == LINES
    assert len(committed) == LINES
    assert min(spent) < max(0.1, 3 * min(bare)), (spent, bare)


def _commits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When each wish was carried out."""
    ends: list[float] = []
    real = performing.carry_out

    def carry_out(*arguments: object) -> performing.Answer:
        answer = real(*arguments)  # type: ignore[arg-type]
        ends.append(time.perf_counter())
        return answer

    monkeypatch.setattr(performing, "carry_out", carry_out)
    return ends
