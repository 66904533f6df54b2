"""FormTyping: what is typed on a form, in place, field after field."""

from __future__ import annotations

from functools import partial
from unicodedata import east_asian_width

from textual import on
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

from core.domain.form_kind import FieldKind, Shape, label_in
from core.domain.refusal import Refused
from tui import form_reading
from tui.form_places import Place, value_at, written
from tui.screens.form_choosing import FormChoosing
from tui.wording import refusal


class FormTyping(FormChoosing):
    """A form that is written into."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity)
        self._warned = ""
        """What was typed and could not be read when Esc was pressed first."""

    def action_edit(self) -> None:
        """Fills the place under the cursor: a line, lines, or a choice."""
        spot = self.spot
        if self.form is None or spot is None:
            return
        if self.open_place:
            self.commit()
        elif spot.sort == "form":
            self.pengtou.open_form(spot.form)
        elif spot.sort == "row":
            self.open_row(spot)
        else:
            self.when_free(spot, partial(self.fill_in, spot))

    def fill_in(self, spot: Place, text: str = "") -> None:
        """Begins with what was typed where the cursor stands: in the field, in the list that it is
        chosen from, in a new row."""
        if spot.sort == "add":
            self.add_row(spot)
            if text and self.spot is not None:
                self.fill_in(self.spot, text)
        elif spot.typed:
            self.begin_typing(spot, more=text)
        else:
            self.choose(spot, " ".join(text.split()))

    def _caught(self, text: str) -> None:
        """What an input method commits, or what is pasted, while no field is open: it goes where
        the cursor stands, and nowhere else."""
        spot = self.spot
        if spot is None or spot.sort in ("row", "form"):
            self.tell(self.words.say("form_page.not_typed_here", text=text[:30]), "sla-soon")
        else:
            self.when_free(spot, lambda ahead: self.fill_in(spot, text + ahead))

    def begin_typing(self, spot: Place, text: str | None = None, more: str = "") -> None:
        """Opens a place, with what stands there or with a text that was kept. What is typed takes
        the place of what one line holds, until a key moves the caret."""
        form = self.form
        if form is None or spot.field is None:
            return
        usual = form_reading.typed_as(value_at(spot, self.draft.values(form)))
        if text is None or spot.name not in self.draft.known:
            self.draft = self.draft.opened(spot.name, form)
        self.open_place, self._warned = spot.id, ""
        self.show_spot(spot)
        if spot.field.shape is Shape.LINES:
            area = self.query_one("#spot-text", TextArea)
            area.load_text((usual if text is None else text) + more)
            area.move_cursor(area.document.end)
            self._grow(area)
            self.set_focus(area)
        else:
            begun = " ".join(more.splitlines()) or usual
            self._open_line(spot.field, begun if text is None else text)
            if text is None and not more:
                self.query_one("#spot-line", Input).select_all()
        self.draw()

    def _open_line(self, field: FieldKind, begun: str) -> None:
        line = self.query_one("#spot-line", Input)
        line.value = begun
        line.placeholder = self.words.say(f"form_page.hint.{field.shape.value}")
        line.cursor_position = len(begun)
        self.set_focus(line)

    def _grow(self, area: TextArea) -> None:
        """As many lines as there are, so that the form stays in one piece."""
        area.styles.height = min(max(area.wrapped_document.height, 2), 10)

    @on(Input.Changed, "#spot-line")
    @on(TextArea.Changed, "#spot-text")
    def _typed_in(self) -> None:
        """Every key is kept."""
        if self.open_place:
            self._grow(self.query_one("#spot-text", TextArea))
            self.keep()

    @on(Input.Submitted, "#spot-line")
    def _entered_line(self, event: Input.Submitted) -> None:
        event.stop()
        if self.commit():
            self.move(1)

    def commit(self) -> bool:
        """Takes what was typed into the draft; False where it cannot be read, which is said."""
        spot = next((each for each in self.spots if each.id == self.open_place), None)
        form, board = self.form, self.board
        if spot is None or spot.field is None or form is None or board is None:
            self.close_spot()
            return True
        try:
            value = form_reading.value_of(spot.field, self.typed_text, board, self.moment)
        except Refused as problem:
            self.faults[spot.id] = self._told(problem, spot.field)
            self.draw()
            return False
        self.faults.pop(spot.id, None)
        values = self.draft.upon(spot.name, form)
        self.change(spot.name, written(spot, value, values), form)
        self.draft = self.draft.left(spot.name)
        self.close_spot()
        self.draw()
        return True

    def _told(self, problem: Refused, field: FieldKind) -> str:
        label = label_in(field.label, self.words.language)
        values = {**problem.values, "field": label}
        return refusal(problem.reason, values, self.words)

    def close_spot(self) -> None:
        """Nothing is typed any more."""
        self.open_place, self._warned = "", ""
        self.show_spot(None)
        self.set_focus(self.query_one("#page"))
        self.entry.rest()
        self.say_rest()
        self.keep()

    def say_rest(self) -> None:
        """Takes what was said about typing away."""
        self.entry.say(self.ways())

    def leave_spot(self) -> None:
        """Esc: what was typed counts where it can be read; the second one drops it."""
        text = self.typed_text
        if self._warned and self._warned == text:
            self.faults.pop(self.open_place, None)
            self.close_spot()
            self.draw()
            self.tell(self.words.say("form_page.dropped"), "muted")
        elif not self.commit():
            self._warned = text
            self.tell(self.words.say("form_page.unreadable", text=text[:30]), "sla-soon bold")

    def on_key(self, event: Key) -> None:
        """Chinese that an input method commits opens the place under the cursor with it."""
        text = event.character or ""
        if self.open_place or self.entry.typing:
            return
        if len(text) == 1 and east_asian_width(text) == "W":
            event.stop()
            event.prevent_default()
            self._caught(text)

    def on_paste(self, event: Paste) -> None:
        """What is pasted goes into the place under the cursor."""
        if self.open_place or self.entry.typing:
            return
        if event.text.strip():
            event.stop()
            self._caught(event.text)

    def action_step(self, by: int) -> None:
        """The next place; while something is typed, it goes on being typed there."""
        typing = bool(self.open_place)
        if typing and not self.commit():
            return
        self.move(by)
        if typing and self.spot is not None and self.spot.typed:
            self.begin_typing(self.spot)

    def action_edge(self, where: int) -> None:
        """The first or the last place."""
        self.move((-1 if where == 0 else 1) * len(self.spots))

    def action_page(self, by: int) -> None:
        """Some places further."""
        self.move(by * 6)
