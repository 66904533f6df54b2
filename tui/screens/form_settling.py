"""FormSettling: what others wrote into a form while it was written here, before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tui.form_changes import whole
from tui.form_places import place_of
from tui.form_words import field_label
from tui.screens.form_contest import HAND, MINE, FormContest, Three
from tui.screens.form_typing import FormTyping


class FormSettling(FormTyping):
    """A form on which nobody writes over somebody else without having seen it."""

    def catch_up(self) -> None:
        """What others wrote beside what is written here joins it at once."""
        super().catch_up()
        if self.form is not None and not self.open_place:
            self.draft = self.draft.joined(self.form)

    def overtaken(self) -> dict[str, str]:
        """By place, what others wrote into fields that are written here as well."""
        form = self.form
        found = {}
        for name in self.draft.overtaken(form) if form is not None else ():
            place = place_of(name, self.spots)
            if place is not None:
                told = self._told_value(name, form.values.get(name) if form is not None else None)
                found[place.id] = self.words.say("form_page.overtaken", value=told[:60])
        return found

    def when_seen(self, go: Callable[[], object]) -> None:
        """Does it at once, or once somebody chose what becomes of fields that others wrote too."""
        form = self.form
        if form is None:
            return
        self.draft = self.draft.joined(form)
        names = self.draft.overtaken(form)
        if not names:
            go()
            return
        theirs = {name: form.values.get(name) for name in names}

        def chosen(found: Mapping[str, int] | None) -> None:
            if found is None:
                self.tell(self.words.say("form_page.contest.left_alone"), "muted")
            else:
                self._settle(found, theirs, go)

        self.app.push_screen(FormContest(lambda: self._three(theirs)), chosen)

    def _three(self, theirs: Mapping[str, Any]) -> tuple[Three, ...]:
        """The fields in their three readings, in words."""
        return tuple(
            Three(
                name,
                field_label(name, self.kind, self.words),
                self._told_value(name, self.draft.known.get(name)),
                self._told_value(name, self.draft.edits.get(name)),
                self._told_value(name, value),
            )
            for name, value in theirs.items()
        )

    def _told_value(self, name: str, value: Any) -> str:
        field = self.kind.field(name) if self.kind is not None else None
        if field is None or self.board is None:
            return str(value or "")
        return whole(field, value, self.board, self.words)

    def _settle(
        self, found: Mapping[str, int], theirs: Mapping[str, Any], go: Callable[[], object]
    ) -> None:
        """Writes the draft as it was chosen; goes on, or to the field that is mended by hand."""
        form = self.form
        if form is None:
            return
        mine = dict(self.draft.edits)
        wanted = {
            name: _both(mine.get(name), theirs[name]) if choice == HAND else theirs[name]
            for name, choice in found.items()
            if choice != MINE
        }
        self.draft = self.draft.settled_by(wanted, theirs, form)
        self.keep()
        self.draw()
        hand = next((name for name, choice in found.items() if choice == HAND), "")
        if hand:
            self._mend(hand)
        else:
            go()

    def _mend(self, name: str) -> None:
        """Opens the field that is put together by hand."""
        spot = place_of(name, self.spots)
        if spot is None:
            return
        self.at = spot.id
        self.draw()
        if spot.typed:
            self.begin_typing(spot)
        self.tell(self.words.say("form_page.contest.by_hand"), "sla-soon")


def _both(mine: Any, theirs: Any) -> Any:
    """Two texts one below the other; of anything else one's own, to be changed."""
    if isinstance(mine, str) and isinstance(theirs, str):
        return f"{theirs}\n{mine}"
    return mine
