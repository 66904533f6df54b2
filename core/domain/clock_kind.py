"""What a clock of the process is like (process 1.5): read from data, never from code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.domain.form_kind import Misdefined
from core.domain.spans import Span

_ID = re.compile(r"[A-Z][0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[a-z_]+\.[a-z_]+", re.ASCII)
_KEYS: Final = (
    *("names", "span", "watch", "remind", "kinds", "cadences", "minutes", "from", "until", "on"),
)
_SPANS: Final = ("24h", "3wd")
_MOMENTS: Final = ("request.done", "kickoff.ended", "blocker.closed")
"""For example."""
WATCHES: Final = (
    *("asked", "opened", "rework", "agenda", "draft", "minutes", "updates", "posted"),
    *("cadence", "response", "solution", "green", "actions", "tasks", "red_risks", "between"),
)
"""What finds a clock on a board, by name: see `core.domain.process_clocks`."""
SPANNED: Final = ("asked", "opened", "rework", "agenda", "draft", "minutes", "between")
"""Those that run nowhere without a length."""
POLICY: Final = ("response", "solution", "green")
"""Those whose length is each project's policy, so that a file must not say another."""


@dataclass(frozen=True, slots=True)
class ClockKind:
    """One clock of the process."""

    id: str
    """`C01` to `C28`, or a customer's own: a capital and two figures."""
    names: Mapping[str, str]
    """What people call it, by language."""
    span: Span | None = None
    """How long it runs; None where its end is a day on record."""
    watch: str = ""
    """What finds it on a board; empty where the board knows nothing of it."""
    remind: bool = False
    """Whether those who stop it are reminded by `tick`."""
    kinds: tuple[str, ...] = ()
    """`cadence`: which kinds of meeting."""
    cadences: tuple[str, ...] = ()
    """`cadence`: held how often; any where it is empty."""
    minutes: tuple[int, ...] = ()
    """`cadence`: planned for how long, from and to; any where it is empty."""
    begins: str = ""
    """`between`: the moment it runs from, such as `request.done`."""
    ends: str = ""
    """`between`: the moment that stops it."""
    on: bool = True
    """Whether it runs; what is switched off is known, so that a project may switch it on."""

    def name(self, language: str) -> str:
        """What people call it in a language, else in any."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


def understood(document: Mapping[str, Any], file: str) -> Mapping[str, ClockKind]:
    """The clocks of a file, by id, those that are switched off among them.

    Raises:
        Misdefined: a key is missing, unknown or does not fit; the place is said.
    """
    return {name: understood_one(name, table, file) for name, table in document.items()}


def understood_one(name: str, table: Mapping[str, Any], file: str) -> ClockKind:
    """One clock of a file.

    Raises:
        Misdefined: as above.
    """
    return _Reader(file, name).clock(table)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one clock, and knows where it is for the message."""

    file: str
    id: str

    def clock(self, table: object) -> ClockKind:
        if not isinstance(table, Mapping):
            said = {"value": repr(table), "known": f"[{self.id}]"}
            raise Misdefined("value", file=self.file, key=self.id, **said)
        for key in table:
            if key not in _KEYS:
                known = ", ".join(_KEYS)
                raise Misdefined("key", file=self.file, key=f"{self.id}.{key}", known=known)
        self._fits("id", self.id, fits=_ID.fullmatch(self.id) is not None, known=("C01", "K01"))
        names, watch = table.get("names", {}), table.get("watch", "")
        words = isinstance(names, dict) and all(isinstance(each, str) for each in names.values())
        self._fits("names", names, fits=bool(names) and words)
        self._fits("watch", watch, fits=watch in ("", *WATCHES), known=WATCHES)
        for switch in ("on", "remind"):
            fits = isinstance(table.get(switch, True), bool)
            self._fits(switch, table.get(switch), fits=fits, known=("true", "false"))
        span = self._span(table.get("span"), watch)
        return ClockKind(
            id=self.id,
            names=dict(names),
            span=span,
            watch=watch,
            remind=bool(table.get("remind", False)),
            kinds=self._list("kinds", table, str),
            cadences=self._list("cadences", table, str),
            minutes=self._minutes(table),
            begins=self._moment("from", table, watch),
            ends=self._moment("until", table, watch),
            on=bool(table.get("on", True)),
        )

    def _span(self, text: Any, watch: str) -> Span | None:
        self._fits("span", text, fits=(text is None) if watch in POLICY else True)
        self._fits("span", text, fits=text is not None or watch not in SPANNED, known=_SPANS)
        if text is None:
            return None
        try:
            return Span.read(str(text))
        except ValueError:
            raise self._wrong("span", text, _SPANS) from None

    def _minutes(self, table: Mapping[str, Any]) -> tuple[int, ...]:
        found: tuple[int, ...] = self._list("minutes", table, int)
        self._fits("minutes", list(found), fits=len(found) in (0, 2))
        return found

    def _moment(self, key: str, table: Mapping[str, Any], watch: str) -> str:
        value = table.get(key, "")
        there = isinstance(value, str) and _MOMENT.fullmatch(value) is not None
        between = watch == "between"
        known = _MOMENTS if between else ()
        self._fits(key, value, fits=there if between else value == "", known=known)
        return str(value)

    def _list(self, key: str, table: Mapping[str, Any], of: type) -> tuple[Any, ...]:
        value = table.get(key, [])
        fits = isinstance(value, list) and all(type(each) is of for each in value)
        self._fits(key, value, fits=fits)
        return tuple(value)

    def _fits(self, key: str, value: Any, *, fits: bool, known: Sequence[str] = ()) -> None:
        if not fits:
            raise self._wrong(key, value, known)

    def _wrong(self, key: str, value: Any, known: Sequence[str] = ()) -> Misdefined:
        said = {"value": "–" if value is None else repr(value), "known": ", ".join(known)}
        return Misdefined("value", file=self.file, key=f"{self.id}.{key}", **said)
