"""What is said once a project has begun from a template: what came, and what is still wanted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.domain.ids import Kind, kind_of
from core.domain.people import Function
from core.domain.project_template import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.event import Recorded
    from core.domain.project import CreateProject
    from core.domain.project_template import ProjectTemplate
    from tui.cli.desk import Desk


def tell(
    desk: Desk,
    template: ProjectTemplate,
    command: CreateProject,
    recorded: Sequence[Recorded],
) -> None:
    """Counts, the tasks without an owner, the people to find, the years without a calendar."""
    from tui.beginning import unpublished

    words, talk = desk.words, desk.talk
    made = Counter(kind_of(each.event.subject) for each in recorded if each.event.creates)
    tasks = made[Kind.TASK]
    talk.tell(
        "template.began",
        name=told(template.names, words.language),
        tasks=tasks,
        depts=len(template.depts),
        milestones=made[Kind.MILESTONE],
    )
    if tasks:
        talk.tell("template.unclaimed", n=tasks)
    wanted = [each for each in template.functions if each is not Function.PROJECT_MANAGER]
    if wanted:
        names = words.join(words.say(f"term.function.{each.value}") for each in wanted)
        talk.tell("template.wanted", names=names)
    if command.start and command.end:
        years = unpublished(command.start, command.end, command.calendar)
        if years:
            talk.tell("template.unpublished", years=words.join(map(str, years)))
