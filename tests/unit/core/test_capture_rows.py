"""Every example of the capture grammar, as written, in the other width and without blanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from core.capture.chips import EACH, TEXT, Reading, Type
from core.capture.ground import Ground
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND, ZONE, ids, speaking
from tests.unit.core.capture_rows import ROWS, Row

_WIDE = str.maketrans("@#>!:+", "＠＃＞！：＋")
_NARROW = {ord("＠"): "@", ord("＃"): "#", ord("》"): ">", ord("！"): "!"}
BY_NUMBER = {row.number: row for row in ROWS}


def other_width(line: str) -> str:
    """Half-width marks made full-width, but what a backslash covers; full-width ones half-width."""
    if "＠" in line:
        return line.translate(_NARROW)
    return line.replace("zhao@corp", "zhao\ue000corp").translate(_WIDE).replace("\ue000", "@")


def ground_of(row: Row) -> Ground:
    return speaking(row.speaker) if row.speaker else GROUND


def instant(day: str) -> str:
    full = day if len(day) > 11 else f"2024-{day}"
    return datetime.fromisoformat(full).replace(tzinfo=ZONE).isoformat(timespec="minutes")


def check(row: Row, reading: Reading) -> None:
    assert reading.type == row.type
    assert (reading.owner or "") == row.owner
    assert (reading.due.isoformat(timespec="minutes") if reading.due else "") == (
        instant(row.due) if row.due else ""
    )
    assert reading.links == ids(*row.links.split())
    assert reading.priority == row.priority
    assert reading.collaborators == ids(*row.helpers.split())
    assert [each.id for each in reading.amber] == row.amber.split()
    assert reading.fields == dict(pair.split("=") for pair in row.fields.split())
    assert {each.id for each in reading.suggestions} >= set(row.suggests.split())
    assert bool(reading.suggestions) == bool(row.suggests)


def check_choices(row: Row, reading: Reading) -> None:
    owners = row.owners or row.owner
    assert reading.owner_choices == ids(*owners.split())
    if row.dues:
        assert reading.due_choices == (*map(instant, row.dues.split(",")), TEXT)
    said = {key: str(value) for key, value in reading.due_values.items()}
    assert dict(pair.split("=") for pair in row.values.split()).items() <= said.items()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_line_means_what_the_example_says(row: Row) -> None:
    reading = read(row.line, ground_of(row))

    assert reading.text == row.text
    check(row, reading)
    check_choices(row, reading)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_the_other_width_means_the_same(row: Row) -> None:
    line = other_width(row.line)

    reading = read(line, ground_of(row))

    assert reading.text == other_width(row.text)
    check(row, reading)
    check_choices(row, reading)


@pytest.mark.parametrize("row", [row for row in ROWS if row.compact], ids=lambda row: row.number)
def test_blanks_are_not_needed_where_the_grammar_lets_them_go(row: Row) -> None:
    reading = read(row.compact, ground_of(row))

    assert reading.text.replace(" ", "") == row.text.replace(" ", "")
    check(row, reading)
    check_choices(row, reading)


def chosen(number: str, kind: str, place: int) -> Reading:
    """An example read again with another choice of its chip of a kind."""
    line = BY_NUMBER[number].line
    chip = next(each for each in read(line, GROUND).chips if each.kind == kind)
    return read(line, GROUND, chosen={chip.span: chip.choices[place].id})


def test_tab_gives_the_other_person_and_settles_the_question() -> None:
    reading = chosen("3", "owner", 1)

    assert (reading.owner, reading.amber) == ("li", ())


def test_tab_gives_the_day_before() -> None:
    assert str(chosen("4", "due", 1).due) == "2024-10-17 18:00:00+08:00"


def test_tab_keeps_what_was_taken_for_a_link() -> None:
    reading = chosen("44", "link", 1)

    assert (reading.text, reading.links) == ("修复 #12 号会议室投影", ())


def test_tab_makes_one_entry_for_each_person_present() -> None:
    reading = chosen("40", "owner", 1)

    assert reading.each == ids("zhang", "wang", "zhao", "sun", "zhou", "lin", "li")
    assert reading.chips[0].taken.id == EACH
    assert not reading.everyone


def test_what_everybody_should_do_is_refused_and_each_is_offered() -> None:
    reading = read("@all 更新周报", GROUND)

    assert reading.everyone
    assert reading.amber[0].values["count"] == 7
    assert EACH in reading.amber[0].choices


def test_tab_takes_a_day_that_was_only_noticed() -> None:
    line = BY_NUMBER["37"].line
    noticed = read(line, GROUND).suggestions[0]

    reading = read(line, GROUND, chosen={(noticed.start, noticed.end): noticed.choices[0].id})

    assert str(reading.due) == "2024-10-18 18:00:00+08:00"
    assert reading.text == "把的数据发给法务"


def test_a_decision_offers_to_move_the_task_and_does_not() -> None:
    notes = {each.id: each.values for each in read(BY_NUMBER["50"].line, GROUND).suggestions}

    assert notes["move-due"]["id"] == "T-04"
    assert notes["move-due"]["at"] == instant("10-18 18:00")


def test_an_urgent_blocker_is_offered_the_green_channel() -> None:
    reading = read(BY_NUMBER["6"].line, GROUND, Type.BLOCKER)

    assert "green-channel" in {each.id for each in reading.suggestions}


def test_the_default_deadline_says_where_it_comes_from() -> None:
    due = next(each for each in read("提交清单", speaking("wang")).chips if each.kind == "due")

    assert (due.default, due.source, due.meaning["label"]) == (True, "next-meeting", "站会")


def test_a_department_says_for_whom_its_liaison_stands() -> None:
    assert read("确认 @行政部", GROUND).chips[0].meaning["liaison_of"] == "行政部"


def test_the_selected_record_gives_owner_and_link() -> None:
    place = replace(GROUND.context, selected=ids("T-07")[0])

    reading = read("催一下", replace(GROUND, context=place))

    assert (reading.owner, reading.links, reading.amber) == ("sun", ids("T-07"), ())
    assert {each.source for each in reading.chips} == {"selected", "next-meeting"}
