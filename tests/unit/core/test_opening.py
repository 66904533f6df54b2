"""How a meeting begins: who is asked to come, who speaks first, what is on the agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.board import Board
from core.domain.ids import RecordId
from core.domain.meeting import Meeting, MeetingKind, MeetingStatus, Presence, Purpose, Series
from core.domain.opening import invited, plan, start, turns
from core.domain.people import Role
from core.domain.refusal import Refused
from core.meetings import template
from tests.samples import sample_board


@pytest.fixture
def board() -> Board:
    return sample_board("zh")


def names(board: Board, people: tuple[RecordId, ...]) -> list[str]:
    return [board.name_of(each) for each in people]


def test_whom_it_concerns_is_asked_and_viewers_are_not(board: Board) -> None:
    wang = next(each for each in board.people.values() if each.name == "王敏")
    watching = replace(board, people={**board.people, wang.id: replace(wang, role=Role.VIEWER)})

    assert {"张伟", "王敏", "赵倩"} <= set(names(board, invited(board)))
    assert "王敏" not in names(watching, invited(watching))


def test_who_has_most_in_the_way_speaks_first(board: Board) -> None:
    people = invited(board)
    order = [slot.owner for slot in turns(board, people, 120)]

    assert set(order) == set(people)
    stuck = {each.owner for each in board.blockers.values() if each.id in board.blocker_order}
    assert order[0] in stuck


def test_a_standup_has_a_turn_for_each_who_came_and_the_read_back(board: Board) -> None:
    away = invited(board)[0]
    wish = start(board, template(MeetingKind.STANDUP), "zh", absent=[away])

    assert [slot.owner for slot in wish.agenda if slot.purpose is Purpose.PERSON].count(away) == 0
    assert wish.agenda[-1].purpose is Purpose.READ_BACK
    assert wish.attendance[away] == Presence.ABSENT
    assert wish.minutes == 15
    assert wish.goal == template(MeetingKind.STANDUP).goal_in("zh")


def test_the_project_s_own_rhythm_beats_the_template(board: Board) -> None:
    series = Series(
        id=RecordId("SE-01"), kind=MeetingKind.STANDUP, minutes=20, turn_seconds=90, place="3 楼"
    )
    wish = start(replace(board, series={series.id: series}), template(MeetingKind.STANDUP), "zh")

    assert wish.minutes == 20
    assert wish.agenda[0].seconds == 90


def test_the_one_planned_for_today_is_started_and_not_another(board: Board) -> None:
    planned = Meeting(
        id=RecordId("M-01"),
        kind=MeetingKind.WEEKLY,
        status=MeetingStatus.PLANNED,
        starts_at=board.read_at + timedelta(hours=1),
        version=3,
    )
    later = replace(planned, id=RecordId("M-02"), starts_at=board.read_at + timedelta(days=1))

    both = replace(board, meetings={planned.id: planned, later.id: later})
    only_later = replace(board, meetings={later.id: later})

    weekly = template(MeetingKind.WEEKLY)
    assert (start(both, weekly, "zh").meeting, start(both, weekly, "zh").seen) == ("M-01", 3)
    assert start(only_later, weekly, "zh").meeting is None


@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_a_template_that_fits_its_time(kind: MeetingKind, language: str) -> None:
    made = template(kind)
    agenda = made.agenda(language)

    assert made.goal_in(language)
    assert agenda[-1].purpose is Purpose.READ_BACK
    assert sum(slot.seconds for slot in agenda) <= made.minutes * 60
    assert all(slot.title for slot in agenda if slot.purpose is Purpose.TOPIC)


def test_a_customer_s_own_template_wins(tmp_path: Path) -> None:
    (tmp_path / "weekly.toml").write_text(
        'minutes = 45\n[[item]]\npurpose = "topic"\ntitle = "先看客户"\nseconds = 60\n',
        encoding="utf-8",
    )

    made = template(MeetingKind.WEEKLY, tmp_path)

    assert (made.minutes, made.agenda("en")[0].title) == (45, "先看客户")


@pytest.mark.parametrize(
    "text", ["minutes = ", 'minutes = "x"', 'minutes = 5\n[[item]]\npurpose = "tea"', ""]
)
def test_a_broken_template_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weekly.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match="meeting-template") as refused:
        template(MeetingKind.WEEKLY, tmp_path)

    assert refused.value.values["path"] == str(path)


def test_a_meeting_is_planned_with_its_template_s_agenda_and_goal(board: Board) -> None:
    at = board.read_at + timedelta(days=2)
    wish = plan(board, template(MeetingKind.KICKOFF), "zh", at)

    assert (wish.starts_at, wish.minutes) == (at, 60)
    assert wish.goal
    assert wish.agenda[-1].purpose is Purpose.READ_BACK
    assert wish.invited == invited(board, wish.kind)
    assert set(invited(board)) <= set(wish.invited)


def test_a_planned_standup_has_everybody_s_turn(board: Board) -> None:
    wish = plan(board, template(MeetingKind.STANDUP), "zh", board.read_at + timedelta(days=1))

    speakers = [slot.owner for slot in wish.agenda if slot.purpose is Purpose.PERSON]
    assert sorted(map(str, speakers)) == sorted(invited(board))
