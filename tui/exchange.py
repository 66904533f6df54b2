"""What a person has to choose between us and the sources: conflicts by record. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.clash import Choice, Clash, ClashStatus, SettleClash

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.record import Record


@dataclass(frozen=True, slots=True)
class Knot:
    """All fields of one record that wait for a choice, or were just settled."""

    source: str
    subject: str
    clashes: tuple[Clash, ...]

    @property
    def key(self) -> str:
        """What tells it from other knots."""
        return f"{self.source} {self.subject}"

    @property
    def open(self) -> tuple[Clash, ...]:
        """The fields that still wait."""
        return tuple(each for each in self.clashes if each.status is ClashStatus.OPEN)


def open_clashes(board: Board) -> list[Clash]:
    """Every field that waits for a choice, the oldest first."""
    waiting = [each for each in board.clashes.values() if _open(each)]
    return sorted(waiting, key=lambda each: (str(each.found_at), each.id.zfill(12)))


def open_counts(board: Board) -> Counter[str]:
    """How many fields of each source wait."""
    return Counter(each.source for each in board.clashes.values() if _open(each))


def knots(board: Board, seen: Collection[str] = ()) -> list[Knot]:
    """The records with something to choose; beside it what was open a while ago (`seen`)."""
    found: dict[tuple[str, str], list[Clash]] = {}
    order = sorted(board.clashes.values(), key=lambda each: (str(each.found_at), each.id.zfill(12)))
    for each in order:
        if _open(each) or (each.id in seen and each.status is ClashStatus.SETTLED):
            found.setdefault((each.source, each.subject), []).append(each)
    return [Knot(source, subject, _latest(every)) for (source, subject), every in found.items()]


def alike(board: Board, clash: Clash) -> tuple[Clash, ...]:
    """The open clashes of the same field with the same source."""
    same = (clash.source, clash.field)
    return tuple(each for each in open_clashes(board) if (each.source, each.field) == same)


def settled(clash: Clash, choice: Choice, value: object = None) -> SettleClash:
    """The wish of a person who looks at a clash as it stands."""
    return SettleClash(clash=clash.id, choice=choice, value=value, seen=clash.version)  # type: ignore[arg-type]


def record_of(board: Board, clash: Clash) -> Record | None:
    """Our side of it."""
    return board.tasks.get(clash.subject) or board.actions.get(clash.subject)


def title_of(board: Board, subject: str) -> str:
    """A record's number and title."""
    return f"{subject} {getattr(board.record(subject), 'title', '')}".rstrip()


def _open(clash: Clash) -> bool:
    return clash.status is ClashStatus.OPEN and not clash.removed


def _latest(clashes: list[Clash]) -> tuple[Clash, ...]:
    """One a field: what was settled before gives way to what clashes anew."""
    return tuple({each.field: each for each in clashes}.values())
