"""New tasks of nobody in a project whose service demands somebody."""

from __future__ import annotations

from sync.record import Person
from tests.sync.conftest import OpenProject
from tests.sync.teambition_data import OPERATOR
from tests.sync.teambition_faults import refused
from tests.sync.teambition_service import TeambitionService


def test_who_only_stood_in_lets_go_of_a_new_task(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()

    free = source.create({"content": "无人"}, marker="AI-1", key="k")
    mine = source.create(
        {"content": "操作人自己的", "executor": (Person(OPERATOR),)}, marker="AI-2", key="k"
    )

    assert "executor" not in free.fields
    assert mine.fields["executor"] == (Person(OPERATOR, "员工0"),)


def test_where_nobody_may_be_nobody_the_one_who_stood_in_stays_and_reads_so(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.fail_next(refused(400), on="/executor")

    made = open_teambition().create({"content": "无人"}, marker="AI-1", key="k")

    assert made.fields["executor"] == (Person(OPERATOR, "员工0"),)
