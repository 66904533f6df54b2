"""When a request is repeated, and when no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.patience import JITTER, Patience, asked_wait
from sync.trouble import Retry

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def _wait(fault: Retry, attempt: int = 1, elapsed: float = 0, jitter: float = 0) -> float | None:
    return Patience().wait(fault, attempt=attempt, elapsed=elapsed, jitter=jitter)


def test_waits_double_up_to_the_top() -> None:
    patience = Patience(attempts=9, seconds=1000)
    fault = Retry("x")

    waits = [patience.wait(fault, attempt=n, elapsed=0, jitter=0) for n in range(1, 8)]

    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_the_last_attempt_is_followed_by_none() -> None:
    assert _wait(Retry("x"), attempt=5) is None


def test_a_fault_may_be_worth_fewer_attempts() -> None:
    assert _wait(Retry("x", tries=2), attempt=2) is None


def test_a_fault_may_have_its_own_first_wait() -> None:
    assert _wait(Retry("x", pause=10)) == 10


def test_what_the_service_asks_for_is_kept_even_above_the_top() -> None:
    assert _wait(Retry("x", asked=45)) == 45


def test_a_wait_beyond_the_total_time_is_not_begun() -> None:
    assert _wait(Retry("x", asked=121)) is None
    assert _wait(Retry("x"), elapsed=119.5) is None


def test_what_is_not_safe_to_repeat_is_not_repeated() -> None:
    fault = Retry("x", asked=1)

    assert Patience().wait(fault, attempt=1, elapsed=0, jitter=0, repeatable=False) is None


@given(st.floats(0, 1), st.floats(0, 90))
def test_jitter_only_ever_adds_a_little(jitter: float, asked: float) -> None:
    wait = _wait(Retry("x", asked=asked), jitter=jitter)

    assert wait is not None
    assert asked <= wait <= asked * (1 + JITTER)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ogw-ratelimit-reset": "12"}, 12.0),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "3", "x-ogw-ratelimit-reset": "5"}, 5.0),
        ({"retry-after": "Mon, 02 Mar 2026 08:00:30 GMT"}, 30.0),
        ({"retry-after": "Mon, 02 Mar 2026 07:00:00 GMT"}, 0.0),
        ({"retry-after": "Mon, 02 Mar 2026 08:00:30 -0000"}, 30.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-4"}, None),
        ({"retry-after": "nan"}, None),
        ({"x-ogw-ratelimit-reset": "inf"}, None),
        ({}, None),
    ],
)
def test_the_headers_say_how_long(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(headers, NOW) == seconds


@given(st.text())
def test_no_header_makes_it_fail(text: str) -> None:
    asked_wait({"retry-after": text, "x-ogw-ratelimit-reset": text}, NOW)
