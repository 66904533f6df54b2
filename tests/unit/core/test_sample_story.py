"""The sample project reads as in the sketches, and looks the same around any other day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from core.calendar.sla import State
from core.domain.board import Board
from core.domain.clocks import response, solution, state
from core.domain.ids import RecordId
from core.domain.task import FINISHED, LightLevel
from core.sample.story import LANGUAGES, tell, when
from tests.unit.core.sample_play import played

NOW = datetime.fromisoformat("2024-10-16T09:30+08:00")
LIGHTS = {LightLevel.RED: 3, LightLevel.AMBER: 4, LightLevel.GREEN: 7}
ROWS = """
T-01 100/100 green 10-15 10-16T08:55
T-02 60/80 amber 10-18 10-16T08:55
T-03 75/70 green 10-25 10-16T09:02
T-04 80/100 red 10-15 10-16T09:02
T-05 0/30 red 10-22 10-15T16:35
T-06 35/40 amber 10-25 10-16T09:05
T-07 60/60 green 10-28 10-16T09:05
T-08 20/50 red 10-18 10-16T09:20
T-09 90/100 amber 10-16 10-16T09:11
T-10 20/20 green 11-05 10-14T17:30
T-11 15/10 green 11-08 10-16T09:02
T-12 30/35 amber 11-01 10-16T08:55
T-13 5/5 green 11-10 10-15T17:05
T-14 60/60 green 10-30 10-16T09:10
"""
CLOCKS = """
B-05 late -1:10 late -0:10
B-08 soon 0:24 ok 22:24
B-07 met 0:12 soon 0:38
B-09 met 1:05 ok 9:40
B-03 met 0:30 met 18:20
B-10 met 1:50 paused
"""
_YEAR = [datetime(2024, 9, 1, 1, 30, tzinfo=UTC) + timedelta(day) for day in range(400)]
"""400 days at half past nine in Shanghai: holidays, make-up days and a year not published."""
_CLOCK_HOURS = ["00:00", "00:20", "08:00", "12:00", "16:59", "17:30", "22:30", "23:59"]


@pytest.fixture(scope="module")
def board() -> Board:
    return played(NOW)


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _row(board: Board, task: str) -> str:
    known, stands = board.tasks[RecordId(task)], board.standings[RecordId(task)]
    assert known.due is not None
    assert known.progressed_at is not None
    told = f"{known.progressed_at.astimezone(board.zone):%m-%dT%H:%M}"
    share = f"{known.actual}/{stands.planned}"
    return f"{task} {share} {stands.light} {known.due:%m-%d} {told}"


def test_every_task_reads_as_in_the_sketch(board: Board) -> None:
    assert [_row(board, task) for task in sorted(board.tasks)] == _lines(ROWS)


def test_the_header_reads_as_in_the_sketch(board: Board) -> None:
    assert board.project.week(board.today) == 6
    assert board.lights == LIGHTS
    assert board.silent == 3


def _span(span: timedelta) -> str:
    sign, minutes = ("-" if span < timedelta(0) else ""), abs(span) // timedelta(minutes=1)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}"


def _clocks(board: Board, identity: RecordId) -> str:
    words = [str(identity)]
    for read in (response, solution):
        clock = read(board.blockers[identity], board.read_at)
        assert clock is not None
        span = clock.used if clock.state is State.MET else clock.left
        words.append("paused" if clock.paused else f"{clock.state} {_span(span)}")
    return " ".join(words)


def test_both_clocks_of_every_blocker_read_as_in_the_sketch(board: Board) -> None:
    assert [_clocks(board, RecordId(each)) for each in board.blocker_order] == _lines(CLOCKS)


def test_the_raci_grid_has_its_four_faults_and_one_overload(board: Board) -> None:
    faults = {task: [each.rule.value for each in found] for task, found in board.findings.items()}
    assert faults == {
        "T-06": ["no_accountable"],
        "T-12": ["many_accountable"],
        "T-13": ["empty_row"],
        "T-14": ["too_many_consulted"],
    }
    assert [(each.parties, each.letter, each.count) for each in board.overloads] == [
        (("P-01",), "A", 10)
    ]


def test_the_action_items_stand_in_the_order_of_the_sketch(board: Board) -> None:
    items = [board.actions[each] for each in board.action_order]
    due = [(each.id, f"{each.due.astimezone(board.zone):%m-%d}") for each in items if each.due]
    assert due == [
        ("A-19", "10-14"),
        ("A-22", "10-16"),
        ("A-20", "10-17"),
        ("A-23", "10-18"),
        ("A-21", "10-23"),
        ("A-18", "10-15"),
        ("A-17", "10-15"),
    ]
    assert [each.origin for each in items][:3] == ["周会10-11", "站会10-16", "站会10-15"]


def test_two_milestones_fall_on_sundays(board: Board) -> None:
    days = sorted(each.day for each in board.milestones.values())
    assert days == [date(2024, 10, 15), date(2024, 11, 10), date(2024, 12, 1)]


def _looks_the_same(now: datetime) -> None:
    board = played(now)
    states = Counter(state(each, now) for each in board.blockers.values())
    seen = {
        "lights": dict(board.lights),
        "silent": board.silent,
        "late": states[State.LATE],
        "soon": states[State.SOON],
        "planned": [stands.planned for _, stands in sorted(board.standings.items())],
        "overdue": sum(each.overdue(now, board.zone) for each in board.actions.values()),
        "week": board.project.week(board.today),
    }
    assert seen == {
        "lights": LIGHTS,
        "silent": 3,
        "late": 1,
        "soon": 2,
        "planned": [100, 80, 70, 100, 30, 40, 60, 50, 100, 20, 10, 35, 5, 60],
        "overdue": 1,
        "week": 6,
    }, now


def test_it_looks_the_same_on_each_of_400_days() -> None:
    for now in _YEAR:
        _looks_the_same(now)


@pytest.mark.parametrize("clock", _CLOCK_HOURS)
@pytest.mark.parametrize("day", ["2024-10-16", "2024-10-19", "2025-01-28", "2025-10-09"])
def test_it_looks_the_same_at_any_hour(day: str, clock: str) -> None:
    _looks_the_same(datetime.fromisoformat(f"{day}T{clock}+08:00"))


@pytest.mark.parametrize("now", _YEAR[::29])
def test_no_step_lies_in_the_future_and_none_before_the_project(now: datetime) -> None:
    story = tell(now)
    assert all(story.created <= step.at <= now for step in story.steps)


@pytest.mark.parametrize("now", _YEAR[::29])
def test_no_task_that_is_under_way_starts_after_today(now: datetime) -> None:
    board = played(now)
    running = [each for each in board.tasks.values() if each.status not in FINISHED]
    assert all(each.start and each.start <= board.today for each in running)


def test_both_languages_tell_the_same_ids_and_numbers() -> None:
    zh, en = (played(NOW, language) for language in LANGUAGES)
    assert [_row(zh, each) for each in zh.tasks] == [_row(en, each) for each in en.tasks]
    assert list(zh.people) == list(en.people)
    assert all(each.title.isascii() for each in en.tasks.values())


def test_a_language_without_a_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no-such-language"):
        tell(NOW, "../zh")


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="moment-without-offset"):
        tell(datetime(2024, 10, 16, 9, 30))  # noqa: DTZ001 - that is the point


def test_one_working_day_back_from_a_sunday_is_thursday() -> None:
    sunday = when(datetime.fromisoformat("2024-10-27T09:30+08:00"))
    assert sunday.day(-1) == date(2024, 10, 24)
    assert sunday.day(1) == date(2024, 10, 28)
    assert sunday.sunday(1) == date(2024, 11, 3)


def test_a_word_that_is_no_moment_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="no-moment"):
        when(NOW).moment("+1d")
