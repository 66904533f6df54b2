"""Definition: one file in which people define something, checked value by value. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from core.domain.form_kind import Misdefined

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Definition:
    """What every such file is read by; each message names the file and the place in it."""

    file: str

    def _keys(self, at: str, table: Any, known: Sequence[str]) -> None:
        """A table with no other keys than these."""
        for name in self._table(at, table):
            if name not in known:
                key, may = f"{at}.{name}".strip("."), ", ".join(known)
                raise Misdefined("key", file=self.file, key=key, known=may)

    def _table(self, key: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self._wrong(key, value)
        return value

    def _list(self, name: str, table: Mapping[str, Any], at: str = "") -> list[Any]:
        """A list that may be missing."""
        value = table.get(name, [])
        if not isinstance(value, list):
            raise self._wrong(f"{at}.{name}".strip("."), value)
        return value

    def _word(self, key: str, value: Any, words: type[E]) -> E:
        """One of the words of ours."""
        try:
            return words(value)
        except ValueError:
            raise self._wrong(key, value, [each.value for each in words]) from None

    def _wrong(self, key: str, value: Any, known: Iterable[str] = ()) -> Misdefined:
        said = {"value": "–" if value is None else repr(value), "known": ", ".join(known)}
        return Misdefined("value", file=self.file, key=key, **said)
