"""Pulls from Teambition in good health, and the traps that lie in its good health."""

from __future__ import annotations

from typing import Any

import pytest

from sync.guess import guess
from sync.mapping import Mapping
from sync.record import UNSENT, Items, Kind, Listing, Person, Record, Skipped, Unreadable
from sync.roster import Roster
from sync.secret import variable
from sync.source import Source, Writer
from sync.teambition.source import TeambitionSource
from sync.translate import translate_all
from sync.trouble import Fatal
from tests.sync.conftest import OpenProject
from tests.sync.teambition_data import (
    CHECKER,
    DEPARTMENT,
    PRIORITIES,
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
from tests.sync.teambition_faults import Fault, listing, refused
from tests.sync.teambition_service import TeambitionService


def _only(service: TeambitionService, source: TeambitionSource, **members: Any) -> Record:
    """The record of a project's only task."""
    service.put([task(1, **members)])
    (record,) = source.pull().records
    return record


def _without(member: str) -> Item:
    return {name: told for name, told in task(1).items() if name != member}


def test_a_pull_brings_every_task_once_to_the_empty_token(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(250))
    teambition.size = 30

    pull = open_teambition().pull()

    assert len({record.id for record in pull.records}) == len(pull.records) == 250
    assert (pull.complete, pull.listing, pull.pages, pull.short) == (True, Listing.FULL, 9, False)
    asked = [seen.query for seen in teambition.requests if seen.path.endswith("/task/query")]
    assert {each["pageSize"] for each in asked} == {"100"}
    assert {each["q"] for each in asked} == {"isArchived = false ORDER BY created ASC"}
    assert [each.get("pageToken") for each in asked[:2]] == [None, "at=30"]


def test_reads_carry_the_tenant_and_no_operator(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    open_teambition().pull()

    told = teambition.requests[-1].headers
    assert (told["x-tenant-type"], "x-operator-id" in told) == ("organization", False)
    assert {seen.path[:1] for seen in teambition.requests} == {"/"}


def test_a_task_reads_as_plain_values(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    record = _only(
        teambition,
        open_teambition(),
        note="依赖财务部\n3 月 18 日前",
        parentTaskId=task_of(7),
        tagIds=[TAGS[0]["id"], "unknown"],
        startDate="2026-03-14T16:00:00.000Z",
        dueDate="2026-03-18T10:00:00.000Z",
        involveMembers=[user(1), user(7)],
        customfields=[
            value(DEPARTMENT, "财务部", kind="dropDown", ids=("ch1",)),
            value(SIGNED, "2026-03-14T16:00:00.000Z", kind="date"),
            value(CHECKER, "", kind="member", ids=(user(3),)),
        ],
    )

    cells = record.fields
    assert cells["content"] == "第1项 渠道物料定稿"
    assert cells["executor"] == (Person(user(1), "员工1"),)
    assert cells["involveMembers"] == (Person(user(1), "员工1"), Person(user(7), "员工7"))
    assert (cells["status"], cells["priority"], cells["progress"]) == ("进行中", "紧急", 1.0)
    assert (str(cells["startDate"])[:10], str(cells["dueDate"])[:10]) == (
        "2026-03-15",
        "2026-03-18",
    )
    assert cells["note"] == "依赖财务部\n3 月 18 日前"
    assert (cells["stage"], cells["tags"]) == ("下周", ("渠道", "unknown"))
    assert cells["parent"] == Items((task_of(7),))
    assert cells["cf:cfDept"] == "财务部"
    assert str(cells["cf:cfSigned"])[:10] == "2026-03-15"
    assert cells["cf:cfChecker"] == (Person(user(3), "员工3"),)
    assert "cf:cfReason" not in cells
    assert record.url == teambition.url.partition("/project")[0] + f"/task/{task_of(1)}"
    assert str(record.modified) == "2026-03-13 08:41:07.903000+00:00"


@pytest.mark.parametrize("nothing", [None, "", []])
def test_null_and_empty_are_empty_while_a_missing_member_says_nothing(
    nothing: object, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    members = dict.fromkeys(("executorId", "dueDate", "note", "tagIds", "priority"), nothing)
    emptied = _only(teambition, source, **members)
    teambition.put([_without("executorId")])
    (missing,) = source.pull().records

    assert emptied.fields.keys() & {"executor", "dueDate", "note", "tags", "priority"} == set()
    assert missing.fields["executor"] == UNSENT
    mapping = guess(source.check().columns).mapping
    told = translate_all([emptied, missing], mapping, Roster.of([]))
    assert told.records[0].values["owner"] is None
    assert "owner" not in told.records[1].values
    assert "owner" not in {note.field for note in told.records[1].unmatched}


def test_without_their_list_custom_fields_say_nothing(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put([_without("customfields")])

    (record,) = open_teambition().pull().records

    assert {told for id_, told in record.fields.items() if id_.startswith("cf:")} == {UNSENT}


def test_a_bad_row_is_skipped_and_counted_and_the_rest_comes(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    rows = [task(1), "?", {"content": "无编号"}, {**_without("id"), "taskId": task_of(9)}]
    teambition.fail_next(listing(rows))

    pull = open_teambition().pull()

    assert [record.id for record in pull.records] == [task_of(1), task_of(9)]
    assert pull.skipped == (Skipped("", "record-unreadable"), Skipped("", "record-without-id"))


@pytest.mark.parametrize("strange", [7, {"a": 1}, [[[]]], True, "x\x00", [None], -1, "[/b]\x1b]"])
def test_no_shape_of_a_member_fails_a_pull(
    strange: object, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    for number, member in enumerate(sorted(task(1).keys() - {"id", "isArchived", "projectId"})):
        teambition.tasks[task_of(number)] = task(number, **{member: strange})
    teambition.tasks[task_of(99)] = task(99, customfields=[value(SIGNED, "soon"), 7])

    pull = open_teambition().pull()

    assert len(pull.records) == len(teambition.tasks)
    assert pull.records[-1].fields["cf:cfSigned"] == Unreadable("date")
    assert not any("\x1b" in str(record.fields) for record in pull.records)


def test_a_number_beyond_all_numbers_is_no_priority(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    page = listing([task(1, priority="X", progress="X")])
    assert page.body is not None
    teambition.fail_next(Fault(body=page.body.replace(b'"X"', b"1e400")))

    (record,) = open_teambition().pull().records

    assert record.fields["priority"] == record.fields["progress"] == Unreadable("float")


def test_done_is_what_the_task_says_whatever_its_status_is_called(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    mapping = guess(source.check().columns).mapping

    def status(tfs: int | None, done: bool) -> object:
        id_ = STATUSES[tfs]["id"] if tfs is not None else "65f1a0c2e1a2b3c4d5e6ffff"
        record = _only(teambition, source, tfsId=id_, isDone=done)
        told = translate_all([record], mapping, Roster.of([]), columns=source.columns())
        return told.records[0].values.get("status")

    assert status(3, True) == status(6, True) == "done"
    assert status(4, True) == "cancelled"
    assert status(1, True) == "done"
    assert status(None, True) == "done"
    assert (status(1, False), status(2, False), status(5, False)) == ("doing", "blocked", "todo")
    assert status(None, False) is None


def test_a_status_that_came_after_the_mapping_is_understood_by_its_kind(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    mapping = guess(source.check().columns).mapping
    late = {**STATUSES[0], "id": "65f1a0c2e1a2b3c4d5e6f199", "name": "已交客户", "kind": "finish"}
    teambition.project.statuses.append(late)
    record = _only(teambition, source, tfsId=late["id"])

    told = translate_all([record], mapping, Roster.of([]), columns=source.columns())

    assert told.records[0].values["status"] == "done"


def test_what_a_person_settled_goes_before_what_the_service_means(
    open_teambition: OpenProject, teambition: TeambitionService
) -> None:
    source = open_teambition()
    table = guess(source.check().columns).mapping.to_dict()
    table["statuses"]["已上线"] = "in_review"
    record = _only(teambition, source, tfsId=STATUSES[3]["id"])

    told = translate_all(
        [record], Mapping.from_dict(table), Roster.of([]), columns=source.columns()
    )

    assert told.records[0].values["status"] == "in_review"


def test_priorities_go_by_their_names_and_never_by_their_numbers(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    numbers = {"非常紧急": 0, "紧急": 1, "普通": 2, "较低": 3}
    teambition.project.priorities = [
        {**each, "priority": numbers[str(each["name"])]} for each in PRIORITIES
    ]
    source = open_teambition()

    assert _only(teambition, source, priority=0).fields["priority"] == "非常紧急"
    assert _only(teambition, source, priority=99).fields["priority"] == "99"
    assert guess(source.check().columns).mapping.priorities == {
        "非常紧急": "urgent",
        "紧急": "high",
        "普通": "normal",
        "较低": "low",
    }


def test_columns_come_with_kinds_options_and_what_may_be_written(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source: Source = open_teambition()
    check = source.check()

    by_id = {column.id: column for column in check.columns}
    assert by_id["content"].primary
    assert by_id["status"].options == (
        "待处理", "进行中", "阻塞", "已上线", "已取消", "新缺陷", "已修复",
    )  # fmt: skip
    assert by_id["cf:cfDept"].options == ("财务部", "市场部")
    assert by_id["cf:cfSigned"].kind is Kind.DATE
    assert {id_ for id_, column in by_id.items() if not column.writable} == {"isDone", "depends"}
    assert by_id["executor"].samples[0] == (Person(user(0), "员工0"),)
    assert (check.title, check.zone, check.total) == ("会员积分", "Asia/Shanghai", 5)
    guessed = guess(check.columns)
    assert {name: target.id for name, target in guessed.mapping.columns.items()} == {
        "title": "content",
        "owner": "executor",
        "collaborators": "involveMembers",
        "status": "status",
        "actual": "progress",
        "start": "startDate",
        "due": "dueDate",
        "priority": "priority",
        "dept": "cf:cfDept",
        "delay_reason": "cf:cfReason",
        "parent": "parent",
        "depends_on": "depends",
    }
    assert guessed.unmatched == ()
    assert isinstance(source, Writer)
    assert REASON in str(by_id)


@pytest.mark.parametrize("what", ["stage", "tag"])
def test_stages_and_tags_that_the_app_may_not_read_just_stay_away(
    what: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.fail_next(refused(403), on=f"/{what}/search")

    ids = {column.id for column in open_teambition().columns()}

    assert {"stage": "stage", "tag": "tags"}[what] not in ids
    assert "status" in ids


def test_people_are_asked_for_once_and_fifty_at_a_time(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.project.names = {user(n): f"员工{n}" for n in range(120)}
    teambition.put(
        task(n, executorId=user(n % 120), involveMembers=[user(200)]) for n in range(240)
    )

    pull = open_teambition().pull()

    assert {record.fields["involveMembers"] for record in pull.records} == {(Person(user(200)),)}
    bodies = [s.body["userIds"] for s in teambition.requests if s.path.endswith("batchGet")]
    asked = [id_ for ids in bodies for id_ in ids]
    assert max(map(len, bodies)) == 50
    assert len(asked) == len(set(asked)) == 121


def test_dependencies_are_asked_for_only_where_somebody_wants_them(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    one, two, three = task_of(1), task_of(2), task_of(3)
    teambition.project.dependencies = [
        {"id": "d1", "fromId": one, "toId": two, "kind": "F->S", "lagTime": 0},
        {"id": "d2", "fromId": three, "toId": two, "kind": "S->S", "lagTime": 0},
    ]
    records = {record.id: record for record in open_teambition().pull().records}
    teambition.requests.clear()
    open_teambition(wanted=frozenset({"content"})).pull()

    assert records[two].fields["depends"] == Items((one,))
    assert "depends" not in records[one].fields
    assert teambition.count("/dependency") == 0


def test_a_project_that_is_not_shown_is_told(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.fail_next(listing([{"id": "other", "name": "别的"}]), on="/project/query")

    with pytest.raises(Fatal, match="teambition-project"):
        open_teambition().check()


@pytest.mark.parametrize("key", ["APP_ID", "APP_SECRET", "TENANT_ID"])
def test_a_missing_secret_is_named(
    key: str, open_teambition: OpenProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable("teambition", key))

    with pytest.raises(Fatal) as refusal:
        open_teambition()

    assert refusal.value.values["variable"] == variable("teambition", key)
