"""People of all sorts do anything to forms, in any order, and much of it is taken back again.

The ground they stand on is the rules alone, or a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.domain.board import Board
from core.domain.command import Command
from core.domain.contest import contested
from core.domain.event import Recorded
from core.domain.form import FillForm, Form, FormStatus, SignForm, SubmitForm
from core.domain.form_standing import waiting
from core.domain.from_template import Begin, wishes
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.meeting import Meeting
from core.domain.meeting_wishes import EndMeeting
from core.domain.people import Person
from core.domain.policy import SetPolicy
from core.domain.record import Record
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.meetings import template as agenda
from core.templates import standard as templates
from tests.unit.core import required_names as needed
from tests.unit.core.process_book import SIGNED, Book
from tests.unit.core.process_wishes import (
    ANSWERS,
    LATE,
    NAMES,
    SWITCHED,
    beside,
    changes_of,
    kickoff,
    opened,
)

ENDED = (FormStatus.DONE, FormStatus.WITHDRAWN)
MANAGER = "张伟"
actors = st.just(MANAGER) | st.just(MANAGER) | st.sampled_from(NAMES)
TROUBLES = (
    *("rewritten", "refused", "answered_otherwise", "somebody_changes", "somebody_joins"),
    *("step_switched", "kickoff", "anybody_acts", "taken_back", "taken_back", "taken_back"),
)
troubles = st.tuples(st.integers(0, 9), st.sampled_from(TROUBLES), st.integers(0, 11))
"""After how many steps, what comes between, and how."""
KINDS = ("request", "request", "change", "change", "goals", "charter", "loan", "acceptance")
LEFT_OUT: frozenset[str] = frozenset({"left out"})
"""What the book says of a step that was switched off as its form came by."""


class Ground(Protocol):
    """Where wishes are carried out."""

    lead: str
    """The department that leads."""

    def wish(self, actor: str, command: Command) -> None:
        """Carries a wish out, a while after the one before. Raises: Refused."""
        ...

    def records(self) -> dict[RecordId, Record]:
        """Everything as it reads."""
        ...

    def recorded(self) -> list[Recorded]:
        """The log, the oldest first."""
        ...

    def board(self) -> Board:
        """The whole board."""
        ...

    def scene(self) -> Scene:
        """As the rules about forms look at it."""
        ...

    def mark(self) -> object:
        """What differs as soon as anything was written."""
        ...

    def told_whole(self) -> None:
        """Fails where the log alone does not make every record again."""
        ...

    def close(self) -> None:
        """Leaves it."""
        ...


class ProcessLives(RuleBasedStateMachine):
    """The forms of one project, and the book."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground
        self.founding: set[str] = set()
        self.book = Book(ground.lead)

    @initialize(kind=st.sampled_from(("", "", "", "incident")), agreed=st.booleans())
    def a_project_begins(self, kind: str, agreed: bool) -> None:
        """From a template, or not; then it is asked for, and perhaps agreed to."""
        if kind:
            self._try(MANAGER, wishes(Begin(templates()[kind], self.ground.board(), "zh", agenda)))
        self.founding = {each.command for each in self.ground.recorded()}
        self._begun("request")
        self._try(MANAGER, FillForm(form=RecordId("F-01"), values=ANSWERS["request"][0]))
        self._taken_on(RecordId("F-01"), 12 if agreed else 1)

    @rule(kind=st.sampled_from(KINDS), troubles=st.lists(troubles, min_size=1, max_size=4))
    def a_form_meets_trouble(self, kind: str, troubles: list[tuple[int, str, int]]) -> None:
        """It is taken on some steps, then something comes between; in the end all go on with it."""
        form = self._begun(kind)
        for times, trouble, how in troubles if form is not None else ():
            self._taken_on(form, times)
            getattr(self, f"_{trouble}")(form, how)
        self._taken_on(form, 14)

    @rule(data=st.data(), actor=actors)
    def something_happens_beside(self, data: st.DataObject, actor: str) -> None:
        """People come, go and change; steps are switched; a kickoff is held; tasks are written."""
        self._try(actor, data.draw(beside(self.ground.records())))

    def _rewritten(self, form: RecordId, how: int) -> None:
        self._try(MANAGER, _written(self._forms()[form], how + 1))

    def _refused(self, form: RecordId, how: int) -> None:
        for each in waiting_people(self._forms()[form], self.ground.scene()):
            self._try(each, SignForm(form=form, agrees=False, remark="不行"))

    def _answered_otherwise(self, form: RecordId, how: int) -> None:
        """One answer says something else, whether it was given or not."""
        if asked := [each for each in self._forms().values() if each.parent == form]:
            child = asked[how % len(asked)]
            writers = (*waiting_people(child, self.ground.scene()), child.submitted_by, "刘强")
            for each in filter(None, writers):
                self._try(each, _written(child, 1 + how % (len(ANSWERS[child.kind]) - 1)))
                self._try(each, SubmitForm(form=child.id))
                self._try(each, SignForm(form=child.id))

    def _somebody_changes(self, form: RecordId, how: int) -> None:
        """One of those who sign, or who will."""
        people = waiting_people(self._forms()[form], self.ground.scene())
        signed = [each["name"] for each in self._forms()[form].signs]
        names = [*people, *signed, "刘强"]
        who = names[how % len(names)]
        found = (each for each in self.ground.records().values() if isinstance(each, Person))
        person = next(each for each in found if each.name == who)
        self._try(MANAGER, changes_of(person.id)[how % 3])

    def _somebody_joins(self, form: RecordId, how: int) -> None:
        self._try(MANAGER, LATE[how % len(LATE)])

    def _step_switched(self, form: RecordId, how: int) -> None:
        self._try(MANAGER, SetPolicy(steps_off=SWITCHED if how % 2 else ()))

    def _kickoff(self, form: RecordId, how: int) -> None:
        """It is held, and some come."""
        numbers = range(1 + how % 3, 9, 1 + how % 2)
        self._try(MANAGER, kickoff(f"P-{number:02}" for number in numbers))
        for each in list(self.ground.records().values()):
            if isinstance(each, Meeting) and each.on:
                self._try(MANAGER, EndMeeting(meeting=each.id, unread=True))

    def _anybody_acts(self, form: RecordId, how: int) -> None:
        actor, found = NAMES[how % len(NAMES)], self._forms()[form]
        self._try(actor, _written(found, how))
        self._try(actor, SubmitForm(form=form))
        self._try(actor, SignForm(form=form, agrees=how % 2 > 0, remark="不行"))

    def _taken_back(self, form: RecordId, back: int) -> None:
        """Or done again, where it was taken back; what changed since is overwritten, or kept."""
        log = [each for each in self.ground.recorded() if each.command not in self.founding]
        names = list(dict.fromkeys(each.command for each in log))
        if not names:
            return
        name = names[-1 - back % min(8, len(names))]
        mine = [each for each in log if each.command == name]
        keys = [each.key for each in contested(mine, self.ground.records())]
        forward = mine[0].event.undoes is not None
        for over in (tuple(keys), ()):
            keep = () if over else tuple(keys)
            wish = TakeBack(command=name, forward=forward, keep=keep, over=over, many=True)
            if self._try(mine[0].actor, wish):
                return

    def _begun(self, kind: str) -> RecordId | None:
        """A form of the kind, the one that is there already or a new one."""
        going = [
            each
            for each in self._forms().values()
            if each.kind == kind and each.status not in ENDED and not each.removed
        ]
        if not going and not self._try(MANAGER, opened(kind)):
            return None
        return going[0].id if going else max(self._forms(), key=lambda each: each.zfill(9))

    def _taken_on(self, chosen: RecordId | None, times: int) -> None:
        """One form is taken on, and whatever it asks for, until somebody is missing."""
        if chosen is None:
            return
        for _ in range(times):
            forms = self._forms()
            own = [each for each in forms.values() if each.parent == chosen and not each.removed]
            still = [each for each in own if each.status not in ENDED]
            if not self._further((still or [forms[chosen]])[0]):
                return

    def _further(self, form: Form) -> bool:
        people = waiting_people(form, self.ground.scene())
        done = [self._try((*people, MANAGER)[0], wish) for wish in _onward(form)]
        return bool(done) and done[-1]

    def _forms(self) -> dict[RecordId, Form]:
        found = self.ground.records()
        return {name: each for name, each in found.items() if isinstance(each, Form)}

    def _try(self, actor: str, command: Command) -> bool:
        """Whether it was done: a refusal leaves everything as it is."""
        mark = self.ground.mark()
        with suppress(Refused):
            self.ground.wish(actor, command)
            self.book.note(command, self.ground.records(), self.ground.recorded())
            return True
        assert self.ground.mark() == mark
        return False

    @invariant()
    def every_signature_shows_what_it_speaks_of(self) -> None:
        self.book.shows(self._forms().values())

    def teardown(self) -> None:
        try:
            self.ground.told_whole()
        finally:
            self.ground.close()


def waiting_people(form: Form, scene: Scene) -> list[str]:
    """The names of those whom a form waits for."""
    found = waiting(form, scene)
    return [each.name for each in found.people] if found is not None else []


def _written(form: Form, how: int) -> FillForm:
    answers = ANSWERS[form.kind]
    return FillForm(form=form.id, values=answers[how % len(answers)], reason="改口")


def _onward(form: Form) -> Iterator[Command]:
    """What takes a form further: it is signed, or written and handed in."""
    steps = {each["id"]: each for each in needed.steps(form, ())}
    if form.status is FormStatus.OPEN and steps[form.step]["act"] in SIGNED:
        yield SignForm(form=form.id)
    elif form.status is FormStatus.OPEN:
        yield SubmitForm(form=form.id)
    elif form.status is FormStatus.DRAFT:
        empty = not form.values.keys() >= {*ANSWERS[form.kind][0]} - {"adjustment"}
        if empty or needed.refuses(form):
            yield _written(form, 0)
        yield SubmitForm(form=form.id)
