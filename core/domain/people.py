"""People and departments of a project (process 1.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Record

_APART = re.compile(r"(.+?)\s*[(\uff08][^()\uff08\uff09]+[)\uff09]")


class Function(StrEnum):
    """What a person is in the process; the words of process 1.3."""

    PROJECT_MANAGER = "project_manager"
    LEAD_DEPT_HEAD = "lead_dept_head"
    COORDINATOR = "coordinator"
    DEPT_HEAD = "dept_head"
    LIAISON = "liaison"
    COLLAB_MANAGER = "collab_manager"
    EXECUTOR = "executor"
    ACCEPTANCE_PANEL = "acceptance_panel"
    EXECUTIVE_SPONSOR = "executive_sponsor"
    PROJECT_ASSISTANT = "project_assistant"


class Role(StrEnum):
    """What a person may do (process 1.8)."""

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Record):
    """A department or branch that takes part."""

    name: str
    timezone: str = ""
    """An IANA zone; empty where it is the project's."""
    branch: bool = False
    """Whether it is a branch or an office (process 1.3: `org_unit`)."""
    opens: str = ""
    """R27: when its offices open on its own clock; empty where that is as the policy says."""
    closes: str = ""
    """When they close."""
    calendar: str = ""
    """Whose days of rest it has: `SG`, `DE-BY`, `none` for weekends alone; empty: the project's."""
    rest_days: tuple[date, ...] = ()
    """Days it rests besides, from a calendar file of its own."""
    make_up_days: tuple[date, ...] = ()
    """Days it works although they would be days of rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person in one project."""

    name: str
    dept: str = ""
    functions: tuple[Function, ...] = ()
    role: Role = Role.MEMBER
    aliases: tuple[str, ...] = ()
    timezone: str = ""
    remote_ids: Mapping[str, str] = field(default_factory=dict)
    """Who they are at a source: `{"feishu": "ou_…"}`."""
    left_at: datetime | None = None
    """When they left the project: from then on they are neither offered nor asked for anything."""

    @property
    def here(self) -> bool:
        """Whether they are in the project now."""
        return not self.removed and self.left_at is None

    def goes_by(self, name: str) -> bool:
        """Whether this is one of the person's names."""
        return name == self.name or name in self.aliases


def stem_of(name: str) -> str:
    """`李强` of `李强(销售部)`, as people of one name are told apart; empty for any other name."""
    match = _APART.fullmatch(name.strip())
    return match[1] if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDepartment:
    """A department joins the project."""

    name: str
    timezone: str = ""
    branch: bool = False
    opens: str = ""
    closes: str = ""
    calendar: str = ""
    rest_days: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDepartment:
    """Facts about a department change (R27); None leaves one as it is."""

    department: RecordId
    timezone: str | None = None
    branch: bool | None = None
    opens: str | None = None
    """`09:00`; empty takes the policy's. It goes with `closes`."""
    closes: str | None = None
    calendar: str | None = None
    """Empty takes the project's."""
    rest_days: tuple[date, ...] | None = None
    make_up_days: tuple[date, ...] | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson:
    """A person joins the project; an unknown department joins with them."""

    name: str
    dept: str = ""
    functions: tuple[Function, ...] = ()
    role: Role = Role.MEMBER
    aliases: tuple[str, ...] = ()
    timezone: str = ""
    remote_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPerson:
    """Facts about a person change; None leaves one as it is."""

    person: RecordId
    name: str | None = None
    dept: str | None = None
    functions: tuple[Function, ...] | None = None
    role: Role | None = None
    aliases: tuple[str, ...] | None = None
    timezone: str | None = None
    remote_ids: Mapping[str, str] | None = None
    seen: int | None = None
