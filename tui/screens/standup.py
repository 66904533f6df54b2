"""StandupScreen: person by person; what changed first, then done, in hand, blocked (R18)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from core.domain.meeting import Purpose
from tui.actions import STANDUP
from tui.keymap import bindings
from tui.meeting import Sitting
from tui.panels import meeting_agenda, meeting_turn
from tui.panels.meeting_bar import named, timed
from tui.panels.meeting_item import Topic
from tui.panels.meeting_recap import recap
from tui.panels.view import Width
from tui.screens.meeting_looking import MeetingLooking
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.ids import RecordId

_PARTS = ("done", "hand", "blocked")


class StandupScreen(MeetingLooking):
    """A standup."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STANDUP)]
    ACTIONS = STANDUP
    KEYS_OF = "standup"
    PERSONS = True

    def compose_below(self) -> ComposeResult:
        for name in _PARTS:
            with Vertical(id=name, classes="box"):
                yield Static(markup=False)

    def on_mount(self) -> None:
        self.grid.display = False
        super().on_mount()

    def draw_list(self, sitting: Sitting) -> None:
        if self._wide is Width.NARROW:
            return
        box = self.query_one("#list")
        room = max(box.size.width, 10)
        self.fill("#list Static", meeting_agenda.roster(sitting, self.words, room))
        title = self.words.say("meeting_screen.roster", tally=sitting.tally)
        self.entitle("#list", title)
        self._draw_title(sitting)

    def _draw_title(self, sitting: Sitting) -> None:
        """Whose turn it is, with their time where there are no big digits."""
        item = sitting.current
        if item is None:
            return
        person = sitting.board.people.get(item.owner or "")
        name = named(sitting, item, self.words)
        if person is not None and item.purpose is Purpose.PERSON:
            name = f"{name} · {person.dept}" if person.dept else name
        wide = self._wide is Width.WIDE
        right = () if wide else timed(sitting.timer(item), self.words)
        self.entitle("#main", name, right)

    def draw_main(self, sitting: Sitting) -> None:
        if self._wide is Width.NARROW:
            self._draw_title(sitting)
        item = sitting.current
        speaking = item is not None and item.purpose is Purpose.PERSON and item.owner is not None
        self.set_class(not speaking, "-whole")
        self.query_one("#below").display = speaking
        self.query_one("#foot").display = False
        self.set_recap(not speaking)
        if speaking:
            self._draw_turn(sitting)
        elif item is not None:
            room = max(self.query_one("#main").size.width - 3, 10)
            found = recap(Topic(sitting, self.words, room, item), self.brought)
            self.fill("#head", found.head)

    def record_changed(self) -> None:
        sitting = self.sitting
        if sitting is not None and self.has_class("-whole"):
            self.draw_main(sitting)

    def _draw_turn(self, sitting: Sitting) -> None:
        from core.domain.briefing import briefing
        from core.domain.changes import Changes

        item, began = sitting.current, sitting.meeting.started_at or sitting.now
        if item is None or item.owner is None:
            return
        changes = self.changes or Changes(since=began, until=sitting.now)
        told = briefing(sitting.board, item.owner, changes, sitting.now)
        room = max(self.query_one("#main").size.width - 3, 10)
        turn = meeting_turn.Turn(sitting, self.words, room, told, changes.since)
        self.fill("#head", meeting_turn.person_lines(turn))
        makers = (meeting_turn.done_lines, meeting_turn.hand_lines, meeting_turn.blocked_lines)
        counts = (len(told.done), len(told.in_hand), len(told.blocked))
        for name, make, count in zip(_PARTS, makers, counts, strict=True):
            width = max(self.query_one(f"#{name}").size.width, 10)
            self.fill(f"#{name} Static", make(turn, width))
            self.entitle(f"#{name}", self.words.say(f"meeting_screen.part.{name}", n=count))

    # ── what the speaker has in hand ─────────────────────────────────────────────────────────

    def _speaker(self) -> RecordId | None:
        sitting = self.sitting
        item = sitting.current if sitting is not None else None
        return item.owner if item is not None else None

    def _records(self) -> list[Choice]:
        """The speaker's unfinished records, tasks first."""
        from core.domain.briefing import briefing
        from core.domain.changes import Changes

        sitting, who = self.sitting, self._speaker()
        if sitting is None or who is None:
            return []
        changes = self.changes or Changes(since=sitting.now, until=sitting.now)
        told = briefing(sitting.board, who, changes, sitting.now)
        ids = dict.fromkeys([*told.in_hand, *(each.blocker for each in told.blocked), *told.done])
        return [
            Choice(each, f"{each} {getattr(sitting.board.record(each), 'title', '')}")
            for each in ids
        ]

    def action_menu(self) -> None:
        """What can be done to something of the speaker's."""
        self._choose("meeting_screen.whose", self._records(), self._menu_of)

    def _menu_of(self, identity: str) -> None:
        from tui import menus

        record = self.board.record(identity) if self.board is not None else None
        if record is None:
            return
        title = f"{record.id} {getattr(record, 'title', '')}"
        choices = menus.verbs(record, self.words, self.prospects(record), skips=self.SKIPS)
        again = partial(self._menu_of, identity)
        asked = Picker(title, choices, again=again)
        self.app.push_screen(asked, lambda verb: self.do(verb, record))

    def action_progress(self) -> None:
        """A progress report on one of the speaker's tasks."""
        tasks = [each for each in self._records() if each.id.startswith("T-")]
        if len(tasks) == 1:
            self._progress_of(tasks[0].id)
        else:
            self._choose("meeting_screen.whose_task", tasks, self._progress_of)

    def _progress_of(self, identity: str) -> None:
        record = self.board.record(identity) if self.board is not None else None
        if record is not None:
            self.open_line("progress", record)

    def _choose(self, title: str, found: list[Choice], then: Callable[[str], None]) -> None:
        if not found:
            self.tell(self.words.say("meeting_screen.nothing_of_theirs"), "muted")
            return

        def chosen(identity: str | None) -> None:
            if identity is not None:
                then(identity)

        again = partial(self._choose, title, found, then)
        self.app.push_screen(Picker(self.words.say(title), found, again=again), chosen)
