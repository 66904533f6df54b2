"""Rooms: the part of the app that opens the other screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on

from tui.following import Following
from tui.keymap import OwnKeys
from tui.messages import BoardLoaded, FormsCounted

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from core.domain.definitions import Definitions
    from tui.screens.doing import Doing


class Rooms(Following):
    """Each screen beside the board is loaded when it is opened."""

    definitions: Definitions | None = None
    """What forms and clocks are like, once a screen had that read."""
    _forms: object = None
    """The forms of the board as they were counted last."""
    _on_the_wall = False
    """Whether the projector that was asked for at the start was opened."""

    @cached_property
    def own_keys(self) -> OwnKeys:
        """The person's own keys on every screen."""
        return OwnKeys(self.opening.settings.keys)

    def action_record(self, identity: str, *, at_history: bool = False) -> None:
        """Opens a record, at its facts or at its history; a form as the form that it is."""
        from tui.screens.detail import DetailScreen

        if identity.startswith("F-") and not at_history:
            self.open_form(identity)
            return

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

    def capture_kind(self, kind: str) -> None:
        """Goes to the board and opens its line for a record of a kind."""
        from tui.screens.capturing import Capturing

        below = self.screen_stack[0]
        while self.screen is not below:
            self.pop_screen()
        if isinstance(below, Capturing):
            below.action_capture(kind)

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
        title, again = words.say("risk.open"), self.action_risks
        self.push_screen(Picker(title, found, search=search, again=again), chosen)

    def action_inbox(self) -> None:
        """Opens the messages: those about to leave and those that came."""
        from tui.screens.inbox import InboxScreen

        if self.board is not None:
            self.enter_room(InboxScreen)

    def action_exchange(self) -> None:
        """Opens the sync page: sources, conflicts, what syncs did."""
        from tui.screens.exchange import ExchangeScreen

        if self.board is not None and not isinstance(self.screen, ExchangeScreen):
            self.enter_room(ExchangeScreen)

    def action_process(self) -> None:
        """Opens the process page: stages, the wall of clocks, the next step."""
        from tui.screens.process import ProcessScreen

        if self.board is not None and not isinstance(self.screen, ProcessScreen):
            self.enter_room(ProcessScreen)

    def open_stage(self, stage: str) -> None:
        """Opens the process page on a stage."""
        from tui.screens.process import ProcessScreen

        if isinstance(self.screen, ProcessScreen):
            self.screen.lead_to(stage)
        elif self.board is not None:
            self.enter_room(lambda: ProcessScreen(stage))

    def action_forms(self) -> None:
        """Opens the list of forms."""
        from tui.screens.forms import FormsScreen

        if self.board is not None and not isinstance(self.screen, FormsScreen):
            self.enter_room(FormsScreen)

    def open_form(self, identity: str, then: str = "") -> None:
        """Opens a form; `then` is what is to be done there: see `tui.process_step.FORM_VERBS`."""
        from tui.screens.form import FormScreen

        self.enter_room(lambda: FormScreen(identity, then))

    def tell_below(self, text: str) -> None:
        """Says something on the screen that comes back when the one on top goes."""
        self.call_later(self._tell, text)

    def action_source_wizard(self) -> None:
        """Opens the way to a new source, step by step."""
        from tui.screens.source_wizard import SourceWizard

        if self.board is not None:
            self.push_screen(SourceWizard())

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

    def action_agenda(self, meeting: str | None = None) -> None:
        """Opens the agenda of a planned meeting; asks which, where there are several."""
        from tui.ahead import choices
        from tui.screens.picker import Picker

        board, words = self.latest, self.words
        found = choices(board, self.moment(), words) if board is not None else []
        if meeting is not None or len(found) == 1:
            self._open_agenda(meeting or found[0].id)
        elif found:
            asked = Picker(words.say("agenda.which"), found, again=self.action_agenda)
            self.push_screen(asked, self._open_agenda)
        else:
            self.notify(words.say("agenda.none"), markup=False)

    def open_meeting(self, identity: str) -> bool:
        """What there is of a meeting: itself, its agenda, or its minutes; whether there is any."""
        from core.domain.meeting import AHEAD, OVER

        board = self.latest
        found = board.meetings.get(identity) if board is not None else None
        if found is None:
            return False
        if found.on:
            self.action_meeting()
        elif found.status in AHEAD:
            self.action_agenda(identity)
        elif found.status in OVER:
            self.action_minutes(identity)
        return found.on or found.status in AHEAD or found.status in OVER

    def _open_agenda(self, meeting: str | None) -> None:
        from tui.screens.agenda import AgendaScreen

        if meeting is not None:
            self.enter_room(lambda: AgendaScreen(meeting))

    @on(BoardLoaded)
    def _look_at_forms(self) -> None:
        """Has a thread count the forms that wait for the person, whenever some read differently."""
        board = self.latest
        if board is None or board.forms is self._forms:
            return
        self._forms = board.forms
        work = partial(self._count_forms, board, self.moment())
        self.run_worker(work, thread=True, group="forms", exclusive=True, exit_on_error=False)

    def _count_forms(self, board: Board, now: datetime) -> None:
        """In a thread: what forms are like is read when there is one."""
        from core.domain.form_standing import scene_of
        from tui.form_list import counted, entries
        from tui.screens.defined import anything_own, read

        wanted = bool(board.forms) or anything_own()
        known = (self.definitions or read().known) if wanted else None
        if known is not None:
            scene = scene_of(board, known, now, self.opening.actor)
            self.post_message(FormsCounted(counted(entries(board, scene), scene), known))

    @on(FormsCounted)
    def _forms_counted(self, message: FormsCounted) -> None:
        self.definitions = message.known
        left_out = len(message.known.left_out)
        if (message.waiting, left_out) != (self.link.forms, self.link.left_out):
            self.link = replace(self.link, forms=message.waiting, left_out=left_out)

    @on(BoardLoaded)
    def _begin_on_the_wall(self) -> None:
        """Once: whoever asked for the projector begins with it."""
        if self.opening.wall and not self._on_the_wall:
            self._on_the_wall = True
            self.action_projector()

    def action_projector(self) -> None:
        """Opens the board for the wall; from there the same key leads back."""
        from tui.screens.projector import ProjectorScreen

        if not isinstance(self.screen, ProjectorScreen):
            self.dress_the_wall()
            self.push_screen(ProjectorScreen(), lambda _: self.undress_the_wall())

    def action_copy_record(self) -> None:
        """Copies what is under the cursor, or what is marked, as text."""
        from tui.screens import sharing
        from tui.screens.doing import Doing

        if isinstance(self.screen, Doing):
            sharing.copy(self.screen)

    def action_copy_name(self) -> None:
        """Offers what groups and files are called, to be copied (process 1.9)."""
        from tui.screens import copying_names
        from tui.screens.doing import Doing

        if isinstance(self.screen, Doing):
            copying_names.ask(self.screen)

    def action_export_screen(self) -> None:
        """Writes what the screen shows into a file, in a format to choose."""
        from tui.screens import sharing
        from tui.screens.doing import Doing

        if isinstance(self.screen, Doing) and self.screen.board is not None:
            sharing.export(self.screen)

    def action_keys(self, screen: str) -> None:
        """Opens the help of a screen."""
        from tui.screens.keys import KeysScreen

        own = self.own_keys
        actions = own.screens.get(screen, ())
        self.push_screen(KeysScreen(screen, self.words, actions, own.ids))

    def enter_room(self, make: Callable[[], Doing]) -> None:
        """Opens a live screen; as the app's own message, since only there its data binds."""
        self.call_later(self._enter_room, make)

    def _enter_room(self, make: Callable[[], Doing]) -> None:
        kind = type(self)
        screen = make().data_bind(kind.board, kind.now)  # type: ignore[attr-defined]
        screen.set_reactive(type(screen).board, self.board)
        screen.set_reactive(type(screen).now, self.now)  # type: ignore[attr-defined]
        self.push_screen(screen)
