"""A line is saved at once, whatever else goes on."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.pilot.seat import seated
from tests.pilot.test_capture import opened, put, saved

LINES = 12


async def test_a_line_is_saved_in_a_tenth_of_a_second_while_another_process_writes(
    file_url: str,
) -> None:
    command = [sys.executable, "-m", "tests.store.ack_writer", file_url, "写手"]
    spent = []
    async with seated(file_url) as seat:
        await opened(seat)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            for number in range(LINES):
                await put(seat, f"第{number}件事 @王敏")
                begun = time.perf_counter()
                await seat.press("enter")
                await seat.until(lambda: "✓ 张伟 记下了" in seat.said, "saved")
                spent.append(time.perf_counter() - begun)
            writer.kill()
        await saved(seat)
        assert sum("件事" in each.title for each in seat.board.actions.values()) == LINES
    assert statistics.median(spent) < 0.1, spent
