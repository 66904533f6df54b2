"""What a person does about a source on the sync page: sync it, look at it whole, answer it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tui.panels import exchange_card as card
from tui.panels.exchange_recent import run_told
from tui.panels.fold import folded
from tui.screens.exchange_card import SourceCard, room_in
from tui.screens.exchange_sight import ExchangeSight
from tui.screens.listed import Item
from tui.source_marks import TROUBLES
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from tui.exchange_recent import Ran
    from tui.panels.exchange_sources import Row
    from tui.sync_outcome import Answer

_ANSWERS: Final[dict[str, Answer]] = {"y": "agree", "n": "keep"}


class ExchangeSources(ExchangeSight):
    """The half of the page's keys that is about sources."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: dict[str, str] = {}
        """The sources that a person asked for, each with how it went once that is known."""
        self._all_well = True

    def action_sync(self) -> None:
        """Syncs the source under the cursor of the table, elsewhere all of them, at once."""
        here = [name for name, row in self.source_rows.items() if row.settings is not None]
        if self.pane == "sources" and self.source in here:
            here = [str(self.source)]
        if not here:
            self.tell(self.words.say("exchange.no_sources"), "sla-soon")
            return
        self._awaited, self._all_well = dict.fromkeys(here, ""), True
        self._tell_awaited()
        for name in here:
            self.pengtou.sync_now(name)
        if not self.pengtou.syncing.intersection(here):
            self._give_up_waiting()
        self.draw()

    def _give_up_waiting(self) -> None:
        """None of them began: the app has said why."""
        if not any(self._awaited.values()):
            self.tell("")
        self._awaited = {}

    def sync_told(self, name: str, text: str, *, well: bool) -> bool:
        """Takes how a sync went into the line, beside those that are still awaited."""
        if self.entry.typing:
            return False
        self._awaited[name] = text
        self._all_well = self._all_well and well
        self._tell_awaited()
        return True

    def sources_read(self) -> None:
        """Draws what was added or changed on the command line meanwhile."""
        self.draw()

    def _tell_awaited(self) -> None:
        """What is still going on, or how all of it went."""
        words = self.words
        waiting = [name for name, text in self._awaited.items() if not text]
        told = [text for text in self._awaited.values() if text]
        if waiting:
            called = [self.source_rows[name].called for name in waiting if name in self.source_rows]
            told.append(words.say("exchange.syncing", names=words.join(called)))
            self.tell("  ".join(told), "accent")
            return
        line, role = "  ".join(told), "accent" if self._all_well else "sla-late"
        self.tell(f"✓ {line}" if self._all_well else f"✗ {line}", role)
        self._awaited, self._all_well = {}, True

    def action_card(self) -> None:
        """Shows a source whole: that under the cursor, elsewhere the first that needs somebody."""
        rows = list(self.source_rows.values())
        row = self.source_rows.get(self.source or "") if self.pane == "sources" else None
        row = row or self.wanting or next(iter(rows), None)
        if row is None:
            self.tell(self.words.say("exchange.no_sources"), "sla-soon")
        else:
            self._show_card(row)

    @property
    def wanting(self) -> Row | None:
        """The first source about which a person has to do something; a question goes first."""
        rows = [each for each in self.source_rows.values() if each.standing in TROUBLES]
        return min(rows, key=lambda each: not each.asks, default=None)

    def _show_card(self, row: Row) -> None:
        board, words = self.board, self.words
        assert board is not None
        room = room_in(self.app.size.width)
        lines = card.lines(row, board, self.moment, words, room)
        answers, ours, hint = "", [], words.say("exchange.card.close")
        if question := card.question(row, words):
            answers = "yn"
            lines += [(), *((Span(each, "bold"),) for each in folded(question, room))]
            hint = words.say("exchange.card.answers")
            ours = [_item(each, self) for each in card.gone(row)]
        elif row.settings is not None and not row.running:
            answers, hint = "so", words.say("exchange.card.keys")
        again = partial(self._card_anew, row)
        screen = SourceCard(row.called, lines, ours, answers, hint, again=again)
        self.app.push_screen(screen, lambda typed: self._answered(row, typed or ""))

    def _card_anew(self, row: Row) -> None:
        """The same source as it reads by now."""
        self._show_card(self.source_rows.get(row.name, row))

    def _answered(self, row: Row, typed: str) -> None:
        if typed == "o":
            from tui import browsing

            browsing.visit(self, row.settings.url if row.settings is not None else "")
        elif typed:
            self._awaited, self._all_well = {row.name: ""}, True
            self._tell_awaited()
            self.pengtou.sync_now(row.name, _ANSWERS.get(typed, ""))

    def turn_list(self, by: int) -> None:
        """In what happened of late to the next merge that can be taken back; else a line on."""
        grid = self.query_one("#recent-list" if self.pane == "recent" else "#source-list", LineGrid)
        keys = list(self.lines_to_act_on) if self.pane == "recent" else list(self.source_rows)
        order = list(self.late_rows) if self.pane == "recent" else keys
        if grid.cursor_key not in order:
            return
        here = order.index(grid.cursor_key)
        ahead = [each for each in keys if (order.index(each) - here) * by > 0]
        if ahead:
            grid.go_to(ahead[0] if by > 0 else ahead[-1])

    def show_run(self, run: Ran) -> None:
        """All that is known of one sync: in the list there is one line for it."""
        board, words = self.board, self.words
        assert board is not None
        room = room_in(self.app.size.width)
        told = run_told(run, board, words)
        lines = [(Span(each),) for each in folded(told, room)]
        title = f"{self.called(run.source)}  {run.at.astimezone(board.zone):%m-%d %H:%M}"
        again, close = partial(self.show_run, run), words.say("exchange.card.close")
        self.app.push_screen(SourceCard(title, lines, (), "", close, again=again))


def _item(identity: str, screen: ExchangeSight) -> Item:
    board = screen.board
    record = board.record(identity) if board is not None else None
    return Item(identity, str(getattr(record, "title", "")))
