"""The bench runs: small boards, one round, every kind of figure."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.rounds import in_turns, least, worst
from tests.bench.table import Found, Left, Row, printed, ratio
from tests.bench.world import ROOT

QUICK = ("--quick", "--rounds", "1", "--no-postgres", "--sizes", "20,20,40")


def bench(*options: str) -> str:
    """What a run of the bench prints."""
    done = subprocess.run(
        (sys.executable, "-m", "tests.bench", *QUICK, *options),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def table() -> str:
    return bench("--goals", "1,2,7")


def test_a_start_is_told_as_a_ratio_of_the_bare_app(table: str) -> None:
    assert "exec → saved board, 40, SQLite / bare" in table
    assert "exec → live, 40 / 20, SQLite" in table


def test_nothing_heavy_is_loaded_before_the_first_paint_nor_for_the_help(table: str) -> None:
    lines = [line for line in table.splitlines() if "heavy imports" in line]
    assert [line.split()[0] for line in lines] == ["7", "7"]
    assert all(" met" in line for line in lines), lines


def test_a_missed_goal_is_named_at_the_end_and_what_was_not_measured_too() -> None:
    found: list[Found] = [
        ratio(1, "start", 3.0, 2.0, 1.25),
        ratio(0, "more", 1.0, 2.0, None),
        Left(5, "no net"),
    ]
    lines = list(printed(found))
    assert lines[-3:] == [
        "0 of 1 met.",
        "missed: goal 1, start: 1.50 ×, not 1.25",
        "not measured: goal 5, no net",
    ]


def test_a_goal_is_met_at_its_very_limit() -> None:
    assert not Row(1, "start", 1.25, 1.25).missed


def test_programs_run_in_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def program(name: str) -> dict[str, float]:
        order.append(name)
        return {"ms": float(len(order))}

    found = in_turns({"a": lambda: program("a"), "b": lambda: program("b")}, 2)
    assert order == ["a", "b"] * 3
    assert found["a"]["ms"] == [3.0, 5.0]
    assert least(found["b"]["ms"]) == 4.0


def test_the_worst_is_the_95th_of_hundred() -> None:
    assert worst(float(number) for number in range(101)) == 95.0
