"""FormArriving: what a form does when it is opened, and what its one key for the next step does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.domain.form import FormStatus
from tui import form_acts
from tui.form_words import field_label, step_name
from tui.screens.form_settling import FormSettling
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from tui.form_acts import Sight
    from tui.form_draft import FormDraft


class FormArriving(FormSettling):
    """A form that offers what was left unsaved, and knows what comes next."""

    def __init__(self, identity: str, then: str = "") -> None:
        super().__init__(identity)
        self._then = then
        self._arrived = False

    def action_act(self, act: str) -> None:
        """Does one of the numbered things."""
        raise NotImplementedError

    def draw(self) -> None:
        """Everything as it stands; the first time also what was left unsaved is offered."""
        super().draw()
        if not self._arrived and self.alive and self.form is not None and self.known is not None:
            self._arrived = True
            # What is typed from now on is put aside, too: only what was there before is offered.
            self.call_after_refresh(self._arrive, self.held())

    def _arrive(self, held: FormDraft | None) -> None:
        if held is not None:
            self._offer(held)
        else:
            self._go_to_work()

    def _offer(self, held: FormDraft) -> None:
        """What was typed before and not saved: to go on with, or to give up."""
        say = self.words.say
        names = [*held.edits, *(held.typing or ())[:1]]
        fields = dict.fromkeys(
            field_label(each.partition(".")[0], self.kind, self.words) for each in names
        )
        told = say("form_page.ask.fields", n=len(fields), fields=self.words.join(list(fields)[:3]))

        def chosen(choice: str | None) -> None:
            if choice == "go_on":
                self._take_up(held)
            elif choice == "anew":
                self.forget()
                self._go_to_work()

        choices = [
            Choice("go_on", say("form_page.ask.go_on"), told),
            Choice("anew", say("form_page.ask.anew")),
        ]
        title = say("form_page.ask.unsaved", id=self.identity)
        again = partial(self._offer, held)
        self.app.push_screen(Picker(title, choices, again=again), chosen)

    def _take_up(self, held: FormDraft) -> None:
        """Goes on where it was left, also in the middle of a field."""
        self.draft = held
        place, text = held.typing or ("", "")
        self.opened = ".".join(place.split(".")[:2]) if place.count(".") == 2 else ""
        self.draw()
        spot = next((each for each in self.spots if each.id == place), None)
        if spot is not None:
            self.at = spot.id
            self.begin_typing(spot, text)

    def _go_to_work(self) -> None:
        """Puts the cursor where there is something to do, and says what it is."""
        on = self.sight()
        if on is None or on.kind is None:
            return
        act = form_acts.next_act(on)
        if act == "fill" and self.spots and self.at == self.spots[0].id:
            lacking = form_acts.lacks(on)
            self.at = next(
                (each.id for each in self.spots if each.name == lacking[0].partition(".")[0]),
                self.at,
            )
            self.draw()
        elif act == "answer" and self._then == "answer":
            self.action_act("answer")
        if self._then in ("submit", "sign", "answer") and act in ("look", "open"):
            self._say_turn(on)

    def action_next_step(self) -> None:
        """Does what the form waits for, where that is mine; else says whose turn it is."""
        on = self.sight()
        if on is None:
            return
        match form_acts.next_act(on):
            case "fill":
                self.say_missing(on)
            case "":
                told = self.words.say(f"term.form_status.{on.form.status.value}")
                self.tell(self.words.say("form_page.last_step", status=told), "muted")
            case "look":
                self._say_turn(on)
            case "open":
                self._open_mine(on)
            case act:
                self.action_act(act)

    def _open_mine(self, on: Sight) -> None:
        """The answer that is waited for is one's own: there it is given, or signed."""
        form = form_acts.mine_below(on)
        if form is not None:
            then = "answer" if form.status is FormStatus.DRAFT else "sign"
            self.pengtou.open_form(form.id, then)

    def say_missing(self, on: Sight) -> None:
        """Marks what must be filled in and is not, and goes there."""
        assert on.kind is not None
        lacking = form_acts.lacks(on)
        self.mark(dict.fromkeys(lacking, "form_page.lacking"))
        names = self.words.join(field_label(each, on.kind, self.words) for each in lacking)
        self.tell(self.words.say("form_page.to_fill", fields=names), "sla-soon")

    def _say_turn(self, on: Sight) -> None:
        """Whose turn it is; an answer that is asked for can be opened below."""
        found = on.waits
        if found is None:
            return
        step = step_name(found.step, on.kind, self.words)
        names = self.words.join(each.name for each in found.people[:4])
        if names:
            said = self.words.say("form_page.others_turn", names=names, step=step)
        else:
            said = self.words.say("form_page.waits_nobody", step=step)
        self.tell(said, "sla-soon")
        if found.forms:
            self.at = f"form:{found.forms[0].id}"
            self.draw()
