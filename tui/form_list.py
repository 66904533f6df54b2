"""The list of forms: in which order, which of them, and how many wait for somebody. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.clocks import NEVER
from core.domain.form import Form, FormStatus
from core.domain.form_standing import waiting

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.ids import RecordId
    from core.domain.scene import Scene

_OVER = (FormStatus.DONE, FormStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One form as the list tells it."""

    form: Form
    step: str = ""
    """What it waits for; empty where it is over."""
    people: tuple[RecordId, ...] = ()
    due: datetime | None = None
    asked: bool = False
    """Whether it waits for answers that are forms of their own."""

    @property
    def open(self) -> bool:
        """Whether it still waits for anything."""
        return self.form.status not in _OVER


def entries(board: Board, scene: Scene) -> list[Entry]:
    """All forms: what waits first, by its deadline, then the others, the newest first."""
    found = [_entry(each, scene) for each in board.forms.values() if not each.removed]
    still = sorted((each for each in found if each.open), key=_urgency)
    over = sorted((each for each in found if not each.open), key=_age, reverse=True)
    return [*still, *over]


def _entry(form: Form, scene: Scene) -> Entry:
    found = waiting(form, scene)
    if found is None:
        return Entry(form)
    people = tuple(each.id for each in found.people)
    return Entry(form, found.step, people, found.due, bool(found.forms))


def _urgency(each: Entry) -> tuple[datetime, str]:
    return each.due or NEVER, each.form.id.zfill(12)


def _age(each: Entry) -> str:
    return each.form.id.zfill(12)


def kept(every: Iterable[Entry], only: str, kind: str, scene: Scene) -> list[Entry]:
    """Those of a kind, and of them `all`, `mine` (begun by me), `waiting` (for me) or `over`."""
    found = [each for each in every if not kind or each.form.kind == kind]
    match only:
        case "mine":
            return [each for each in found if _begun_by(each.form, scene)]
        case "waiting":
            return [each for each in found if waits_for_me(each, scene)]
        case "over":
            return [each for each in found if not each.open]
    return found


def _begun_by(form: Form, scene: Scene) -> bool:
    me = scene.myself()
    names = (form.opened_by, form.submitted_by)
    return me is not None and any(me.goes_by(name) for name in names if name)


def waits_for_me(each: Entry, scene: Scene) -> bool:
    """Whether it is somebody's own turn, and not that of those who answer on other forms."""
    me = scene.myself()
    return me is not None and each.open and not each.asked and me.id in each.people


def counted(every: Iterable[Entry], scene: Scene) -> int:
    """How many wait for who acts."""
    return sum(waits_for_me(each, scene) for each in every)
