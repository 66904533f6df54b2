"""The outbox as one person sees it: what is about to leave, and what has reached them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from core.domain.ids import SYSTEM
from tui.wording import actor_name, worded

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.message import Message
    from core.domain.people import Person
    from tui.words import Words

_BY = ("who", "actor", "by")
"""Values of a message under which the name of whoever caused it may stand."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in the light of a person and a moment."""

    message: Message
    left: bool
    """Whether it counts as delivered: it can no longer be called back."""
    seconds: int
    """Until it leaves; 0 once it has."""
    own: bool
    """Whether the person caused it, so that their undo takes it back."""


def letters(board: Board, actor: str, now: datetime) -> list[Letter]:
    """What has reached a person and what they are about to send, the newest first."""
    me = myself(board, actor)
    found = [_letter(each, actor, now) for each in board.messages.values() if not each.removed]
    mine = [
        each
        for each in found
        if (each.left and me is not None and _reaches(each.message, me))
        or (not each.left and each.own)
    ]
    return sorted(mine, key=_age, reverse=True)


def _reaches(message: Message, person: Person) -> bool:
    """Whether people find it on their boards; what a bot carries goes to its group."""
    return not message.channel and person.id in message.to


def unread(board: Board, actor: str, now: datetime, looked: datetime | None) -> int:
    """How many messages came today, by the project's day, since the person looked last."""
    midnight = now.astimezone(board.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight if looked is None else max(midnight, looked)
    came = [each.message.send_after for each in letters(board, actor, now) if each.left]
    return sum(at is not None and at > since for at in came)


def myself(board: Board, actor: str) -> Person | None:
    """The person of the project that goes by a name."""
    return next((each for each in board.people.values() if each.goes_by(actor)), None)


def _letter(message: Message, actor: str, now: datetime) -> Letter:
    wait = (message.send_after - now).total_seconds() if message.send_after else 0.0
    left = message.left(now)
    own = any(message.values.get(name) == actor for name in _BY)
    return Letter(message, left, 0 if left else max(ceil(wait), 1), own)


def _age(letter: Letter) -> tuple[bool, float, str]:
    queued = letter.message.queued_at
    return (not letter.left, queued.timestamp() if queued else 0.0, letter.message.id.zfill(12))


def told(message: Message, words: Words) -> str:
    """What a message says, in the reader's words; a text goes as it stands."""
    if message.text:
        return message.text
    values: Mapping[str, object] = {"id": message.subject or "", **_said_in(words, message)}
    who = values.get("who")
    given = values if who != SYSTEM else {**values, "who": actor_name(SYSTEM, words)}
    return worded(words, f"message.{message.about}", given)


def _said_in(words: Words, message: Message) -> dict[str, str]:
    """Its values; of one that it carries in several languages (`text@en`) the reader's."""
    suffix = f"@{words.language}"
    own = {
        name.removesuffix(suffix): value
        for name, value in message.values.items()
        if name.endswith(suffix)
    }
    return {name: value for name, value in message.values.items() if "@" not in name} | own


def waits(letter: Letter, words: Words) -> str:
    """`3 秒后发出 · u 撤回`; empty once it has left."""
    if letter.left:
        return ""
    return words.say("tick.inbox.mine" if letter.own else "tick.inbox.waiting", n=letter.seconds)
