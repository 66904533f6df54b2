"""A mapping as a person corrects it."""

from __future__ import annotations

import pytest

from sync.correcting import Misfit, correct, field_called, misfits, moved, shared
from sync.guess import faces, guess, strange_options
from sync.mapping import Mapping
from sync.record import Column, Kind, Person
from sync.trouble import Fatal
from sync.vocabulary import FIELDS
from tui.words import Words

COLUMNS = (
    Column("f1", "任务", Kind.TEXT, primary=True),
    Column(
        "f2", "谁来做", Kind.PEOPLE, samples=((Person("ou_1", "小王"),), (Person("ou_1", "小王"),))
    ),
    Column("f3", "阶段", Kind.OPTION, options=("进行中", "已上线")),
    Column("f4", "完成率", Kind.NUMBER, samples=(0.2, 1.0)),
    Column("f5", "2", Kind.DATE),
)
GUESSED = guess(COLUMNS).mapping


def columns(mapping: Mapping) -> dict[str, str]:
    return {name: each.name for name, each in mapping.columns.items()}


@pytest.mark.parametrize("pair", ["2=owner", "2=负责人", "owner=2 ", "owner=谁来做", "2=Owner"])
def test_a_field_is_given_to_a_column_by_number_or_name(pair: str) -> None:
    wanted = "2" if pair == "owner=2 " else "谁来做"

    assert columns(correct(GUESSED, pair, COLUMNS))["owner"] == wanted


def test_a_number_of_full_width_is_a_number() -> None:
    assert correct(GUESSED, "４=截止", COLUMNS) == correct(GUESSED, "4=截止", COLUMNS)
    with pytest.raises(Fatal) as refusal:
        correct(GUESSED, "９９=截止", COLUMNS)
    assert refusal.value.reason == "mapping-column-number"


def test_a_column_is_left_out_by_its_number_and_a_field_by_its_name() -> None:
    assert "actual" not in columns(correct(GUESSED, "4=", COLUMNS))
    assert "actual" not in columns(correct(GUESSED, "进度=", COLUMNS))


def test_a_column_that_gets_a_field_by_number_loses_the_one_it_had() -> None:
    corrected = columns(correct(GUESSED, "4=deliverable", COLUMNS))

    assert corrected["deliverable"] == "完成率"
    assert "actual" not in corrected


def test_a_column_on_the_left_is_given_the_field_on_the_right() -> None:
    named = COLUMNS[3].name

    assert correct(GUESSED, f"{named}=deliverable", COLUMNS) == correct(
        GUESSED, "4=deliverable", COLUMNS
    )


def test_options_and_scale_are_read_anew_with_their_column() -> None:
    status = correct(GUESSED, "3=status", COLUMNS)

    assert status.statuses == {"进行中": "doing"}
    assert strange_options(status, COLUMNS) == (("status", "已上线"),)
    assert strange_options(status.settle_option("status", "已上线", "done"), COLUMNS) == ()
    assert correct(correct(GUESSED, "4=", COLUMNS), "actual=完成率", COLUMNS).fraction


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("owner", "mapping-pair"),
        ("=owner", "mapping-pair"),
        ("0=owner", "mapping-column-number"),
        ("6=owner", "mapping-column-number"),
        ("2=colour", "mapping-field-unknown"),
        ("colour=2", "mapping-field-unknown"),
        ("owner=nowhere", "mapping-column-unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(pair: str, reason: str) -> None:
    with pytest.raises(Fatal) as refusal:
        correct(GUESSED, pair, COLUMNS)

    assert refusal.value.reason == reason


def test_people_are_named_once_however_often_they_come() -> None:
    assert faces(correct(GUESSED, "2=owner", COLUMNS), COLUMNS) == (Person("ou_1", "小王"),)
    assert faces(GUESSED, COLUMNS) == ()


def test_fields_go_by_the_words_that_tables_use() -> None:
    assert [field_called(each) for each in ("due", "截止日期", "Deadline")] == ["due"] * 3


def test_a_mapping_remembers_who_somebody_is() -> None:
    settled = GUESSED.settle_person("小王", "王敏")

    assert Mapping.from_dict(settled.to_dict()) == settled
    assert settled.settle_person("小王", "") == GUESSED
    assert "people" not in GUESSED.to_dict()


@pytest.mark.parametrize("people", [3, {"小王": 3}, {"小王": " "}])
def test_broken_people_are_refused_by_their_key(people: object) -> None:
    with pytest.raises(Fatal) as refusal:
        Mapping.from_dict({**GUESSED.to_dict(), "people": people})

    assert str(refusal.value.values["key"]).startswith("people")


def test_what_nothing_in_a_column_can_be_read_as_is_found() -> None:
    texts = Column("f6", "备注", Kind.TEXT, samples=("等纸张", "重复行"))
    days = Column("f7", "期限", Kind.TEXT, samples=("尽快", "11月28日"))
    there = (*COLUMNS, texts, days)
    mapping = correct(correct(GUESSED, "actual=备注", there), "due=期限", there)

    assert misfits(mapping, there) == (Misfit("actual", "备注", ("等纸张", "重复行")),)
    assert set(moved(GUESSED, mapping)) == {"actual", "due"}


def test_a_column_that_nobody_has_filled_is_no_misfit() -> None:
    there = (*COLUMNS, Column("f6", "备注", Kind.TEXT))

    assert misfits(correct(GUESSED, "due=备注", there), there) == ()


def test_one_column_may_be_two_fields_and_both_are_told() -> None:
    mapping = correct(correct(GUESSED, "start=5", COLUMNS), "due=2", COLUMNS)

    assert shared(mapping) == {"2": ("start", "due")}
    assert mapping.fields_of("f5") == ("start", "due")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_fields_go_by_what_they_are_called_on_screen(language: str) -> None:
    words = Words(language)

    for field in FIELDS:
        assert field_called(words.say(f"term.field.{field}")) == field
