"""`FIELD=VALUE` of a form: people by name, days as in a capture line, lists by 、, rows by `+=`."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.domain import verdicts
from core.domain.cleaning import LINE, TEXT
from core.domain.form_kind import FieldKind, FormKind, Shape, label_in
from core.domain.refusal import Refused
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.form_names import choices_named, fields_named, meant
from tui.cli.typed_line import ground_for
from tui.cli.wrong import Wrong
from tui.typed import read_number

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from tui.cli.desk import Desk

_PAIR = re.compile(r"([^=+\uff1d\uff0b]+?)([+\uff0b\uff0d-]?[=\uff1d])(.*)", re.DOTALL)
_COMMAS = re.compile(r"[、,\uff0c]")
_EQUALS = re.compile(r"[=\uff1d]")
_SEMICOLONS = re.compile(r"[;\uff1b]")
_WIDEST, _LONGEST = LINE + 1, TEXT + 1
"""One more than fits a line, or a text: what is too long is refused, not cut."""


class Reader:
    """Reads what was typed into the fields of one kind of form."""

    def __init__(self, kind: FormKind, desk: Desk) -> None:
        self.kind = kind
        self.desk = desk
        self._ground: Ground | None = None

    @property
    def ground(self) -> Ground:
        """What names and days are read against; read when the first one comes."""
        if self._ground is None:
            self._ground = ground_for(self.desk, ())
        return self._ground

    def read(self, pairs: Iterable[str], held: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that were typed, in plain form; None empties one. `held` is what it reads.

        Raises:
            Wrong: a word is no FIELD=VALUE, there is no such field, or it cannot be read.
            Refused, Told: a name means nobody, or several.
        """
        values: dict[str, Any] = {}
        for pair in pairs:
            match = _PAIR.fullmatch(pair)
            if match is None:
                raise Wrong(word="form.wrong.pair", value=pair)
            name, text = match[1].strip(), match[3]
            mark = unicodedata.normalize("NFKC", match[2])
            name = name.removeprefix(f"{self.kind.kind}.")
            outer, _, inner = name.partition(".")
            asked = self.field(outer, self.kind.fields)
            now = values.get(asked.name, held.get(asked.name))
            values[asked.name] = self._changed(asked, inner, mark, text, now)
        return values

    def field(self, name: str, among: Sequence[FieldKind]) -> FieldKind:
        """The field or column of that name or label, however it is written.

        Raises:
            Wrong: there is none; which there are is said.
        """
        found = meant(name, fields_named(among), self.desk.words)
        return next(each for each in among if each.name == found)

    def _changed(self, asked: FieldKind, inner: str, mark: str, text: str, now: Any) -> Any:
        if asked.shape is Shape.ROWS:
            return self._rows(asked, inner, mark, text, list(now or ()))
        if inner:
            raise self._wrong("no_rows", asked)
        if mark == "=":
            return self.value(asked, text)
        if asked.shape not in (Shape.PEOPLE, Shape.DEPTS):
            raise self._wrong("no_list", asked)
        typed = self.value(asked, text) or []
        if mark == "+=":
            return [*(now or ()), *(each for each in typed if each not in (now or ()))]
        return [each for each in now or () if each not in typed]

    def _rows(
        self, asked: FieldKind, inner: str, mark: str, text: str, rows: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        number, _, column = inner.partition(".")
        if inner:
            at = self._row(number, rows, asked)
            if not column:
                rows[at] = self.row(asked, _cells(text), rows[at])
                return rows
            cell = self.field(column, asked.columns)
            rows[at] = {**rows[at], cell.name: self.value(_in_row(asked, cell, rows[at]), text)}
            return rows
        if mark == "-=":
            del rows[self._row(text, rows, asked)]
            return rows
        typed = self.rows(asked, text)
        return [*rows, *typed] if mark == "+=" else typed

    def _row(self, text: str, rows: Sequence[object], asked: FieldKind) -> int:
        number = text.strip()
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(rows)):
            raise self._wrong("row", asked, value=text, n=len(rows))
        return int(number) - 1

    def rows(self, asked: FieldKind, text: str) -> list[dict[str, Any]]:
        """Rows of a field: one as `dept=研发部;goal=…`, or several as a JSON list of maps.

        Raises:
            Wrong: it is neither, or a column is not known.
        """
        if not text.strip():
            return []
        if text.lstrip().startswith("["):
            return [self.row(asked, each) for each in _json_rows(text)]
        return [self.row(asked, _cells(text))]

    def row(
        self, asked: FieldKind, cells: Mapping[str, Any], held: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """One row from the texts of its cells, by the name or the label of the column; what it
        held before stays where nothing is said of it."""
        read = [(self.field(name, asked.columns), _text(cell)) for name, cell in cells.items()]
        # A cell that follows a choice is read once the choice is.
        read.sort(key=lambda each: bool(each[0].follows))
        values = dict(held or {})
        for column, text in read:
            values[column.name] = self.value(_in_row(asked, column, values), text)
        return {name: value for name, value in values.items() if value is not None}

    def value(self, asked: FieldKind, text: str) -> Any:
        """One value in plain form; None for an empty text.

        Raises:
            Wrong, Refused, Told: it cannot be read.
        """
        if not text.strip():
            return None
        readers: dict[Shape, Callable[[str], Any]] = {
            Shape.LINE: lambda typed: clean(typed, limit=_WIDEST),
            Shape.LINES: lambda typed: clean(typed, limit=_LONGEST, lines=True),
            Shape.NUMBER: lambda typed: self._number(typed, asked),
            Shape.PERCENT: lambda typed: self._number(typed, asked),
            Shape.DAY: self._day,
            Shape.CHOICE: lambda typed: self._choice(typed, asked),
            Shape.TASK: lookup.identity,
            Shape.PERSON: self.person,
            Shape.DEPT: self.dept,
        }
        read = readers.get(asked.shape)
        return read(text) if read is not None else self._list(asked.shape, text)

    def _wrong(self, what: str, asked: FieldKind, **values: object) -> Wrong:
        """What is wrong with a field, which is called as the form calls it."""
        label = label_in(asked.label, self.desk.words.language)
        return Wrong(word=f"form.wrong.{what}", field=label, **values)

    def _number(self, text: str, asked: FieldKind) -> int | float:
        if (found := read_number(text)) is None:
            raise self._wrong("number", asked, value=text)
        return found

    def _choice(self, text: str, asked: FieldKind) -> str:
        """The answer that a form stands for may be said as on any other form: 同意 for accept."""
        said = verdicts.meant(asked, text) if asked.verdict else None
        if said is not None:
            return said.id
        return meant(text, choices_named(asked.options), self.desk.words)

    def _day(self, text: str) -> str:
        found = lookup.when(text, self.ground, self.desk.words)
        return found.astimezone(self.desk.board.zone).date().isoformat()

    def _list(self, shape: Shape, text: str) -> list[str]:
        """People or departments, with commas between them."""
        read = self.person if shape is Shape.PEOPLE else self.dept
        parts = [each for each in _COMMAS.split(text) if each.strip()]
        return list(dict.fromkeys(read(each) for each in parts))

    def person(self, text: str) -> str:
        """The one person that a name, or an id, means."""
        wanted = text.strip()
        if wanted.upper() in self.desk.board.people:
            return wanted.upper()
        return lookup.person(wanted, self.ground, self.desk.words)

    def dept(self, text: str) -> str:
        """The department of that name.

        Raises:
            Refused: there is none.
        """
        wanted, board = text.strip(), self.desk.board
        people = (each.dept for each in board.people.values() if each.dept)
        for each in dict.fromkeys((*board.departments, *people)):
            if each.casefold() == wanted.casefold():
                return each
        raise Refused("no-such-department", name=wanted)


def _cells(text: str) -> dict[str, str]:
    """`dept=研发部;goal=…`: the text of each cell by what its column was called."""
    found = {}
    for each in filter(str.strip, _SEMICOLONS.split(text)):
        name, *cell = _EQUALS.split(each, maxsplit=1)
        if not cell:
            raise Wrong(word="form.wrong.cell", value=name)
        found[name] = cell[0]
    return found


def _in_row(asked: FieldKind, column: FieldKind, row: Mapping[str, Any]) -> FieldKind:
    return next(each for each in asked.columns_in(row) if each.name == column.name)


def _json_rows(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Wrong(word="form.wrong.rows", value=text[:80])
    return found


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
