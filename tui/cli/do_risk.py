"""What `do` knows about risks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.batch import Batch
from core.domain.decision import WriteNote
from core.domain.risk import CloseRisk, EditRisk, ReviewRisk, TurnRisk
from core.domain.task import LightLevel
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.fields import edited, ids

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish


def _light(wish: Wish) -> Command:
    """The reason, where one is given, stays with the risk as a note."""
    light = EditRisk(risk=wish.id, light=_level(wish.text, wish), seen=wish.seen)
    if not wish.reason:
        return light
    return Batch(commands=(light, WriteNote(subject=wish.id, text=wish.reason)))


def _owner(wish: Wish) -> Command:
    return EditRisk(risk=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _decider(wish: Wish) -> Command:
    return EditRisk(risk=wish.id, decider=wish.person(wish.text), seen=wish.seen)


def _response(wish: Wish) -> Command:
    return EditRisk(risk=wish.id, response=wish.text, seen=wish.seen)


def _review(wish: Wish) -> Command:
    return ReviewRisk(risk=wish.id, seen=wish.seen)


def _turn(wish: Wish) -> Command:
    return TurnRisk(risk=wish.id, seen=wish.seen)


def _close(wish: Wish) -> Command:
    return CloseRisk(risk=wish.id, reason=wish.why, seen=wish.seen)


def _edit(wish: Wish) -> Command:
    return EditRisk(risk=wish.id, seen=wish.seen, **edited(wish, _FIELDS))


def _level(text: str, _: Wish) -> LightLevel:
    return lookup.member(LightLevel, text, lookup.terms(LightLevel, "light"))


def _text(text: str, _: Wish) -> str:
    return clean(text)


_FIELDS: dict[str, Callable[[str, Wish], Any]] = {
    **dict.fromkeys(("title", "response", "impact_scope"), _text),
    **dict.fromkeys(("owner", "decider"), lambda text, wish: wish.person(text)),
    "light": _level,
    "tasks": ids,
}
VERBS: dict[str, Make] = {
    "light": _light,
    "owner": _owner,
    "assign": _owner,
    "response": _response,
    "decider": _decider,
    "review": _review,
    "turn": _turn,
    "close": _close,
    "edit": _edit,
}
"""Each verb with what makes its command."""
