"""Reading the file of a form: what may stand in it, and where it says what nobody knows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from core.domain.defining import Definition
from core.domain.form_kind import (
    Act,
    FieldKind,
    FormKind,
    Misdefined,
    Option,
    Shape,
    StepKind,
)
from core.domain.form_told import names_in
from core.domain.parties import HEADS_OF, WORDS

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,40}", re.ASCII)
_FORM: Final = ("kind", "code", "stage", "names", "by", "about", "many", "clock", "opens")
_FIELD: Final = (
    *("name", "shape", "label", "required", "required_if", "hint", "from", "choices", "columns"),
    *("follows", "verdict", "live", "by_change", "ahead", "told"),
)
_STEP_WORDS: Final = ("who", "needs", "form", "each", "clock", "rework", "effect", "objected")
_STEP: Final = ("id", "act", *_STEP_WORDS, "switch", "anew", "label")
_ABOUT: Final = ("project", "dept", "person", "task", "risk")
_NEEDS: Final = ("one", "all")
_STAGES: Final = tuple(f"S{number}" for number in range(16))
_OPTION: Final = ("id", "refuses", "holds")


def understood(document: Mapping[str, Any], file: str) -> FormKind:
    """A definition as it stands in a file.

    Raises:
        Misdefined: a key is missing, unknown or does not fit; the place is said.
    """
    return _Reader(file).form(document)


class _Reader(Definition):
    """Reads the file of a form."""

    __slots__ = ()

    def form(self, table: Mapping[str, Any]) -> FormKind:
        self._keys("", table, (*_FORM, "field", "step"))
        fields = tuple(
            self.field(f"field[{at}]", each)
            for at, each in enumerate(self._list("field", table), 1)
        )
        steps = tuple(
            self.step(f"step[{at}]", each, fields)
            for at, each in enumerate(self._list("step", table), 1)
        )
        self._once([each.name for each in fields], "field")
        self._once([each.id for each in steps], "step")
        return FormKind(
            kind=self._name("kind", table),
            code=self._text("code", table),
            stage=self._among("stage", table.get("stage"), _STAGES),
            names=self._names(table),
            by=self._party("by", table.get("by")),
            about=self._among("about", table.get("about", "project"), _ABOUT),
            many=self._switch("many", table),
            clock=self._text("clock", table, ""),
            opens=self._text("opens", table, ""),
            fields=fields,
            steps=steps,
        )

    def field(self, at: str, table: Any) -> FieldKind:
        self._keys(at, table, _FIELD)
        shape = self._word(f"{at}.shape", table.get("shape"), Shape)
        options = tuple(
            self.option(f"{at}.choices", each) for each in self._list("choices", table, at)
        )
        columns = tuple(
            self.field(f"{at}.columns", each) for each in self._list("columns", table, at)
        )
        self._once([each.id for each in options], f"{at}.choices")
        self._once([each.name for each in columns], f"{at}.columns")
        for asked, found in ((Shape.CHOICE, options), (Shape.ROWS, columns)):
            if (shape is asked) != bool(found):
                raise Misdefined("shape", file=self.file, key=f"{at}.shape", value=shape.value)
        return FieldKind(
            name=self._name("name", table, at),
            shape=shape,
            label=self._labels("label", table, at),
            required=self._switch("required", table, at),
            required_if=self._said(f"{at}.required_if", table.get("required_if", {})),
            hint=self._text("hint", table, "", at),
            source=self._text("from", table, "", at),
            told=self.told(f"{at}.told", table.get("told", {})),
            options=options,
            columns=columns,
            follows=self._text("follows", table, "", at),
            verdict=self._switch("verdict", table, at),
            live=self._switch("live", table, at),
            by_change=self._switch("by_change", table, at),
            ahead=self._switch("ahead", table, at),
        )

    def told(self, at: str, table: Any) -> dict[str, dict[str, str]]:
        """The words of a source, each of them a template that can be filled."""
        self._table(at, table)
        found = {}
        for language, words in table.items():
            for name, text in self._table(f"{at}.{language}", words).items():
                try:
                    names_in(text)
                except (ValueError, TypeError, AttributeError):
                    raise self._wrong(f"{at}.{language}.{name}", text) from None
            found[language] = dict(words)
        return found

    def option(self, at: str, table: Any) -> Option:
        self._table(at, table)
        labels = {key: value for key, value in table.items() if key not in _OPTION}
        holds = table.get("holds")
        shape = self._word(f"{at}.holds", holds, Shape) if holds is not None else None
        identity = self._name("id", table, at)
        self._said(at, labels)
        return Option(identity, labels or {"": identity}, self._switch("refuses", table, at), shape)

    def step(self, at: str, table: Any, fields: Sequence[FieldKind]) -> StepKind:
        self._keys(at, table, _STEP)
        act = self._word(f"{at}.act", table.get("act"), Act)
        said = {name: self._text(name, table, "", at) for name in _STEP_WORDS}
        said["needs"] = self._among(f"{at}.needs", said["needs"] or "one", _NEEDS)
        if act in (Act.SIGN, Act.APPROVE):
            self._party(f"{at}.who", said["who"])
        if act is Act.COLLECT:
            self._party(f"{at}.each", said["each"], [each.name for each in fields])
        return StepKind(
            id=self._name("id", table, at),
            act=act,
            switch=self._switch("switch", table, at),
            anew=self._switch("anew", table, at),
            label=self._labels("label", table, at) if "label" in table else {},
            **said,
        )

    def _party(self, key: str, value: Any, further: Iterable[str] = ()) -> str:
        """Whom a step means: a word that nobody knows would leave it waiting for no one."""
        if isinstance(value, str) and value.startswith(f"{HEADS_OF}:"):
            return value
        return self._among(key, value, (*further, *WORDS, f"{HEADS_OF}:…"))

    def _among(self, key: str, value: Any, known: Sequence[str]) -> str:
        if value not in known:
            raise self._wrong(key, value, known)
        return str(value)

    def _names(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """By language one name, or several."""
        found = {}
        for language, each in self._labels("names", table, texts=False).items():
            names = (each,) if isinstance(each, str) else each
            fits = isinstance(names, list | tuple) and names
            if not fits or not all(isinstance(name, str) and name for name in names):
                raise self._wrong(f"names.{language}", each)
            found[language] = tuple(names)
        return found

    def _once(self, names: Sequence[str], at: str) -> None:
        if len(set(names)) < len(names):
            raise Misdefined("twice", file=self.file, key=at)

    def _switch(self, name: str, table: Mapping[str, Any], at: str = "") -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(f"{at}.{name}".strip("."), value, ("true", "false"))
        return value

    def _text(
        self, name: str, table: Mapping[str, Any], missing: str | None = None, at: str = ""
    ) -> str:
        value = table.get(name, missing)
        if not isinstance(value, str):
            raise self._wrong(f"{at}.{name}".strip("."), value)
        return value

    def _name(self, name: str, table: Mapping[str, Any], at: str = "") -> str:
        value = table.get(name)
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise self._wrong(f"{at}.{name}".strip("."), value, ("a-z 0-9 _",))
        return value

    def _labels(
        self, name: str, table: Mapping[str, Any], at: str = "", *, texts: bool = True
    ) -> dict[str, Any]:
        value, key = table.get(name), f"{at}.{name}".strip(".")
        if not value:
            raise self._wrong(key, value)
        return self._said(key, value) if texts else dict(self._table(key, value))

    def _said(self, key: str, value: Any) -> dict[str, Any]:
        """Texts by their keys: by language, or by field."""
        for name, text in self._table(key, value).items():
            if not isinstance(text, str):
                raise self._wrong(f"{key}.{name}", text)
        return dict(value)
