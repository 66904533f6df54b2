"""ExchangeScreen: what a person does about the sources: choose, sync, take back, look there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from core.domain.clash import Choice, Clash, ClashStatus, SettleClash
from core.domain.event import apply
from core.domain.ids import Kind, kind_of
from tui import exchange_typed as typed
from tui import exchange_words as told
from tui.actions import EXCHANGE
from tui.exchange import alike, record_of, settled, title_of
from tui.exchange_recent import Merged, Ran
from tui.keymap import bindings
from tui.outcome import way_back
from tui.screens.exchange_sight import PANES
from tui.screens.exchange_sources import ExchangeSources
from tui.screens.picker import Choice as Offer
from tui.screens.picker import Picker
from tui.screens.taking_back import choice_told, take_back, undone_told
from tui.widgets.entry_bar import Purpose
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.event import Recorded
    from tui.actions import Action
    from tui.exchange import Knot
    from tui.messages import CommandDone, CommandRefused

_BY_HAND = "clash"
"""The purpose of a line on which a field is settled."""
_CHOOSING = frozenset(f"exchange.{each}" for each in ("ours", "theirs", "hand", "alike"))
"""What needs a field that waits for a choice."""
_WHERE = {"conflict": "#fields", "recent": "#recent-list", "sources": "#source-list"}


class ExchangeScreen(ExchangeSources):
    """The sync page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXCHANGE)]
    ACTIONS = EXCHANGE
    KEYS_OF = "exchange"

    @property
    def actions(self) -> tuple[Action, ...]:
        """What does something where the keys go now: the footer follows the focus."""
        clash = self.clash if self.pane == "conflict" else None
        choosing = clash is not None and clash.status is ClashStatus.OPEN
        found = (each for each in super().actions if choosing or each.id not in _CHOOSING)
        return tuple(self._here(each) for each in found)

    def _here(self, action: Action) -> Action:
        """Enter means something of its own in each list; what a source asks is offered first."""
        if action.id == "exchange.record" and self.pane != "conflict":
            brief = f"exchange.enter_{self.pane}"
            return replace(action, rank=0, brief=brief, shown="Enter")
        wanting = self.pane != "sources" and self.wanting is not None
        if action.id == "exchange.card" and wanting:
            return replace(action, rank=0, brief="exchange.wanting")
        if action.id == "exchange.alike" and wanting:
            return replace(action, roomy=True)
        return action

    def action_choose(self, side: str) -> None:
        """Settles the field under the cursor as it reads here, or as it reads there."""
        if (clash := self._asked_about()) is not None:
            self._settle(settled(clash, Choice(side)))

    def _settle(self, wish: Command, purpose: Purpose | None = None) -> None:
        self.advancing = True
        self.issue(wish, purpose)

    def action_by_hand(self) -> None:
        """Asks for a value of one's own: a list where one of several is meant, else a line."""
        clash, board = self._asked_about(), self.board
        if clash is None or board is None:
            return
        subject = title_of(board, clash.subject)

        def said() -> tuple[str, str]:
            field = told.field_told(clash.field, self.words)
            return f"{field} · {subject}", self.words.say(_hint(clash))

        if clash.field in typed.PICKED:
            self._pick(clash, said()[0])
            return
        meant = Purpose(_BY_HAND, clash.id, clash.version)
        self.ask_line(meant, said, typed.prefilled(clash, board))

    def _pick(self, clash: Clash, title: str) -> None:
        offers = self._offers(clash)
        search = self.words.say("board.entry.search") if clash.field == "owner" else ""

        def chosen(choice: str | None) -> None:
            if choice is not None:
                self._settle(settled(clash, Choice.HAND, choice))

        again = self.action_by_hand
        self.app.push_screen(Picker(title, offers, search=search, again=again), chosen)

    def _offers(self, clash: Clash) -> list[Offer]:
        from core.domain.task import Priority
        from tui import menus

        assert self.board is not None
        say = self.words.say
        if clash.field == "priority":
            return [Offer(each.value, say(f"term.priority.{each.value}")) for each in Priority]
        record = record_of(self.board, clash)
        if clash.field == "status" and clash.subject.startswith("A-"):
            from core.domain.action import ActionStatus

            return [Offer(each.value, say(f"term.action.{each.value}")) for each in ActionStatus]
        verb = "assign" if clash.field == "owner" else "status"
        return menus.choices(verb, record, self.board, self.moment, self.words)

    def _asked_about(self) -> Clash | None:
        """The field that a digit settles; says so where there is none."""
        if self.pane != "conflict":
            self.tell(self.words.say("exchange.conflict.keys_there"), "muted")
            return None
        clash = self.clash
        if clash is None:
            self.tell(self.words.say("exchange.conflict.none"), "muted")
        elif clash.status is not ClashStatus.OPEN:
            who = clash.settled_by
            self.tell(self.words.say("exchange.settled_already", who=who), "muted")
            return None
        return clash

    def _enter(self, purpose: Purpose, text: str) -> None:
        if purpose.id != _BY_HAND:
            super()._enter(purpose, text)
            return
        board = self.board
        assert board is not None
        clash = board.clashes.get(purpose.subject)
        if clash is not None:
            value = typed.value_of(clash, text, board, self.moment)
            wish = SettleClash(clash=clash.id, choice=Choice.HAND, value=value, seen=purpose.seen)
            self._settle(wish, purpose)

    def action_alike(self) -> None:
        """All open conflicts of this field with this source at once; one undo takes all back."""
        clash, board, words = self._asked_about(), self.board, self.words
        if clash is None or board is None:
            return
        every = alike(board, clash)
        source, field = self.called(clash.source), told.field_told(clash.field, words)
        title = words.say("exchange.alike.title", source=source, field=field, n=len(every))
        ids = words.join(each.subject for each in every)
        ours = words.say("exchange.alike.ours", n=len(every))
        theirs = words.say("exchange.alike.theirs", n=len(every), source=source)
        offers = [
            Offer(side, words.say("exchange.alike.about", told=told, ids=ids))
            for side, told in (("ours", ours), ("theirs", theirs))
        ]

        def chosen(side: str | None) -> None:
            if side is not None:
                self._settle_all(every, Choice(side))

        self.app.push_screen(Picker(title, offers, again=self.action_alike), chosen)

    def _settle_all(self, every: tuple[Clash, ...], side: Choice) -> None:
        from core.domain.batch import Batch

        wishes = tuple(settled(each, side) for each in every)
        self._settle(wishes[0] if len(wishes) == 1 else Batch(commands=wishes))

    def action_step(self, by: int) -> None:
        """To the next field; behind the last one, to the next record's first."""
        knot = self.knot
        if knot is None:
            return
        fields = [each.field for each in knot.clashes]
        at = fields.index(self.field) + by if self.field in fields else 0
        if 0 <= at < len(fields):
            self.field = fields[at]
            self.draw()
            self.reveal()
        else:
            self._turn(by, last=by < 0)

    def action_turn(self, by: int) -> None:
        """To the next record with something to choose; in the lists, to the next line to act on."""
        if self.pane == "conflict":
            self._turn(by, last=False)
        else:
            self.turn_list(by)

    def _turn(self, by: int, *, last: bool) -> None:
        keys = [each.key for each in self.knots]
        at = keys.index(self.at) + by if self.at in keys else 0
        if 0 <= at < len(keys):
            knot = self.knots[at]
            self.show_clash(knot, knot.clashes[-1 if last else 0])

    def show_clash(self, knot: Knot, clash: Clash) -> None:
        """Shows a conflict with the cursor on one of its fields."""
        self.at, self.field = knot.key, clash.field
        self.draw()
        self.reveal()

    def action_page(self, by: int) -> None:
        """Shows more of what is told of a conflict."""
        fields = self.query_one("#fields")
        fields.scroll_relative(y=by * max(fields.size.height - 1, 1), animate=False)

    def action_pane(self, by: int) -> None:
        """Gives the keys that move to the next pane."""
        pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]
        self.query_one("#exchange").set_class(pane == "recent", "-late")
        self.query_one(_WHERE[pane]).focus()
        self.call_after_refresh(self.draw)

    def action_open(self) -> None:
        """Opens the record whose fields are shown."""
        if (subject := self.subject()) is not None:
            self.open_record(subject)

    @on(LineGrid.Selected, "#recent-list")
    def _selected(self) -> None:
        row, words = self.recent_row, self.words
        if isinstance(row, Ran):
            self.show_run(row)
        elif not isinstance(row, Merged):
            self.tell(words.say("exchange.recent.no_undo"), "muted")
        elif row.event.undone_by is not None:
            self.tell(words.say("exchange.recent.undone_already"), "muted")
        else:
            take_back(self, row)

    @on(LineGrid.Selected, "#source-list")
    def _source_selected(self) -> None:
        self.action_card()

    def action_undo(self) -> None:
        """Takes back the merge under the cursor of the list, elsewhere one's own last change."""
        row = self.recent_row if self.pane == "recent" else None
        if isinstance(row, Merged) and row.event.undone_by is None:
            take_back(self, row)
        else:
            super().action_undo()

    def address(self) -> str:
        """The remote item of what is under the cursor, or the table of the source."""
        if self.pane == "sources":
            row = self.source_rows.get(self.source or "")
            return row.settings.url if row is not None and row.settings is not None else ""
        clash = self.clash if self.pane == "conflict" else None
        return (clash.url if clash is not None else "") or super().address()

    def done(self, message: CommandDone) -> None:
        super().done(message)
        if undone := undone_told(self, message.events):
            self.tell(undone, "accent")
        board = self.board
        about = [each for each in message.events if kind_of(each.event.subject) is Kind.CLASH]
        if not about or board is None:
            return
        first = board.clashes.get(about[0].event.subject)
        if first is not None and about[0].event.undoes is not None:
            self.at, self.field = f"{first.source} {first.subject}", first.field
        if first is not None:
            first = apply(first, about[0].event, about[0].at)
            text = choice_told(first, about, board, self.words) or self._settled_told(first, about)
            self.tell(f"✓ {text}  ·  {self.words.say(way_back(message.events))}", "accent")

    def refused(self, message: CommandRefused) -> None:
        if "origin" in message.values:
            message.values["origin"] = self.called(str(message.values["origin"]))
        super().refused(message)

    def _settled_told(self, clash: Clash, about: list[Recorded]) -> str:
        """What was settled, and how; of several, how many."""
        words, board = self.words, self.board
        assert board is not None
        field = told.field_told(clash.field, words)
        side = words.say(f"term.choice.{clash.choice or Choice.OURS}")
        if len(about) > 1:
            return words.say("exchange.did.several", n=len(about), field=field, side=side)
        value = told.reading(clash, clash.chosen, board, words)
        return words.say("exchange.did.one", id=clash.subject, field=field, side=side, value=value)


def _hint(clash: Clash) -> str:
    """What the empty line says: how this field is written."""
    known = {
        "actual": "exchange.hand.actual",
        "start": "exchange.hand.day",
        "due": "exchange.hand.day",
        "collaborators": "exchange.hand.people",
        "parent": "exchange.hand.records",
        "depends_on": "exchange.hand.records",
    }
    return known.get(clash.field, "exchange.hand.text")
