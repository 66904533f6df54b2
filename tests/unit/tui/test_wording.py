"""Events and refusals in words: every kind of either, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.board import Board
from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from tests.samples import sample_board
from tui.wording import explained, happened, needs_board, party_name, refusal
from tui.words import LANGUAGES, Words

ZH = Words.load("zh")
AT = datetime(2024, 10, 16, 1, 30, tzinfo=UTC)
SUBJECTS = {
    "project": "PJ-1",
    "department": "O-1",
    "person": "P-01",
    "task": "T-08",
    "raci": "R-08",
    "milestone": "MS-1",
    "blocker": "B-08",
    "action": "A-19",
    "decision": "D-01",
    "note": "N-1",
}


@pytest.fixture
def board() -> Board:
    """The sample project."""
    return sample_board("zh")


def event(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Recorded:
    """Something that happened."""
    subject = RecordId(SUBJECTS.get(kind.partition(".")[0], "T-08"))
    return Recorded(1, AT, "王敏", "c1", Event(kind, subject, before, after))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_has_its_own_words(language: str) -> None:
    words = Words.load(language)
    kinds = [each.removeprefix("event.") for each in words.ids() if each.startswith("event.")]
    assert len(kinds) > 30
    for kind in kinds:
        if kind.count(".") != 1:
            continue
        told = happened(event(kind, {"title": "甲"}, {"title": "乙"}), None, words)
        # What came due by itself names nobody.
        by_itself = "{who}" not in (words.forms(f"event.{kind}") or ("",))[0]
        assert by_itself or "王敏" in told, kind
        assert "{" not in told, kind


def test_a_change_is_told_with_what_it_was_and_is(board: Board) -> None:
    told = happened(event("task.progressed", {"actual": 60}, {"actual": 80}), board, ZH)
    assert told.startswith("王敏 更新了 T-08 的进度")
    assert "实际 60%→80%" in told


def test_people_are_told_by_their_names(board: Board) -> None:
    told = happened(event("task.assigned", {"owner": "P-05"}, {"owner": "P-02"}), board, ZH)
    assert "P-0" not in told


@pytest.mark.parametrize("kind", ["left", "returned", "edited", "undone", "redone"])
def test_who_a_line_is_about_is_named_as_far_as_a_board_knows_them(board: Board, kind: str) -> None:
    change = event(f"person.{kind}", {"role": "member"}, {"role": "viewer"})
    name = board.people[RecordId("P-01")].name

    assert needs_board(change)
    assert name in happened(change, board, ZH)
    assert "P-01" not in happened(change, board, ZH)
    assert "P-01" in happened(change, None, ZH)


def test_the_letters_that_changed_are_told_and_no_others(board: Board) -> None:
    cells = {"P-01": "A", "P-02": "R"}
    change = event("raci.filled", {"cells": cells}, {"cells": {**cells, "P-02": "C"}})
    told = happened(change, board, ZH)
    assert "T-08" in told
    assert "R→C" in told
    assert "A" not in told.replace("RACI", "")


def test_a_name_full_of_markup_is_told_as_it_stands(board: Board) -> None:
    told = happened(event("task.edited", {"title": "[/]"}, {"title": "[b]x[/b]"}), board, ZH)
    assert "[b]x[/b]" in told


def test_a_refusal_is_found_wherever_its_words_are() -> None:
    assert refusal("title-missing", {}, ZH) == "缺少标题"
    assert "王敏" in refusal("stale", {"who": "王敏", "id": "T-01", "at": "09:30"}, ZH)
    assert "占用" in refusal("database-busy", {"where": "a.db"}, ZH)


def test_a_reason_without_words_is_still_told() -> None:
    assert "never-heard-of" in refusal("never-heard-of", {}, ZH)


def test_a_light_is_told_with_its_reasons(board: Board) -> None:
    assert explained(board.standings[RecordId("T-08")], ZH) == "红:差 30"
    assert explained(board.standings[RecordId("T-03")], ZH) == "绿"


def test_a_party_is_a_person_or_a_department(board: Board) -> None:
    assert party_name(board, "P-01") == board.people[RecordId("P-01")].name
    assert party_name(board, "市场部") == "市场部"


def meeting_event(subject: str, kind: str, **after: Any) -> Recorded:
    """Something that happened in a meeting; each value after what it read before."""
    before = {name: pair[0] for name, pair in after.items()}
    now = {name: pair[1] for name, pair in after.items()}
    return Recorded(1, AT, "张伟", "c1", Event(kind, RecordId(subject), before, now))


def test_a_meeting_that_is_taken_back_speaks_words(board: Board) -> None:
    undone = meeting_event(
        "M-02",
        "meeting.undone",
        status=("minutes_sent", "ended"),
        minutes_sent_at=("2024-10-16T01:01:09+00:00", None),
    )

    assert happened(undone, board, ZH).endswith("状态 纪要已发→已结束  纪要发出 10-16 09:01→–")


def test_what_has_no_id_on_any_screen_goes_by_its_title(board: Board) -> None:
    item = next(each for each in board.agenda.values() if each.purpose == "person" and each.owner)
    told = happened(meeting_event(item.id, "agenda.undone", turns=([], ["2024"])), board, ZH)

    assert item.id not in told
    assert f"“{board.name_of(item.owner)}”" in told
    assert "讨论时段" not in told


def test_edited_minutes_are_not_told_whole(board: Board) -> None:
    told = happened(meeting_event("Y-01", "minutes.written", text=("", "# 纪要" * 90)), board, ZH)

    assert "#" not in told
    assert "M-" in told or "Y-01" in told


def test_the_moment_of_a_change_goes_without_saying(board: Board) -> None:
    acked = event("blocker.acknowledged", {"responded_at": None}, {"responded_at": AT.isoformat()})

    assert happened(acked, board, ZH) == "王敏 受理了 B-08"


def test_attendance_is_told_in_words(board: Board) -> None:
    came = meeting_event(
        "M-02", "meeting.attended", attendance=({"P-02": "present"}, {"P-02": "absent"})
    )

    assert happened(came, board, ZH).endswith("到会 王敏 到会→缺席")
