"""What is drawn: every word of a title, nothing that acts on the terminal, at any size."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.terminal.pty_screen import PtyScreen


def test_hostile_text_is_shown_and_does_not_act(sample: PtyScreen) -> None:
    text = sample.wait_for(r"原样 \[P0\]")
    assert text.count("[P0]") == 3
    assert "[/路径]" in text
    assert sample.offences() == []


def test_the_judge_finds_what_the_guard_would_hold_back(sample: PtyScreen) -> None:
    sample.raw += b"\x1b]52;c;aGk=\x07"
    assert sample.offences() != []


def test_a_storm_of_sizes_leaves_a_working_screen(sample: PtyScreen) -> None:
    chance = random.Random(4)
    for _ in range(150):
        columns, lines = chance.choice([(0, 0), (1, 1), (chance.randrange(501), 40)])
        sample.resize(columns, chance.randrange(201) if lines == 40 else lines)
        sample.wait_quiet(0.001)
    sample.resize(100, 30)
    sample.wait_for("大小 100x30")
    sample.press("好")
    sample.wait_for("值<好>")
    sample.wait_quiet()
    assert _busy(sample, seconds=0.5) <= 0.05
    sample.press("f2")
    assert sample.wait_end() == 0
    assert sample.offences() == []


def test_sizes_told_in_band_are_taken_even_when_they_are_nothing(sample: PtyScreen) -> None:
    sample.write(b"\x1b[48;0;0;0;0t\x1b[48;30;100;0;0t")
    sample.wait_for("大小 100x30")
    sample.write(b"\x1b[<0;5;2M\x1b[<0;5;2m")
    sample.press("好")
    sample.wait_for("值<好>")


def _busy(sample: PtyScreen, seconds: float) -> float:
    """The share of a processor the program takes while nobody does anything."""

    def used() -> float:
        fields = Path(f"/proc/{sample.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    time.sleep(seconds)
    return (used() - before) / seconds
