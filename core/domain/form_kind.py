"""What a form is like: its fields, who signs it, by when. `form_file` reads it from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final


class Misdefined(Exception):
    """What a file defines cannot be used: an id (`form.misdefined.<reason>`) and its values.

    `file` and `key` say where, `value` what stands there, `known` what may stand there.
    """

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


class Shape(StrEnum):
    """What a field holds; the plain form of its value is named."""

    LINE = "line"
    """A text of one line."""
    LINES = "lines"
    """A text."""
    NUMBER = "number"
    PERCENT = "percent"
    """A number from 0 to 100."""
    DAY = "day"
    """`YYYY-MM-DD`."""
    PERSON = "person"
    """A person's id; `PEOPLE` a list of them."""
    PEOPLE = "people"
    DEPT = "dept"
    """A department's name; `DEPTS` a list of them."""
    DEPTS = "depts"
    TASK = "task"
    """A task's id."""
    CHOICE = "choice"
    """The id of one of the field's choices."""
    ROWS = "rows"
    """A list of maps, one key a column."""


NUMERIC: Final = frozenset({Shape.NUMBER, Shape.PERCENT})
"""What is a value in a sheet, and stands at the right of its column."""


class Act(StrEnum):
    """What happens at a step."""

    SIGN = "sign"
    """People put their names to it; who refuses sends it back to its writer."""
    APPROVE = "approve"
    """One of those who may decides."""
    COLLECT = "collect"
    """Each of several fills a form of its own; an objection holds the step until it is lifted."""
    APPLY = "apply"
    """What was agreed is carried out, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    id: str
    label: Mapping[str, str]
    refuses: bool = False
    """Whether it is an objection."""
    holds: Shape | None = None
    """What a column that follows this choice must hold; None where it needs nothing."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One field of a form."""

    name: str
    shape: Shape
    label: Mapping[str, str]
    """By language."""
    required: bool = False
    required_if: Mapping[str, str] = field(default_factory=dict)
    """Required where these other fields read so."""
    hint: str = ""
    """Advice, not a rule (`form.hint.<id>`): `figures` (R04), `concrete`, `few_liaisons` (R06)."""
    source: str = ""
    """What it is filled from where nobody wrote anything: see `core.domain.prefill`."""
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language, in which words its source is told: see `core.domain.form_told`."""
    options: tuple[Option, ...] = ()
    columns: tuple[FieldKind, ...] = ()
    follows: str = ""
    """Of a column: the choice in the same row that says what it holds (`Option.holds`)."""
    verdict: bool = False
    """Whether its choice is the answer that the form stands for."""
    live: bool = False
    """Whether it goes on changing after the signatures, which do not speak of it."""
    by_change: bool = False
    """Whether it changes only by a change request once the form is done (R15)."""
    ahead: bool = False
    """Of a day: whether one that is over cannot be written there."""

    def columns_in(self, row: Mapping[str, Any]) -> tuple[FieldKind, ...]:
        """The columns as one row reads: what follows a choice has the shape that it asks for, and
        must be filled where it asks for one."""
        return tuple(_following(each, self.columns, row) for each in self.columns)

    def option(self, identity: object) -> Option | None:
        """The choice of that id."""
        return next((each for each in self.options if each.id == identity), None)


@dataclass(frozen=True, slots=True)
class StepKind:
    """One step between the writing of a form and its end."""

    id: str
    act: Act
    who: str = ""
    """Whose names it takes: see `core.domain.parties`."""
    needs: str = "one"
    """`one` or `all` of them."""
    form: str = ""
    """What is collected."""
    each: str = ""
    """From whom: a field of the form (`depts`), or a word of `core.domain.parties`."""
    clock: str = ""
    """How long it may take, by the id of a clock (`C01`)."""
    rework: str = ""
    """How long mending may take after an objection."""
    effect: str = ""
    """What `APPLY` does, or what happens as `COLLECT` begins."""
    objected: str = ""
    """What happens once everybody answered and somebody objects."""
    anew: bool = False
    """Whether each round asks everybody again, and not only who objected (F24)."""
    switch: bool = False
    """Whether a project may leave it out."""
    label: Mapping[str, str] = field(default_factory=dict)
    """What people call it, by language, where its id has no words of ours."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """One form of the process."""

    kind: str
    code: str
    """As the process numbers it: `F01`."""
    stage: str
    """`S0` to `S15`."""
    names: Mapping[str, Sequence[str]]
    """By language; the first is the usual one, the others what some call it."""
    by: str
    """Who writes it: see `core.domain.parties`."""
    about: str = "project"
    """What it is about: `project`, `dept`, `person`, `task` or `risk`."""
    many: bool = False
    """Whether there may be several about the same thing."""
    clock: str = ""
    """How long writing it may take …"""
    opens: str = ""
    """… from when: the end of a meeting of this kind, or of a form."""
    fields: tuple[FieldKind, ...] = ()
    steps: tuple[StepKind, ...] = ()
    held: str = ""
    """The customer's file that says otherwise and cannot be used: until it can, nobody knows whose
    names such a form takes, so that it is read and goes no further (R24)."""

    def field(self, name: str) -> FieldKind | None:
        """The field of that name."""
        return next((each for each in self.fields if each.name == name), None)

    def name(self, language: str) -> str:
        """What people call it."""
        return _first(self.names.get(language)) or _first(next(iter(self.names.values())))

    def verdict(self, values: Mapping[str, Any]) -> Option | None:
        """The answer it stands for, as its fields read."""
        asked = self.verdict_field
        return asked.option(values.get(asked.name)) if asked is not None else None

    @property
    def verdict_field(self) -> FieldKind | None:
        """The field whose choice is its answer, where it stands for one."""
        return next((each for each in self.fields if each.verdict), None)


def _following(column: FieldKind, among: Sequence[FieldKind], row: Mapping[str, Any]) -> FieldKind:
    leader = next((each for each in among if each.name == column.follows), None)
    if leader is None:
        return column
    chosen = leader.option(row.get(leader.name))
    holds = chosen.holds if chosen is not None else None
    return replace(column, shape=holds or column.shape, required=holds is not None)


def label_in(label: Mapping[str, str], language: str) -> str:
    """A label in a language, else in any."""
    return label.get(language) or next(iter(label.values()), "")


def _first(names: Sequence[str] | None) -> str:
    return names[0] if names else ""
