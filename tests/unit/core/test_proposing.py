"""R27: times at which everybody is at work, on everybody's own clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.calendar.sla import OfficeHours
from core.calendar.workdays import work_calendar
from core.domain.ids import Kind, record_id
from core.domain.people import Department, Person
from core.domain.proposing import Off, Proposal, Stretch, Wanted, proposed
from core.domain.regions import Elsewhere, dept_of, elsewhere
from core.domain.task import Task
from tests.unit.core.world import LI, PEOPLE, PROJECT, World

CN = work_calendar("CN", range(2023, 2027))
SHANGHAI, LONDON, NEW_YORK = map(ZoneInfo, ("Asia/Shanghai", "Europe/London", "America/New_York"))


def office(zone: ZoneInfo, opens: int = 9, closes: int = 18) -> OfficeHours:
    return OfficeHours(CN, zone, time(opens), time(closes))


def at(text: str) -> datetime:
    """A moment of 2024 in Shanghai."""
    return datetime.fromisoformat(f"2024-{text}").replace(tzinfo=SHANGHAI)


def tried(since: str, until: str, minutes: int = 30, **offices: OfficeHours) -> Proposal:
    return proposed(offices, Wanted(at(since), at(until), timedelta(minutes=minutes)))


def starts(found: Proposal) -> list[str]:
    return [f"{each.starts.astimezone(SHANGHAI):%m-%d %H:%M}" for each in found.slots]


def test_one_office_meets_in_its_own_hours() -> None:
    found = tried("10-16 07:10", "10-17 23:59", here=office(SHANGHAI))

    assert starts(found) == ["10-16 09:00", "10-16 13:00", "10-17 09:00", "10-17 13:00"]


def test_two_regions_meet_where_their_hours_overlap() -> None:
    found = tried("10-16 09:00", "10-16 23:59", here=office(SHANGHAI), there=office(LONDON))

    assert starts(found) == ["10-16 16:00"]
    assert f"{found.slots[0].starts.astimezone(LONDON):%H:%M}" == "09:00"


def test_winter_time_moves_the_overlap() -> None:
    """London leaves summer time on 27 October 2024: its nine is Shanghai's seventeen then."""
    found = tried("10-28 09:00", "10-28 23:59", here=office(SHANGHAI), there=office(LONDON))

    assert starts(found) == ["10-28 17:00"]


def test_holidays_are_passed_over_and_make_up_days_are_worked() -> None:
    found = tried("10-01 00:00", "10-08 23:59", here=office(SHANGHAI))
    assert starts(found) == ["10-08 09:00", "10-08 13:00"]

    saturday = tried("10-12 00:00", "10-12 23:59", here=office(SHANGHAI))
    assert starts(saturday) == ["10-12 09:00", "10-12 13:00"]


def test_a_meeting_does_not_lie_over_another() -> None:
    taken = ((at("10-16 09:00"), at("10-16 17:30")),)
    wanted = Wanted(at("10-16 08:00"), at("10-16 23:59"), timedelta(minutes=30), taken)

    assert starts(proposed({"here": office(SHANGHAI)}, wanted)) == ["10-16 17:30"]


def test_hours_that_never_meet_are_said_with_what_is_nearest_and_fair() -> None:
    found = tried(
        "10-16 00:00", "10-16 23:59", here=office(SHANGHAI), there=office(NEW_YORK, 8, 17)
    )

    assert found.slots == ()
    first = found.nearest[0]
    assert f"{first.starts.astimezone(SHANGHAI):%H:%M}" == "18:45"
    assert first.outside == {
        "here": Stretch(Off.LATE, timedelta(hours=1, minutes=15)),
        "there": Stretch(Off.EARLY, timedelta(hours=1, minutes=15)),
    }


def test_longer_than_a_day_of_work_there_is_no_time() -> None:
    found = tried("10-16 00:00", "10-17 23:59", minutes=480, here=office(SHANGHAI, 9, 12))

    assert found.slots == ()
    assert found.nearest


def test_a_moment_is_told_where_it_reads_otherwise() -> None:
    world = World()
    there = Department(id=record_id(Kind.DEPARTMENT, 4), name="伦敦办", timezone="Europe/London")
    world.put(*PEOPLE, there)
    board = world.board()
    moment = datetime(2026, 11, 18, 18, tzinfo=SHANGHAI)
    abroad = Person(id=PROJECT.id, name="Ann", timezone="America/New_York")

    assert elsewhere(moment, board, "市场部") == ()
    assert elsewhere(moment, board, "伦敦办", PEOPLE[0]) == (
        Elsewhere("伦敦办", moment.astimezone(LONDON)),
    )
    told = elsewhere(moment, board, "伦敦办", abroad)
    assert [(each.whose, each.at.hour) for each in told] == [("", 5), ("伦敦办", 10)]


def test_whose_deadline_it_is() -> None:
    world = World()
    world.put(*PEOPLE)
    board = world.board()
    own = Task(id=PROJECT.id, title="x", dept="研发部")

    assert dept_of(own, board) == "研发部"
    assert dept_of(Task(id=PROJECT.id, title="x", owner=LI), board) == "销售部"


def test_times_too_early_for_the_agenda_come_last_and_say_so() -> None:
    wanted = Wanted(
        at("10-16 09:30"), at("10-17 23:59"), timedelta(minutes=60), (), at("10-17 09:45")
    )
    found = proposed({"here": office(SHANGHAI)}, wanted)

    assert starts(found) == [
        *("10-17 10:00", "10-17 13:00"),
        *("10-16 09:30", "10-16 13:00", "10-17 09:00"),
    ]
    assert [each.hasty for each in found.slots] == [False, False, True, True, True]
