"""What is still open when a project is to be put away (S15). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.action import DELIVERED, ActionItem
from core.domain.blocker import SETTLED, Blocker
from core.domain.form import Form, FormStatus
from core.domain.ids import RecordId
from core.domain.record import Record
from core.domain.risk import Risk, RiskStatus
from core.domain.task import FINISHED, Task

_KINDS: Final = (Task, Blocker, ActionItem, Risk, Form)
_ENDED: Final = (FormStatus.DONE, FormStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """The records that nobody has brought to an end, by what they are."""

    tasks: tuple[RecordId, ...] = ()
    """Neither done nor cancelled."""
    blockers: tuple[RecordId, ...] = ()
    """Neither closed, nor merged or turned into something else."""
    actions: tuple[RecordId, ...] = ()
    """Not handed in yet."""
    risks: tuple[RecordId, ...] = ()
    """Still watched."""
    forms: tuple[RecordId, ...] = ()
    """Waiting for somebody to write, or to sign."""

    @property
    def all(self) -> tuple[RecordId, ...]:
        """All of them, in the order in which they are told."""
        return (*self.tasks, *self.blockers, *self.actions, *self.risks, *self.forms)


def open_ends(records: Iterable[Record]) -> OpenEnds:
    """What of these records is still open, in the order of their ids."""
    here = sorted((each for each in records if not each.removed), key=lambda each: _place(each.id))
    return OpenEnds(*(tuple(_of(kind, here)) for kind in _KINDS))


def _of(kind: type[Record], records: Iterable[Record]) -> Iterator[RecordId]:
    return (each.id for each in records if isinstance(each, kind) and _is_open(each))


def _is_open(record: Record) -> bool:
    match record:
        case Task():
            return record.status not in FINISHED
        case Blocker():
            return record.status not in SETTLED
        case ActionItem():
            return record.status not in DELIVERED
        case Risk():
            return record.status is RiskStatus.OPEN
        case Form():
            return record.status not in _ENDED
        case _:
            return False


def _place(identity: str) -> str:
    return identity.zfill(12)
