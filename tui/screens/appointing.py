"""Appointing: who is what in the process (process 1.3), chosen from lists or typed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from core.domain.ladder import standing
from core.domain.people import AddPerson, EditPerson, Function
from core.domain.text import clean
from tui.screens.leaving import LEAVES, RETURNS, Leaving
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.domain.people import Person

_NEWCOMER = "newcomer"
"""Among those who are chosen from: somebody who is not in the project yet."""
_LINE = "newcomer:"
"""The beginning of the purpose of a line on which somebody new is typed."""
_BETWEEN = re.compile(r"[\s,,、;;@/]+")
_NAME = 60


class Appointing(Leaving):
    """A screen on which functions are given and taken; the rules say by whom."""

    def action_appoint(self) -> None:
        """Asks which function, then who."""
        words, people = self.words, self._people()
        choices = []
        for each in Function:
            held = [one.name for one in people if each in one.functions]
            hint = (
                words.say("process_page.held_by", names=words.join(held[:4]))
                if held
                else words.say("process_page.held_by_nobody")
            )
            choices.append(Choice(each.value, words.say(f"term.function.{each.value}"), hint))
        choices += self.ways_out()
        asked = Picker(words.say("process_page.which_function"), choices)
        self.app.push_screen(asked, self.appoint)

    def appoint(self, function: str | None) -> None:
        """Asks who is to be it; who holds it already gives it up."""
        if not function:
            return
        if function in (LEAVES, RETURNS):
            self.take_way(function)
            return
        wanted, words = Function(function), self.words
        holds = words.say("process_page.holds")
        choices = [
            Choice(each.id, f"{each.name}  {each.dept}", holds * (wanted in each.functions), names)
            for each in self._people()
            for names in [each.aliases]
        ]
        newcomer = Choice(_NEWCOMER, words.say("process_page.newcomer"))
        title = words.say("process_page.which_person", function=self._called(wanted))
        search = words.say("board.entry.search")
        asked = Picker(title, [newcomer, *choices], search=search)
        self.app.push_screen(asked, partial(self._chosen, wanted))

    def _chosen(self, function: Function, found: str | None) -> None:
        if found is None:
            return
        person = next((each for each in self._people() if each.id == found), None)
        if person is None:
            say = self.words.say
            label = say("process_page.newcomer_line", function=self._called(function))
            hint = say("process_page.newcomer_hint")
            self.entry.open(Purpose(_LINE + function.value), label, "", hint)
            return
        rest = tuple(each for each in person.functions if each is not function)
        held = rest if function in person.functions else (*rest, function)
        self.issue(EditPerson(person=person.id, functions=held, seen=person.version))

    def _enter(self, purpose: Purpose, text: str) -> None:
        if not purpose.id.startswith(_LINE):
            super()._enter(purpose, text)
            return
        name, _, dept = _BETWEEN.sub(" ", clean(text)).strip().partition(" ")
        if not name or not dept:
            self.tell(self.words.say("process_page.newcomer_short"), "sla-soon")
            return
        functions = (Function(purpose.id.removeprefix(_LINE)),)
        name, dept = clean(name, limit=_NAME), clean(dept, limit=_NAME)
        self.issue(AddPerson(name=name, dept=dept, functions=functions), purpose)

    def _called(self, function: Function) -> str:
        return self.words.say(f"term.function.{function.value}")

    def _people(self) -> list[Person]:
        """Who is in the project now."""
        return list(standing(self.board.people)) if self.board is not None else []
