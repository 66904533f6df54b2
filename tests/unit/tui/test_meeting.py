"""A meeting as its screens see it: boxes, what comes next, what it brought."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from core.domain.meeting import AgendaItem, Meeting, MeetingKind, MeetingStatus, Purpose, Sort
from core.domain.refusal import Refused
from tests.samples import NOW, sample_board
from tui.attendance import came
from tui.meeting import Overrun, Sitting, Timer, brought, clock, counts, forgotten
from tui.panels.meeting_bar import bar, strip, timed
from tui.panels.view import Width
from tui.points import point_of
from tui.words import LANGUAGES, Words

AT = datetime.fromisoformat(NOW)
ZH = Words.load("zh")
M = RecordId("M-01")
PEOPLE = (RecordId("P-01"), RecordId("P-02"), RecordId("P-03"))


def sitting(wide: Width = Width.NORMAL, **values: object) -> Sitting:
    """A standup of three in which the first speaks since now."""
    board = sample_board("zh")
    items = tuple(
        AgendaItem(
            id=RecordId(f"G-0{at}"),
            meeting=M,
            position=at,
            purpose=Purpose.PERSON,
            owner=who,
            seconds=120,
            turns=(AT,) if at == 1 else (),
        )
        for at, who in enumerate(PEOPLE, 1)
    )
    last = AgendaItem(
        id=RecordId("G-04"), meeting=M, position=4, purpose=Purpose.READ_BACK, seconds=60
    )
    meeting = Meeting(
        id=M,
        kind=MeetingKind.STANDUP,
        status=MeetingStatus.RUNNING,
        started_at=AT,
        minutes=15,
        current=RecordId("G-01"),
        attendance=dict.fromkeys(PEOPLE, "present"),
    )
    found = Sitting(board, meeting, (*items, last), AT, wide)
    return replace(found, meeting=replace(meeting, **values))  # type: ignore[arg-type]


def said(kind: str, subject: str, seq: int, **after: object) -> Recorded:
    """Something in the log of the meeting."""
    return Recorded(seq, AT, "张伟", f"c{seq}", Event(kind, RecordId(subject), {}, after), M)


@pytest.mark.parametrize(
    ("took", "level"),
    [(119, Overrun.NONE), (121, Overrun.OVER), (180, Overrun.SAID), (240, Overrun.PARK)],
)
def test_an_overrun_is_said_at_one_minute_and_offered_at_two(took: int, level: Overrun) -> None:
    assert Timer(timedelta(seconds=took), timedelta(seconds=120)).overrun is level


def test_without_a_box_nothing_overruns() -> None:
    assert Timer(timedelta(hours=3), timedelta(0)).overrun is Overrun.NONE


def test_an_overrun_is_told_by_a_sign_and_not_by_colour_alone() -> None:
    late = Timer(timedelta(seconds=200), timedelta(seconds=120))
    assert "".join(each.text for each in timed(late, ZH)) == "✗03:20/02:00 超1分"


def test_clocks_read_minutes_and_seconds_beyond_the_hour() -> None:
    assert clock(timedelta(minutes=75, seconds=9)) == "75:09"


def test_who_is_absent_is_passed_over_both_ways() -> None:
    attendance: dict[str, str] = dict.fromkeys(PEOPLE, "present")
    found = sitting(attendance=attendance | {"P-02": "absent"})
    following = found.after("G-01")
    assert following is not None
    assert following.id == "G-03"
    before = found.after("G-03", -1)
    assert before is not None
    assert before.id == "G-01"
    assert found.after("G-04") is None
    assert found.after("G-01", -1) is None


def test_a_standup_counts_people_and_not_the_read_back() -> None:
    assert sitting().tally == "1/3"


def test_the_pace_is_what_passed_and_what_is_to_come() -> None:
    found = replace(sitting(), now=AT + timedelta(minutes=3))
    assert found.projected() == timedelta(minutes=3 + 2 + 2 + 1)


def test_what_a_meeting_brought_leaves_out_steering_and_what_was_taken_back() -> None:
    log = (
        said("action.added", "A-30", 3),
        said("meeting.turned", "M-01", 2),
        said("point.made", "Q-01", 4, sort="dispute"),
        replace(said("blocker.raised", "B-30", 5), undone_by=6),
        said("blocker.undone", "B-30", 6),
        replace(said("action.added", "A-31", 7), meeting=None),
    )
    record = brought(log, M)
    assert [each.seq for each in record] == [3, 4]
    assert counts(record) == {"action": 1, "dispute": 1}


def test_a_meeting_is_forgotten_after_twenty_minutes_of_silence() -> None:
    later = replace(sitting(), now=AT + timedelta(minutes=20))
    assert forgotten(later, ())
    assert not forgotten(replace(later, now=AT + timedelta(minutes=19)), ())
    fresh = replace(said("action.added", "A-30", 3), at=AT + timedelta(minutes=10))
    assert not forgotten(later, (fresh,))


def test_a_late_comer_gets_the_turn_of_the_others() -> None:
    found = sitting()
    wish = came(found.board, found.meeting, RecordId("P-10"))
    slot = wish.commands[1].slot  # type: ignore[union-attr]
    assert (slot.purpose, slot.owner) == (Purpose.PERSON, "P-10")


def test_a_point_takes_the_names_behind_its_text() -> None:
    wish = point_of(Sort.PARKED, "预算口径 周五前 @王敏 ＠wg", sample_board("zh"))
    assert (wish.text, wish.people) == ("预算口径 周五前", ("P-02", "P-06"))


def test_a_point_without_a_name_is_the_speakers() -> None:
    assert point_of(Sort.PARKED, "预算", sample_board("zh"), PEOPLE[:1]).people == PEOPLE[:1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("预算 @无此人", "no-such-person"), ("@王敏", "text-missing"), ("预算 @w", "name-not-one")],
)
def test_a_point_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        point_of(Sort.PARKED, text, sample_board("zh"))
    assert refused.value.reason == reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_keeps_its_counts_where_room_is_short(language: str) -> None:
    words = Words.load(language)
    left, _ = bar(sitting(), (), words, 100)
    text = "".join(each.text for each in left)
    assert words.say("meeting_screen.count.action", n=0) in text


def test_the_strip_shows_the_current_item_however_many_there_are() -> None:
    few = sitting(Width.NARROW)
    many = replace(
        few,
        items=tuple(replace(few.items[0], id=RecordId(f"G-{at}"), turns=()) for at in range(40)),
        meeting=replace(few.meeting, current=RecordId("G-33")),
    )
    text = "".join(each.text for each in strip(many, ZH, 80))[:70]
    assert "▸34" in text
    assert text.startswith("…")
