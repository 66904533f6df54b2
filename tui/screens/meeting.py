"""MeetingScreen: what every meeting is run with, by keys, by digits, or by a clicker.

The meeting is in the database: this screen asks for changes and shows how it stands. Whoever opens
it sees the same; whoever has no chair is told so by the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from textual import on

from core.domain.ids import RecordId
from core.domain.meeting import OVER, Purpose, Sort
from core.domain.meeting_wishes import (
    EndMeeting,
    GoToItem,
    MakePoint,
    PauseMeeting,
    ReadBack,
    ResumeMeeting,
    SkipItem,
)
from tui.guest import beside_saved, greeting
from tui.meeting import Overrun, Sitting
from tui.outcome import way_back
from tui.panels.meeting_bar import named
from tui.screens.capturing import Capturing
from tui.screens.meeting_still import MeetingStill
from tui.widgets import entry_bar
from tui.widgets.entry_bar import EntryBar

if TYPE_CHECKING:
    from core.domain.meeting import AgendaItem
    from tui.messages import CommandDone, CommandRefused

_STEERING: Final = ("meeting", "agenda")
_PEOPLE: Final = {"meeting.attended": "attended", "meeting.handed_over": "handed"}
_JUMP: Final = "turn"
"""The purpose of a line for the number of an item."""


class MeetingScreen(MeetingStill):
    """A meeting that goes on."""

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self._heading: RecordId | None = None
        """The item that was asked for and has not come yet: keys may be faster than the board."""
        self._told: tuple[str | None, Overrun] = (None, Overrun.NONE)
        self._pointed: RecordId | None = None
        """The item under whose lines somebody moved the cursor."""
        self._ended_here = False
        self._leaving = False

    def on_mount(self) -> None:
        super().on_mount()
        if self.pengtou.link.frozen and not self.pengtou.link.held:
            self.pengtou.action_freeze()
        self.set_focus(None)
        self.call_after_refresh(self._greet)
        self._take_over_line()

    def _greet(self) -> None:
        """Who is a guest here, or has not come, hears what becomes of what they take down."""
        board = self.pengtou.latest
        told = greeting(board, self.actor, self.words, in_meeting=True) if board else ""
        if told and self.alive:
            self.tell(told, "sla-soon")

    def beside_saved(self) -> str:
        board = self.pengtou.latest
        return beside_saved(board, self.actor, self.words) if board is not None else ""

    def _take_over_line(self) -> None:
        """A line that an earlier run left open belongs to the meeting it was typed in."""
        below = self.pengtou.screen_stack[0]
        if isinstance(below, Capturing) and below is not self and below.capturing:
            below.shut()
            self.resume()

    # ── how it stands ────────────────────────────────────────────────────────────────────────

    def draw(self) -> None:
        sitting = self.sitting
        if not self.alive:
            return
        if sitting is not None and self._heading == sitting.meeting.current:
            self._heading = None
        if sitting is None or sitting.meeting.removed or sitting.meeting.status in OVER:
            self._leave(sitting)
        else:
            super().draw()

    def _leave(self, sitting: Sitting | None) -> None:
        """It is over: whoever ended it goes on to the minutes, everybody else to the board."""
        if self._leaving or self.pengtou.latest is None or not self.alive:
            return
        self._leaving = True
        if self.capturing:
            self.shut()
        stack = self.pengtou.screen_stack
        while self in stack and self.pengtou.screen is not self:
            self.pengtou.pop_screen()
        self.dismiss()
        over = sitting is not None and sitting.meeting.status in OVER
        self.pengtou.meeting_over(self.meeting_id if over else "", here=self._ended_here)

    def second(self) -> None:
        super().second()
        sitting = self.sitting
        if sitting is not None and self.alive and not self._leaving:
            self._say_overrun(sitting)
            self.ask_whether_still(sitting)

    def _say_overrun(self, sitting: Sitting) -> None:
        """Said at one minute, the parking lot offered at two; nothing is cut off."""
        item = sitting.current
        if item is None:
            return
        timer = sitting.timer(item)
        known, told = self._told
        if known != item.id:
            told = Overrun.NONE
        level = timer.overrun
        if level >= Overrun.SAID and level > told and not self.entry.typing:
            n = int(-timer.left.total_seconds()) // 60
            word = "offer" if level is Overrun.PARK else "say"
            name = named(sitting, item, self.words)
            self.tell(self.words.say(f"meeting_screen.{word}", name=name, n=n), "sla-late bold")
            told = level
        self._told = (item.id, told)

    # ── from item to item ────────────────────────────────────────────────────────────────────

    def _here(self, sitting: Sitting) -> RecordId | None:
        return self._heading or sitting.meeting.current

    def action_turn(self, step: int) -> None:
        """The next item, or the one before; after the read-back it ends."""
        sitting = self.sitting
        if sitting is None:
            return
        here = self._here(sitting)
        last = sitting.items[-1] if sitting.items else None
        if step > 0 and last is not None and here == last.id:
            self.finish()
            return
        item = sitting.after(here, step)
        if item is not None:
            self._go(item)

    def action_item(self, number: int) -> None:
        """The item with this number."""
        sitting = self.sitting
        if sitting is not None and number <= len(sitting.items):
            self._go(sitting.items[number - 1])

    def action_jump(self) -> None:
        """Opens the line for the number of a person or an item, however high it is."""
        sitting = self.sitting
        if sitting is not None:
            n = len(sitting.items)
            hint = "meeting_screen.jump_hint"
            meant = entry_bar.Purpose(_JUMP)
            self.ask_line(meant, lambda: ("#", self.words.say(hint, n=n)))

    def _enter(self, purpose: entry_bar.Purpose, text: str) -> None:
        if purpose.id != _JUMP:
            super()._enter(purpose, text)
        elif (item := self._numbered(text)) is not None:
            self.entry.close(done=True)
            self._go(item)
        else:
            self.tell(self.words.say("meeting_screen.no_such_item", value=text), "sla-soon")

    def _numbered(self, text: str) -> AgendaItem | None:
        """The item that a number, or somebody's name, stands for."""
        from core.domain.names import find

        sitting = self.sitting
        said = normalize("NFKC", text).strip().removeprefix("#")
        if sitting is None or not said:
            return None
        if said.isdecimal():
            return next(iter(sitting.items[int(said) - 1 :][:1]), None) if int(said) else None
        named_items = [
            (str(at), named(sitting, each, self.words), ()) for at, each in enumerate(sitting.items)
        ]
        found = find(said, named_items)
        return sitting.items[int(found[0])] if found else None

    def _go(self, item: AgendaItem) -> None:
        self._heading = item.id
        self.issue(GoToItem(meeting=RecordId(self.meeting_id), item=item.id))

    def action_skip(self) -> None:
        """Nothing to say: the next one, with one key."""
        sitting = self.sitting
        here = self._here(sitting) if sitting is not None else None
        if sitting is None or here is None:
            return
        following = sitting.after(here)
        self._heading = following.id if following is not None else None
        self.issue(SkipItem(meeting=sitting.meeting.id, item=here))

    def action_pause(self) -> None:
        """All clocks of the meeting stand, or go on."""
        sitting = self.sitting
        if sitting is not None:
            kind = ResumeMeeting if sitting.paused else PauseMeeting
            self.issue(kind(meeting=sitting.meeting.id))

    def action_enter(self) -> None:
        """Enter: at the read-back it ends; elsewhere it is for the line under the cursor."""
        sitting = self.sitting
        here = self._here(sitting) if sitting is not None else None
        item = sitting.board.agenda.get(here or "") if sitting is not None else None
        if sitting is None or item is None:
            return
        if item.purpose is Purpose.READ_BACK:
            self.finish()
        else:
            self.entered_item(sitting, item)

    def entered_item(self, sitting: Sitting, item: AgendaItem) -> None:
        """Enter on what an item is about."""
        if (identity := self.subject()) is not None:
            self.open_record(identity)

    def finish(self) -> None:
        """What was settled was read back (R11), so it ends; the minutes come up."""
        from core.domain.batch import Batch

        meeting = RecordId(self.meeting_id)
        self._ended_here = True
        self.issue(Batch(commands=(ReadBack(meeting=meeting), EndMeeting(meeting=meeting))))

    def to_end(self) -> None:
        """The end begins with the read-back (R11); from there one key ends it."""
        sitting = self.sitting
        if sitting is None or not sitting.items:
            return
        if self._here(sitting) == sitting.items[-1].id:
            self.finish()
        else:
            self._go(sitting.items[-1])

    def park(self) -> None:
        """Opens the line for the parking lot; an item far over its box goes there at once."""
        sitting = self.sitting
        item = sitting.current if sitting is not None else None
        if sitting is None or item is None or not self._is_to_park(sitting, item):
            self.pengtou.open_point(Sort.PARKED)
            return
        people = (item.owner,) if item.owner else ()
        self.issue(MakePoint(text=named(sitting, item, self.words), people=people))

    def _is_to_park(self, sitting: Sitting, item: AgendaItem) -> bool:
        parked = any(each.item == item.id for each in sitting.board.points.values())
        return sitting.timer(item).overrun is Overrun.PARK and not parked

    # ── the list of what an item is about ────────────────────────────────────────────────────

    def subject(self) -> str | None:
        grid = self.grid
        key = grid.cursor_key if grid.display else None
        board = self.board
        return key if key and board is not None and board.record(key) is not None else None

    def spoken_of(self) -> str | None:
        """A row counts once somebody went to it: where the cursor merely rests, nobody points."""
        sitting = self.sitting
        pointed = sitting is not None and self._pointed == sitting.meeting.current
        return self.subject() if pointed else None

    def action_down(self) -> None:
        """One line down; where there is no list, the record scrolls."""
        self._move("action_cursor_down", 1)

    def action_up(self) -> None:
        """One line up."""
        self._move("action_cursor_up", -1)

    def _point(self) -> None:
        sitting = self.sitting
        self._pointed = sitting.meeting.current if sitting is not None else None

    def _move(self, how: str, lines: int) -> None:
        self._point()
        if self.grid.display:
            getattr(self.grid, how)()
        else:
            where = "#talk" if self.has_class("-recap") else "#record"
            self.query_one(where).scroll_relative(y=lines, animate=False)

    def action_first(self) -> None:
        """To the first line."""
        self._point()
        self.grid.action_first()

    def action_last(self) -> None:
        """To the last line."""
        self._point()
        self.grid.action_last()

    def action_triage(self) -> None:
        """The triage, at the blocker under the cursor or at the most urgent one."""
        identity = self.subject() or ""
        self.pengtou.action_triage(identity if identity.startswith(("B-", "K-")) else None)

    def action_raci(self) -> None:
        """Opens the RACI matrix."""
        self.pengtou.action_raci(self.subject())

    def action_back(self) -> None:
        """Back to the board; the meeting goes on. One Esc too many for the line stays here."""
        if self.entry.just_closed:
            self.tell(self.words.say("meeting_screen.esc_again"), "muted")
        else:
            self.dismiss()

    # ── what became of a wish ────────────────────────────────────────────────────────────────

    def done(self, message: CommandDone) -> None:
        if self.goes_on(message.command_id):
            return
        kinds = {each.event.kind.partition(".")[0] for each in message.events}
        back = {each.event.kind.rpartition(".")[2] for each in message.events}
        quiet = kinds and kinds <= set(_STEERING) and not back & {"undone", "redone"}
        if quiet or not message.events:
            purpose = self._sent.pop(message.command_id, None)
            if purpose is not None and purpose == self.entry.purpose:
                self.entry.close(done=True)
            self._say_people({each.event.kind for each in message.events}, message)
        else:
            super().done(message)
        self.draw()

    def _say_people(self, kinds: set[str], message: CommandDone) -> None:
        """Who came, and who sits where, changes off this screen's lists: so it is said."""
        for kind, word in _PEOPLE.items():
            if kind in kinds:
                back = self.words.say(way_back(message.events))
                self.tell(f"✓ {self.words.say(f'meeting_screen.{word}')}  ·  {back}", "accent")

    def refused(self, message: CommandRefused) -> None:
        self._heading, self._ended_here = None, False
        super().refused(message)

    @on(EntryBar.Closed)
    def _line_closed(self) -> None:
        if not self.entry.typing:
            self.set_focus(None)
        self.draw()
