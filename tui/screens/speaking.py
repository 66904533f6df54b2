"""Speaking: screens on which whoever runs the project is asked before they write for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.refusal import Refused
from core.domain.speaking import said_for_others
from tui.form_words import reworded
from tui.screens.defined import Defined
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.command import Command
    from tui.messages import CommandDone, CommandRefused
    from tui.widgets.entry_bar import Purpose


class Speaking(Defined):
    """A screen about forms; what is refused for want of saying so is sent again once it is said."""

    def __init__(self) -> None:
        super().__init__()
        self._wishes: dict[str, tuple[Command, Purpose | None]] = {}
        """The wishes that have no answer yet."""

    def issue(self, command: Command, purpose: Purpose | None = None) -> str:
        name = super().issue(command, purpose)
        self._wishes[name] = (command, purpose)
        return name

    def done(self, message: CommandDone) -> None:
        self._wishes.pop(message.command_id, None)
        super().done(message)

    def refused(self, message: CommandRefused) -> None:
        """Whoever may write for others, and has not said so, is asked."""
        said = self._wishes.pop(message.command_id, None)
        if message.reason != "form-on-behalf" or said is None:
            super().refused(message)
            return
        self._sent.pop(message.command_id, None)
        self._ask_for_whom(message, *said)

    def _ask_for_whom(
        self, message: CommandRefused, command: Command, purpose: Purpose | None
    ) -> None:
        say, problem = self.words.say, Refused(message.reason, **message.values)
        told = reworded(problem, self.kind_meant(message), self.kinds, self.words).values
        whom = str(told.get("whom", ""))

        def chosen(found: str | None) -> None:
            if found == "yes":
                self.say_again(said_for_others(command), purpose)

        choices = [
            Choice("no", say("form_page.ask.for_others_no")),
            Choice("yes", say("form_page.ask.for_others_yes", whom=whom)),
        ]
        title = say("form_page.ask.for_others", kind=told.get("kind"), names=told.get("names"))
        self.app.push_screen(Picker(title, choices), chosen)

    def say_again(self, command: Command, purpose: Purpose | None) -> None:
        """Sends a wish that says that it is for others."""
        self.issue(command, purpose)
