"""What stands beside any paper before it goes out: its facts, and the groups it goes to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from tui import delivery
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.message import Message
    from tui.words import Words

Line = tuple[Span, ...]
LABEL = 10
"""Cells of a label."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A paper of a meeting on its way to groups."""

    board: Board
    meeting: str
    about: str
    """What its messages are about: `minutes.sent`, `agenda.sent`."""
    now: datetime
    channels: Sequence[str] = ()
    """The bots that are chosen."""
    bots: Mapping[str, str] = field(default_factory=dict)
    """Every bot of this machine with why it cannot send; empty where it can."""

    @property
    def letters(self) -> list[Message]:
        """All its messages: those to people's own boards, too."""
        return [
            each
            for each in self.board.messages.values()
            if each.subject == self.meeting and each.about == self.about and not each.removed
        ]

    @property
    def messages(self) -> list[Message]:
        """Its texts on their way to groups, the newest of each group."""
        return list({each.channel: each for each in self.letters if each.channel}.values())


def channels(way: Outgoing, words: Words) -> Iterator[Line]:
    """What went out says how it stands; before, what is chosen says whether it could."""
    sent = way.messages
    for at, each in enumerate(sent):
        told = delivery.standing(each, way.now, way.board.zone, words)
        name = f"{each.channel}  "
        yield (*fact("channels" if not at else "", name, words), Span(told, delivery.role(each)))
    if sent:
        return
    own = [words.say("minutes_screen.boards"), *way.channels]
    yield fact("channels", words.say("minutes_screen.and").join(own), words)
    if not way.bots:
        yield (Span(" " * LABEL), Span(words.say("minutes_screen.no_bots"), "muted"))
    if unready := [name for name, why in way.bots.items() if why]:
        told = words.say("minutes_screen.unready", names=words.join(unready))
        yield (Span(" " * LABEL), Span(told, "sla-soon"))


def fact(label: str, text: str, words: Words) -> Line:
    """A fact behind its label; without one it goes on below the fact before."""
    head = words.say(f"minutes_screen.label_{label}") if label else ""
    return (Span(set_cell_size(head, LABEL), "muted"), Span(text))
