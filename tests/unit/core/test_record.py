"""Records become plain JSON and come back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.kinds import RECORDS
from core.domain.record import Record, decode, encode, fields_of, standing_values
from core.domain.task import Task, TaskStatus
from tests.unit.core.making import records
from tests.unit.core.world import task

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
each_kind = pytest.mark.parametrize("cls", RECORDS.values(), ids=[kind.name for kind in RECORDS])


@each_kind
@settings(max_examples=30)
@given(data=st.data())
def test_every_record_survives_the_way_through_json(cls: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(cls))

    text = json.dumps(fields_of(record))

    assert cls(id=record.id, **decode(cls, json.loads(text))) == record


@each_kind
@settings(max_examples=30)
@given(data=st.data())
def test_what_differs_from_an_empty_record_is_enough(
    cls: type[Record], data: st.DataObject
) -> None:
    record = data.draw(records(cls))

    text = json.dumps(standing_values(record))

    assert cls(id=record.id, **decode(cls, json.loads(text))) == record


def test_a_plain_task_says_little() -> None:
    assert standing_values(task(start=None, due=None)) == {"title": "调研"}


def test_bookkeeping_is_never_said() -> None:
    told = fields_of(replace(task(), version=7, updated_at=NOON))

    assert {"id", "version", "updated_at"}.isdisjoint(told)


def test_fields_of_a_newer_program_are_passed_over() -> None:
    assert decode(Task, {"title": "x", "mood": "sunny"}) == {"title": "x"}


def test_an_instant_without_an_offset_is_an_error() -> None:
    with pytest.raises(ValueError, match="instant-without-offset"):
        encode(NOON.replace(tzinfo=None))


def test_instants_are_written_in_utc() -> None:
    in_shanghai = NOON.astimezone(timezone(timedelta(hours=8)))

    assert encode(in_shanghai) == encode(NOON) == "2026-11-18T12:00:00+00:00"


@pytest.mark.parametrize(
    "values",
    [{"status": "asleep"}, {"due": "soon"}, {"due": "2026-02-30"}, {"progressed_at": "noon"}],
)
def test_what_does_not_fit_its_field_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(Task, values)


def test_words_of_a_list_come_back_as_its_members() -> None:
    assert decode(Task, {"status": "rework"})["status"] is TaskStatus.REWORK
