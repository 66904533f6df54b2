"""A standup's minutes say of each person what they had to say, and who was not heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.documents.content import Table
from core.documents.minutes import minutes_document
from core.domain.blocker import RaiseBlocker
from core.domain.ids import Kind, RecordId
from core.domain.meeting import AgendaItem, MeetingKind, Presence
from core.domain.meeting_wishes import EndMeeting, GoToItem, SetAttendance
from core.service import Service
from core.store import open_store
from tests.hand_clock import HandClock
from tests.samples import sample_zh
from tests.unit.core.documents.held import BEGAN, CHAIR, Sitting
from tui.voice import WordsVoice

ABSENT = RecordId("P-05")


@pytest.fixture(scope="module")
def standup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    """Two people spoke, one was absent, the others never came up. Held once: it is only read."""
    path = tmp_path_factory.mktemp("standup") / "board.db"
    sample_zh(str(path))
    store, clock = open_store(str(path)), HandClock()
    yield held(Service(store, 1, CHAIR, clock), clock)
    store.close()


def held(service: Service, clock: HandClock) -> Sitting:
    """The standup itself: two minutes of the first turn, one of the second."""
    clock.set(BEGAN)
    sitting = Sitting(service, clock)
    sitting.begin(MeetingKind.STANDUP)
    sitting.by(CHAIR, SetAttendance(meeting=sitting.meeting, person=ABSENT, how=Presence.ABSENT))
    items: list[AgendaItem] = service.all_of(Kind.AGENDA_ITEM)
    first, second, *_ = (
        each for each in items if each.meeting == sitting.meeting and each.owner != ABSENT
    )
    clock.forward(minutes=1)
    sitting.by(CHAIR, RaiseBlocker(title="礼盒卡在海关", reporter=first.owner))
    clock.forward(minutes=1)
    sitting.by(CHAIR, GoToItem(meeting=sitting.meeting, item=second.id))
    clock.forward(minutes=1)
    sitting.by(CHAIR, EndMeeting(meeting=sitting.meeting, unread=True))
    return sitting


def told(sitting: Sitting, voice: WordsVoice) -> Table:
    """The part of the minutes that goes person by person."""
    record = sitting.service.meeting_record(sitting.meeting)
    document = minutes_document(record, voice)
    return next(each for each in document.tables if each.name == "turns")


def test_each_person_has_what_they_did_do_and_wait_for(
    standup: Sitting, chinese: WordsVoice
) -> None:
    first = told(standup, chinese).rows[0]
    name, spoke, _, hand, way, down = (each.text for each in first)

    assert (name, spoke) == ("赵倩", "02:00")
    assert "T-04 功能demo交付 80%" in hand
    assert "B-08" in way
    assert "礼盒卡在海关" in way
    assert down.endswith("礼盒卡在海关")


def test_who_was_absent_or_never_came_up_is_marked(standup: Sitting, chinese: WordsVoice) -> None:
    spoke = {row[0].text: row[1].text for row in told(standup, chinese).rows}

    assert spoke["周芳"] == "缺席"
    assert spoke["李雷"] == "没有讨论"
    assert sum(":" in each for each in spoke.values()) == 2


def test_the_minutes_mark_what_was_raised_and_name_the_turns(
    standup: Sitting, chinese: WordsVoice
) -> None:
    record = standup.service.meeting_record(standup.meeting)
    document = minutes_document(record, chinese)
    told = {each.name: [cell.text for row in each.rows for cell in row] for each in document.tables}

    assert "礼盒卡在海关(本次新提)" in told["blockers"]
    assert "赵倩" in told["agenda"]
