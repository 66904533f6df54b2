"""What a kind of meeting is like where nobody says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.meeting import MeetingKind, Purpose
from core.domain.meeting_wishes import Slot


@dataclass(frozen=True, slots=True)
class Template:
    """How a kind of meeting is held where nobody says otherwise."""

    kind: MeetingKind
    minutes: int
    turn_seconds: int
    """A person's turn, where it is held person by person."""
    goal: Mapping[str, str]
    """By language; empty where the words of the kind say it."""
    slots: tuple[Mapping[str, Any], ...]

    def agenda(self, language: str) -> tuple[Slot, ...]:
        """Its items, in the order they come up; titles in a language, else in any."""
        return tuple(
            Slot(
                purpose=Purpose(each["purpose"]),
                title=_told(each.get("title", ""), language),
                seconds=int(each.get("seconds", 0)),
            )
            for each in self.slots
        )

    def goal_in(self, language: str) -> str:
        """What it is for."""
        return _told(self.goal, language)


def _told(text: str | Mapping[str, str], language: str) -> str:
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()), "")
