"""Leaving: who leaves the project, who takes what they have in hand, and who comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from core.domain.ids import RecordId
from core.domain.leaving import LeaveProject, ReturnToProject, in_hand
from tui.screens.defined import Defined
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.people import Person
    from core.domain.record import Record

LEAVES: Final = "leaves"
RETURNS: Final = "returns"
_KEEPS: Final = "keeps"
_FEW: Final = 4
"""So many ids of what somebody has in hand are named; the number says how many there are."""


class Leaving(Defined):
    """A screen on which people are let go; the rules say by whom."""

    def ways_out(self) -> list[Choice]:
        """What to choose for it, beside the functions."""
        say = self.words.say
        ways = [Choice(LEAVES, say("roster.leave"))]
        return [*ways, Choice(RETURNS, say("roster.back"))] if self._gone() else ways

    def take_way(self, way: str) -> None:
        """Asks who leaves, or who comes back."""
        say = self.words.say
        if way == LEAVES:
            hints = {each.id: len(self._held(each.id)) for each in self._here()}
            choices = [self._choice(each, self._told(hints[each.id])) for each in self._here()]
            title, then = say("roster.who_leaves"), self._ask_heir
        else:
            choices = [self._choice(each, self._since(each)) for each in self._gone()]
            title, then = say("roster.who_returns"), self._back
        search, again = say("board.entry.search"), partial(self.take_way, way)
        self.app.push_screen(Picker(title, choices, search=search, again=again), self._with(then))

    def _with(self, then: Callable[[Person], None]) -> Callable[[str | None], None]:
        def chosen(identity: str | None) -> None:
            person = self.board.people.get(identity) if self.board and identity else None
            if person is not None:
                then(person)

        return chosen

    def _ask_heir(self, person: Person) -> None:
        """R01: what they have in hand is listed, and goes to somebody."""
        held, say = self._held(person.id), self.words.say
        if not held:
            self.issue(LeaveProject(person=person.id, seen=person.version))
            return
        few = [each.id for each in held[:_FEW]] + (["…"] if len(held) > _FEW else [])
        ids = self.words.join(few)
        title = say("roster.takes", name=person.name, n=len(held), ids=ids)
        others = [each for each in self._here() if each.id != person.id]
        others.sort(key=lambda each: each.dept != person.dept)
        choices = [*map(self._choice, others), Choice(_KEEPS, say("roster.keeps"))]

        def chosen(heir: str | None) -> None:
            if heir is not None:
                keeps = heir == _KEEPS
                to = None if keeps else RecordId(heir)
                wish = LeaveProject(person=person.id, to=to, keeps=keeps, seen=person.version)
                self.issue(wish)

        search, again = say("board.entry.search"), partial(self._ask_heir, person)
        self.app.push_screen(Picker(title, choices, search=search, again=again), chosen)

    def _back(self, person: Person) -> None:
        self.issue(ReturnToProject(person=person.id, seen=person.version))

    def _choice(self, each: Person, hint: str = "") -> Choice:
        return Choice(each.id, f"{each.name}  {each.dept}", hint, each.aliases)

    def _told(self, n: int) -> str:
        return self.words.say("roster.n_in_hand", n=n) if n else ""

    def _since(self, each: Person) -> str:
        board, at = self.board, each.left_at
        day = f"{at.astimezone(board.zone):%m-%d}" if board is not None and at else ""
        return self.words.say("roster.left", day=day)

    def _held(self, person: str) -> tuple[Record, ...]:
        board = self.board
        if board is None:
            return ()
        shelves = (board.tasks, board.blockers, board.actions, board.risks)
        return in_hand(person, (each for shelf in shelves for each in shelf.values()))

    def _here(self) -> list[Person]:
        return [each for each in self._everybody() if each.here]

    def _gone(self) -> list[Person]:
        return [each for each in self._everybody() if each.left_at is not None]

    def _everybody(self) -> list[Person]:
        return list(self.board.people.values()) if self.board is not None else []
