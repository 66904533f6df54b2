"""When a source comes due, and which secrets it is opened with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.board import SourceState
from core.settings import SourceSettings
from sync.credentials import missing, wanted
from sync.schedule import next_run

NOW = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_source_without_an_interval_never_comes_due() -> None:
    assert next_run(None, SourceState(name="plan", tried_at=NOW), NOW) is None


def test_a_source_that_was_never_tried_is_due_now() -> None:
    assert next_run(300, None, NOW) == NOW
    assert next_run(300, SourceState(name="plan"), NOW) == NOW


@pytest.mark.parametrize(
    ("interval", "failures", "minutes"),
    [(300, 0, 5), (300, 1, 10), (300, 2, 20), (300, 3, 30), (300, 900, 30), (3600, 4, 60)],
)
def test_each_failure_doubles_the_wait_up_to_half_an_hour(
    interval: int, failures: int, minutes: int
) -> None:
    state = SourceState(name="plan", tried_at=NOW, failures=failures)

    assert next_run(interval, state, NOW + 9 * MINUTE) == NOW + minutes * MINUTE


def test_the_last_try_counts_and_not_the_last_that_went_well() -> None:
    state = SourceState(name="plan", synced_at=NOW - 9 * MINUTE, tried_at=NOW)

    assert next_run(300, state, NOW) == NOW + 5 * MINUTE


TEAMBITION = SourceSettings(type="teambition")


@pytest.mark.parametrize(
    ("settings", "there", "lacking"),
    [
        (SourceSettings(), (), ("APP_ID", "APP_SECRET")),
        (SourceSettings(), ("APP_ID", "APP_SECRET"), ()),
        (SourceSettings(type="sheet"), (), ()),
        (TEAMBITION, ("APP_ID", "APP_SECRET"), ("TENANT_ID",)),
        (TEAMBITION, ("USER_TOKEN",), ()),
        (SourceSettings(type="teambition", write=("due",)), ("USER_TOKEN",), ()),
        (
            SourceSettings(type="teambition", actions=True),
            ("APP_ID", "APP_SECRET", "TENANT_ID"),
            ("OPERATOR_ID",),
        ),
    ],
)
def test_the_secrets_that_are_missing_are_named(
    settings: SourceSettings, there: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    found = missing("my-plan", settings, lambda _, key: key in there)

    assert found == tuple(f"PENGTOU_MY_PLAN_{key}" for key in lacking)


def test_a_set_that_is_whole_is_the_one_that_is_told() -> None:
    told = wanted("tb", TEAMBITION, lambda _, key: key == "USER_TOKEN")

    assert told == {"PENGTOU_TB_USER_TOKEN": True}
