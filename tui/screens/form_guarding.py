"""FormGuarding: what was signed, or is done, is written only by somebody who means to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from textual.events import Key

from tui import form_guard
from tui.form_acts import why_not
from tui.form_words import reworded
from tui.screens.form_drafting import FormDrafting
from tui.screens.picker import Choice, Picker
from tui.wording import refusal

if TYPE_CHECKING:
    from tui.form_acts import Sight
    from tui.form_places import Place

Go = Callable[[str], object]
"""What is done once it may be; it gets what was typed meanwhile."""


class Question(Picker):
    """A question before something is typed: what is typed over it is kept for the answer."""

    def __init__(self, title: str, choices: list[Choice], again: Callable[[], object]) -> None:
        super().__init__(title, choices, again=again)
        self.ahead = ""
        """What was typed over it."""

    def on_key(self, event: Key) -> None:
        """Digits and letters answer; everything else is text that is on its way to the form."""
        text = event.character or ""
        if len(normalize("NFKC", text)) == 1 and text.isprintable() and not text.isascii():
            if normalize("NFKC", text).isascii():
                super().on_key(event)
                return
            self.ahead += text
            event.stop()
            event.prevent_default()
        else:
            super().on_key(event)


class FormGuarding(FormDrafting):
    """A form that asks once in a visit before what people agreed on is written over."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity)
        self._meant = False
        """Whether somebody said in this visit that they mean to change it."""

    def reads_only(self) -> bool:
        """Whether nothing can be written here; says so."""
        on = self.sight()
        why = why_not("add_row", replace(on, on_row=True)) if on is not None else ""
        if why:
            self.tell(self.words.say("form_page.read_only", why=why), "sla-soon")
        return bool(why)

    def when_free(self, spot: Place, go: Go) -> None:
        """Does it at once; asks first where people agreed on it; says why, where it cannot be."""
        on = self.sight()
        if on is None or self.reads_only():
            return
        problem = form_guard.held(spot, on)
        if problem is not None:
            said = reworded(problem, on.kind, self.kinds, self.words)
            self.tell(f"✗ {refusal(said.reason, said.values, self.words)}", "sla-late bold")
        elif form_guard.asks(spot, on):
            self.when_meant(on, go)
        else:
            go("")

    def when_meant(self, on: Sight, go: Go) -> None:
        """Does it once somebody said, in this visit, that they mean to change what was signed."""
        if self._meant:
            go("")
            return
        say, (title, comes_to) = self.words.say, form_guard.told(on)
        choices = [
            Choice("no", say("form_page.signed.no"), key="n"),
            Choice("yes", say("form_page.signed.yes"), comes_to, key="y"),
        ]
        asked = Question(title, choices, partial(self.when_meant, on, go))

        def answered(found: str | None) -> None:
            if found == "yes":
                self._meant = True
                go(asked.ahead)
            else:
                self.tell(self.words.say("form_page.signed.left"), "muted")

        self.app.push_screen(asked, answered)
