"""Whose words a document speaks in: the front end's, behind this protocol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from core.domain.board import Board
from core.domain.health import Standing


class Voice(Protocol):
    """A language as documents need it; the words themselves stay in the front end."""

    @property
    def language(self) -> str:
        """`zh` or `en`."""

    def say(self, id: str, /, **values: object) -> str:  # noqa: A002 - the word used everywhere
        """The sentence for an id with its values."""

    def has(self, id: str, /) -> bool:  # noqa: A002 - as in `say`
        """Whether there are words for an id."""

    def join(self, items: Iterable[str]) -> str:
        """A list in a sentence: 张伟、郑洁."""

    def day(self, day: date | None) -> str:
        """A day in a table: 10-18 周五; a dash for none."""

    def full_day(self, day: date) -> str:
        """A day in full: 2024年10月16日 周三."""

    def moment(self, moment: datetime | None) -> str:
        """A local moment in a table: 10-17 周四 18:00; a dash for none."""

    def span(self, span: timedelta) -> str:
        """A length of time: 27 分, 1 小时 05 分."""

    def reasons(self, standing: Standing) -> str:
        """Why a light is what it is."""

    def party(self, board: Board, party: str) -> str:
        """A person or department of the RACI grid."""
