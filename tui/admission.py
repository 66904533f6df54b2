"""Who is let in to a project: by the login they have, and to an archive as one of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.ids import Kind
from core.domain.refusal import Refused
from core.domain.rights import archived, may_read_archive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.project import Project
    from core.store import Store


def check_login(store: Store, projects: Mapping[int, Project]) -> None:
    """Says why a login sees nothing, rather than that there is nothing.

    Raises:
        Refused: it has a seat in no project.
    """
    standing = store.standing
    if standing is not None and not standing.free and not projects:
        raise Refused("login-no-seat", login=standing.login)


def check(store: Store, number: int, project: Project, actor: str) -> None:
    """Lets somebody in to a project under a name.

    Raises:
        Refused: their login is somebody else's, or it is an archive and not theirs (R25).
    """
    seat = store.standing.seats.get(number) if store.standing is not None else None
    if store.standing is not None and seat is not None and not seat.goes_by(actor):
        login = store.standing.login
        raise Refused("login-is-another", login=login, who=seat.name, name=actor)
    if archived(project) and not may_read_archive(
        actor, project, store.all_of(number, Kind.PERSON)
    ):
        raise Refused("archive-members-only", name=actor, project=project.code)
