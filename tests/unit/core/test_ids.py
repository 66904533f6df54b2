"""The names that records go by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import Kind, kind_of, number_of, parse_id, raci_of, record_id, task_of


@given(st.sampled_from(Kind), st.integers(1, 999_999_999))
def test_every_id_says_its_kind_and_number(kind: Kind, number: int) -> None:
    identity = record_id(kind, number)

    assert (kind_of(identity), number_of(identity)) == (kind, number)
    assert parse_id(identity) == identity


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("t-4", "T-04"),
        (" T-04 ", "T-04"),
        ("T-004", "T-04"),
        ("ms-12", "MS-12"),
        ("T-120", "T-120"),
    ],
)
def test_ids_are_read_as_people_type_them(typed: str, identity: str) -> None:
    assert parse_id(typed) == identity


@pytest.mark.parametrize("typed", ["T04", "T-", "-4", "Z-4", "T-４", "T-1234567890", "T-4-5", ""])
def test_anything_else_is_no_id(typed: str) -> None:
    assert parse_id(typed) is None


@pytest.mark.parametrize("text", ["", "Z-01", "hello", "t-01"])
def test_the_kind_of_what_is_no_id_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no-id"):
        kind_of(text)


@given(st.integers(1, 99_999))
def test_a_task_and_its_raci_row_share_their_number(number: int) -> None:
    task, row = record_id(Kind.TASK, number), record_id(Kind.RACI, number)

    assert (raci_of(task), task_of(row)) == (row, task)
