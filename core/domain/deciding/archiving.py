"""Deciding whether a project is put away or reopened (S15, C19), and what may still change then."""

from __future__ import annotations

from typing import Final

from core.domain.archiving import ArchiveProject, ReopenProject
from core.domain.deciding import appointing
from core.domain.deciding.undo_rights import stewards
from core.domain.event import Event, changed, facts
from core.domain.form import Form, FormStatus
from core.domain.intake import TakeBack
from core.domain.message import DoubtMessage, MessageFailed, MessageSent, PartSent
from core.domain.open_ends import open_ends
from core.domain.people import Person
from core.domain.project import Phase
from core.domain.reach import RECENT
from core.domain.refusal import Conflict, Refused
from core.domain.rights import NAMED_AT_MOST, archived
from core.domain.scene import Scene

RETRO = "retro"
"""The form that looks back on the project (F27)."""
_STILL: Final = (
    *(ArchiveProject, ReopenProject),
    *(PartSent, MessageSent, MessageFailed, DoubtMessage),
)
"""What is decided in an archived project: whether it stays so, and how what had left came out."""


def decide(command: ArchiveProject | ReopenProject, scene: Scene) -> tuple[Event, ...]:
    """What putting a project away, or reopening it, comes to; nothing where it is so already.

    Raises:
        Refused: it was not looked back on yet, something is open and nobody said that it may stay
            so (which is said), or it is somebody else's to do; who may is named.
        Conflict: somebody changed the project since the person looked.
    """
    project = scene.project
    if command.seen not in (None, project.version):
        raise Conflict(project.id)
    if isinstance(command, ReopenProject):
        return _reopen(scene)
    _theirs(scene)
    if not archived(project):
        _ready(command, scene)
    return facts(changed(project, "project.archived", phase=Phase.ARCHIVED))


def _ready(command: ArchiveProject, scene: Scene) -> None:
    if not looked_back(scene):
        raise Refused("archive-early", kind=RETRO)
    left = open_ends(scene.records.values()).all
    if left and not command.despite_open:
        more = ("…",) if len(left) > NAMED_AT_MOST else ()
        raise Refused("archive-open", n=len(left), ids=(*left[:NAMED_AT_MOST], *more))


def _reopen(scene: Scene) -> tuple[Event, ...]:
    """By an admin; where there is none, by who runs the project."""
    allowed, me = reopeners(scene), scene.myself()
    if allowed and me not in allowed:
        raise Refused("reopen-who", names=tuple(each.name for each in allowed[:NAMED_AT_MOST]))
    if not archived(scene.project):
        return ()
    return facts(changed(scene.project, "project.reopened", phase=Phase.EXECUTION))


def reopeners(scene: Scene) -> tuple[Person, ...]:
    """Who may reopen a project that was put away; nobody named means everybody."""
    return appointing.admins(scene) or appointing.stewards(scene)


def check(command: object, scene: Scene) -> None:
    """An archived project is there for reading: lets pass what ends that, and nothing else.

    Raises:
        Refused: it has to be reopened first; by whom is said.
    """
    if not archived(scene.project) or isinstance(command, _STILL) or _ends_it(command, scene):
        return
    names = tuple(each.name for each in reopeners(scene)[:NAMED_AT_MOST])
    raise Refused("project-archived", names=names or (scene.actor,))


def _ends_it(command: object, scene: Scene) -> bool:
    """Whether it takes the archiving back: at once, or in the name of somebody who may reopen."""
    if not isinstance(command, TakeBack):
        return False
    project = scene.project
    its = [
        each
        for each in scene.undoing
        if each.event.subject == project.id and "phase" in each.event.after
    ]
    allowed = reopeners(scene)
    mine = not allowed or scene.myself() in allowed
    return bool(its) and (mine or max(each.at for each in its) >= scene.now - RECENT)


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
