"""Who may do what to a blocker (process 1.8, R14, R16, R17), and why a verb would be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from core.domain.blocker import SETTLED, Blocker
from core.domain.blocker_state import STARTS, departments, missing_facts
from core.domain.ids import RecordId
from core.domain.ladder import People, Rows, rungs, standing, with_function
from core.domain.people import Function, Person, Role
from core.domain.project import Phase, Project
from core.domain.refusal import Refused
from core.domain.task import Task

NAMED_AT_MOST = 6
"""How many of those who may are named in a refusal; a whole department is not listed."""


class Part(StrEnum):
    """What somebody is to a blocker."""

    REPORTER = "reporter"
    OWNER = "owner"
    HELPER = "helper"
    RESPONSIBLE = "responsible"
    """The department that solves it."""
    LEAD = "lead"
    """R02: the department that leads, else the project's."""
    LADDER = "ladder"
    STEWARD = "steward"
    """Who runs the project and its meetings, and its admins."""


_STEWARDS = (Function.PROJECT_MANAGER, Function.COORDINATOR, Function.PROJECT_ASSISTANT)
_HANDS = (Part.OWNER, Part.RESPONSIBLE, Part.LEAD, Part.LADDER, Part.STEWARD)
_ALL = tuple(Part)
_WHO: Final[Mapping[str, tuple[Part, ...]]] = {
    "ack": _HANDS,
    "assign": (Part.REPORTER, *_HANDS),
    "start": (Part.HELPER, *_HANDS),
    "escalate": _ALL,
    "decide": _HANDS,
    "submit": (Part.OWNER, Part.RESPONSIBLE),
    "snooze": _HANDS,
    "wake": _ALL,
    "green": (Part.LEAD, Part.LADDER),
    "merge": (Part.REPORTER, *_HANDS),
    "reopen": _ALL,
}
"""Verbs that are not among them (edit, to-action) are everybody's."""
_VERIFIERS = (Part.LEAD, Part.LADDER, Part.STEWARD)
"""R14: who verifies, in this order, where nobody of the one before is left who may."""
_FACTS_NEEDED = frozenset({"decide", "verify"})
_LEAD_NEEDED = frozenset({"decide", "submit"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What rights follow from besides the blocker itself."""

    people: People
    rows: Rows
    tasks: Iterable[Task]
    """Those behind the blocker; others do no harm."""
    project: Project


def who_may(
    verb: str, blocker: Blocker, people: People, rows: Rows, project: Project
) -> tuple[RecordId, ...]:
    """The people who may do a verb to a blocker, those nearest to it first.

    Where the project has nobody for a verb, everybody may: a small project is never stuck. Nobody
    ever verifies what they raised, own or said to be solved (R14), even then. Viewers may nothing.
    """
    members = tuple(each.id for each in standing(people) if each.role is not Role.VIEWER)
    parts = _parts(blocker, people, rows, project)
    if verb == "verify":
        barred = _same(people, blocker.reporter, blocker.solved_by, blocker.owner or "")
        left = [each for each in members if each not in barred]
        groups = [[each for each in parts[part]() if each in left] for part in _VERIFIERS]
        return tuple(dict.fromkeys(next((group for group in groups if group), left)))
    wanted = [each for part in _WHO.get(verb, ()) for each in parts[part]() if each in members]
    return tuple(dict.fromkeys(wanted)) or members


def may(  # noqa: PLR0913, PLR0917 - all that a right follows from
    verb: str,
    blocker: Blocker,
    person: RecordId | None,
    people: People,
    rows: Rows,
    project: Project,
) -> bool:
    """Whether a person (None: somebody the project does not know) may do a verb to a blocker."""
    return verb == "edit" or person in who_may(verb, blocker, people, rows, project)


def hindrance(
    verb: str, blocker: Blocker, person: RecordId | None, ground: Ground
) -> Refused | None:
    """Why a verb would be refused to a person now; None where it would not.

    Give it the blocker as it is once awake (`blocker_state.woken`), save for `wake`.
    """
    problem = _not_now(verb, blocker, ground)
    if problem is None:
        problem = not_theirs(verb, blocker, person, ground)
    return problem or _lacking(verb, blocker, ground)


def not_theirs(
    verb: str, blocker: Blocker, person: RecordId | None, ground: Ground
) -> Refused | None:
    """Who may, where this person may not."""
    people, rows, project = ground.people, ground.rows, ground.project
    if may(verb, blocker, person, people, rows, project):
        return None
    names = [people[each].name for each in who_may(verb, blocker, people, rows, project)]
    if not names:
        return Refused("blocker-nobody-may", id=blocker.id, verb=verb)
    if len(names) > NAMED_AT_MOST:
        names = [*names[:NAMED_AT_MOST], "…"]
    reason = "blocker-who-verifies" if verb == "verify" else "blocker-who-may"
    return Refused(reason, id=blocker.id, verb=verb, names=tuple(names))


def _not_now(verb: str, blocker: Blocker, ground: Ground) -> Refused | None:
    if blocker.status in STARTS[verb]:
        return None
    if blocker.status in SETTLED:
        return Refused("blocker-settled", id=blocker.id)
    if verb == "ack" and blocker.responded_at is not None:
        owner = ground.people.get(blocker.owner) if blocker.owner else None
        at = blocker.responded_at.astimezone(ZoneInfo(ground.project.timezone))
        who = owner.name if owner else "–"
        return Refused("blocker-acknowledged", id=blocker.id, who=who, at=at)
    return Refused("blocker-not-now", id=blocker.id, verb=verb, stands=blocker.status.value)


def _lacking(verb: str, blocker: Blocker, ground: Ground) -> Refused | None:
    """R08, R02: what must be filled in before."""
    if verb in _FACTS_NEEDED and (fields := missing_facts(blocker)):
        return Refused("blocker-facts-missing", id=blocker.id, fields=fields)
    touched = departments(blocker, ground.tasks) if verb in _LEAD_NEEDED else ()
    if len(touched) > 1 and not blocker.lead:
        return Refused("blocker-lead-missing", id=blocker.id, depts=touched)
    return None


def _parts(
    blocker: Blocker, people: People, rows: Rows, project: Project
) -> Mapping[Part, Callable[[], Iterable[RecordId]]]:
    """Each part with the way to find its people: few are asked for at a time."""
    lead = blocker.lead or project.lead_dept
    return {
        Part.REPORTER: lambda: _same(people, blocker.reporter),
        Part.OWNER: lambda: [blocker.owner] if blocker.owner else [],
        Part.HELPER: lambda: blocker.collaborators,
        Part.RESPONSIBLE: lambda: _of_dept(people, blocker.responsible_dept),
        Part.LEAD: lambda: _of_dept(people, lead),
        Part.LADDER: lambda: [one for rung in rungs(blocker, people, rows) for one in rung.people],
        Part.STEWARD: lambda: _stewards(people),
    }


def same_person(people: People, one: str, other: str) -> bool:
    """Whether two names that the log knows are one person's; equal names always are."""
    return bool(one and other) and (
        one == other or not set(_same(people, one)).isdisjoint(_same(people, other))
    )


def archived(project: Project) -> bool:
    """Whether a project is put away (S15): from then on R25 holds."""
    return project.phase is Phase.ARCHIVED


def may_read_archive(name: str, project: Project, people: Iterable[Person]) -> bool:
    """R25: an archive is for the people of its project; one without people is everybody's."""
    members = [each for each in people if each.here]
    known = not members or any(each.goes_by(name) for each in members)
    return known or not archived(project)


def _of_dept(people: People, dept: str) -> list[RecordId]:
    return [each.id for each in standing(people) if dept and each.dept == dept]


def _stewards(people: People) -> list[RecordId]:
    admins = [each.id for each in standing(people) if each.role is Role.ADMIN]
    return [*with_function(people, *_STEWARDS), *admins]


def _same(people: People, *names: str) -> list[RecordId]:
    """The people behind names that the log knows them by; sample records name them by id."""
    given = [each for each in names if each]
    return [
        each.id
        for each in standing(people)
        if any(each.id == name or each.goes_by(name) for name in given)
    ]
