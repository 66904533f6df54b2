"""Forms of the process (process 1.4): what was written, who signed it, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from core.domain.form_kind import FormKind
from core.domain.ids import Kind, RecordId, parse_id
from core.domain.record import Record

AGREES = "agree"
REFUSES = "refuse"
WITHDRAWS = "withdraw"
CHANGES = "change"
"""What a signature says; the last two are reasons that were left behind."""
ON_BEHALF = "on_behalf"
"""No word of a step: whoever runs the project wrote it for others, `remark` says for whom (1.8)."""


class FormStatus(StrEnum):
    """Where a form stands."""

    DRAFT = "draft"
    OPEN = "open"
    """Handed in: `step` says what it waits for."""
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """One form that is filled in."""

    kind: str
    """Which form of the process: see `core.forms`."""
    subject: RecordId | None = None
    """What it is about, where that is a record: a task, a risk, a person."""
    dept: str = ""
    """The department that it speaks for."""
    parent: RecordId | None = None
    """The form that collects it."""
    at_step: str = ""
    """The step of the parent that it belongs to."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """By field name, in the plain form of the field's shape."""
    status: FormStatus = FormStatus.DRAFT
    step: str = ""
    """The step that it waits at, while it is open."""
    round: int = 1
    """How often it was handed in; a refusal begins the next one."""
    signs: tuple[Mapping[str, Any], ...] = ()
    """R24, who said what: `step`, `round`, `person`, `name`, `verdict`, `remark`, `at`, `seal`."""
    opened_by: str = ""
    opened_at: datetime | None = None
    submitted_by: str = ""
    submitted_at: datetime | None = None
    step_since: datetime | None = None
    due_at: datetime | None = None
    """Until when the step, or the writing, is to be done."""
    done_at: datetime | None = None

    def signed(self, step: str) -> dict[str, Mapping[str, Any]]:
        """The last word of each person at a step in this round, by person."""
        return {
            each["person"]: each
            for each in self.signs
            if each["step"] == step and each["round"] == self.round
        }


def tasks_in(values: Mapping[str, Any]) -> Iterator[RecordId]:
    """The tasks that fields, or the cells of their rows, may name: what reads like an id of one."""
    for value in values.values():
        cells = value if isinstance(value, list | tuple) else (value,)
        for each in cells:
            yield from _task_ids(each.values() if isinstance(each, Mapping) else (each,))


def _task_ids(values: Iterable[Any]) -> Iterator[RecordId]:
    for each in values:
        if isinstance(each, str) and each.startswith(Kind.TASK) and parse_id(each) == each:
            yield RecordId(each)


def seal(form: Form, kind: FormKind) -> str:
    """The hash of what a signature speaks of: kind, subject and every field but live ones."""
    said = {
        "kind": form.kind,
        "subject": form.subject or "",
        "dept": form.dept,
        "values": _signed_values(form.values, kind),
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _signed_values(values: Mapping[str, Any], kind: FormKind) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for each in kind.fields:
        value = values.get(each.name)
        if each.live or value in (None, "", []):
            continue
        still = {column.name for column in each.columns if not column.live}
        if each.columns and isinstance(value, list):
            value = [{name: cell for name, cell in row.items() if name in still} for row in value]
        kept[each.name] = value
    return kept


def changed_since(form: Form, kind: FormKind) -> tuple[Mapping[str, Any], ...]:
    """The signatures of this round that speak of something else than what it reads now."""
    now = seal(form, kind)
    return tuple(
        each
        for each in form.signs
        if each["round"] == form.round and each["verdict"] == AGREES and each["seal"] != now
    )


def rewritten(form: Form, kind: FormKind) -> bool:
    """Whether it reads otherwise than the last who agreed to it in an earlier round read it."""
    earlier = [
        each["seal"]
        for each in form.signs
        if each["verdict"] == AGREES and each["round"] < form.round
    ]
    return bool(earlier) and earlier[-1] != seal(form, kind)


def stale(form: Form, kind: FormKind) -> bool:
    """Whether somebody's last word at a step speaks of something else than it reads now."""
    last = {(each["step"], each["person"]): each for each in changed_since(form, kind)}
    return any(form.signed(step).get(who) == sign for (step, who), sign in last.items())


def agreed(form: Form, step: str, kind: FormKind) -> frozenset[str]:
    """Whose names a step has: who agreed in this round to what the form reads now (R24)."""
    now, said = seal(form, kind), form.signed(step)
    return frozenset(
        who for who, sign in said.items() if sign["verdict"] == AGREES and sign["seal"] == now
    )


def objections(children: Iterable[Form], kinds: Mapping[str, FormKind]) -> tuple[Form, ...]:
    """Those of the collected forms that say no."""
    return tuple(each for each in children if _refuses(each, kinds))


def _refuses(form: Form, kinds: Mapping[str, FormKind]) -> bool:
    kind = kinds.get(form.kind)
    answer = kind.verdict(form.values) if kind is not None else None
    return form.status is FormStatus.DONE and answer is not None and answer.refuses


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A form is begun; what is known fills it until somebody writes."""

    kind: str
    subject: RecordId | None = None
    dept: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    """In which language what fills it is told; the first one of its file where it is empty."""
    on_behalf: bool = False
    """Whether whoever runs the project says that it is written for others (代填)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillForm:
    """Fields of a form are written; None empties one."""

    form: RecordId
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    """Why, where it is done or signed already (R21, R24)."""
    on_behalf: bool = False
    """Whether whoever runs the project says that it is written for others (代填)."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitForm:
    """A form is handed in, the first time or again."""

    form: RecordId
    on_behalf: bool = False
    """Whether whoever runs the project says that it is written for others (代填)."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignForm:
    """Whoever acts puts their name to a form, or refuses to; a refusal says why."""

    form: RecordId
    agrees: bool = True
    remark: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawForm:
    """A form is taken back by its writer; what was signed stays on record."""

    form: RecordId
    reason: str = ""
    seen: int | None = None
