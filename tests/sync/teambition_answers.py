"""What the scripted Teambition says in good health, and what its writes do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.sync.teambition_data import FLOW, LATER, OPERATOR, PROJECT, Item, Seen, task

if TYPE_CHECKING:
    from tests.sync.teambition_service import TeambitionService

GONE = {"code": 404, "errorMessage": "not found", "requestId": "req-own-3"}
WRONG = {"code": 400, "errorMessage": "bad query", "requestId": "req-own-4"}
LISTS = {
    "taskflowstatus": "statuses",
    "stage": "stages",
    "customfield": "fields",
    "tag": "tags",
}
SINGLE = {
    "content": ("content", "content"),
    "note": ("note", "note"),
    "executor": ("executorId", "executorId"),
    "priority": ("priority", "priority"),
    "progress": ("progress", "progress"),
    "startDate": ("startDate", "startDate"),
    "dueDate": ("dueDate", "dueDate"),
    "taskflowstatus": ("taskflowstatusId", "tfsId"),
    "stage/update": ("stageId", "stageId"),
    "tag": ("tagIds", "tagIds"),
    "parent": ("targetId", "parentTaskId"),
}
"""By the end of the path: the member of the body, and the member of the task."""


def answer(service: TeambitionService, seen: Seen) -> Any:
    """One envelope."""
    path = seen.path.strip("/").split("/")
    if path[:2] == ["v3", "project"]:
        return _of_project(service, path[2:], seen.query)
    if "/".join(path) in _READS:
        return ok(_READS["/".join(path)](service, seen))
    return _write(service, path, seen)


def _of_project(service: TeambitionService, path: list[str], query: dict[str, str]) -> Any:
    project = service.project
    match path:
        case ["query"]:
            others = [{"id": "65f1a0c2e1a2b3c4d5e6f0ff", "name": "别的项目"}]
            ours = {"id": PROJECT, "name": "会员积分", "organizationId": "x"}
            return ok([*others, ours] if query.get("projectIds") == PROJECT else others)
        case ["priority", "list"]:
            return ok(project.priorities)
        case [id_, "task", "query"] if id_ == PROJECT:
            return _listing(service, query)
        case [id_, what, "search"] if id_ == PROJECT:
            return _paged(service, getattr(project, LISTS[what]), query)
        case _:
            return GONE


def _by_id(service: TeambitionService, seen: Seen) -> list[Item]:
    wanted = seen.query["taskId"].split(",")
    assert len(wanted) <= 50
    return [service.tasks[each] for each in wanted if each in service.tasks]


def _dependencies(service: TeambitionService, seen: Seen) -> list[Item]:
    wanted = set(seen.query["taskId"].split(","))
    return [
        each
        for each in service.project.dependencies
        if wanted.intersection((each["fromId"], each["toId"]))
    ]


def _members(service: TeambitionService, seen: Seen) -> list[Item]:
    ids = seen.body["userIds"]
    assert len(ids) <= 50
    names = service.project.names
    return [{"userId": each, "name": names[each]} for each in ids if each in names]


_READS: dict[str, Callable[[TeambitionService, Seen], Any]] = {
    "v3/task/query": _by_id,
    "v3/task/dependency": _dependencies,
    "org/member/batchGet": _members,
    "users/me": lambda *_: {"id": OPERATOR, "name": "员工0"},
}


def ok(result: Any, token: str = "", **more: Any) -> Item:
    """A success."""
    told = {"code": 200, "errorMessage": "", "requestId": "req-own-0", "unknownMember": 1}
    return {**told, "result": result, "nextPageToken": token, **more}


def _paged(service: TeambitionService, items: list[Item], query: dict[str, str]) -> Item:
    offset = int(query.get("pageToken", "at=0").removeprefix("at="))
    size = min(int(query.get("pageSize", "10")), service.size)
    end = offset + size
    token = f"at={end}" if end < len(items) else ""
    return ok(items[offset:end], token, totalSize=len(items))


def _listing(service: TeambitionService, query: dict[str, str]) -> Item:
    asked = query.get("q", "")
    if any(word in asked for word in service.refuses):
        return WRONG
    if any(word in asked for word in service.ignores):
        return ok([], totalSize=0)
    found = [
        each
        for each in service.tasks.values()
        if not each["isArchived"] or query.get("includeArchived") == "true"
    ]
    since = re.search(r"updated >= '([^']+)'", asked)
    if since:
        moment = datetime.fromisoformat(since[1])
        found = [e for e in found if datetime.fromisoformat(e["updated"]) >= moment]
    text = re.search(r"text ~ '((?:[^'\\]|\\.)*)'", asked)
    if text:
        wanted = re.sub(r"\\(.)", r"\1", text[1])
        found = [
            each
            for each in found
            if wanted in each["content"] + (each["note"] or "")
            and each["id"] not in service.lagging
        ]
    if "ORDER BY created DESC" in asked:
        found = sorted(found, key=lambda each: each["created"], reverse=True)
    return _paged(service, found, query)


def _write(service: TeambitionService, path: list[str], seen: Seen) -> Any:
    if seen.headers.get("x-operator-id") != OPERATOR:
        return {"code": 403, "errorMessage": "no operator", "requestId": "req-own-5"}
    if path == ["v3", "task", "create"]:
        return _create(service, seen.body)
    if path[:2] != ["v3", "task"] or path[2] not in service.tasks:
        return GONE
    found = service.tasks[path[2]]
    part = "/".join(path[3:])
    if seen.method == "POST" and part == "customfield/update":
        return _custom(service, found, seen.body)
    assert seen.method == "PUT", seen
    return _set(service, found, part, seen.body)


def _set(service: TeambitionService, found: Item, part: str, body: Item) -> Item:
    if part == "involveMembers":
        there = [e for e in found["involveMembers"] if e not in body.get("delInvolvers", [])]
        found["involveMembers"] = [*there, *body.get("addInvolvers", [])]
        found["updated"] = LATER
        return ok({"involveMembers": found["involveMembers"], "updated": LATER})
    told, member = SINGLE[part]
    value = body[told]
    if member == "tfsId":
        flows = {each["id"]: each for each in service.project.statuses}
        if flows[value]["taskflowId"] != flows[found["tfsId"]]["taskflowId"]:
            return WRONG
        found["isDone"] = flows[value]["kind"] in ("end", "finish")
    if value is None and member in service.keeps:
        value = found[member]
    found |= {member: value, "updated": LATER}
    return ok({told: value, "updated": LATER})


def _custom(service: TeambitionService, found: Item, body: Item) -> Item:
    assert all(isinstance(each["id"], str) for each in body["value"])
    kept = [each for each in found["customfields"] if each["cfId"] != body["customfieldId"]]
    if body["value"]:
        kept.append({"cfId": body["customfieldId"], "type": "?", "value": body["value"]})
    elif body["customfieldId"] in service.keeps:
        kept = found["customfields"]
    found |= {"customfields": kept, "updated": LATER}
    return ok({"updated": LATER})


def _create(service: TeambitionService, body: Item) -> Item:
    if not body.get("executorId") or not body.get("content"):
        return WRONG
    service.created += 1
    number = 900_000 + service.created
    start = next(
        each["id"]
        for each in service.project.statuses
        if each["taskflowId"] == FLOW and each["kind"] == "start"
    )
    blank: Item = {
        "involveMembers": [],
        "startDate": None,
        "dueDate": None,
        "stageId": "",
        "priority": 0,
    }
    given = {name: value for name, value in body.items() if name != "customfields"}
    made = task(number, **{**blank, "progress": 0, "tfsId": start, **given})
    made |= {"created": LATER, "updated": LATER, "uniqueId": number}
    service.tasks[made["id"]] = made
    return ok({"taskId": made["id"], **made})
