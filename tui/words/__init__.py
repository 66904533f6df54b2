"""Every sentence a person reads, by id: `words.say("refused.stale", who="王敏")`.

An id is the area (the file), a dot and the path inside the file. Areas are read when first used, so
that a command which says one line does not pay for the whole catalogue.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tui import glyphs
from tui.words.catalogue import LANGUAGES, Entry, area, areas

__all__ = ["LANGUAGES", "MissingWord", "Words", "language_of"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR = 60
DAY = 24 * HOUR


class MissingWord(LookupError):
    """An id without words, or words that want a value nobody gave; only raised when strict."""


class _Shown(dict[str, object]):
    """Values for a sentence; one that was not given stays visible as its placeholder."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's wording. Cheap to make and to copy: the texts are shared and cached."""

    language: str
    """A member of `LANGUAGES`."""
    strict: bool = False
    """Whether a missing id or value raises `MissingWord`; otherwise the id itself is shown."""
    plain: bool = False
    """Whether it is for a screen that is drawn with ASCII: see `tui.glyphs`."""

    @classmethod
    def load(cls, language: str, *, strict: bool | None = None) -> Words:
        """The words of `zh` or `en`; ValueError for another language.

        Left open, `strict` is on under pytest alone: a person at a meeting is better served by a
        bare id than by no board.
        """
        if language not in LANGUAGES:
            raise ValueError(language)
        strict = "PYTEST_VERSION" in os.environ if strict is None else strict
        return cls(language, strict, glyphs.ascii_only())

    def say(self, id: str, /, **values: object) -> str:  # noqa: A002 - the word used everywhere
        """The sentence for `id` with its values; `n` chooses between one and many.

        Raises `MissingWord` when strict and the id or one of its values is missing.
        """
        entry = self._entry(id)
        if entry is None:
            if self.strict:
                raise MissingWord(id)
            return id
        text = entry.one if entry.one and values.get("n") == 1 else entry.other
        if self.plain:
            text = glyphs.spelled(text)
        if not self.strict:
            return text.format_map(_Shown(values))
        try:
            return text.format_map(values)
        except KeyError as missing:
            raise MissingWord(f"{id}: {missing}") from None

    def has(self, id: str) -> bool:  # noqa: A002 - as in `say`
        """Whether there are words for `id`."""
        return self._entry(id) is not None

    def ids(self) -> Iterator[str]:
        """Every id of this language; reads every file."""
        for name in areas(self.language):
            yield from (f"{name}.{rest}" for rest in area(self.language, name))

    def forms(self, id: str) -> Entry | None:  # noqa: A002 - as in `say`
        """The raw wording of `id` with its placeholders, or None."""
        return self._entry(id)

    def _entry(self, id: str) -> Entry | None:  # noqa: A002 - as in `say`
        name, _, rest = id.partition(".")
        return area(self.language, name).get(rest)

    def join(self, items: Iterable[str]) -> str:
        """A list in a sentence: 张伟、郑洁 / Zhang Wei, Zheng Jie."""
        return self.say("time.comma").join(items)

    def weekday(self, day: date) -> str:
        """周三 / Wed."""
        return self.say(f"time.weekday.{WEEKDAYS[day.weekday()]}")

    def day(self, day: date, today: date) -> str:
        """A day as near as it is: 今天, 明天, 昨天, 周三 (within a week), 10-23, 2025-01-03."""
        away = (day - today).days
        if away in {-1, 0, 1}:
            return self.say(("time.today", "time.tomorrow", "time.yesterday")[away])
        if 1 < away <= len(WEEKDAYS):
            return self.weekday(day)
        return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"

    def full_date(self, day: date) -> str:
        """A day in full, for headings and documents: 2024年10月16日 周三 / Wed 16 Oct 2024."""
        month = self.say(f"time.month.{day.month}")
        return self.say(
            "time.date", year=day.year, month=month, day=day.day, weekday=self.weekday(day)
        )

    def stamp(self, moment: datetime) -> str:
        """A local moment for the header: 周三 10-16 09:30."""
        return f"{self.weekday(moment)} {moment:%m-%d %H:%M}"

    def since(self, moment: datetime, now: datetime) -> str:
        """When something was last touched, both local: 08:55 today, 昨天 / 1d ago, 2天前, 10-02."""
        days = (now.date() - moment.date()).days
        if days == 0:
            return f"{moment:%H:%M}"
        if days == 1:
            return self.say("time.a_day_ago")
        if 1 < days <= len(WEEKDAYS):
            return self.say("time.days_ago", n=days)
        return self.day(moment.date(), now.date())

    def ago(self, minutes: float) -> str:
        """An age in whole minutes, hours or days: 刚刚, 1分前, 2小时前, 3天前 / now, 1m ago."""
        whole = int(minutes)
        if whole < 1:
            return self.say("time.just_now")
        if whole < HOUR:
            return self.say("time.minutes_ago", n=whole)
        if whole < DAY:
            return self.say("time.hours_ago", n=whole // HOUR)
        return self.say("time.days_ago", n=whole // DAY)

    def span(self, seconds: float) -> str:
        """A length of time as hours and minutes, `01:10`; from 100 hours on in days, `5天`.

        The sign is dropped: whether it is left or over is said by the word before it.
        """
        minutes = int(abs(seconds)) // 60
        if minutes >= 100 * HOUR:
            return self.say("time.days", n=minutes // DAY)
        return f"{minutes // HOUR:02d}:{minutes % HOUR:02d}"


def language_of(environ: Mapping[str, str]) -> str:
    """The language a locale asks for: LC_ALL, then LC_MESSAGES, then LANG; `zh*` is zh, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
