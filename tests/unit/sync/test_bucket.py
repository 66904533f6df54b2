"""Requests keep to a limit, and do not wait without need."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.bucket import Bucket


def test_a_rested_bucket_lets_its_burst_through_at_once() -> None:
    bucket = Bucket(rate=5, burst=3)
    waits = []
    for _ in range(4):
        bucket, wait = bucket.take(10.0)
        waits.append(wait)

    assert waits == [0, 0, 0, 0.2]


def test_tokens_come_back_with_time_and_no_more_than_it_holds() -> None:
    bucket = Bucket(rate=5, burst=2, left=0, at=0.0)

    assert bucket.take(0.2)[1] == 0
    assert bucket.take(1000.0)[0].left == 1


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket = Bucket(rate=1, burst=1, left=0, at=100.0)

    assert bucket.take(50.0)[1] == 1


@given(st.lists(st.floats(0, 2), min_size=1, max_size=80), st.floats(1, 20), st.integers(1, 5))
def test_no_stretch_of_time_sees_more_than_the_limit(
    gaps: list[float], rate: float, burst: int
) -> None:
    bucket, now, sent = Bucket(rate, burst), 0.0, []
    for gap in gaps:
        now += gap
        bucket, wait = bucket.take(now)
        now += wait
        sent.append(now)

    for first, start in enumerate(sent):
        for last in range(first, len(sent)):
            assert last - first + 1 <= burst + rate * (sent[last] - start) + 1e-6
