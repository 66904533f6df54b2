"""Asking: from a verb to the wish, by way of what it still wants to know.

One path for the board, an opened record and the triage. What a verb is about is settled when it is
pressed: the records with the versions that were on the screen. Several marked ones are listed
first and become one wish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.refusal import Refused
from tui import action_verbs, menus
from tui.blocker_lines import Answers, Place, edited
from tui.lines import Asked, command_of
from tui.screens.listed import Item, Listed
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.wording import refusal

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.ids import RecordId
    from core.domain.record import Record
    from tui.screens.doing import Doing
    from tui.triage.foresight import Foreseen
    from tui.words import Words

Make = Callable[["Record"], "Command | None"]
"""The wish for one of the records."""
_FACT = "fact"


class Asking:
    """What one screen is asking about, one verb at a time."""

    def __init__(self, screen: Doing) -> None:
        self._screen = screen
        self._targets: tuple[Record, ...] = ()
        self._others: tuple[Record, ...] = ()
        """Marked ones that have no such verb: they are listed, and left alone."""
        self._verb = ""
        self._what = ""
        """What was chosen or typed for the verb, as the list before `y` says it."""
        self._facts: dict[str, str] = {}
        self._missing: tuple[str, ...] = ()
        """The facts that are still to be asked for."""
        self._consulted: tuple[RecordId, ...] = ()

    def begin(self, verb: str, targets: tuple[Record, ...]) -> None:
        """Carries a verb out, or asks for what it needs."""
        self._verb, self._what = verb, ""
        self._targets = tuple(each for each in targets if _has(verb, each))
        self._others = tuple(each for each in targets if not _has(verb, each))
        self._facts, self._missing, self._consulted = {}, (), ()
        if self._targets and not self._impossible():
            self._set_out(verb, self._targets)

    def _impossible(self) -> bool:
        """Whether the rules say no before anything was asked; says why."""
        screen, wishes = self._screen, []
        for each in self._targets:
            if self._verb not in menus.FORESEEN or not each.id.startswith("B-"):
                return False
            wishes.append(menus.example(self._verb, each, screen.board, screen.moment))
        from tui.triage.prospects import ASKED

        ask = self._ask_rules()
        found = [ask(each) for each in wishes if each is not None]
        if not found or any(each is None or each.reason in ASKED for each in found):
            return False
        if len(found) > 1:
            self._say_none(self._targets, found)
        elif (problem := found[0]) is not None:
            told = refusal(problem.reason, problem.values, screen.words)
            screen.tell(f"✗ {told}", "sla-late bold")
        return True

    def _ask_rules(self, *, idle: bool = False) -> Foreseen:
        from tui.triage.foresight import foresight

        screen = self._screen
        return foresight(screen.board, screen.actor, screen.moment, self._targets, idle=idle)

    def _set_out(self, verb: str, targets: tuple[Record, ...]) -> None:
        if verb in menus.PICKED:
            self._pick()
        elif verb in ("decide", "verify") and len(targets) == 1:
            self._before_settling(targets[0])
        elif verb in menus.TYPED:
            self.line(verb)
        elif verb in action_verbs.MADE and targets[0].id.startswith("A-"):
            self.carry_out(partial(self._made, verb))
        else:
            self.carry_out(partial(menus.at_once, verb))

    def _made(self, verb: str, record: Any) -> Command | None:
        """The wish about an action item that needs to know more than the item."""
        screen = self._screen
        try:
            return action_verbs.command(verb, record, screen.board, screen.actor, screen.words)
        except Refused as problem:
            screen.tell("✗ " + refusal(problem.reason, problem.values, screen.words), "sla-late")
            return None

    def _before_settling(self, record: Any) -> None:
        """R08, R02: what must be known of a blocker before it is settled is asked for first."""
        from core.domain.blocker_state import departments, missing_facts

        self._missing = missing_facts(record)
        depts = departments(record, self._screen.board.tasks.values())
        if self._verb == "decide" and not record.lead and len(depts) > 1:
            self._pick_lead(depts)
        else:
            self._next_line()

    def _pick_lead(self, depts: tuple[str, ...]) -> None:
        words, record = self._screen.words, self._targets[0]

        def chosen(choice: str | None) -> None:
            if choice is not None:
                self._facts["lead"] = choice
                self._next_line()

        title = words.say("triage.ask_lead", id=record.id)
        choices = [Choice(each, each) for each in depts]
        again = partial(self._pick_lead, depts)
        self._screen.app.push_screen(Picker(title, choices, again=again), chosen)

    def _next_line(self) -> None:
        self.line(f"{_FACT}:{self._missing[0]}" if self._missing else self._verb)

    def line(self, purpose: str, text: str = "") -> None:
        """Opens the line for something about the records."""
        screen, record = self._screen, self._targets[0]
        screen.open_line(purpose, record, text)
        screen.entry.keys = self._keys
        if purpose == "decide":
            self._say_consulted()

    def _keys(self, key: str) -> bool:
        """Keys that are for the line as a whole: an empty Enter where nothing need be said, F9."""
        entry = self._screen.entry
        purpose = entry.purpose
        if purpose is None:
            return False
        if key == "f9" and purpose.id == "decide":
            self._consulted = self._to_consult()
            self._say_consulted()
            return True
        if key == "enter" and not entry.text.strip() and self._may_be_bare(purpose):
            entry.post_message(EntryBar.Submitted(purpose, "", False))
            return True
        return False

    def _may_be_bare(self, purpose: Purpose) -> bool:
        return purpose.id == "verify" or (
            purpose.id == "submit" and purpose.subject.startswith("B-")
        )

    def _to_consult(self) -> tuple[RecordId, ...]:
        """R29: the C of the tasks behind it."""
        from core.domain.raci import unconsulted

        board = self._screen.board
        tasks = [task for each in self._targets for task in getattr(each, "tasks", ())]
        return unconsulted(tasks, board.raci, ())

    def _say_consulted(self) -> None:
        """Says who is to be asked before it is decided, and with which key they were."""
        words, found = self._screen.words, self._to_consult()
        if not found:
            return
        names = words.join(self._screen.board.name_of(each) for each in found)
        asked = bool(self._consulted)
        told = words.say("triage.consulted" if asked else "triage.to_consult", names=names)
        self._screen.entry.say((Span(told, "accent" if asked else "sla-soon"),))

    def entered(self, purpose: Purpose, text: str) -> None:
        """Enter on a line of this screen.

        Raises:
            Refused: it cannot be read.
        """
        name, _, detail = purpose.id.partition(":")
        if name == _FACT:
            self._facts[detail] = text
            self._missing = self._missing[1:]
            self._next_line()
            return
        targets = self._targets_of(purpose)
        screen = self._screen
        answers = Answers(self._facts, self._consulted)
        place = Place(screen.board, screen.moment, screen.words, screen.actor)

        def wish(record: Record) -> Command | Asked:
            meant = replace(purpose, subject=record.id, seen=record.version)
            if len(targets) == 1:
                meant = purpose
            return command_of(meant, text, place, answers)

        first = wish(targets[0]) if targets else None
        if isinstance(first, Asked):
            self._ask_why(purpose, first.actual)
        elif first is not None:
            self._what = text
            self.carry_out(lambda record: _command(wish(record)), purpose, targets)

    def _targets_of(self, purpose: Purpose) -> tuple[Record, ...]:
        """The records that a line is about: those it was opened for."""
        known = {each.id for each in self._targets}
        if purpose.subject in known:
            return self._targets
        record = self._screen.board.record(purpose.subject)
        return (record,) if record is not None else ()

    def closed(self, purpose: Purpose) -> None:
        """The line was left: facts that were typed on the way are kept all the same."""
        facts, self._facts, self._missing = self._facts, {}, ()
        if facts and purpose.id.partition(":")[0] in (_FACT, "decide", "verify"):
            self._screen.issue(edited(purpose, facts))

    def _ask_why(self, purpose: Purpose, actual: int) -> None:
        """R07: behind plan, so the reason belongs to the report."""
        screen = self._screen

        def chosen(choice: str | None) -> None:
            from core.domain.ids import RecordId
            from core.domain.task import SetProgress

            if choice is None:
                return
            why = screen.words.say(f"term.delay.{choice}")
            task = RecordId(purpose.subject)
            screen.issue(
                SetProgress(task=task, actual=actual, reason=why, seen=purpose.seen), purpose
            )

        title = screen.words.say("board.entry.why", id=purpose.subject, actual=actual)
        reasons, again = menus.delay_reasons(screen.words), partial(self._ask_why, purpose, actual)
        screen.app.push_screen(Picker(title, reasons, again=again), chosen)

    def _pick(self) -> None:
        screen, verb, record = self._screen, self._verb, self._targets[0]
        words = screen.words
        choices = menus.choices(verb, record, screen.board, screen.moment, words)
        search = words.say("board.entry.search") if verb in ("assign", "merge") else ""
        kind = record.id.partition("-")[0]
        title = f"{words.say(menus.verb_name(verb, kind))} · {record.id}"

        def chosen(choice: str | None) -> None:
            if choice is None:
                return
            self._what = next((each.text for each in choices if each.id == choice), "")
            if menus.picked(verb, record, choice) is not None:
                self.carry_out(lambda each: menus.picked(verb, each, choice))
            else:
                self._line_after(verb, choice, record)

        screen.app.push_screen(Picker(title, choices, search=search, again=self._pick), chosen)

    def _line_after(self, verb: str, choice: str, record: Record) -> None:
        """What was picked wants a line besides."""
        if verb == "snooze":
            self.line("snooze")
        elif verb == "edit":
            self.line(f"edit:{choice}", str(getattr(record, choice, "") or ""))
        else:
            self.line(f"{verb}:{choice}")

    def carry_out(
        self, make: Make, purpose: Purpose | None = None, targets: tuple[Record, ...] = ()
    ) -> None:
        """Sends the wish: at once for one record, after a list and a `y` for several.

        What becomes another record (a risk that has come true) is asked about as well.
        """
        targets = targets or self._targets
        wishes = [(each, found) for each in targets if (found := make(each)) is not None]
        self._facts, self._missing = {}, ()
        if len(targets) == 1 and not self._others and self._verb != "turn":
            for _, command in wishes:
                self._screen.issue(command, purpose)
        elif wishes:
            self._list(wishes, purpose)

    def _list(self, wishes: list[tuple[Record, Command]], purpose: Purpose | None) -> None:
        from core.domain.batch import Batch

        screen, words, verb = self._screen, self._screen.words, self._named
        ask = self._ask_rules(idle=True)
        problems = [ask(command) for _, command in wishes]
        kept = tuple(
            command for (_, command), no in zip(wishes, problems, strict=True) if no is None
        )
        shown = [record for record, _ in wishes]
        if not kept:
            self._say_none(shown, problems)
            return
        items = [
            *(_item(each, no, words) for each, no in zip(shown, problems, strict=True)),
            *(_item(each, Refused("verb-none"), words) for each in self._others),
        ]

        def agreed(yes: bool | None) -> None:
            if yes:
                whole = kept[0] if len(kept) == 1 else Batch(commands=kept)
                screen.count(screen.issue(whole, purpose), verb, len(kept))

        what = "_what" if self._what else ""
        title = words.say(f"triage.list{what}", verb=verb, n=len(kept), what=self._what)
        hint, again = words.say("triage.list_keys"), partial(self._list, wishes, purpose)
        screen.app.push_screen(Listed(title, items, hint, again=again), agreed)

    @property
    def _named(self) -> str:
        kind = self._targets[0].id.partition("-")[0]
        return self._screen.words.say(menus.verb_name(self._verb, kind))

    def _say_none(self, shown: Sequence[Record], problems: Sequence[Refused | None]) -> None:
        """That the verb applies to none of the marked ones, and why not to the first."""
        words, first = self._screen.words, problems[0]
        why = f"{shown[0].id} {_item(shown[0], first, words).refused}"
        n = len(shown) + len(self._others)
        told = words.say("triage.none_of", verb=self._named, n=n, why=why)
        self._screen.tell(f"✗ {told}", "sla-late bold")


def _has(verb: str, record: Record) -> bool:
    """Whether records of this kind have the verb at all."""
    return verb in menus.VERBS.get(record.id.partition("-")[0], ())


def _command(wish: Command | Asked) -> Command | None:
    return None if isinstance(wish, Asked) else wish


def _item(record: Record, problem: Refused | None, words: Words) -> Item:
    """A line of the list, with why the rules would say no to this one of several."""
    from tui.triage.prospects import why_not

    why = why_not(record.id, problem, words) if problem is not None else ""
    return Item(record.id, str(getattr(record, "title", "")), why)
