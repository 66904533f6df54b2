"""Names as they are typed, and who is meant where several fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.capture.chips import Reading
from core.capture.reading import read
from core.domain.people import Person
from tests.unit.core.capture_ground import GROUND, ground, ids

NAMED = ("仇英", "单雄", "解缙", "曾巩", "区寄", "盖聂", "尉迟恭", "吕布")
GUESTS = tuple(Person(id=ids(name)[0], name=name) for name in NAMED)
CROWD = ground(
    people=(*GROUND.people, *GUESTS, Person(id=ids("ann")[0], name="Ann", aliases=("小安",)))
)


def people(reading: Reading) -> list[str]:
    return [each.id for each in reading.amber if each.id.startswith("name")]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("qiuying", "仇英"), ("chouying", "仇英"), ("shanxiong", "单雄"), ("danxiong", "单雄"),
        ("xiejin", "解缙"), ("jiejin", "解缙"), ("zg", "曾巩"), ("cg", "曾巩"), ("ouji", "区寄"),
        ("quji", "区寄"), ("genie", "盖聂"), ("gainie", "盖聂"), ("yuchigong", "尉迟恭"),
        ("lvbu", "吕布"), ("lubu", "吕布"), ("yuchi恭", "尉迟恭"), ("小安", "ann"), ("ANN", "ann"),
        ("xiaoan", "ann"), ("ｗａｎｇｍｉｎ", "wang"), ("wang敏", "wang"), ("wangm", "wang"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_it_is_typed(typed: str, name: str) -> None:
    reading = read(f"办事 @{typed} 周五", CROWD)

    assert (reading.owner, reading.text) == (name, "办事")


def test_a_name_ends_where_it_is_complete() -> None:
    reading = read("办事@wang敏周五前", CROWD)

    assert (reading.owner, reading.text, reading.due_rule) == ("wang", "办事", "weekday")


def test_the_beginning_of_a_name_finds_everybody_it_fits() -> None:
    reading = read("办事 @吴", GROUND)

    assert set(reading.owner_choices) == set(ids("wu", "gang"))
    assert people(reading) == ["name-ambiguous"]


def test_being_responsible_for_the_linked_task_settles_a_name() -> None:
    absent = ground(present=frozenset())

    assert people(read("办事 @wm", absent)) == ["name-ambiguous"]
    assert people(read("办事 @wm #T-12", absent)) == []


def test_members_come_before_the_rest() -> None:
    reading = read("办事 @ll", ground(members=frozenset(ids("li"))))

    assert (reading.owner, people(reading)) == ("li", [])


def test_who_was_named_of_late_comes_first_and_is_still_asked_about() -> None:
    reading = read("办事 @ll", ground(recent=ids("li")))

    assert (reading.owner, people(reading)) == ("li", ["name-ambiguous"])


def test_a_department_is_found_by_its_initials() -> None:
    assert read("办事 @xzb", GROUND).owner == "qian"


def test_nobody_of_that_name_stays_in_the_text() -> None:
    reading = read("办事 @老板", GROUND)

    assert reading.text == "办事 @老板"
    assert [each.id for each in reading.amber] == ["name-unknown", "no-owner"]
    assert reading.raw[slice(reading.amber[0].start, reading.amber[0].end)] == "@老板"


def test_nobody_is_me_where_nobody_is_at_the_keys() -> None:
    reading = read("办事 @me", ground(myself=None))

    assert [each.id for each in reading.amber] == ["me-unknown", "no-owner"]


def test_names_in_a_row_help() -> None:
    reading = read("联调 @赵倩、孙磊 和 @韩梅", GROUND)

    assert (reading.owner, reading.collaborators) == ("zhao", ids("sun", "han"))
    assert reading.text == "联调"


def test_everybody_is_refused_whatever_the_word() -> None:
    assert all(read(f"更新 @{word}", GROUND).everyone for word in ("all", "所有人", "全体", "大家"))


def test_the_agenda_item_links_where_nothing_is_selected() -> None:
    place = replace(GROUND.context, agenda=ids("T-07")[0])

    assert read("办事 @zq", ground(context=place)).links == ids("T-07")
