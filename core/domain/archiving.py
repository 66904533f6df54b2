"""The end of a project (S15, F28): it is put away, and its package is for its members (R25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.domain.people import Person
from core.domain.project import Phase, Project
from core.domain.refusal import Refused
from core.domain.rights import may_read_archive


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveProject:
    """The project is put away once it was looked back on (S15)."""

    despite_open: bool = False
    """Whether somebody saw what is still open (`open_ends`) and wants it to stay so."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenProject:
    """A project that was put away goes on: its clocks run again, its records can be changed."""

    seen: int | None = None


def members_only(name: str, project: Project, people: Iterable[Person]) -> None:
    """R25: a package holds everything, so that only the project's people take one with them.

    Raises:
        Refused: nobody on the project goes by that name.
    """
    if not may_read_archive(name, replace(project, phase=Phase.ARCHIVED), people):
        raise Refused("archive-not-yours", name=name)
