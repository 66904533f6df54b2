"""PaperScreen: what is done to any paper before it goes out: groups, files, recall, repeat."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.domain.message import Delivery, RetryMessage
from tui.delivery import standing
from tui.paper_file import FORMATS
from tui.screens.paper_looking import PaperLooking
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.message import Message


class PaperScreen(PaperLooking):
    """A paper of a meeting: the outbox holds it for ten seconds once it is sent."""

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self._again = False
        """Whether Enter was pressed for what went out already."""
        self._recallable = False
        """Whether the line says for how long it can be recalled."""

    def twice(self, word: str) -> bool:
        """Whether Enter was pressed once more for what went out already; says so the first time."""
        if not self._again:
            self._again = True
            self.tell(self.words.say(word), "sla-soon bold")
            return False
        self._again = False
        return True

    def action_channels(self) -> None:
        """A group gets it, or does not."""
        if not self._bots:
            self.tell(self.words.say("minutes_screen.no_bots"), "sla-soon")
            return
        now, say = self.chosen, self.words.say
        choices = [
            Choice(name, name, why or (say("minutes_screen.goes") if name in now else ""))
            for name, why in self._bots.items()
        ]

        def chosen(name: str | None) -> None:
            if name is not None and not self._bots[name]:
                rest = tuple(each for each in now if each != name)
                self._channels = rest if name in now else (*now, name)
                self.draw()

        title = say("minutes_screen.channels")
        self.app.push_screen(Picker(title, choices, again=self.action_channels), chosen)

    def action_export(self) -> None:
        """Writes it to a file."""
        paper = self.paper
        if paper is None:
            return

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self.save(paper, kind)

        choices = [
            Choice(each, self.words.say(f"minutes_screen.format.{each}")) for each in FORMATS
        ]
        title = self.words.say("minutes_screen.export")
        self.app.push_screen(Picker(title, choices, again=self.action_export), chosen)

    def action_retry(self) -> None:
        """Has what did not arrive sent again; where that is in doubt, the group is asked first."""
        stuck = [each for each in self._on_their_way() if each.stuck()]
        if not stuck:
            self.tell(self.words.say("minutes_screen.none_stuck"), "muted")
        elif stuck[0].status is Delivery.FAILED:
            self.issue(RetryMessage(message=stuck[0].id, seen=stuck[0].version))
        else:
            self._ask_of(stuck[0])

    def _ask_of(self, message: Message) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                arrived = answer == "arrived"
                self.issue(RetryMessage(message=message.id, arrived=arrived, seen=message.version))

        say = self.words.say
        choices = [
            Choice(each, say(f"minutes_screen.retry.{each}")) for each in ("lost", "arrived")
        ]
        title = say("minutes_screen.retry.title", channel=message.channel)
        again = partial(self._ask_of, message)
        self.app.push_screen(Picker(title, choices, again=again), chosen)

    def _on_their_way(self) -> list[Message]:
        return self.way.messages if self.paper is not None and self.board is not None else []

    def _count(self) -> None:
        super()._count()
        letters = self.way.letters if self.paper is not None and self.board is not None else []
        waiting = [each for each in letters if each.status is Delivery.WAITING]
        now = self.pengtou.moment()
        first = next((each for each in waiting if not each.left(now)), None)
        if first is not None and self.board is not None:
            self._recallable = True
            told = standing(first, now, self.board.zone, self.words)
            self.tell(self.words.say("minutes_screen.recall", told=told), "sla-soon bold")
        elif self._recallable:
            self._recallable = False
            self.tell(self._went_to(letters), "sla-soon")

    def _went_to(self, letters: list[Message]) -> str:
        """Whom it reached, where no group was chosen: else it is told beside."""
        if not letters or any(each.channel for each in letters):
            return ""
        return self.words.say("minutes_screen.only_boards", n=len(letters[-1].to))
