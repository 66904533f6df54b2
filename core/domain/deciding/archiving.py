"""Deciding whether a project is put away: looked back on (S15, C19), by those who may."""

from __future__ import annotations

from core.domain.archiving import ArchiveProject
from core.domain.deciding.undo_rights import stewards
from core.domain.event import Event, changed, facts
from core.domain.form import Form, FormStatus
from core.domain.project import Phase
from core.domain.refusal import Conflict, Refused
from core.domain.scene import Scene

RETRO = "retro"
"""The form that looks back on the project (F27)."""


def decide(command: ArchiveProject, scene: Scene) -> tuple[Event, ...]:
    """What putting a project away comes to; nothing where it is away already.

    Raises:
        Refused: it was not looked back on yet, or it is somebody else's to do; who may is named.
        Conflict: somebody changed the project since the person looked.
    """
    project = scene.project
    if command.seen not in (None, project.version):
        raise Conflict(project.id)
    _theirs(scene)
    if project.phase is not Phase.ARCHIVED and not looked_back(scene):
        raise Refused("archive-early", kind=RETRO)
    return facts(changed(project, "project.archived", phase=Phase.ARCHIVED))


def looked_back(scene: Scene) -> bool:
    """Whether the retrospective is signed."""
    return any(
        isinstance(each, Form)
        and each.kind == RETRO
        and each.status is FormStatus.DONE
        and not each.removed
        for each in scene.records.values()
    )


def _theirs(scene: Scene) -> None:
    """The project manager and the admins; a project that nobody runs is everybody's."""
    allowed, me = stewards(scene), scene.myself()
    if allowed and (me is None or me.id not in allowed):
        names = "、".join(scene.people[each].name for each in allowed)
        raise Refused("archive-who", names=names)
