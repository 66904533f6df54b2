"""FormScreen: one form, filled in and taken from step to step by single keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from core.domain.batch import Batch
from core.domain.form import SignForm, WithdrawForm
from core.domain.form_kind import label_in
from core.domain.parties import parties
from core.domain.text import clean
from tui import form_acts, form_guard
from tui.form_draft import FormDraft
from tui.form_words import kind_name
from tui.keymap import bindings
from tui.outcome import way_back
from tui.process_actions import FORM
from tui.screens.form_arriving import FormArriving
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.form_kind import FormKind
    from tui.form_acts import Sight
    from tui.messages import CommandDone, CommandRefused

_REFUSE, _WITHDRAW, _CHANGE = "form-refuse", "form-withdraw", "form-change"
"""The purposes of lines on which a reason is typed."""
_NOT_TYPING = frozenset({"act", "edit", "clear", "menu", "next_step"})
"""What single keys do, while nothing is typed."""


class FormScreen(FormArriving):
    """A form; F2 saves, digits do what is numbered, one key takes the next step."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]
    ACTIONS = FORM
    KEYS_OF = "form"

    def __init__(self, identity: str, then: str = "") -> None:
        super().__init__(identity, then)
        self._saving: dict[str, FormDraft] = {}
        """What wishes without an answer would save."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, keys are for that: Textual knows some signs by other names."""
        if self.open_place and action in _NOT_TYPING:
            return False
        return super().check_action(action, parameters)

    def action_act(self, act: str) -> None:
        """Does one of the numbered things, or says why not."""
        on, spot = self.sight(), self.spot
        if on is None or (self.open_place and not self.commit()):
            return
        if why := form_acts.why_not(act, on):
            self.tell(f"✗ {self.words.say(f'form_page.act.{act}')}: {why}", "sla-late")
        elif act == "add_row" and spot is not None:
            self.when_free(spot, lambda _: self.add_row(spot))
        elif act == "drop_row" and spot is not None:
            self.when_free(spot, lambda _: self.drop_row(spot))
        else:
            self._doing[act](self)

    def action_save(self) -> None:
        """Saves what was typed, once it is clear that nobody is written over unseen."""
        if self.form is None or (self.open_place and not self.commit()):
            return
        if self.draft.edits:
            self.when_seen(self._save)
        else:
            self.tell(self.words.say("form_page.nothing_to_save"), "muted")

    def _save(self) -> None:
        """What people agreed on goes with a reason."""
        form, on = self.form, self.sight()
        if form is None or on is None:
            return
        if not self.draft.edits:
            self.keep()
            self.tell(self.words.say("form_page.nothing_to_save"), "muted")
        elif form_guard.wants_reason(on):
            self.when_meant(on, lambda _: self._ask_why())
        else:
            self._send(form_acts.fill(form, self.draft))

    def _ask_why(self) -> None:
        form = self.form
        if form is not None:
            self._ask_for(Purpose(_CHANGE, form.id, form.version), "change")

    def _send(self, wishes: list[Command], purpose: Purpose | None = None) -> None:
        wish = wishes[0] if len(wishes) == 1 else Batch(commands=tuple(wishes))
        self.faults = {}
        self._saving[self.issue(wish, purpose)] = self.draft
        self.draw()

    def say_again(self, command: Command, purpose: Purpose | None) -> None:
        self._send([command], purpose)

    def _submit(self) -> None:
        self.when_seen(self._hand_in)

    def _hand_in(self) -> None:
        on = self.sight()
        if on is None:
            return
        if form_acts.lacks(on):
            self.say_missing(on)
        else:
            self._send(form_acts.hand_in(on.form, self.draft))

    def _sign(self) -> None:
        form = self.form
        if self.draft.edits:
            self.tell(self.words.say("form_page.save_first"), "sla-soon bold")
        elif form is not None:
            self._send([SignForm(form=form.id, seen=form.version)])

    def _refuse(self) -> None:
        form = self.form
        if form is not None:
            self._ask_for(Purpose(_REFUSE, form.id, form.version), "reason")

    def _withdraw(self) -> None:
        form = self.form
        if form is not None:
            self._ask_for(Purpose(_WITHDRAW, form.id, form.version), "withdraw")
            self.entry.keys = self._bare_enter

    def _ask_for(self, meant: Purpose, what: str) -> None:
        """Opens the line for a reason."""
        names = (f"form_page.ask.{what}", f"form_page.ask.{what}_hint")
        self.ask_line(meant, lambda: (self.words.say(names[0]), self.words.say(names[1])))

    def _bare_enter(self, key: str) -> bool:
        """A form may be taken back without a reason."""
        purpose = self.entry.purpose
        if key != "enter" or self.entry.text.strip() or purpose is None:
            return False
        self._enter(purpose, "")
        return True

    def _enter(self, purpose: Purpose, text: str) -> None:
        form = self.form
        if purpose.id not in (_REFUSE, _WITHDRAW, _CHANGE) or form is None:
            super()._enter(purpose, text)
        elif purpose.id == _CHANGE:
            self._send(form_acts.fill(form, self.draft, clean(text)), purpose)
        elif purpose.id == _REFUSE:
            reason = clean(text)
            self._send(
                [SignForm(form=form.id, agrees=False, remark=reason, seen=purpose.seen)], purpose
            )
        else:
            self._send([WithdrawForm(form=form.id, reason=clean(text), seen=purpose.seen)], purpose)

    def _answer(self) -> None:
        """The answer is chosen; what is not missing anything is handed in, and signed, at once."""
        kind, words = self.kind, self.words
        asked = kind.verdict_field if kind is not None else None
        if asked is None:
            return

        def chosen(found: str | None) -> None:
            if found is not None and self.form is not None:
                self.change(asked.name, found, self.form)
                self.draw()
                self.when_seen(self._answer_with)

        choices = [Choice(each.id, label_in(each.label, words.language)) for each in asked.options]
        title = words.say("form_page.ask.verdict", id=self.identity)
        self.app.push_screen(Picker(title, choices, again=self._answer), chosen)

    def _answer_with(self) -> None:
        on = self.sight()
        if on is None or on.kind is None:
            return
        if form_acts.lacks(on):
            self.say_missing(on)
            return
        wishes = form_acts.hand_in(on.form, self.draft)
        if _signs_first(on, on.kind):
            wishes.append(SignForm(form=on.form.id))
        self._send(wishes)

    def _give_up(self) -> None:
        say, n = self.words.say, max(len(self.draft.edits), 1)

        def chosen(found: str | None) -> None:
            if found == "give_up":
                self.forget()
                self.draw()
                self.tell(self.words.say("form_page.given_up"), "muted")

        choices = [
            Choice("go_on", say("form_page.ask.give_up_no")),
            Choice("give_up", say("form_page.ask.give_up_yes")),
        ]
        title = say("form_page.ask.give_up", n=n)
        self.app.push_screen(Picker(title, choices, again=self._give_up), chosen)

    _doing: ClassVar[dict[str, Callable[[FormScreen], None]]] = {
        "submit": _submit,
        "sign": _sign,
        "refuse": _refuse,
        "answer": _answer,
        "withdraw": _withdraw,
        "give_up": _give_up,
    }

    def action_menu(self) -> None:
        """Shows what can be done, and why not where not."""
        on = self.sight()
        if on is None:
            return
        say = self.words.say
        found = {act: form_acts.why_not(act, on) for act in form_acts.ACTS}
        choices = [
            Choice(act, say(f"form_page.act.{act}"), why, key=str(at), off=bool(why))
            for at, (act, why) in enumerate(found.items(), 1)
        ]

        def chosen(act: str | None) -> None:
            if act is not None:
                self.action_act(act)

        name = kind_name(on.form.kind, self.kinds, self.words)
        title = f"{self.identity} {name}"
        self.app.push_screen(Picker(title, choices, again=self.action_menu), chosen)

    def done(self, message: CommandDone) -> None:
        """What was saved is no draft any more."""
        super().done(message)
        saved = self._saving.pop(message.command_id, None)
        if saved is None:
            return
        n = len(saved.edits)
        self.landed(saved, message.events[-1].seq if message.events else 0)
        if n and all(each.event.kind == "form.filled" for each in message.events):
            self.tell(self.words.say("form_page.saved", id=self.identity, n=n), "accent")
        elif message.events:
            self.say_done(message)
        self.draw()

    def say_done(self, message: CommandDone) -> None:
        """What the wish came to: the first thing that was done to this form."""
        from tui.wording import happened

        own = [each for each in message.events if each.event.subject == self.identity]
        first = next((each for each in own if each.event.kind != "form.filled"), None)
        if first is not None:
            back = self.words.say(way_back(message.events))
            self.tell(f"✓ {happened(first, self.board, self.words)}  ·  {back}", "accent")

    def refused(self, message: CommandRefused) -> None:
        """The fields that a refusal names are marked; the draft stays as it was."""
        self._saving.pop(message.command_id, None)
        super().refused(message)
        fields = str(message.values.get("fields", "")).split(", ")
        if message.reason == "form-missing":
            self.mark(dict.fromkeys(filter(None, fields), "form_page.lacking"))
        elif message.reason in ("form-value", "form-no-such-field"):
            self.mark({str(message.values.get("field", "")): "form_page.lacking"})

    def kind_meant(self, message: CommandRefused) -> FormKind | None:
        return self.kind

    def action_back(self) -> None:
        """Out of the field that is typed into, out of an opened row, out of the form."""
        if self.open_place:
            self.leave_spot()
        elif self.opened:
            self.at, self.opened = self.opened, ""
            self.draw()
        else:
            self.dismiss()
            if self.draft.text:
                self.pengtou.tell_below(self.words.say("form_page.kept", id=self.identity))

    def action_history(self) -> None:
        """Shows what happened to the form."""
        self.pengtou.action_record(self.identity, at_history=True)


def _signs_first(on: Sight, kind: FormKind) -> bool:
    """Whether the first step of a form takes the name of who acts."""
    from core.domain.form_ahead import steps_of

    first, me = next(iter(steps_of(kind, on.scene)), None), on.scene.myself()
    if first is None or me is None or first.act not in form_acts.SIGNS:
        return False
    return me.id in {each.id for each in parties(first.who, on.form, on.scene)}
