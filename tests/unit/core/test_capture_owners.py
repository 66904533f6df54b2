"""Who owns a line: a name without its mark, a name that nobody has, what the context would say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.capture.chips import TEXT, Reading, Type
from core.capture.ground import Ground
from core.capture.reading import read
from core.domain.people import Person
from tests.unit.core.capture_ground import GROUND, ground, ids, speaking

SELECTED = ground(context=replace(GROUND.context, selected=ids("T-07")[0]))
"""Where 孙磊 would own what names nobody."""
ENGLISH = ground(
    people=tuple(
        Person(id=ids(name)[0], name=name)
        for name in ("Wang Min", "Sun Lei", "Qian Jin", "Zhao Qian", "Liu Qiang")
    ),
    present=frozenset(),
    departments={},
)


def asked(reading: Reading) -> list[str]:
    return [each.id for each in reading.amber]


@pytest.mark.parametrize("ground", [GROUND, SELECTED, speaking("zhou")])
@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("王敏下周三交物料清单", "交物料清单"),
        ("王敏下周三前提交物料清单", "提交物料清单"),
        ("请王敏下周三之前把物料清单提交给市场部", "把物料清单提交给市场部"),
        ("麻烦王敏 下周三 交物料清单", "交物料清单"),
        ("下周三 王敏交物料清单", "交物料清单"),
        ("待办：王敏 下周三 交物料清单", "交物料清单"),
        ("王敏，下周三交物料清单", "交物料清单"),
    ],
)
def test_a_full_name_that_opens_the_line_owns_it(line: str, text: str, ground: Ground) -> None:
    reading = read(line, ground)

    assert (reading.owner, reading.text, asked(reading)) == ("wang", text, [])
    assert str(reading.due) == "2024-10-23 18:00:00+08:00"


def test_a_name_that_opens_the_line_can_be_left_as_text() -> None:
    line = "王敏下周三交物料清单"
    chip = next(each for each in read(line, GROUND).chips if each.kind == "owner")

    reading = read(line, GROUND, chosen={chip.span: TEXT})

    assert reading.owner is None
    assert reading.text.startswith("王敏")


def test_of_two_people_with_the_same_full_name_one_is_asked_about() -> None:
    twins = ground(
        people=(*GROUND.people, Person(id=ids("min")[0], name="王敏")), present=frozenset()
    )

    assert asked(read("王敏下周三交物料清单", twins)) == ["name-ambiguous"]


def test_a_department_that_opens_the_line_means_its_liaison() -> None:
    reading = read("法务部周五给一版", SELECTED)

    assert (reading.owner, reading.text, asked(reading)) == ("zhou", "给一版", [])


def test_a_mark_decides_against_a_name_without_one() -> None:
    reading = read("王敏 写总结 @孙磊", GROUND)

    assert (reading.owner, reading.text, reading.collaborators) == ("sun", "王敏 写总结", ())


@pytest.mark.parametrize("line", ["给赵倩发邮件", "赵倩的报价单", "和赵倩对一下口径"])
@pytest.mark.parametrize("ground", [GROUND, SELECTED, speaking("zhou")])
def test_a_name_in_the_text_comes_before_the_context_and_is_asked_about(
    line: str, ground: Ground
) -> None:
    reading = read(line, ground)

    assert (reading.owner, reading.text, asked(reading)) == ("zhao", line, ["named-in-text"])
    assert reading.owner_choices[0] == "zhao"


def test_the_person_the_context_names_anyway_is_not_asked_about() -> None:
    assert asked(read("孙磊的名单", SELECTED)) == []


def test_a_blocker_about_somebody_is_not_theirs_unasked() -> None:
    reading = read("王敏请假 #T-07", GROUND, Type.BLOCKER)

    assert (reading.text, asked(reading)) == ("王敏请假", ["named-in-text"])
    assert reading.owner_choices == ids("wang", "sun")


@pytest.mark.parametrize("name", ["小王", "王明", "敏姐", "王总", "老板", "wangmim"])
@pytest.mark.parametrize("ground", [GROUND, SELECTED, speaking("zhou")])
def test_a_name_that_nobody_has_leaves_the_line_to_nobody(name: str, ground: Ground) -> None:
    reading = read(f"@{name} 明天下午把合同发出来", ground)

    assert (reading.owner, reading.text) == (None, f"@{name} 把合同发出来")
    assert asked(reading) == ["name-unknown", "no-owner"]
    assert str(reading.due) == "2024-10-17 18:00:00+08:00"


@pytest.mark.parametrize("name", ["小王", "王明", "敏姐", "王总", "wangmim"])
def test_somebody_whose_name_is_near_can_be_taken_instead(name: str) -> None:
    line = f"@{name} 交清单"
    chip = read(line, GROUND).chips[0]

    reading = read(line, GROUND, chosen={chip.span: chip.choices[0].id})

    assert (chip.as_text, reading.owner, reading.text, asked(reading)) == (
        True,
        "wang",
        "交清单",
        [],
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("@王敏老师周五交", "交"),
        ("@王敏交清单", "交清单"),
        ("@王敏周五交", "交"),
        ("@wm交清单", "交清单"),
    ],
)
def test_a_full_name_needs_no_blank_behind_it(line: str, text: str) -> None:
    reading = read(line, GROUND)

    assert (reading.owner, reading.text) == ("wang", text)


def test_a_longer_name_is_not_the_shorter_one() -> None:
    assert asked(read("@王敏仪 交", GROUND)) == ["name-unknown", "no-owner"]
    assert asked(read("@我们 交", GROUND)) == ["name-unknown", "no-owner"]


@pytest.mark.parametrize(
    "line",
    [
        "@Sun Lei send slides Friday",
        "@Sun Lei: send slides, Friday",
        "@sunlei send slides Friday",
        "Sun Lei send slides Friday",
        "Sun Lei: send slides by Friday",
    ],
)
def test_a_name_of_two_words_is_one_name(line: str) -> None:
    reading = read(line, ENGLISH)

    assert (reading.owner, reading.text) == ("Sun Lei", "send slides")
    assert str(reading.due) == "2024-10-18 18:00:00+08:00"


@pytest.mark.parametrize("also", [" and Sun Lei", ", Sun Lei:", " and @Sun Lei", ", and Sun Lei"])
@pytest.mark.parametrize("mark", ["@", ""])
def test_names_of_two_words_in_a_row_help(mark: str, also: str) -> None:
    reading = read(f"{mark}Wang Min{also} review deck Friday", ENGLISH)

    assert (reading.owner, reading.collaborators) == ("Wang Min", ids("Sun Lei"))
    assert reading.text == "review deck"


def test_a_first_name_is_no_day() -> None:
    assert str(read("Sun sends slides Friday", ENGLISH).due) == "2024-10-18 18:00:00+08:00"


def test_half_of_another_name_is_nobody() -> None:
    assert asked(read("@Sun Leo send slides", ENGLISH)) == ["name-unknown", "no-owner"]


def test_a_piece_of_a_name_offers_everybody_who_has_it() -> None:
    reading = read("@qian send list", ENGLISH)

    assert set(reading.owner_choices) == set(ids("Qian Jin", "Zhao Qian", "Liu Qiang"))
    assert asked(reading) == ["name-ambiguous"]


def test_a_part_in_the_project_counts_before_being_named_of_late() -> None:
    busy = ground(present=frozenset(), parts=frozenset(ids("wang")), recent=ids("wu"))
    chip = read("办事 @wm", busy).chips[0]

    assert [(each.id, each.values.get("part")) for each in chip.choices[:2]] == [
        ("wang", 1),
        ("wu", 0),
    ]
