"""What a form is like: its fields, who signs it, by when. Read from data, never from code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from core.domain.form_told import names_in

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}", re.ASCII)


class Misdefined(Exception):
    """A file that defines a form cannot be used: an id (`form.misdefined.<reason>`), its values."""

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


def understood(document: Mapping[str, Any], file: str) -> FormKind:
    """A definition as it stands in a file.

    Raises:
        Misdefined: a key is missing, unknown or does not fit; the place is said.
    """
    return _Reader(file).form(document)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file, and knows where it is for the message."""

    file: str

    def form(self, table: Mapping[str, Any]) -> FormKind:
        known = ("kind", "code", "stage", "names", "by", "about", "many", "clock", "opens")
        self._keys("", table, (*known, "field", "step"))
        fields = tuple(
            self.field(f"field[{at}]", each) for at, each in enumerate(table.get("field", ()), 1)
        )
        steps = tuple(
            self.step(f"step[{at}]", each) for at, each in enumerate(table.get("step", ()), 1)
        )
        self._once([each.name for each in fields], "field")
        self._once([each.id for each in steps], "step")
        return FormKind(
            kind=self._name("kind", table),
            code=self._text("code", table),
            stage=self._text("stage", table),
            names={key: tuple(each) for key, each in self._labels("names", table).items()},
            by=self._text("by", table),
            about=self._text("about", table, "project"),
            many=bool(table.get("many", False)),
            clock=self._text("clock", table, ""),
            opens=self._text("opens", table, ""),
            fields=fields,
            steps=steps,
        )

    def field(self, at: str, table: Mapping[str, Any]) -> FieldKind:
        known = ("name", "shape", "label", "required", "required_if", "hint", "from", "choices")
        self._keys(at, table, (*known, "columns", "follows", "verdict", "live", "told"))
        shape = self._word(f"{at}.shape", table.get("shape"), Shape)
        options = tuple(self.option(f"{at}.choices", each) for each in table.get("choices", ()))
        columns = tuple(self.field(f"{at}.columns", each) for each in table.get("columns", ()))
        if (shape is Shape.CHOICE) != bool(options) or (shape is Shape.ROWS) != bool(columns):
            raise Misdefined("value", file=self.file, key=f"{at}.shape", value=shape.value)
        return FieldKind(
            name=self._name("name", table, at),
            shape=shape,
            label=self._labels("label", table, at),
            required=bool(table.get("required", False)),
            required_if=dict(table.get("required_if", {})),
            hint=str(table.get("hint", "")),
            source=str(table.get("from", "")),
            told=self.told(f"{at}.told", table.get("told", {})),
            options=options,
            columns=columns,
            follows=self._text("follows", table, ""),
            verdict=bool(table.get("verdict", False)),
            live=bool(table.get("live", False)),
        )

    def told(self, at: str, table: Any) -> dict[str, dict[str, str]]:
        """The words of a source, each of them a template that can be filled."""
        found = {}
        for language, words in table.items() if isinstance(table, Mapping) else ((at, table),):
            self._keys(f"{at}.{language}", words, list(words))
            for name, text in words.items():
                try:
                    names_in(text)
                except (ValueError, TypeError):
                    where = f"{at}.{language}.{name}"
                    raise Misdefined("value", file=self.file, key=where, value=text) from None
            found[language] = dict(words)
        return found

    def option(self, at: str, table: Mapping[str, Any]) -> Option:
        own = ("id", "refuses", "holds")
        labels = {key: str(value) for key, value in table.items() if key not in own}
        holds = table.get("holds")
        shape = self._word(f"{at}.holds", holds, Shape) if holds is not None else None
        refuses = bool(table.get("refuses", False))
        return Option(self._name("id", table, at), labels, refuses, shape)

    def step(self, at: str, table: Mapping[str, Any]) -> StepKind:
        words = ("who", "needs", "form", "each", "clock", "rework", "effect", "objected")
        self._keys(at, table, ("id", "act", *words, "switch", "label"))
        return StepKind(
            id=self._name("id", table, at),
            act=self._word(f"{at}.act", table.get("act"), Act),
            switch=bool(table.get("switch", False)),
            label=self._labels("label", table, at) if "label" in table else {},
            **{name: str(table.get(name, "one" if name == "needs" else "")) for name in words},
        )

    def _keys(self, at: str, table: Any, known: Sequence[str]) -> None:
        if not isinstance(table, Mapping):
            raise Misdefined("value", file=self.file, key=at, value=repr(table))
        for name in table:
            if name not in known:
                raise Misdefined("key", file=self.file, key=f"{at}.{name}".strip("."))

    def _once(self, names: Sequence[str], at: str) -> None:
        if len(set(names)) < len(names):
            raise Misdefined("twice", file=self.file, key=at)

    def _text(self, name: str, table: Mapping[str, Any], missing: str | None = None) -> str:
        value = table.get(name, missing)
        if not isinstance(value, str):
            raise Misdefined("value", file=self.file, key=name, value=repr(value))
        return value

    def _name(self, name: str, table: Mapping[str, Any], at: str = "") -> str:
        value = table.get(name)
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            key = f"{at}.{name}".strip(".")
            raise Misdefined("value", file=self.file, key=key, value=repr(value))
        return value

    def _labels(self, name: str, table: Mapping[str, Any], at: str = "") -> dict[str, Any]:
        value = table.get(name)
        if not isinstance(value, Mapping) or not value:
            key = f"{at}.{name}".strip(".")
            raise Misdefined("value", file=self.file, key=key, value=repr(value))
        return dict(value)

    def _word(self, key: str, value: Any, words: Any) -> Any:
        try:
            return words(value)
        except ValueError:
            raise Misdefined("value", file=self.file, key=key, value=repr(value)) from None
