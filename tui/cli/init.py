"""`init`: a project comes to be, and the database with it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from core.domain.text import clean
from tui.cli import template_told
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong
from tui.founding import CODE, code_for, found

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.domain.project import CreateProject, Project
    from core.domain.project_template import ProjectTemplate
    from tui.cli.parser import Verbs
    from tui.opening import Opening


def register(verbs: Verbs) -> None:
    """`init --name NAME` and the project's facts."""
    say = verbs.words.say
    parser = verbs.add("init", run, told=say("cli.help.init"))
    parser.argument("--name", required=True, metavar="NAME", help=say("cli.help.name"))
    parser.argument("--code", metavar="C", help=say("cli.help.code"))
    parser.argument("--lead", default="", metavar="DEPT", help=say("cli.help.lead"))
    parser.argument("--template", metavar="TEMPLATE", help=say("template.help.init"))
    parser.argument("--start", metavar="D", help=say("cli.help.start"))
    parser.argument("--end", metavar="D", help=say("cli.help.end"))
    parser.argument("--calendar", default="CN", metavar="CN", help=say("cli.help.calendar"))
    parser.argument(
        "--timezone", default="Asia/Shanghai", metavar="ZONE", help=say("cli.help.timezone")
    )


def run(options: Namespace) -> int:
    """Creates the project; who does so joins it as its manager."""
    start, end = _day(options.start), _day(options.end)
    _check_calendar(options.calendar)
    check_zone(options.timezone)
    with Desk(options) as desk:
        from core.domain.project import CreateProject

        opening = desk.opening
        template = _template(options.template, desk)
        store = opening.store(create=True)
        try:
            projects = [each for _, each in store.projects()]
            known = {each.code for each in projects}
            _not_yet(clean(options.name), options.code, projects)
            command = CreateProject(
                code=clean(options.code or "", limit=CODE) or code_for(options.name, known),
                name=clean(options.name),
                lead_dept=clean(options.lead, limit=60),
                start=start,
                end=end,
                calendar=options.calendar,
                timezone=options.timezone,
            )
            if template is not None:
                command = _begun(command, template, opening)
            recorded = found(opening, store, command, template)
            _tell(desk, command, store.place)
            if template is not None:
                template_told.tell(desk, template, command, recorded)
        finally:
            store.close()
    return 0


def _template(name: str | None, desk: Desk) -> ProjectTemplate | None:
    if name is None:
        return None
    from tui.cli.template import meant

    return meant(name, desk)


def _begun(command: CreateProject, template: ProjectTemplate, opening: Opening) -> CreateProject:
    """It begins today where nobody says when."""
    from tui.beginning import fitted
    from tui.founding import today_in

    start = command.start or today_in(opening, command.timezone)
    return fitted(replace(command, start=start), template, opening.language)


def _not_yet(name: str, code: str | None, projects: Collection[Project]) -> None:
    """A second project of the same name is meant only where it is given a code of its own."""
    twin = next((each.code for each in projects if each.name == name and not code), None)
    if twin is not None:
        raise Told(word="cli.founded_already", name=name, code=twin)


def _tell(desk: Desk, command: object, place: str) -> None:
    code, name = getattr(command, "code", ""), getattr(command, "name", "")
    if desk.talk.json:
        desk.talk.value({"code": code, "name": name, "database": place})
        return
    desk.talk.line(desk.words.say("cli.founded", name=name, code=code))
    desk.talk.tell("cli.founded_in", where=place)
    if not desk.opening.settings.me.name:
        # Nobody said who they are: the name of their login stands for good, unless it is changed.
        desk.talk.tell("cli.founded_by", who=desk.opening.actor)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(normalize("NFKC", text).strip())
    except ValueError:
        raise Wrong(word="cli.wrong_iso_day", value=text) from None


def _check_calendar(code: str) -> None:
    from core.calendar.workdays import UnknownCalendar, work_calendar

    try:
        work_calendar(code, range(2024, 2025))
    except UnknownCalendar:
        raise Wrong(word="cli.wrong_calendar", value=code) from None


def check_zone(name: str) -> None:
    """Raises `Wrong` unless the name is an IANA time zone."""
    from core.calendar.clock import zone

    try:
        zone(name)
    except ValueError:
        raise Wrong(word="cli.wrong_zone", value=name) from None
