"""Rooms: the part of the app that opens the other screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.following import Following

if TYPE_CHECKING:
    from tui.screens.doing import Doing


class Rooms(Following):
    """Each screen beside the board is loaded when it is opened."""

    def action_record(self, identity: str, *, at_history: bool = False) -> None:
        """Opens a record, at its facts or at its history."""
        from tui.screens.detail import DetailScreen

        self.enter_room(lambda: DetailScreen(identity, at_history=at_history))

    def action_raci(self, task: str | None) -> None:
        """Opens the RACI matrix."""
        from tui.screens.matrix import MatrixScreen

        if self.board is not None:
            self.enter_room(lambda: MatrixScreen(task))

    def action_triage(self, first: str | None = None) -> None:
        """Opens the triage at a record, or at the most urgent one."""
        from tui.screens.triage import TriageScreen

        if self.board is not None:
            self.enter_room(lambda: TriageScreen(first))

    def capture_about(self, identity: str) -> None:
        """Goes to the board and opens its line for an action item about a record."""
        from tui.drafts import Draft
        from tui.screens.capturing import Capturing

        below = self.screen_stack[0]
        while self.screen is not below:
            self.pop_screen()
        if isinstance(below, Capturing):
            below.open_about(Draft(f"#{identity} ", "action", about=identity))

    def show_unclaimed(self) -> None:
        """Goes to the board and shows the action items that nobody has claimed."""
        from tui.screens.board import BoardScreen

        below = self.screen_stack[0]
        while self.screen is not below:
            self.pop_screen()
        if isinstance(below, BoardScreen):
            below.action_unclaimed()

    def action_risks(self) -> None:
        """Shows the open risks, the reddest first; the one chosen is opened."""
        from tui.risk_list import choices
        from tui.screens.board import BoardScreen
        from tui.screens.picker import Picker

        words, below = self.words, self.screen_stack[0]
        found = choices(self.board, words) if self.board is not None else []
        if not found:
            if isinstance(below, BoardScreen):
                below.tell(words.say("risk.none"), "muted")
            return

        def chosen(identity: str | None) -> None:
            if identity is not None:
                self.action_record(identity)

        search = words.say("board.entry.search")
        self.push_screen(Picker(words.say("risk.open"), found, search=search), chosen)

    def action_inbox(self) -> None:
        """Opens the messages: those about to leave and those that came."""
        from tui.screens.inbox import InboxScreen

        if self.board is not None:
            self.enter_room(InboxScreen)

    def action_changes(self) -> None:
        """Opens what changed since the last meeting."""
        from tui.screens.changes import ChangesScreen

        if self.board is not None:
            self.enter_room(ChangesScreen)

    def action_minutes(self, meeting: str | None = None) -> None:
        """Opens the minutes of a meeting, or of the last one that is over."""
        from core.domain.meeting import OVER
        from tui.screens.minutes import MinutesScreen

        board = self.board
        if board is None:
            return
        held = [each for each in board.meetings.values() if each.status in OVER]
        last = max(held, key=lambda each: str(each.ended_at), default=None)
        identity = meeting or (last.id if last is not None else None)
        if identity is not None:
            self.enter_room(lambda: MinutesScreen(identity))
        else:
            self.notify(self.words.say("minutes_screen.none"), markup=False)

    def action_keys(self, screen: str) -> None:
        """Opens the help of a screen."""
        from tui.screens.keys import KeysScreen

        self.push_screen(KeysScreen(screen, self.words))

    def enter_room(self, make: Callable[[], Doing]) -> None:
        """Opens a live screen; as the app's own message, since only there its data binds."""
        self.call_later(self._enter_room, make)

    def _enter_room(self, make: Callable[[], Doing]) -> None:
        kind = type(self)
        screen = make().data_bind(kind.board, kind.now)  # type: ignore[attr-defined]
        screen.set_reactive(type(screen).board, self.board)
        screen.set_reactive(type(screen).now, self.now)  # type: ignore[attr-defined]
        self.push_screen(screen)
