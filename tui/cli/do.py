"""`do`: something happens to one record."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from core.domain.decision import WriteNote
from core.domain.delay import REASONS
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.refusal import Gone, Refused
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.remarks import remark
from tui.cli.typed_line import ground_for
from tui.cli.verbs import listed, meant, name_of, near, told
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from core.capture.ground import Ground
    from core.domain.command import Command
    from tui.cli.parser import Verbs


_DELAYED = ("progress", "due")
_PLANNED = (Kind.TASK, Kind.ACTION)
"""Where a number stands for one of the usual reasons of a delay."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed after `do ID VERB`."""

    id: RecordId
    words: tuple[str, ...]
    reason: str
    """As it was typed."""
    seen: int | None
    """The version that the person looked at, where they say so."""
    desk: Desk
    to: str = ""
    """The rung of the ladder, as it was typed."""
    by: str = ""
    """Who decided, as it was typed."""
    consulted: str = ""
    """Who was asked before, as it was typed."""
    accept: bool = False
    """Whether questions that a line or a name leaves open are answered with the first choice."""

    @property
    def text(self) -> str:
        """The words as one text; Wrong where there are none."""
        if not self.words:
            raise Wrong(word="cli.usage.do", id=self.id)
        return clean(" ".join(self.words))

    @property
    def rest(self) -> str:
        """The words as one text, where there may be none."""
        return clean(" ".join(self.words))

    def person(self, name: str) -> RecordId:
        """The person that a name means."""
        words, about = self.desk.words, (self.id,)
        return lookup.person(name, self.ground, words, about, first=self.accept)

    def when(self) -> datetime:
        """The deadline that the words mean."""
        return lookup.when(self.text, self.ground, self.desk.words)

    def day(self, text: str) -> date:
        """The day that a text means."""
        return lookup.when(text, self.ground, self.desk.words).date()

    @property
    def ground(self) -> Ground:
        """What a line about the record is read against."""
        return ground_for(self.desk, (self.id,))

    @property
    def delay(self) -> str:
        """The reason, a number written out."""
        return clean(lookup.delay_reason(self.reason, self.desk.words))

    @property
    def why(self) -> str:
        """The reason, behind its option or as the words.

        Raises:
            Wrong: it is but a number.
        """
        return in_words(self.reason or self.rest)


def in_words(reason: str) -> str:
    """A reason that no number stands for.

    Raises:
        Wrong: it is but a number.
    """
    if reason.isdecimal():
        raise Wrong(word="cli.wrong_reason", value=reason)
    return reason


if TYPE_CHECKING:
    Make = Callable[[Wish], Command]


def register(verbs: Verbs) -> None:
    """`do ID VERB …`."""
    say = verbs.words.say
    parser = verbs.add("do", run, told=say("cli.help.do"))
    parser.more = partial(told, verbs.words)
    parser.argument("id", metavar="ID", help=say("cli.help.id"))
    parser.argument("what", metavar="VERB", help=say("cli.help.do_verbs"))
    parser.argument("words", nargs="*", metavar="…", help=say("cli.help.do_words"))
    parser.argument("--reason", default="", metavar="R", help=say("cli.help.reason"))
    parser.argument("--to", default="", metavar="RUNG", help=say("tick.help.to"))
    parser.argument("--by", default="", metavar="NAME", help=say("tick.help.by"))
    parser.argument("--consulted", default="", metavar="NAME,…", help=say("tick.help.consulted"))
    parser.argument("--accept", action="store_true", help=say("cli.help.accept"))
    parser.argument("--seen", type=int, metavar="VERSION", help=say("cli.help.seen"))


def run(options: Namespace) -> int:
    """Carries the wish out."""
    identity = lookup.identity(options.id)
    known = _verbs(kind_of(identity))
    verb = meant(options.what, known)
    with Desk(options) as desk:
        if verb is None:
            _no_such_verb(identity, options.what, known, desk)
        if options.reason and not (verb in _DELAYED and kind_of(identity) in _PLANNED):
            in_words(options.reason.strip())
        wish = _wish(identity, options, desk)
        try:
            recorded = desk.service.perform(known[verb](wish))
        except Refused as problem:
            raise _how(problem, identity, verb, desk) from problem
        status = answer(desk, recorded)
        remark(desk, recorded)
        return status


def _how(problem: Refused, identity: RecordId, verb: str, desk: Desk) -> Exception:
    """A refusal for want of a reason says how one is given here; any other stays as it is."""
    if problem.reason != "reason-missing":
        return problem
    say = desk.words.say
    if verb not in _DELAYED or kind_of(identity) not in _PLANNED:
        return Told(word="cli.usage.do_reason", id=identity)
    usual = [f"{at} {say(f'term.delay.{each}')}" for at, each in enumerate(REASONS, 1)]
    return Told(word="cli.usage.do_delay", id=identity, usual=tuple(usual))


def _no_such_verb(identity: RecordId, verb: str, known: Iterable[str], desk: Desk) -> NoReturn:
    """Ends in Gone where there is no such record, else in Wrong, which names what can be done."""
    service = desk.service
    if not any(not each.removed for each in service.store.records(service.project, [identity])):
        raise Gone(identity)
    guess, listing = near(verb, known), listed(known, desk.words)
    if not guess:
        raise Wrong(word="cli.usage.do_no_verb", id=identity, verb=verb, known=listing)
    name = f"{guess} {name_of(guess, desk.words)}"
    raise Wrong(word="cli.usage.do_verb", id=identity, verb=verb, near=name, known=listing)


def _wish(identity: RecordId, options: Namespace, desk: Desk) -> Wish:
    return Wish(
        id=identity,
        words=tuple(options.words),
        reason=clean(options.reason),
        seen=options.seen,
        desk=desk,
        to=clean(options.to),
        by=clean(options.by),
        consulted=clean(options.consulted),
        accept=options.accept,
    )


def _verbs(kind: Kind) -> dict[str, Make]:
    match kind:
        case Kind.TASK:
            from tui.cli.do_task import VERBS
        case Kind.BLOCKER:
            from tui.cli.do_blocker import VERBS
        case Kind.ACTION:
            from tui.cli.do_action import VERBS
        case Kind.RISK:
            from tui.cli.do_risk import VERBS
        case Kind.CLASH:
            from tui.cli.do_clash import VERBS
        case _:
            VERBS = {}
    return VERBS | {"note": _note, "link": _link}


def _note(wish: Wish) -> Command:
    return WriteNote(subject=wish.id, text=wish.text)


def _link(wish: Wish) -> Command:
    return WriteNote(subject=wish.id, url=wish.text)
