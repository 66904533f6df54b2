"""Planning: the part of the app that finds a time for a meeting (R27) and lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from core.domain.refusal import Refused
from tui.in_meeting import InMeeting
from tui.lines import PLAN, moment_of
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import Purpose
from tui.wording import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.board import Board
    from core.domain.meeting_template import Template
    from core.domain.proposing import Proposal, Slot

_DAYS: Final = 5
"""So many working days are looked at."""
_OFFERED: Final = 5
"""So many times are offered: digits choose one."""
_TYPED: Final = "typed"


@dataclass
class TimesFound(Message):
    """A thread has read the template of a meeting and found times for it."""

    template: Template
    board: Board
    found: Proposal
    depts: tuple[str, ...]
    purpose: Purpose | None = None
    """The line that a time was typed on."""
    at: datetime | None = None
    """That time."""


@dataclass
class NoTemplate(Message):
    """The template of a meeting cannot be used."""

    problem: Refused


class Planning(InMeeting):
    """Plans meetings: at a time that is offered, or at one that is typed."""

    def moment(self) -> datetime:
        """The time now."""
        raise NotImplementedError

    def plan_menu(self, kinds: dict[str, str]) -> None:
        """Asks which kind of meeting, by the keys that begin one."""
        names = {kind: self.words.say(f"term.meeting.{kind}") for kind in kinds.values()}
        choices = [Choice(kind, names[kind], key=key) for key, kind in kinds.items()]
        title = self.words.say("region.which_kind")
        asked = Picker(title, choices, again=partial(self.plan_menu, kinds))
        self.push_screen(asked, lambda kind: self.plan_meeting(kind) if kind else None)

    def plan_meeting(self, kind: str) -> None:
        """Offers times inside everybody's working hours."""
        if self.latest is not None:
            self._search_times(kind, self.latest)

    def plan_at(self, purpose: Purpose, text: str) -> None:
        """Plans a meeting for a time that was typed.

        Raises:
            Refused: it is no time, or more than one.
        """
        board = self.latest
        if board is None:
            return
        at, rest = moment_of(text, board, self.moment())
        if rest:
            raise Refused("day-form", text=text)
        self._search_times(purpose.id.removeprefix(PLAN), board, purpose, at)

    def _search_times(
        self,
        kind: str,
        board: Board,
        purpose: Purpose | None = None,
        at: datetime | None = None,
    ) -> None:
        work = partial(self._find, kind, board, self.moment(), purpose, at)
        self.run_worker(work, thread=True, group="plan", exclusive=True, exit_on_error=False)

    def _find(
        self,
        kind: str,
        board: Board,
        now: datetime,
        purpose: Purpose | None,
        at: datetime | None,
    ) -> None:
        """In a thread: reads the template."""
        from core.domain.meeting import MeetingKind
        from core.domain.opening import invited, lasting
        from core.meetings import template
        from tui import proposals

        config = self.opening.config
        folder = config.parent / "meetings" if config.name else None
        try:
            held = template(MeetingKind(kind), folder)
        except Refused as problem:
            self.post_message(NoTemplate(problem))
            return
        depts = proposals.asked(board, invited(board, held.kind))
        length = timedelta(minutes=lasting(board, held) or 30)
        found = proposals.found(board, depts, proposals.Sought(length, _DAYS, held.kind), now)
        self.post_message(TimesFound(held, board, found, depts, purpose, at))

    @on(NoTemplate)
    def _no_template(self, message: NoTemplate) -> None:
        screen, problem = self._doing(), message.problem
        if screen is not None:
            screen.tell("✗ " + refusal(problem.reason, problem.values, self.words), "sla-late bold")

    @on(TimesFound)
    def _times_found(self, message: TimesFound) -> None:
        if message.at is None:
            self._offer(message)
        else:
            self._lay_out_for(message, message.at)

    def _offer(self, message: TimesFound) -> None:
        """The first few times, and a line for another one."""
        slots = (message.found.slots or message.found.nearest)[:_OFFERED]
        words, kind = self.words, message.template.kind.value
        name = words.say(f"term.meeting.{kind}")
        good = bool(message.found.slots)
        title = words.say("region.times_for" if good else "region.nearest_for", kind=name)
        choices = [*self._times(slots, message)]
        choices.append(Choice(_TYPED, words.say("region.another_time"), key="t"))

        def chosen(choice: str | None) -> None:
            if choice == _TYPED:
                self._ask_when(kind)
            elif choice is not None:
                self._lay_out_for(message, slots[int(choice)].starts)

        self.push_screen(Picker(title, choices, again=partial(self._offer, message)), chosen)

    def _times(self, slots: Sequence[Slot], message: TimesFound) -> list[Choice]:
        """Each on the project's clock; beside it other clocks, and who would not be at work."""
        from tui import proposals
        from tui.zone_words import viewer

        board, depts, words = message.board, message.depts, self.words
        person = viewer(board, self.opening.actor)
        found = []
        for at, each in enumerate(slots):
            there = proposals.there(each.starts, depts, board, words, person)
            off = proposals.outside(each, words)
            hint = "  ".join(filter(None, (off, words.join(there))))
            text = proposals.here(each, board, words)
            found.append(Choice(str(at), text, hint, key=str(at + 1)))
        return found

    def _ask_when(self, kind: str) -> None:
        screen = self._doing()
        if screen is None:
            return

        def said() -> tuple[str, str]:
            say = self.words.say
            label = say("process_page.when", kind=say(f"term.meeting.{kind}"))
            return label, say("process_page.when_hint")

        screen.ask_line(Purpose(PLAN + kind), said)

    def _lay_out_for(self, message: TimesFound, at: datetime) -> None:
        from core.domain.opening import plan

        screen = self._doing()
        if screen is not None:
            wish = plan(message.board, message.template, self.words.language, at)
            screen.issue(wish, message.purpose)
