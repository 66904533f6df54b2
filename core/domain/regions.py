"""Departments in several regions (R27): their zones, their office hours, a moment in each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import TYPE_CHECKING

from core.calendar.clock import zone
from core.calendar.sla import OfficeHours
from core.calendar.workdays import WorkCalendar
from core.domain.people import Department, Person
from core.domain.policy import Policy
from core.domain.project import Project

if TYPE_CHECKING:
    from core.domain.board import Board


def zone_of_dept(name: str, departments: Mapping[str, Department], project: Project) -> tzinfo:
    """The zone of a department, by its name: its own, else the project's.

    A zone that this machine does not know gives way to the project's.
    """
    known = departments.get(name)
    if known is not None and known.timezone:
        with suppress(ValueError):
            return zone(known.timezone)
    return zone(project.timezone)


def zone_of_person(person: Person | None, board: Board) -> tzinfo:
    """The zone that somebody reads the board in: their own, their department's, the project's."""
    if person is not None and person.timezone:
        with suppress(ValueError):
            return zone(person.timezone)
    return zone_of_dept(person.dept if person else "", board.departments, board.project)


def office_in(
    name: str,
    departments: Mapping[str, Department],
    project: Project,
    policy: Policy,
    calendar: WorkCalendar,
) -> OfficeHours:
    """When a department works: its own hours, else the policy's, in its own zone."""
    known = departments.get(name)
    opens, closes = policy.hours
    if known is not None and known.opens and known.closes:
        opens, closes = time.fromisoformat(known.opens), time.fromisoformat(known.closes)
    return OfficeHours(calendar, zone_of_dept(name, departments, project), opens, closes)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A moment as somebody's clock shows it."""

    whose: str
    """A department's name; empty for whoever looks."""
    at: datetime
    """In their zone."""


def elsewhere(
    moment: datetime, board: Board, dept: str = "", viewer: Person | None = None
) -> tuple[Elsewhere, ...]:
    """A moment on the viewer's clock and on a department's, where they differ from the board's.

    Zones that show the same time count as the same: nobody needs to be told 18:00 twice.
    """
    here = moment.astimezone(board.zone)
    found = [Elsewhere("", moment.astimezone(zone_of_person(viewer, board)))] if viewer else []
    if dept:
        there = moment.astimezone(zone_of_dept(dept, board.departments, board.project))
        found.append(Elsewhere(dept, there))
    return tuple(_others(found, here))


def _others(found: Iterable[Elsewhere], here: datetime) -> Iterable[Elsewhere]:
    seen = {here.replace(tzinfo=None)}
    for each in found:
        local = each.at.replace(tzinfo=None)
        if local not in seen:
            seen.add(local)
            yield each


def dept_of(record: object, board: Board) -> str:
    """The department that answers for a record's deadlines.

    Of a blocker who leads, else who solves it; of others their own, else their owner's.
    """
    for name in ("lead", "responsible_dept", "dept"):
        if found := getattr(record, name, ""):
            return str(found)
    owner = board.people.get(getattr(record, "owner", None) or "")
    return owner.dept if owner else ""
