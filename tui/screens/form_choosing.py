"""FormChoosing: what is chosen from lists on a form, and rows that are added and taken out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.form_checks import EMPTY
from core.domain.form_kind import FieldKind, Shape, label_in
from tui.form_places import MANY, Place, place_of, rows_of, value_at, with_row, without_row, written
from tui.screens.form_guarding import FormGuarding
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.task import Task


class FormChoosing(FormGuarding):
    """A form whose fields are chosen from lists, and whose rows come and go."""

    def move(self, by: int) -> None:
        """To another place, further down or up."""
        ids = [each.id for each in self.spots]
        if ids:
            at = ids.index(self.at) if self.at in ids else 0
            self.at = ids[max(0, min(at + by, len(ids) - 1))]
            self.draw()

    def open_row(self, spot: Place) -> None:
        """Shows the cells of a row, with the cursor on the first that is empty; or hides them."""
        form = self.form
        opening = self.opened != spot.id
        self.opened = spot.id if opening else ""
        self.draw()
        cells = [each for each in self.spots if each.sort == "cell"]
        if opening and cells and form is not None:
            values = self.draft.values(form)
            bare = (each for each in cells if value_at(each, values) in EMPTY)
            self.at = next(bare, cells[0]).id
            self.draw()

    def action_clear(self) -> None:
        """Empties the place under the cursor."""
        spot = self.spot
        if spot is None or spot.sort not in ("field", "cell"):
            return

        def empty(_: str) -> None:
            if self.form is not None:
                values = self.draft.values(self.form)
                self.change(spot.name, written(spot, None, values), self.form)
                self.draw()

        self.when_free(spot, empty)

    def choose(self, spot: Place, typed: str = "") -> None:
        """Asks for one of several; of people and departments for as many as are wanted. What was
        typed narrows them down."""
        form, field = self.form, spot.field
        if form is None or field is None:
            return
        many = field.shape in MANY
        now = value_at(spot, self.draft.values(form))
        taken = list(now or ()) if many else [now]
        choices = self._choices(field, taken)
        words = self.words
        title = label_in(field.label, words.language)
        if many:
            title = f"{title} · {words.say('form_page.toggle')}"
        self.draft = self.draft.opened(spot.name, form)

        def chosen(found: str | None) -> None:
            if found is None or self.form is None:
                self.draft = self.draft.left(spot.name)
                return
            value: Any = found
            if many:
                rest = [each for each in taken if each != found]
                value = rest if found in taken else [*taken, found]
            values = self.draft.upon(spot.name, self.form)
            self.change(spot.name, written(spot, value, values), self.form)
            self.draw()
            if many:
                self.choose(spot)
            else:
                self.move(1)

        again, search = partial(self.choose, spot), words.say("board.entry.search")
        asked = Picker(title, choices, search=search, again=again, typed=typed)
        self.app.push_screen(asked, chosen)

    def _choices(self, field: FieldKind, taken: list[Any]) -> list[Choice]:
        board, words = self.board, self.words
        assert board is not None
        mark = words.say("form_page.chosen")
        if field.shape is Shape.CHOICE:
            return [
                Choice(each.id, label_in(each.label, words.language), mark * (each.id in taken))
                for each in field.options
            ]
        if field.shape is Shape.TASK:
            tasks = [board.tasks[each] for each in board.task_order]
            return [
                Choice(each.id, f"{each.id} {each.title}", _beside(mark, each, taken))
                for each in sorted(tasks, key=lambda each: not self._own(each.dept))
            ]
        if field.shape in (Shape.DEPT, Shape.DEPTS):
            people = (each.dept for each in board.people.values() if each.dept and each.here)
            names = dict.fromkeys((*board.departments, *people))
            return [Choice(each, each, mark * (each in taken)) for each in names]
        here = [each for each in board.people.values() if each.here]
        return [
            Choice(each.id, f"{each.name}  {each.dept}", mark * (each.id in taken), each.aliases)
            for each in sorted(here, key=lambda each: not self._own(each.dept))
        ]

    def _own(self, dept: str) -> bool:
        """Whether it is of the department that the form speaks for: that comes first."""
        return self.form is not None and bool(dept) and dept == self.form.dept

    def add_row(self, spot: Place) -> None:
        """A row behind the one under the cursor, opened at its first cell."""
        form, field = self.form, spot.outer or spot.field
        if form is None or field is None:
            return
        values = self.draft.values(form)
        last = len(rows_of(values, field)) - 1
        behind = spot.row if spot.row >= 0 else last
        self.change(field.name, with_row(field, values, behind), form)
        self.opened = f"{field.name}.{behind + 1}"
        self.draw()
        self.at = f"{self.opened}.{field.columns[0].name}"
        self.draw()

    def drop_row(self, spot: Place) -> None:
        """Takes the row under the cursor out; `u` brings it back."""
        form, field = self.form, spot.outer or spot.field
        if form is None or field is None or spot.row < 0:
            self.tell(self.words.say("form_page.not_here"), "sla-soon")
            return
        self.opened = ""
        values = self.draft.values(form)
        self.change(field.name, without_row(field, values, spot.row), form)
        self.at = f"{field.name}.{spot.row}"
        self.draw()

    def mark(self, fields: dict[str, str]) -> None:
        """Marks fields with what is wrong, a word id or a sentence, and goes to the first."""
        found = {each: place_of(each, self.spots) for each in fields}
        self.faults = {place.id: fields[each] for each, place in found.items() if place is not None}
        first = next((each.id for each in self.spots if each.id in self.faults), "")
        self.at = first or self.at
        self.draw()


def _beside(mark: str, task: Task, taken: list[Any]) -> str:
    """Beside a task: whether it is chosen, and whose it is."""
    return " ".join(filter(None, (mark * (task.id in taken), task.dept)))
