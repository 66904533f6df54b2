"""The words of the interface as documents speak them: see `core.documents.voice.Voice`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.wording import party_name, reasons_of
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.health import Standing

_NONE = "–"
_HOUR = 60


@dataclass(frozen=True, slots=True)
class WordsVoice:
    """A language for documents; days and moments as they stand in tables."""

    words: Words

    def __post_init__(self) -> None:
        """What a document says does not depend on the terminal that it was made at."""
        object.__setattr__(self, "words", replace(self.words, plain=False))

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        return self.words.language

    def say(self, id: str, /, **values: object) -> str:  # noqa: A002 - as in Words
        """The sentence for an id with its values."""
        return self.words.say(id, **values)

    def has(self, id: str, /) -> bool:  # noqa: A002 - as in Words
        """Whether there are words for an id."""
        return self.words.has(id)

    def join(self, items: Iterable[str]) -> str:
        """A list in a sentence: 张伟、郑洁."""
        return self.words.join(items)

    def day(self, day: date | None) -> str:
        """A day in a table: 10-18 周五; a dash for none."""
        return _NONE if day is None else f"{day:%m-%d} {self.words.weekday(day)}"

    def full_day(self, day: date) -> str:
        """A day in full: 2024年10月16日 周三."""
        return self.words.full_date(day)

    def moment(self, moment: datetime | None) -> str:
        """A local moment in a table: 10-17 周四 18:00; a dash for none."""
        return _NONE if moment is None else f"{self.day(moment)} {moment:%H:%M}"

    def span(self, span: timedelta) -> str:
        """A length of time in whole minutes: 27 分, 1 小时 05 分."""
        hours, minutes = divmod(round(span.total_seconds() / 60), _HOUR)
        if not hours:
            return self.words.say("documents.minutes_long", n=minutes)
        return self.words.say("documents.hours_long", n=hours, minutes=f"{minutes:02d}")

    def reasons(self, standing: Standing) -> str:
        """Why a light is what it is, in words that say what days and points are."""
        return reasons_of(standing, self.words, "documents.light")

    def party(self, board: Board, party: str) -> str:
        """A person or department of the RACI grid, namesakes told apart."""
        return party_name(board, party)
