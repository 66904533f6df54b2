"""Every clock explains itself in one line, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.calendar.workdays import work_calendar
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.board import Board
from core.domain.clocks import Clock
from core.domain.ids import Kind, record_id
from core.domain.people import Department
from core.domain.policy import Policy
from tests.unit.core.clocked import CHINA, HOUR, OFFICE, SHANGHAI, WORKING, blocker, local
from tests.unit.core.world import PROJECT
from tui.clock_words import explained, span_told
from tui.words import Words

ZH, EN = Words.load("zh"), Words.load("en")
START = local("2024-10-16T07:54")
NOW = local("2024-10-16T09:30")


def board(*policies: Policy, **values: object) -> Board:
    plain = Board(1, NOW, PROJECT, SHANGHAI, CHINA, policies={each.id: each for each in policies})
    return replace(plain, **values)  # type: ignore[arg-type]


def told(
    each: Blocker, clock: Clock, words: Words = ZH, now: datetime = NOW, at: Board | None = None
) -> str:
    return explained(at or board(), each, clock, now, words)


def slept(status: BlockerStatus, **values: Any) -> Blocker:
    return blocker(START, status=status, responded_at=START + HOUR, **values)


def test_a_running_clock_says_what_it_counts_from_when_and_to_when() -> None:
    new = blocker(START)

    assert told(new, Clock.RESPONSE) == "响应 2h · 自然小时, 自 07:54 · 到 09:54"
    assert told(new, Clock.SOLUTION) == "方案 24h · 自然小时, 自 07:54 · 到 10-17 07:54"
    assert (
        told(new, Clock.SOLUTION, EN)
        == "solution 24h · natural hours, since 07:54 · due 10-17 07:54"
    )


def test_a_pause_is_said_with_its_length_and_moves_the_end() -> None:
    woken = slept(BlockerStatus.ACKED, pauses=(START + HOUR, START + 2 * HOUR))
    later = local("2024-10-16T10:00")

    assert (
        told(woken, Clock.SOLUTION, now=later)
        == "方案 24h · 自然小时, 自 07:54 · 暂停 01:00 · 到 10-17 08:54"
    )


def test_a_clock_that_stands_says_until_when() -> None:
    sleeping = slept(
        BlockerStatus.SNOOZED,
        snoozed_at=START + HOUR,
        snoozed_until=local("2024-10-17T09:00"),
    )
    for_ever = replace(sleeping, snoozed_until=None)

    assert (
        told(sleeping, Clock.SOLUTION)
        == "方案 24h · 自然小时, 自 07:54 · 暂停 00:36 · 暂停中, 到 10-17 09:00 · 到 10-18 08:00"
    )
    assert "暂停中 ·" in told(for_ever, Clock.SOLUTION)
    assert "paused until 10-17 09:00" in told(sleeping, Clock.SOLUTION, EN)


def test_a_late_clock_says_by_how_much() -> None:
    now = START + 3 * HOUR + timedelta(minutes=10)

    assert told(blocker(START), Clock.RESPONSE, now=now).endswith(" · 到 09:54 · 已超 01:10")
    assert told(blocker(START), Clock.RESPONSE, EN, now).endswith(" · due 09:54 · 01:10 over")


def test_a_clock_that_was_met_says_when_and_by_whom() -> None:
    solved = blocker(
        START, responded_at=START + HOUR, solved_at=START + 25 * HOUR, solved_by="赵倩"
    )
    now = START + 26 * HOUR

    assert told(solved, Clock.RESPONSE, now=now).endswith("自 10-16 07:54 · 10-16 08:54 已响应")
    assert told(solved, Clock.SOLUTION, now=now).endswith(" · 08:54 已出方案(赵倩) · 已超 01:00")
    assert told(solved, Clock.SOLUTION, EN, now).endswith("solved 08:54 (赵倩) · 01:00 over")


def test_an_acknowledgement_that_has_run_out_says_so() -> None:
    acked = blocker(
        START, status=BlockerStatus.ACKED, responded_at=START + HOUR, ack_until=START + 9 * HOUR
    )

    assert told(acked, Clock.RESPONSE, now=START + 10 * HOUR).endswith(" · 受理过期 16:54")
    assert told(acked, Clock.RESPONSE, now=START + 8 * HOUR).endswith(" · 08:54 已响应")


def test_the_green_channel_goes_by_its_own_name() -> None:
    green = blocker(START, green_since=NOW, solution_due=NOW + 2 * HOUR)

    assert told(green, Clock.SOLUTION) == "绿色通道 2h · 自然小时, 自 09:30 · 到 11:30"


def test_office_hours_are_said_with_the_policy_that_counts_them() -> None:
    evening = blocker(local("2024-10-16T17:00"), WORKING, OFFICE)
    line = told(evening, Clock.RESPONSE, now=local("2024-10-16T17:30"), at=board(WORKING))

    assert line == (
        "响应 2h · 工作时段 09:00-18:00, 自 17:00 · 到 10-17 10:00 · 口径自 01-01 08:00 起"
    )


def test_office_hours_elsewhere_name_their_zone() -> None:
    berlin = Department(id=record_id(Kind.DEPARTMENT, 9), name="欧洲", timezone="Europe/Berlin")
    theirs = blocker(START, WORKING, OFFICE, lead="欧洲")
    line = told(theirs, Clock.RESPONSE, EN, at=board(WORKING, departments={"欧洲": berlin}))

    assert "office hours 09:00-18:00 Europe/Berlin, since 07:54" in line


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (ZH, "次年日历未公布,暂按周末计算"),
        (EN, "next year's calendar is not published yet, weekends count for now"),
    ],
    ids=["zh", "en"],
)
def test_a_calendar_that_is_not_published_yet_is_said(words: Words, note: str) -> None:
    unknown = replace(work_calendar("CN", range(2024, 2027)), unpublished=frozenset({2025}))
    since = local("2024-12-31T16:00")
    at = board(WORKING, calendar=unknown)
    late = blocker(since, WORKING, at.office_of(blocker(since, WORKING)))

    assert told(late, Clock.SOLUTION, words, since, at).endswith(" · " + note)
    assert "未公布" not in told(late, Clock.RESPONSE, ZH, since, board(WORKING))


def test_a_year_further_off_is_named() -> None:
    unknown = replace(work_calendar("CN", range(2024, 2027)), unpublished=frozenset({2024, 2025}))
    since = local("2024-12-31T16:00")
    at = board(WORKING, calendar=unknown)
    late = blocker(since, WORKING, at.office_of(blocker(since, WORKING)))

    assert told(late, Clock.SOLUTION, ZH, since, at).endswith(
        "2024、2025 年日历未公布,暂按周末计算"
    )


def test_a_moment_in_another_year_has_its_year() -> None:
    new = blocker(local("2024-12-31T12:00"))

    assert told(new, Clock.SOLUTION, now=local("2024-12-31T13:00")).endswith("到 2025-01-01 12:00")


def test_a_blocker_without_clocks_has_nothing_to_say() -> None:
    assert told(Blocker(id=record_id(Kind.BLOCKER, 1), title="卡"), Clock.RESPONSE) == ""


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [(45, "45分", "45m"), (60, "1h", "1h"), (90, "1h30", "1h30"), (1440, "24h", "24h")],
)
def test_a_span_takes_few_words(minutes: int, zh: str, en: str) -> None:
    span = timedelta(minutes=minutes)

    assert (span_told(span, ZH), span_told(span, EN)) == (zh, en)
