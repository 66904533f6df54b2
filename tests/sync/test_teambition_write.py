"""Writing to Teambition: one member a call, nothing invented, nothing twice."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

import pytest

from sync.http import MIB, Limits
from sync.record import Items, Person, Value
from sync.secret import variable
from sync.source import Cells, Writer
from sync.teambition.instants import CHINA
from sync.trouble import Fatal, Retry
from tests.sync.conftest import OpenProject
from tests.sync.teambition_data import (
    CHECKER,
    DEPARTMENT,
    OPERATOR,
    REASON,
    SIGNED,
    STATUSES,
    TAGS,
    Item,
    task,
    task_of,
    user,
    value,
)
from tests.sync.teambition_faults import EVERY, refused
from tests.sync.teambition_service import TeambitionService

SHORT = Limits(deadline=0.5, silence=0.4, body=2 * MIB)
PATIENT = Limits(deadline=30.0, silence=20.0, body=2 * MIB)
DAY = datetime(2026, 11, 20, tzinfo=CHINA)
ONE = task_of(1)
MANY: Cells = {
    "status": "已上线",
    "content": "改过的标题",
    "executor": (Person(user(9)),),
    "involveMembers": (Person(user(9)), Person(user(3))),
    "priority": "非常紧急",
    "progress": 80.0,
    "startDate": DAY,
    "dueDate": DAY,
    "note": "等财务",
    "stage": "本周",
    "tags": ("渠道",),
    "parent": Items((task_of(2),)),
    "cf:cfDept": "市场部",
    "cf:cfReason": "供应商延期",
    "cf:cfSigned": DAY,
    "cf:cfChecker": (Person(user(4), "员工4"),),
}


def _writes(service: TeambitionService) -> list[tuple[str, str, object]]:
    return [
        (seen.method, seen.path.removeprefix(f"/v3/task/{ONE}/"), seen.body)
        for seen in service.requests
        if seen.headers.get("x-operator-id") == OPERATOR
    ]


def test_each_member_is_set_by_a_call_of_its_own_and_the_status_last(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    record = open_teambition().write(ONE, MANY)

    assert _writes(teambition) == [
        ("PUT", "content", {"content": "改过的标题"}),
        ("PUT", "executor", {"executorId": user(9)}),
        (
            "PUT",
            "involveMembers",
            {"addInvolvers": [user(9), user(3)], "delInvolvers": [user(1)]},
        ),
        ("PUT", "priority", {"priority": 2}),
        ("PUT", "progress", {"progress": 80}),
        ("PUT", "startDate", {"startDate": "2026-11-19T16:00:00.000Z"}),
        ("PUT", "dueDate", {"dueDate": "2026-11-20T15:59:59.999Z"}),
        ("PUT", "note", {"note": "等财务"}),
        ("PUT", "stage/update", {"stageId": "65f1a0c2e1a2b3c4d5e6f301"}),
        ("PUT", "tag", {"tagIds": [TAGS[0]["id"]]}),
        ("PUT", "parent", {"targetId": task_of(2)}),
        *(
            ("POST", "customfield/update", {"customfieldId": id_, "value": [part]})
            for id_, part in (
                (DEPARTMENT, {"id": "ch2", "title": "市场部"}),
                (REASON, {"id": "", "title": "供应商延期"}),
                (SIGNED, {"id": "", "title": "2026-11-20T15:59:59.999Z"}),
                (CHECKER, {"id": user(4), "title": "员工4"}),
            )
        ),
        ("PUT", "taskflowstatus", {"taskflowstatusId": STATUSES[3]["id"]}),
    ]
    told = {id_: record.fields[id_] for id_ in MANY if not id_.endswith(("Date", "Signed"))}
    named: dict[str, Value] = {
        "executor": (Person(user(9), "员工9"),),
        "involveMembers": (Person(user(9), "员工9"), Person(user(3), "员工3")),
    }
    expected = {**MANY, **named}
    assert told == {id_: expected[id_] for id_ in told}
    assert str(record.fields["dueDate"])[:10] == str(record.fields["startDate"])[:10]


@pytest.mark.parametrize("column", ["executor", "dueDate", "note", "tags", "parent", "cf:cfReason"])
def test_a_cell_is_emptied_and_read_back(
    column: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.tasks[ONE] |= {
        "note": "旧",
        "tagIds": [TAGS[0]["id"]],
        "parentTaskId": task_of(2),
        "customfields": [value(REASON, "旧")],
    }
    source = open_teambition()
    assert column in source.read([ONE])[0].fields

    assert column not in source.write(ONE, {column: None}).fields


@pytest.mark.parametrize(
    ("column", "member", "name"),
    [("dueDate", "dueDate", "截止时间"), ("cf:cfReason", REASON, "延期原因")],
)
def test_a_cell_that_stays_filled_is_told_by_its_name(
    column: str,
    member: str,
    name: str,
    teambition: TeambitionService,
    open_teambition: OpenProject,
) -> None:
    teambition.tasks[ONE]["customfields"] = [value(REASON, "旧")]
    teambition.keeps = (member,)

    with pytest.raises(Fatal) as refusal:
        open_teambition().write(ONE, {column: None})

    assert (refusal.value.reason, refusal.value.values) == ("not-taken", {"column": name})


def test_a_refused_null_is_told_in_the_same_way(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.fail_next(refused(400, "body"), on="/dueDate")

    with pytest.raises(Fatal, match="not-taken"):
        open_teambition().write(ONE, {"dueDate": None})


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "没有这个"}, "option-unknown"),
        ({"priority": "最最紧急"}, "option-unknown"),
        ({"cf:cfDept": "新部门"}, "option-unknown"),
        ({"tags": ("渠道", "新标签")}, "option-unknown"),
        ({"executor": (Person("", "新人"),)}, "teambition-person"),
        ({"involveMembers": (Person(user(1)), Person("", "新人"))}, "teambition-person"),
        ({"cf:cfChecker": (Person("", "新人"),)}, "teambition-person"),
        ({"isDone": True}, "column-not-writable"),
        ({"depends": Items((ONE,))}, "column-not-writable"),
        ({"cf:gone": "x"}, "column-not-writable"),
    ],
)
def test_nothing_is_invented_and_nothing_else_is_written_beside_it(
    cells: Cells, reason: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    with pytest.raises(Fatal) as refusal:
        open_teambition().write(ONE, {"content": "x", **cells})

    assert refusal.value.reason == reason
    assert _writes(teambition) == []


@pytest.mark.parametrize("cells", [{"status": "没有"}, {"cf:cfDept": "新部门"}, {"cf:gone": "x"}])
def test_what_cannot_be_said_makes_no_task(
    cells: Cells, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    with pytest.raises(Fatal):
        open_teambition().create({"content": "新", **cells}, marker="AI-1", key="k")

    assert teambition.created == 0


def test_a_status_is_sought_in_the_workflow_of_the_task(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.tasks[ONE]["tfsId"] = STATUSES[5]["id"]
    source = open_teambition()

    record = source.write(ONE, {"status": "已上线"})

    assert record.fields["status"] == "已修复"
    with pytest.raises(Fatal, match="option-unknown"):
        source.write(ONE, {"status": "阻塞"})


def test_a_status_that_the_task_has_already_is_not_set_again(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    open_teambition().write(ONE, {"status": "进行中", "involveMembers": (Person(user(1)),)})

    assert _writes(teambition) == []


@pytest.mark.parametrize("gone", ["archived", "deleted", "moved"])
def test_a_task_that_is_gone_is_not_written_to(
    gone: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.tasks[ONE] |= {"isArchived": gone == "archived"}
    teambition.tasks[ONE] |= {"projectId": "another"} if gone == "moved" else {}
    if gone == "deleted":
        del teambition.tasks[ONE]
    source = open_teambition()

    assert source.read([ONE, task_of(2)]) == source.read([task_of(2)])
    with pytest.raises(Fatal, match="teambition-task-gone"):
        source.write(ONE, {"content": "x"})
    assert _writes(teambition) == []


def test_reading_asks_for_fifty_at_a_time_and_keeps_the_order(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(120))
    ids = [task_of(number) for number in reversed(range(120))]

    assert [record.id for record in open_teambition().read(ids)] == ids
    assert teambition.count("/v3/task/query") == 3


def test_a_marker_in_a_note_survives_what_we_write_and_is_not_read_as_text(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    made = source.create({"content": "新事", "note": "第一版"}, marker="AI-4", key="k")

    changed = source.write(made.id, {"note": "第二版"})

    assert (made.fields["note"], changed.fields["note"]) == ("第一版", "第二版")
    assert teambition.tasks[made.id]["note"] == "（碰头 AI-4）\n第二版"
    assert "note" not in source.write(made.id, {"note": None}).fields
    assert source.find("AI-4") is not None


def test_a_new_task_has_an_executor_and_begins_where_its_workflow_begins(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()

    plain = source.create({"content": "无人", "executor": ()}, marker="AI-1", key="k")
    full = source.create({**MANY, "executor": (Person(user(5)),)}, marker="AI-2", key="k")

    bodies = [seen.body for seen in teambition.requests if seen.path == "/v3/task/create"]
    assert bodies[0]["executorId"] == OPERATOR
    assert (bodies[0]["note"], bodies[1]["note"]) == ("（碰头 AI-1）", "（碰头 AI-2）\n等财务")
    assert (bodies[1]["executorId"], bodies[1]["parentTaskId"]) == (user(5), task_of(2))
    assert not [name for body in bodies for name in body if "taskflow" in name]
    assert plain.fields["status"] == "待处理"
    assert (full.fields["status"], full.fields["cf:cfDept"]) == ("已上线", "市场部")


def test_a_marker_is_found_exactly_and_in_the_recycle_bin_too(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    made = source.create({"content": "四十二"}, marker="AI-42", key="k")
    teambition.tasks[made.id]["isArchived"] = True

    assert source.find("AI-4") is None
    found = source.find("AI-42")
    assert found is not None
    assert found.id == made.id


def test_a_search_that_lags_behind_is_helped_by_the_newest_tasks(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    made = source.create({"content": "新"}, marker="AI-7", key="k")
    teambition.lagging = {made.id}

    again = source.create({"content": "新"}, marker="AI-7", key="k")

    assert (again.id, teambition.created) == (made.id, 1)


def test_without_an_operator_reading_goes_on_and_writing_says_what_is_missing(
    teambition: TeambitionService, open_teambition: OpenProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable("teambition", "OPERATOR_ID"))
    source = open_teambition()

    assert source.pull().complete
    with pytest.raises(Fatal) as refusal:
        source.write(ONE, {"content": "x"})
    assert refusal.value.values["variable"] == "PENGTOU_TEAMBITION_OPERATOR_ID"


def test_a_personal_token_writes_as_its_owner(
    teambition: TeambitionService, open_teambition: OpenProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("APP_ID", "APP_SECRET", "TENANT_ID", "OPERATOR_ID"):
        monkeypatch.delenv(variable("teambition", key))
    monkeypatch.setenv(variable("teambition", "USER_TOKEN"), teambition.personal)
    source = open_teambition()

    assert source.write(ONE, {"content": "x"}).fields["content"] == "x"
    source.write(ONE, {"content": "y"})

    assert {seen.headers["authorization"] for seen in teambition.requests} == {
        f"Bearer {teambition.personal}"
    }
    assert teambition.count("/users/me") == 1


def test_a_refused_write_leaves_the_members_before_it_set(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.fail_next(refused(400, "body", "当前状态不可达"), on="/taskflowstatus", after=1)

    with pytest.raises(Fatal) as refusal:
        open_teambition().write(ONE, {"status": "已上线", "content": "改了"})

    assert refusal.value.values["message"] == "当前状态不可达"
    assert teambition.tasks[ONE]["content"] == "改了"


@pytest.mark.parametrize("name", EVERY)
def test_a_fault_at_any_request_of_a_write_ends_as_if_there_was_none(
    name: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition(limits=SHORT if name == "slow" else PATIENT)
    cells: Cells = {"content": "改", "involveMembers": None, "cf:cfReason": "迟", "status": "阻塞"}
    before = deepcopy(teambition.tasks[ONE])
    source.pull()
    teambition.requests.clear()
    expected = source.write(ONE, cells)
    after, count = deepcopy(teambition.tasks[ONE]), len(teambition.requests)

    for place in range(1 if name == "slow" else count):
        teambition.tasks[ONE] = deepcopy(before)
        teambition.fail_next(EVERY[name], on="/", after=place)
        assert source.write(ONE, cells) == expected
        assert (teambition.tasks[ONE], teambition.pending) == (after, 0)


@pytest.mark.parametrize("name", EVERY)
def test_a_fault_at_any_request_of_a_creation_makes_nothing_twice(
    name: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition(limits=SHORT if name == "slow" else PATIENT)
    cells: Cells = {"content": "新", "dueDate": DAY, "cf:cfReason": "迟", "status": "阻塞"}
    source.pull()
    teambition.requests.clear()
    source.create(cells, marker="AI-0", key="k")
    count = len(teambition.requests)

    for place in range(1 if name == "slow" else count):
        marker = f"AI-{place + 1}"
        teambition.fail_next(EVERY[name], on="/", after=place)
        made = _create(source, cells, marker)
        teambition.forget_faults()

        (theirs,) = [
            each for each in teambition.tasks.values() if f"（碰头 {marker}）" in _lines(each)
        ]
        assert made == theirs["id"]
        assert (theirs["tfsId"], theirs["dueDate"]) == (
            STATUSES[2]["id"],
            "2026-11-20T15:59:59.999Z",
        )
        assert theirs["customfields"][0]["value"][0]["title"] == "迟"
        assert theirs["executorId"] is None


def _create(source: Writer, cells: Cells, marker: str) -> str:
    """As whoever is interrupted does it: once more, from the beginning."""
    for _ in range(2):
        try:
            return source.create(cells, marker=marker, key="k").id
        except Retry:
            continue
    raise AssertionError("it never went well")


def _lines(item: Item) -> list[str]:
    return str(item["note"]).splitlines()
