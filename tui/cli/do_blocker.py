"""What `do` knows about blockers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    EditBlocker,
    Escalate,
    MergeBlocker,
    OpenGreenChannel,
    ReopenBlocker,
    SnoozeBlocker,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
    WakeBlocker,
)
from core.domain.ids import Kind, kind_of
from core.domain.task import Priority
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.do_blocker_lines import decide, to_action
from tui.cli.fields import edited, ids
from tui.cli.wrong import Wrong
from tui.words import LANGUAGES, Words

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.cli.do import Make, Wish

RUNGS = ("project_manager", "dept_head", "executive")
"""The rungs of the ladder (R16) from the first on, by the ids of their terms."""
_SHORT = {"pm": 1, "head": 2, "executive": 3}


def _ack(wish: Wish) -> Command:
    return Acknowledge(blocker=wish.id, seen=wish.seen)


def _assign(wish: Wish) -> Command:
    return AssignBlocker(blocker=wish.id, owner=wish.person(wish.text), seen=wish.seen)


def _start(wish: Wish) -> Command:
    return StartWork(blocker=wish.id, seen=wish.seen)


def _escalate(wish: Wish) -> Command:
    return Escalate(
        blocker=wish.id,
        to=rung(wish.to) if wish.to else None,
        reason=wish.why,
        seen=wish.seen,
    )


def rung(text: str) -> int:
    """The rung that was typed: 1 to 3, a short name, or what either language calls it.

    Raises:
        Wrong: there is no such rung.
    """
    wanted = text.strip().casefold()
    if wanted in ("1", "2", "3"):
        return int(wanted)
    named = {
        Words(language).say(f"term.rung.{name}").casefold(): number
        for language in LANGUAGES
        for number, name in enumerate(RUNGS, 1)
    }
    found = (_SHORT | named).get(wanted)
    if found is None:
        raise Wrong(word="tick.wrong_rung", value=text, known=", ".join(("1–3", *_SHORT)))
    return found


def _submit(wish: Wish) -> Command:
    return SubmitBlocker(blocker=wish.id, remark=wish.rest or wish.reason, seen=wish.seen)


def _verify(wish: Wish) -> Command:
    return VerifyBlocker(blocker=wish.id, remark=wish.rest or wish.reason, seen=wish.seen)


def _snooze(wish: Wish) -> Command:
    return SnoozeBlocker(blocker=wish.id, until=wish.when(), reason=wish.reason, seen=wish.seen)


def _wake(wish: Wish) -> Command:
    return WakeBlocker(blocker=wish.id, seen=wish.seen)


def _green(wish: Wish) -> Command:
    return OpenGreenChannel(blocker=wish.id, seen=wish.seen)


def _merge(wish: Wish) -> Command:
    into = lookup.identity(wish.text)
    if kind_of(into) is not Kind.BLOCKER:
        kind = wish.desk.words.say("term.record.blocker")
        raise Wrong(word="cli.wrong_kind", id=into, kind=kind)
    return MergeBlocker(blocker=wish.id, into=into, seen=wish.seen)


def _reopen(wish: Wish) -> Command:
    return ReopenBlocker(blocker=wish.id, reason=wish.why, seen=wish.seen)


def _edit(wish: Wish) -> Command:
    return EditBlocker(blocker=wish.id, seen=wish.seen, **edited(wish, _FIELDS))


def _text(text: str, _: Wish) -> str:
    return clean(text)


_FIELDS: dict[str, Callable[[str, Wish], Any]] = {
    **dict.fromkeys(("title", "description", "impact_scope", "attempted_measures"), _text),
    **dict.fromkeys(("responsible_dept", "lead"), _text),
    "priority": lambda text, _: lookup.member(Priority, text, lookup.terms(Priority, "priority")),
    "tasks": ids,
}
VERBS: dict[str, Make] = {
    "ack": _ack,
    "assign": _assign,
    "start": _start,
    "escalate": _escalate,
    "decide": decide,
    "submit": _submit,
    "verify": _verify,
    "snooze": _snooze,
    "wake": _wake,
    "green": _green,
    "to-action": to_action,
    "merge": _merge,
    "reopen": _reopen,
    "edit": _edit,
}
"""Each verb with what makes its command."""
