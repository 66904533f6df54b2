"""A wish that waits is kept as plain JSON and means the same when it is read again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from core.domain.action import ActionItem, AddAction
from core.domain.batch import Batch
from core.domain.command import Command
from core.domain.ids import RecordId
from core.domain.intake import BringIn, TakeIn, Taken
from core.domain.letter import read, written
from core.domain.people import Person
from core.domain.record import Record
from core.domain.task import AddTask

CLASSES = get_args(Command)


INSIDE = {
    Taken: Taken("rec_1", {"title": "甲", "due": "2024-10-23"}, RecordId("T-01"), "https://x"),
    Record: Person(id=RecordId("P-01"), name="王敏", aliases=("敏",)),
    datetime: datetime(2024, 10, 23, 18, tzinfo=ZoneInfo("Asia/Shanghai")),
    date: date(2024, 10, 23),
    bool: True,
    int: 7,
}


def example(hint: Any) -> Any:
    """A value of this type, and not its default."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return example(next(arm for arm in get_args(hint) if arm is not NoneType))
    if origin is tuple:
        return (example(get_args(hint)[0]),)
    if origin is not None and issubclass(origin, Mapping):
        return {"甲": "乙"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return list(hint)[-1]
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in INSIDE:
        return least(hint)
    return INSIDE.get(hint, "T-12")


def hints_of(kind: type[Any]) -> dict[str, Any]:
    """The types of a command's fields."""
    return get_type_hints(kind, localns={"Command": Command})


def least(kind: type[Any]) -> Any:
    """A wish that says only what it must."""
    hints = hints_of(kind)
    wanted = [
        each.name
        for each in dataclasses.fields(kind)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    ]
    return kind(**{name: example(hints[name]) for name in wanted})


@pytest.mark.parametrize("kind", CLASSES)
def test_every_wish_comes_back_as_it_was(kind: type[Any]) -> None:
    hints = hints_of(kind)
    wish = kind(**{each.name: example(hints[each.name]) for each in dataclasses.fields(kind)})

    assert read(json.loads(json.dumps(written(wish)))) == wish


@pytest.mark.parametrize("kind", CLASSES)
def test_so_does_one_that_says_only_what_it_must(kind: type[Any]) -> None:
    wish = least(kind)

    assert read(json.loads(json.dumps(written(wish)))) == wish


def test_an_instant_stays_the_moment_it_was() -> None:
    due = datetime(2024, 10, 23, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    again = read(written(AddAction(title="甲", due=due)))

    assert isinstance(again, AddAction)
    assert again.due == due.astimezone(UTC)


def test_records_and_items_inside_a_wish_come_back_whole() -> None:
    item = ActionItem(id=RecordId("A-01"), title="甲", links=(RecordId("T-01"),), version=3)
    whole = BringIn(records=(item,))
    taken = TakeIn(source="feishu", items=(Taken("rec", {"title": "乙"}), Taken("rec2", {})))

    assert [read(json.loads(json.dumps(written(each)))) for each in (whole, taken)] == [
        whole,
        taken,
    ]


def test_a_batch_comes_back_with_everything_in_it() -> None:
    batch = Batch(commands=(AddTask(title="甲"), Batch(commands=(AddAction(title="乙"),))))

    assert read(json.loads(json.dumps(written(batch)))) == batch


def test_what_another_version_added_is_left_out() -> None:
    assert read({**written(AddTask(title="甲")), "weight": 3}) == AddTask(title="甲")


@pytest.mark.parametrize(
    "letter",
    [None, 1, "undo", [], {}, {"is": "Explode"}, {"is": "AddTask"}, {"is": "Person", "id": "P-01"},
     {"is": "SetStatus", "task": "T-01", "status": "nowhere"}],
)  # fmt: skip
def test_what_is_no_wish_is_refused(letter: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(letter)
