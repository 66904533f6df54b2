"""FormTyping: what is typed on a form, in place, field after field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from textual import on
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

from core.domain.form_kind import FieldKind, Shape, label_in
from core.domain.refusal import Refused
from tui import form_reading
from tui.form_places import (
    Place,
    value_at,
    written,
)
from tui.screens.form_choosing import FormChoosing
from tui.widgets.line_cells import Span
from tui.wording import refusal

if TYPE_CHECKING:
    pass

_DONE = "done"
"""Among those that are chosen: enough of it."""


class FormTyping(FormChoosing):
    """A form that is written into."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity)
        self._warned = ""
        """What was typed and could not be read when Esc was pressed first."""

    def action_edit(self) -> None:
        """Fills the place under the cursor: a line, lines, or a choice."""
        spot = self.spot
        if self.form is None or spot is None or self.reads_only():
            return
        if self.open_place:
            self.commit()
        elif spot.sort == "form":
            self.pengtou.open_form(spot.form)
        elif spot.sort == "add":
            self.add_row(spot)
        elif spot.sort == "row":
            self.open_row(spot)
        elif spot.typed:
            self.begin_typing(spot)
        else:
            self.choose(spot)

    def begin_typing(self, spot: Place, text: str | None = None, more: str = "") -> None:
        """Opens a place, with what stands there or with a text that was kept."""
        form = self.form
        if form is None or spot.field is None:
            return
        usual = form_reading.typed_as(value_at(spot, self.draft.values(form)))
        begun = (usual if text is None else text) + more
        self.open_place, self._warned = spot.id, ""
        self.show_spot(spot)
        if spot.field.shape is Shape.LINES:
            area = self.query_one("#spot-text", TextArea)
            area.load_text(begun)
            area.move_cursor(area.document.end)
            self._grow(area)
            self.set_focus(area)
        else:
            line = self.query_one("#spot-line", Input)
            line.value = begun
            line.placeholder = self.words.say(f"form_page.hint.{spot.field.shape.value}")
            line.cursor_position = len(begun)
            self.set_focus(line)
        self.draw()

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
        self.close_spot()
        values = self.draft.values(form)
        self.change(spot.name, written(spot, value, values), form)
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
        short = "_short" if self.app.size.width < 100 else ""
        self.entry.say((Span(self.words.say(f"form_page.keys{short}"), "muted"),))

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
        text, spot = event.character or "", self.spot
        if self.open_place or self.entry.typing or spot is None or not spot.typed:
            return
        if len(text) == 1 and east_asian_width(text) == "W" and not self.reads_only():
            event.stop()
            event.prevent_default()
            self.begin_typing(spot, more=text)

    def on_paste(self, event: Paste) -> None:
        """What is pasted goes into the place under the cursor."""
        spot = self.spot
        if self.open_place or self.entry.typing or spot is None or not spot.typed:
            return
        if event.text.strip() and not self.reads_only():
            event.stop()
            self.begin_typing(spot, more=event.text)

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
