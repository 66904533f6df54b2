"""Checking what a configuration file says, key by key, with a message that names the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class Misconfigured(Exception):
    """The configuration cannot be used: an id (`cli.config.<reason>`) and the values for it."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Reader:
    """Checks shapes, and knows where the reader is for the message."""

    path: Path
    keys: tuple[str, ...] = ()
    """All keys that can be set, whole: what an unknown one may have been meant for."""

    def table(self, at: str, value: Any, known: tuple[str, ...] = ()) -> dict[str, Any]:
        """A table with no other keys than `known`, where any are named."""
        if not isinstance(value, Mapping):
            raise Misconfigured("value", path=str(self.path), key=at, value=repr(value))
        for name in value:
            if known and name not in known:
                key = f"{at}.{name}" if at else name
                beside = (f"{at}.{each}" for each in known if at)
                near = nearest_key(_whole(key, value[name]), (*beside, *self.keys))
                raise Misconfigured("key-unknown", path=str(self.path), key=key, near=near)
        return dict(value)

    def text(
        self,
        at: str,
        table: Mapping[str, Any],
        fits: Callable[[str], bool] = lambda _: True,
        *,
        known: tuple[str, ...] = (),
    ) -> str:
        """The text under the last name of `at`, one of `known`; empty where it is missing."""
        value = table.get(at.rpartition(".")[2], "")
        if isinstance(value, str) and known and value not in known:
            listed = ", ".join(filter(None, known))
            raise Misconfigured(
                "value-of", path=str(self.path), key=at, value=repr(value), known=listed
            )
        if not isinstance(value, str) or not fits(value):
            raise Misconfigured("value", path=str(self.path), key=at, value=repr(value))
        return value

    def words(self, at: str, table: Mapping[str, Any], known: tuple[str, ...]) -> tuple[str, ...]:
        """The list under the last name of `at`, each one of `known`; empty where it is missing."""
        value = table.get(at.rpartition(".")[2], [])
        # `config set` writes one text.
        listed = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(listed, list | tuple) or not all(each in known for each in listed):
            raise Misconfigured("value", path=str(self.path), key=at, value=repr(value))
        return tuple(dict.fromkeys(listed))

    def texts(
        self, at: str, table: Mapping[str, Any], fits: Callable[[str], bool] = lambda _: True
    ) -> tuple[str, ...]:
        """The list of texts under the last name of `at`; empty where it is missing."""
        value = table.get(at.rpartition(".")[2], [])
        # `config set` writes one text.
        listed = re.split("[,，]", value) if isinstance(value, str) else value
        if not isinstance(listed, list | tuple) or not all(
            isinstance(each, str) and fits(each) for each in listed
        ):
            raise Misconfigured("value", path=str(self.path), key=at, value=repr(value))
        return tuple(dict.fromkeys(each.strip() for each in listed if each.strip()))

    def flag(self, at: str, table: Mapping[str, Any]) -> bool:
        """The yes or no under the last name of `at`; no where it is missing."""
        value = table.get(at.rpartition(".")[2], False)
        # `config set` writes words.
        known = {True: True, False: False, "true": True, "false": False}
        if not isinstance(value, bool | str) or value not in known:
            raise Misconfigured("value", path=str(self.path), key=at, value=repr(value))
        return known[value]


def _whole(key: str, value: Any) -> str:
    """A key with those below it, down to the first that holds a value."""
    while isinstance(value, Mapping) and value:
        name, value = next(iter(value.items()))
        key = f"{key}.{name}"
    return key


def nearest_key(key: str, known: Iterable[str]) -> str:
    """The whole key that was probably meant, by all of it or by its last part alone."""
    from difflib import SequenceMatcher

    def likeness(each: str) -> tuple[float, float]:
        whole = SequenceMatcher(None, key, each).ratio()
        last = SequenceMatcher(None, key.rpartition(".")[2], each.rpartition(".")[2]).ratio()
        return max(whole, last), whole

    return max(known, key=likeness, default="")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; the first of them where none is near."""
    from difflib import get_close_matches

    listed = list(known)
    return next(iter(get_close_matches(word, listed, n=1, cutoff=0.0)), "")
