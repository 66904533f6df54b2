"""How a board comes to be: a new project, the sample, a team's database. Threads call it."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from core import places
from core.domain.text import clean
from tui.team_address import Address, kept

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.domain.event import Recorded
    from core.domain.project import CreateProject, Project
    from core.domain.project_template import ProjectTemplate
    from core.store import Store
    from tui.opening import Opening

CODE = 16
"""Characters of a project's code at most."""


def is_new(opening: Opening) -> bool:
    """Whether nobody has named a database and there is none where it would be."""
    default = places.default_database()
    return opening.database == str(default) and not default.exists() and not opening.reading


def home(opening: Opening) -> Opening:
    """The board that the person's own settings name, from whichever board they ask."""
    told = os.environ.get("PENGTOU_DB") or opening.settings.database.url
    return replace(opening, database=told or str(places.default_database()), project=None)


def sample(opening: Opening, actor: str | None = None) -> Opening:
    """The sample project in the opening's database, and its manager as the person at work.

    Raises:
        Refused, Unreachable: the database cannot be had.
    """
    from core.sample import build
    from core.sample.story import tell

    now = opening.clock() if opening.clock else datetime.now(UTC)
    story = tell(now, opening.language)
    with closing(opening.store(create=True)) as store:
        if story.project.code not in {each.code for _, each in store.projects()}:
            build(store, now, language=opening.language, process=True)
    # Nothing of a demonstration reaches a real group or a real table.
    settings = replace(opening.settings, bots={}, sources={})
    code = story.project.code
    return replace(opening, settings=settings, project=code, actor=actor or story.manager)


def found(
    opening: Opening, store: Store, command: CreateProject, template: ProjectTemplate | None = None
) -> tuple[Recorded, ...]:
    """Creates a project; who does so joins it as its manager, in the leading department.

    What the template of its kind brings in is given back.

    Raises:
        Refused: the rules say no. Unreachable: the database is away.
    """
    from core.domain.people import AddPerson, Function, Role
    from core.service import Service, create_project

    now = opening.clock() if opening.clock else None
    number = create_project(store, command, actor=opening.actor, now=now)
    joining = AddPerson(
        name=opening.actor,
        dept=command.lead_dept,
        functions=(Function.PROJECT_MANAGER,),
        role=Role.ADMIN,
    )
    service = Service(store, number, opening.actor, opening.clock)
    service.perform(joining)
    opening.remember(command.code)
    if template is None:
        return ()
    from tui.beginning import brought_in

    return brought_in(service, template, opening.language)


def found_own(  # noqa: PLR0913 - an answer of the page each
    opening: Opening, *, name: str, code: str, me: str, dept: str, template: str = ""
) -> Opening:
    """A person's own project in their own database, and who they are in the configuration.

    With a template it begins as one of its kind.

    Raises:
        Refused, Unreachable: see `found`.
        Misconfigured, OSError: the configuration cannot be read or written.
    """
    from core.domain.project import CreateProject
    from tui.beginning import fitted, templates

    kind = templates()[template] if template else None
    own = replace(home(opening), actor=me)
    with closing(own.store(create=True)) as store:
        known = {each.code for _, each in store.projects()}
        command = CreateProject(
            code=clean(code, limit=CODE) or code_for(name, known),
            name=clean(name),
            lead_dept=clean(dept, limit=60),
            start=today_in(own, "Asia/Shanghai"),
            calendar="CN",
            timezone="Asia/Shanghai",
        )
        if kind is not None:
            command = fitted(command, kind, own.language)
        found(own, store, command, kind)
    settings = remembered(own, {"me.name": me})
    return replace(own, settings=settings, project=command.code)


def today_in(opening: Opening, timezone: str) -> date:
    """The day that it is there by the opening's clock."""
    from core.calendar.clock import zone

    now = opening.clock() if opening.clock else datetime.now(UTC)
    return now.astimezone(zone(timezone)).date()


def remembered(opening: Opening, told: dict[str, Any]) -> Any:
    """Writes some keys of the configuration; one kept by hand stays as it is, and is obeyed."""
    from core.settings import HandWritten, set_value

    settings = opening.settings
    for key, value in told.items():
        with suppress(HandWritten):
            settings = set_value(opening.config, key, value)
    return settings


def projects(opening: Opening) -> list[Project]:
    """The projects of a team's database; asked before it is joined.

    Raises:
        Refused, Unreachable: it cannot be opened, with the reason.
    """
    with closing(opening.store()) as store:
        return [each for _, each in store.projects()]


def addressed(opening: Opening, address: Address) -> Opening:
    """The board at a team's address, with its password for this run only."""
    return replace(opening, database=address.whole, project=None)


def joined(opening: Opening, address: Address, code: str, me: str) -> tuple[Opening, bool]:
    """A team's board from now on, and whether its password is safe in the keyring.

    The configuration gets the address without the password.

    Raises:
        Misconfigured, OSError: the configuration cannot be read or written.
    """
    settings = remembered(opening, {"database.url": address.bare, "me.name": me})
    safe = kept(address)
    there = replace(addressed(opening, address), settings=settings, project=code, actor=me)
    there.remember(code)
    return there, safe


def code_for(name: str, known: Collection[str]) -> str:
    """A code from a project's name: initials of the pinyin, words and numbers as they are."""
    from core.domain.pinyin import chinese, readings, syllables

    parts = (readings(each)[0][:1] if chinese(each) else each for each in syllables(name))
    code = "".join(each for each in parts if each.isascii() and each.isalnum())[:CODE] or "p1"
    at, free = 2, code
    while free in known:
        free, at = f"{code}-{at}", at + 1
    return free
