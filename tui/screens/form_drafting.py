"""FormDrafting: what is written on a form and not saved: kept at every key, offered again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea

from tui.form_draft import SHELF, FormDraft, read
from tui.form_words import field_label
from tui.screens.form_sight import FormSight

if TYPE_CHECKING:
    from core.domain.form import Form


class FormDrafting(FormSight):
    """A form with a draft; nothing typed is lost, whatever happens to the program."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity)
        self._past: list[FormDraft] = []
        """How the draft read before each change, for taking back."""
        self._awaits = 0
        """The number of the event with which the last save is on record."""

    @property
    def typed_text(self) -> str:
        """What stands in the open place."""
        text = self.query_one("#spot-text", TextArea)
        return text.text if text.display else self.query_one("#spot-line", Input).value

    @property
    def shelf(self) -> str:
        """Where what is typed is put aside; a database may hold several projects."""
        code = self.board.project.code if self.board is not None else ""
        return f"{code}/{self.identity}"

    def keep(self) -> None:
        """Puts aside what is not saved, as it reads now."""
        typing = (self.open_place, self.typed_text) if self.open_place else None
        self.draft = replace(self.draft, typing=typing)
        self.pengtou.drafts.hold(self.shelf, SHELF, self.draft.text)

    def held(self) -> FormDraft | None:
        """What was put aside of this form and is not on record."""
        found, form = self.pengtou.drafts.held(self.shelf, SHELF), self.form
        if found is None or form is None:
            return None
        draft = read(found.text).settled(form)
        return draft if draft.text else None

    def change(self, name: str, value: Any, form: Form) -> None:
        """Writes a field of the draft."""
        after = self.draft.with_value(name, value, form)
        if after.edits != self.draft.edits:
            self._past.append(self.draft)
        self.draft = after
        self.faults = {
            place: told for place, told in self.faults.items() if place.partition(".")[0] != name
        }
        self.keep()

    def landed(self, sent: FormDraft, seq: int) -> None:
        """What was sent is on record, with the event of that number; the board will say so."""
        self.draft, self._past, self._awaits = self.draft.landed(sent), [], seq
        self.keep()
        self.catch_up()

    def catch_up(self) -> None:
        """The board has read what was saved: it stands for itself now."""
        board = self.board
        if self.draft.saved and board is not None and board.revision >= self._awaits:
            self.draft = replace(self.draft, saved={})

    def watch_board(self) -> None:
        self.catch_up()
        super().watch_board()

    def forget(self) -> None:
        """All is saved, or given up."""
        self.draft, self._past, self.faults = FormDraft(), [], {}
        self.keep()

    def action_undo(self) -> None:
        """Takes back the last thing written here; where all is saved, one's own last change."""
        if not self._past:
            super().action_undo()
            return
        before, self.draft = self.draft, self._past.pop()
        names = [*before.edits, *self.draft.edits]
        other = (name for name in names if before.edits.get(name) != self.draft.edits.get(name))
        name = next(other, "")
        field = field_label(name, self.kind, self.words)
        self.keep()
        self.draw()
        self.tell(self.words.say("form_page.restored", field=field), "accent")
