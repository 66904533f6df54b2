"""Beginning: what screens share that begin a form: which kind, of which department, about what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from core.domain.form import OpenForm
from core.domain.ids import RecordId
from tui.form_words import party_name
from tui.inbox import myself
from tui.screens.picker import Choice, Picker
from tui.screens.speaking import Speaking

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.form_kind import FormKind
    from tui.messages import CommandDone
    from tui.widgets.entry_bar import Purpose

Chosen = Callable[[str], None]


class Beginning(Speaking):
    """A screen on which a form can be begun; it opens once it is there."""

    def __init__(self) -> None:
        super().__init__()
        self._beginning = ""
        """The id of the wish for a form that is to be opened."""

    def action_new_form(self) -> None:
        """Asks which form, and begins it."""
        kinds = sorted(self.kinds.values(), key=lambda each: (each.code, each.kind))
        words = self.words
        choices = [
            Choice(
                each.kind,
                f"{each.code} {each.name(words.language)}",
                party_name(each.by, words),
                (each.kind, each.code, *(name for names in each.names.values() for name in names)),
            )
            for each in kinds
            if not self._asked_for(each)
        ]
        search = words.say("board.entry.search")
        title = words.say("process_page.which_form")
        self._pick(title, choices, self.begin, self.action_new_form, search)

    def _asked_for(self, kind: FormKind) -> bool:
        """Whether it comes to be by being asked for, as an answer, and never by itself."""
        steps = (step for each in self.kinds.values() for step in each.steps)
        return any(step.form == kind.kind for step in steps)

    def begin(self, kind: str, dept: str = "", about: str = "") -> None:
        """Begins a form; asks for the department, or what it is about, where that is open."""
        found = self.kinds.get(kind)
        if found is None or self.board is None:
            self.tell(self.words.say("form_page.unknown", kind=kind), "sla-soon")
        elif dept == "?" or (found.about == "dept" and not dept):
            self._pick_dept(found)
        elif found.about in ("task", "risk", "person") and not about:
            self._pick_subject(found, dept)
        else:
            subject = RecordId(about) if about else None
            spoken = self.words.language
            wish = OpenForm(kind=kind, subject=subject, dept=dept, language=spoken)
            self._beginning = self.issue(wish)

    def _pick_dept(self, kind: FormKind) -> None:
        assert self.board is not None
        me = myself(self.board, self.actor)
        own = me.dept if me is not None else ""
        depts = [name for name in self.board.departments if name]
        depts.sort(key=lambda name: name != own)
        choices = [Choice(each, each) for each in depts]
        title = self.words.say("process_page.which_dept")
        again = partial(self._pick_dept, kind)
        self._pick(title, choices, lambda dept: self.begin(kind.kind, dept), again)

    def _pick_subject(self, kind: FormKind, dept: str) -> None:
        choices = self.subjects(kind.about)
        name = kind.name(self.words.language)
        title = self.words.say("process_page.which_about", name=name)
        search = self.words.say("board.entry.search")
        again = partial(self._pick_subject, kind, dept)
        self._pick(title, choices, lambda about: self.begin(kind.kind, dept, about), again, search)

    def subjects(self, about: str) -> list[Choice]:
        """The tasks, risks or people that a form may be about."""
        board = self.board
        assert board is not None
        if about == "person":
            people = [each for each in board.people.values() if each.here]
            return [Choice(each.id, each.name, each.dept, each.aliases) for each in people]
        if about == "risk":
            risks = board.risks.values()
            return [Choice(each.id, f"{each.id} {each.title}") for each in risks]
        tasks = (board.tasks[each] for each in board.task_order)
        return [
            Choice(each.id, f"{each.id} {each.title}", board.name_of(each.owner)) for each in tasks
        ]

    def _pick(
        self,
        title: str,
        choices: list[Choice],
        chosen: Chosen,
        again: Callable[[], object],
        search: str = "",
    ) -> None:
        def went(found: str | None) -> None:
            if found is not None:
                chosen(found)

        self.app.push_screen(Picker(title, choices, search=search, again=again), went)

    def say_again(self, command: Command, purpose: Purpose | None) -> None:
        """What was begun opens, in whosever name it was begun in the end."""
        self._beginning = self.issue(command, purpose)

    def done(self, message: CommandDone) -> None:
        super().done(message)
        if message.command_id == self._beginning and message.events:
            self._beginning = ""
            self.pengtou.open_form(message.events[0].event.subject)
