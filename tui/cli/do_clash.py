"""What `do` knows about clashes: one of three ways to settle each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.action import ActionStatus
from core.domain.clash import Choice, Clash, SettleClash
from core.domain.ids import Kind, kind_of
from core.domain.record import encode
from core.domain.refusal import Gone
from core.domain.task import Priority, TaskStatus
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.fields import ids
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish

_NOTHING = ("-", "–", "—")
"""What stands for an empty value: no words at all are more often forgotten than meant."""


def _ours(wish: Wish) -> Command:
    return SettleClash(clash=wish.id, choice=Choice.OURS, seen=wish.seen)


def _theirs(wish: Wish) -> Command:
    return SettleClash(clash=wish.id, choice=Choice.THEIRS, seen=wish.seen)


def _hand(wish: Wish) -> Command:
    text, clash = wish.text, _clash(wish)
    value = None if text in _NOTHING else _READERS.get(clash.field, _text)(text, clash, wish)
    if value is None and clash.field not in _EMPTY:
        value = ""
    return SettleClash(clash=wish.id, choice=Choice.HAND, value=value, seen=wish.seen)


def _clash(wish: Wish) -> Clash:
    service = wish.desk.service
    for found in service.store.records(service.project, [wish.id]):
        if isinstance(found, Clash):
            return found
    raise Gone(wish.id)


def _text(text: str, _: Clash, __: Wish) -> Any:
    return clean(text)


def _day(text: str, clash: Clash, wish: Wish) -> Any:
    """A task is due on a day, an action item at a moment."""
    if kind_of(clash.subject) is Kind.ACTION:
        return encode(wish.when())
    return wish.day(text).isoformat()


def _owner(text: str, _: Clash, wish: Wish) -> Any:
    return wish.person(text)


def _people(text: str, _: Clash, wish: Wish) -> Any:
    return [wish.person(each.strip()) for each in text.split(",") if each.strip()]


def _per_cent(text: str, _: Clash, __: Wish) -> Any:
    number = text.removesuffix("%").strip()
    if not (number.isascii() and number.isdecimal() and len(number) <= 3):
        raise Wrong(word="cli.wrong_number", value=text)
    return int(number)


def _status(text: str, clash: Clash, _: Wish) -> Any:
    if kind_of(clash.subject) is Kind.ACTION:
        return lookup.member(ActionStatus, text, lookup.terms(ActionStatus, "action")).value
    return lookup.member(TaskStatus, text, lookup.terms(TaskStatus, "task")).value


def _priority(text: str, _: Clash, __: Wish) -> Any:
    return lookup.member(Priority, text, lookup.terms(Priority, "priority")).value


def _ids(text: str, _: Clash, wish: Wish) -> Any:
    return list(ids(text, wish))


def _id(text: str, _: Clash, __: Wish) -> Any:
    return lookup.identity(text)


_READERS: dict[str, Callable[[str, Clash, Wish], Any]] = {
    "owner": _owner,
    "collaborators": _people,
    "start": _day,
    "due": _day,
    "actual": _per_cent,
    "status": _status,
    "priority": _priority,
    "parent": _id,
    "depends_on": _ids,
}
"""How a value is typed for each field; the others are text."""
_EMPTY = frozenset({"owner", "start", "due", "parent"})
"""Fields that hold nothing where others hold an empty text."""
VERBS: dict[str, Make] = {"ours": _ours, "theirs": _theirs, "hand": _hand}
"""Each verb with what makes its command."""
