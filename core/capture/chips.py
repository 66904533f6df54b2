"""What a line is understood as: the reading, its chips, what it asks and what it suggests.

Everything is ids and plain values; whoever shows it words it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.capture.line import Span
from core.capture.when.day import Value
from core.domain.ids import RecordId
from core.domain.task import LightLevel, Priority

TEXT: Final = "text"
"""The choice of every chip to be no chip: what was typed stays in the text."""
EACH: Final = "each"
"""The choice of `@all` to make one entry for each person present."""
EVERYONE: Final = "everyone"
"""The first choice of `@all`, which is refused (R01)."""
DEFAULT_SPANS: Final[Mapping[str, Span]] = {"owner": (-1, -1), "due": (-2, -2), "link": (-3, -3)}
"""Where a default stands, by its kind: nowhere in the line, yet it can be chosen against."""

Chosen = Mapping[Span, str]
"""The choice taken (Tab), by the span of its chip or suggestion."""


class Type(StrEnum):
    """What a line becomes."""

    ACTION = "action"
    BLOCKER = "blocker"
    DECISION = "decision"
    RISK = "risk"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a chip may mean."""

    id: str
    """A record's id, an ISO instant (to the minute, with offset), a word, or `text`."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What to word it with."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A piece of the line that was understood, or a default that was filled in."""

    start: int
    end: int
    kind: str
    """`type`, `owner`, `collaborator`, `due`, `link`, `priority`, `field` or `light`."""
    source: str
    """The piece as typed; of a default, where it comes from."""
    choices: tuple[Choice, ...]
    """The likeliest first; leaving it as text is always among them."""
    index: int = 0
    """The choice taken."""
    default: bool = False

    @property
    def span(self) -> Span:
        """Where it stands, as `chosen` has it."""
        return self.start, self.end

    @property
    def taken(self) -> Choice:
        """The choice taken."""
        return self.choices[self.index]

    @property
    def meaning(self) -> Mapping[str, Value]:
        """The values of the choice taken."""
        return self.taken.values

    @property
    def as_text(self) -> bool:
        """Whether it stays in the text (a default: whether it is left out)."""
        return self.taken.id == TEXT


@dataclass(frozen=True, slots=True)
class Amber:
    """A question that the line leaves open. The first Enter goes there, the second accepts."""

    id: str
    start: int = -1
    end: int = -1
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    """The ids that may be chosen, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something noticed and not done. Where it has a span, choosing its first choice does it."""

    id: str
    start: int = -1
    end: int = -1
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line means."""

    type: Type
    raw: str
    """The line as typed."""
    text: str
    """The line without its chips and escaping backslashes (`line.without`)."""
    owner: RecordId | None = None
    """Responsible; of a decision, who made it."""
    owner_choices: tuple[RecordId, ...] = ()
    reporter: RecordId | None = None
    """Of a blocker, who speaks while it is typed: they report it, whoever types."""
    collaborators: tuple[RecordId, ...] = ()
    each: tuple[RecordId, ...] = ()
    """One entry for each of these, where `@all` was answered so."""
    due: datetime | None = None
    due_rule: str = ""
    due_values: Mapping[str, Value] = field(default_factory=dict)
    due_choices: tuple[str, ...] = ()
    links: tuple[RecordId, ...] = ()
    priority: Priority = Priority.NORMAL
    fields: Mapping[str, str] = field(default_factory=dict)
    """`impact`, `attempted`, `reason`, `grounds`, `goal`, `response`, as far as given."""
    light: LightLevel | None = None
    """Of a risk, where one is named."""
    amber: tuple[Amber, ...] = ()
    chips: tuple[Chip, ...] = ()
    """In order of the line, the defaults last; spans never overlap."""
    suggestions: tuple[Suggestion, ...] = ()
    escapes: tuple[int, ...] = ()
    """Where the backslashes stand that are no text."""

    @property
    def everyone(self) -> bool:
        """Whether it still speaks to everybody, which is refused (R01)."""
        return any(each.id == EVERYONE for each in self.amber)

    @property
    def removed(self) -> tuple[Span, ...]:
        """The pieces of the line that are not in the text."""
        taken = (each.span for each in self.chips if not each.default and not each.as_text)
        return tuple(sorted((*taken, *((at, at + 1) for at in self.escapes))))
