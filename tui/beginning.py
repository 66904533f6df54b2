"""How a project begins from a template: which there are, when it ends, and what is brought in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.definitions import LeftOut
    from core.domain.event import Recorded
    from core.domain.meeting import MeetingKind
    from core.domain.meeting_template import Template
    from core.domain.project import CreateProject
    from core.domain.project_template import ProjectTemplate
    from core.service import Service


def templates() -> Mapping[str, ProjectTemplate]:
    """Those that come with the program, and a customer's own that can be used."""
    return known_templates()[0]


def known_templates() -> tuple[Mapping[str, ProjectTemplate], tuple[LeftOut, ...]]:
    """The templates of this machine; and what a customer defines that cannot be used."""
    from core.definitions import defined
    from core.templates import own, standard

    known = defined(places.form_folder(), places.clock_file())
    mine = own(known, places.template_folder())
    return {**standard(), **mine.found}, (*known.left_out, *mine.left_out)


def fitted(command: CreateProject, template: ProjectTemplate, language: str) -> CreateProject:
    """The project with what the template knows of it: who leads, and when it is over."""
    from core.domain.from_template import working_day
    from core.store.calendars import calendar_around

    lead = command.lead_dept or template.dept(next(iter(template.depts)), language)
    if command.start is None:
        return replace(command, lead_dept=lead)
    calendar = calendar_around(command.calendar, command.start)
    end = working_day(command.start, template.days, calendar) if template.days else None
    return replace(command, lead_dept=lead, end=command.end or end)


def brought_in(service: Service, template: ProjectTemplate, language: str) -> tuple[Recorded, ...]:
    """Departments, tasks, rhythm and clocks join a project that was just founded, as one change.

    Raises:
        Refused, Unreachable: see `Service.perform`.
    """
    from core.domain.from_template import Begin, wishes

    begin = Begin(template, service.board(), language, _agenda_of)
    return service.perform(wishes(begin))


def _agenda_of(kind: MeetingKind) -> Template:
    from core.meetings import template

    return template(kind, places.config_file().parent / "meetings")


def unpublished(start: date, end: date, calendar: str) -> tuple[int, ...]:
    """The years that a plan reaches into whose days of rest are not published yet."""
    from core.store.calendars import calendar_around

    known = calendar_around(calendar, start)
    return tuple(year for year in range(start.year, end.year + 1) if not known.published(year))
