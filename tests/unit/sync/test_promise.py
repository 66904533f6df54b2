"""An action item in the words of the exchange; R13 decides what done means."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.action import ActionItem, ActionStatus
from core.domain.ids import RecordId
from core.settings import SourceSettings
from sync import promise
from sync.configured import actions_conflict, rival_of
from sync.record import JSON
from sync.translate import Translated

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE = datetime(2026, 3, 20, 17, 30, tzinfo=UTC)
"""Half past one in the morning of the 21st, where the project is."""


def _action(status: ActionStatus = ActionStatus.OPEN, due: datetime | None = LATE) -> ActionItem:
    return ActionItem(id=RecordId("A-21"), title="补充数据", status=status, due=due)


def _read(status: str, action: ActionItem, base: str = "todo") -> JSON:
    item = Translated(
        "r", {"title": "补充数据（碰头 新品上市 A-21）", "status": status, "dept": "市场部"}
    )
    return promise.read(item, action, {"status": base}).values.get("status", "silent")


def test_a_due_instant_is_the_projects_day_and_keeps_its_hour() -> None:
    assert promise.values_of(_action(), SHANGHAI)["due"] == "2026-03-21"
    moved = promise.plain("due", "2026-03-25", _action(), SHANGHAI)
    assert moved == datetime(2026, 3, 24, 17, 30, tzinfo=UTC).isoformat()
    assert promise.exchanged("due", moved, SHANGHAI) == "2026-03-25"


def test_a_day_without_an_hour_ends_with_the_working_day() -> None:
    given = promise.plain("due", "2026-03-25", _action(due=None), SHANGHAI)

    assert given == datetime(2026, 3, 25, 10, tzinfo=UTC).isoformat()


@pytest.mark.parametrize(
    ("there", "ours", "base", "read"),
    [
        ("done", ActionStatus.OPEN, "todo", "in_review"),
        ("done", ActionStatus.ACCEPTED, "in_review", "done"),
        ("done", ActionStatus.DONE, "in_review", "done"),
        ("doing", ActionStatus.OPEN, "todo", "todo"),
        ("todo", ActionStatus.SUBMITTED, "in_review", "silent"),
        ("cancelled", ActionStatus.OPEN, "todo", "silent"),
        ("cancelled", ActionStatus.CANCELLED, "todo", "cancelled"),
    ],
)
def test_what_a_status_there_says_here(
    there: str, ours: ActionStatus, base: str, read: str
) -> None:
    assert _read(there, _action(ours), base) == read


def test_only_the_fields_of_a_promise_are_read_and_its_marker_is_not() -> None:
    item = Translated("r", {"title": "补充数据（碰头 新品上市 A-21）", "dept": "市场部"})

    assert promise.read(item, _action(), {}).values == {"title": "补充数据"}


def test_a_marker_is_found_only_at_the_end_of_a_title() -> None:
    mark = promise.marker("新品上市", "A-2")

    assert promise.mark_of(promise.marked("补充数据", mark)) == "碰头 新品上市 A-2"
    assert promise.mark_of("（碰头 新品上市 A-2）补充") == ""
    assert promise.mark_of("约客户（碰头）") == ""


def test_a_marker_names_the_project_for_people_there() -> None:
    assert promise.marker(promise.label("春季（首发） 上市"), "A-1") == "碰头 春季 首发 上市 A-1"


def test_of_two_that_make_them_the_first_by_name_does() -> None:
    makes, reads = SourceSettings(actions=True), SourceSettings()
    sources = {"tb": makes, "feishu": makes, "alpha": reads}

    assert rival_of(sources, "tb") == "feishu"
    assert rival_of(sources, "feishu") == rival_of(sources, "alpha") == ""
    assert actions_conflict(sources, "alpha") == actions_conflict(sources, "tb") == "feishu"
    assert actions_conflict({"tb": makes, "alpha": reads}, "tb") == ""
