"""Whom a form needs, and what a signature is the hash of: read from the files, not by the rules."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from core.domain.form import Form, FormStatus
from core.domain.meeting import Meeting
from core.domain.people import Person
from core.domain.record import Record

Records = Mapping[Any, Record]
HEADS = ("dept_head", "lead_dept_head")


@cache
def written() -> dict[str, Any]:
    """The files of the forms as they stand, by kind."""
    found = (
        tomllib.loads(each.read_text("utf-8"))
        for each in files("core.forms").iterdir()
        if each.name.endswith(".toml")
    )
    return {each["kind"]: each for each in found}


def steps(form: Form, off: Iterable[str]) -> list[dict[str, Any]]:
    """The steps of a form, without those that the project leaves out."""
    left_out = set(off)
    return [
        each
        for each in written()[form.kind].get("step", ())
        if not (each.get("switch") and f"{form.kind}.{each['id']}" in left_out)
    ]


def content(form: Form) -> str:
    """What a signature speaks of, as a hash: what is filled and does not live on."""
    values: dict[str, Any] = {}
    for field in written()[form.kind]["field"]:
        value = form.values.get(field["name"])
        if field.get("live") or value in (None, "", []):
            continue
        still = [each["name"] for each in field.get("columns", ()) if not each.get("live")]
        if still:
            value = [{name: row[name] for name in row if name in still} for row in value]
        values[field["name"]] = value
    said = {
        "kind": form.kind,
        "dept": form.dept,
        "subject": form.subject or "",
        "values": values,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def agreeing(form: Form, step: str) -> set[str]:
    """Who put their name to what the form reads now: in this round, and since it was refused."""
    hashed = content(form)
    said = [each["verdict"] for each in form.signs]
    last = max((at for at, each in enumerate(said, 1) if each == "refuse"), default=0)
    return {
        each["person"]
        for each in form.signs[last:]
        if (each["step"], each["round"]) == (step, form.round)
        and (each["verdict"], each["seal"]) == ("agree", hashed)
    }


def able(records: Records) -> list[Person]:
    """Everybody who is there and may sign."""
    people = (each for each in records.values() if isinstance(each, Person))
    there = (each for each in people if not each.removed and each.left_at is None)
    return [each for each in there if each.role.value != "viewer"]


def required(word: str, form: Form, records: Records, lead: str) -> list[set[str]]:
    """Groups of people: of each group the names are wanted, so that an empty one is never met."""
    people = able(records)
    if word.startswith("heads_of:"):
        named = word.removeprefix("heads_of:").split(",")
        return [_heads(str(form.values.get(each)), people, lead) for each in named]
    found = {
        "lead_dept_head": lambda: _heads(lead, people, lead),
        "dept_head": lambda: _heads(form.dept, people, lead),
        "dept_heads": lambda: _all_heads(people, lead),
        "participants": lambda: _participants(people, records, lead),
        "original_approver": lambda: _approver(people, records, lead),
    }
    if word in found:
        return [found[word]()]
    return [{each.id for each in people if word in _functions(each)}]


def _functions(person: Person) -> set[str]:
    return {each.value for each in person.functions}


def _heads(dept: str, people: list[Person], lead: str) -> set[str]:
    leading = {each.id for each in people if "lead_dept_head" in _functions(each)}
    if dept == lead and leading:
        return {*leading}
    return {each.id for each in people if each.dept == dept and "dept_head" in _functions(each)}


def _all_heads(people: list[Person], lead: str) -> set[str]:
    return {who for each in people if each.dept for who in _heads(each.dept, people, lead)}


def _participants(people: list[Person], records: Records, lead: str) -> set[str]:
    """Those who came to the last kickoff; for who left since, the head of their department."""
    held = [
        each
        for each in records.values()
        if isinstance(each, Meeting) and each.kind.value == "kickoff" and each.ended_at
    ]
    if held:
        last = max(held, key=lambda each: str(each.ended_at))
        came = [each for each in last.attendance if last.attendance[each] == "present"]
        return {who for each in came for who in _in_place_of(each, people, records, lead)}
    return {each.id for each in people if _functions(each) & {*HEADS, "liaison"}}


def _in_place_of(who: str, people: list[Person], records: Records, lead: str) -> set[str]:
    person = records[who]
    if isinstance(person, Person) and person.left_at is not None:
        return _heads(person.dept, people, lead)
    return {each.id for each in people if each.id == who}


def _approver(people: list[Person], records: Records, lead: str) -> set[str]:
    """Who approved the last request; for who left since, who has their place."""
    done = [
        each
        for each in records.values()
        if isinstance(each, Form) and each.kind == "request" and each.status is FormStatus.DONE
    ]
    for request in sorted(done, key=lambda each: str(each.done_at), reverse=True):
        for step in ("approve", "review"):
            said = [each for each in request.signs if each["step"] == step]
            if agreed := [each["person"] for each in said if each["verdict"] == "agree"]:
                managers = {each.id for each in people if "collab_manager" in _functions(each)}
                person = records[agreed[-1]]
                if not isinstance(person, Person) or person.left_at is None:
                    return {str(each.id) for each in people if each.id == agreed[-1]}
                if step == "review":
                    return _heads(lead, people, lead)
                return {*managers} or _heads(person.dept, people, lead)
    return set()


def asked(step: Mapping[str, Any], form: Form, records: Records, lead: str) -> Iterator[str]:
    """Who is to answer at a step: departments by name, people by id."""
    each = step["each"]
    if each == "panel":
        people = able(records)
        words = ("acceptance_panel", "collab_manager", "project_manager")
        panel, *leading = (required(word, form, records, lead)[0] for word in words)
        owner = {str(getattr(records.get(form.subject), "owner", ""))}
        groups = (panel, _all_heads(people, lead), *leading)
        yield from next((each - owner for each in groups if each - owner), ())
    elif each == "dept":
        yield form.dept or getattr(records.get(form.subject), "dept", "")
    else:
        named = set(form.values.get(each) or ())
        yield from named - {lead} or named


def refuses(form: Form) -> bool:
    """Whether an answer says no, or says nothing where it is to say something."""
    for field in written()[form.kind]["field"]:
        if field.get("verdict"):
            said = [
                each for each in field["choices"] if each["id"] == form.values.get(field["name"])
            ]
            return not said or bool(said[0].get("refuses"))
    return False
