"""`do`: something happens to one record."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.decision import WriteNote
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.text import clean
from core.settings import nearest
from tui.cli import lookup
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.typed_line import ground_for
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from core.capture.ground import Ground
    from core.domain.command import Command
    from tui.cli.parser import Verbs


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

    @property
    def text(self) -> str:
        """The words as one text; Wrong where there are none."""
        if not self.words:
            raise Wrong(word="cli.usage.do", id=self.id)
        return clean(" ".join(self.words))

    def person(self, name: str) -> RecordId:
        """The person that a name means."""
        return lookup.person(name, self._ground(), self.desk.words, (self.id,))

    def when(self) -> datetime:
        """The deadline that the words mean."""
        return lookup.when(self.text, self._ground(), self.desk.words)

    def day(self, text: str) -> date:
        """The day that a text means."""
        return lookup.when(text, self._ground(), self.desk.words).date()

    def _ground(self) -> Ground:
        return ground_for(self.desk, (self.id,))

    @property
    def delay(self) -> str:
        """The reason, a number written out."""
        return clean(lookup.delay_reason(self.reason, self.desk.words))


if TYPE_CHECKING:
    Make = Callable[[Wish], Command]


def register(verbs: Verbs) -> None:
    """`do ID VERB …`."""
    say = verbs.words.say
    parser = verbs.add("do", run, told=say("cli.help.do"))
    parser.argument("id", metavar="ID", help=say("cli.help.id"))
    parser.argument("what", metavar="VERB", help=say("cli.help.do_verbs"))
    parser.argument("words", nargs="*", metavar="…", help=say("cli.help.do_words"))
    parser.argument("--reason", default="", metavar="R", help=say("cli.help.reason"))
    parser.argument("--seen", type=int, metavar="VERSION", help=say("cli.help.seen"))


def run(options: Namespace) -> int:
    """Carries the wish out."""
    identity = lookup.identity(options.id)
    known = _verbs(kind_of(identity))
    make = known.get(options.what)
    if make is None:
        raise Wrong(
            word="cli.usage.do_verb",
            id=identity,
            verb=options.what,
            near=nearest(options.what, known),
            known=" ".join(known),
        )
    with Desk(options) as desk:
        wish = Wish(identity, tuple(options.words), clean(options.reason), options.seen, desk)
        return answer(desk, desk.service.perform(make(wish)))


def _verbs(kind: Kind) -> dict[str, Make]:
    match kind:
        case Kind.TASK:
            from tui.cli.do_task import VERBS
        case Kind.BLOCKER:
            from tui.cli.do_blocker import VERBS
        case Kind.ACTION:
            from tui.cli.do_action import VERBS
        case _:
            VERBS = {}
    return VERBS | {"note": _note, "link": _link}


def _note(wish: Wish) -> Command:
    return WriteNote(subject=wish.id, text=wish.text)


def _link(wish: Wish) -> Command:
    return WriteNote(subject=wish.id, url=wish.text)
