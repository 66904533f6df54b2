"""TypingLine: a screen with the line that takes down what is said while people talk.

The line is read at each key against a ground that is made once, in a thread, when it opens. The
board keeps still until it closes. What stands in the line is kept as a draft all the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.message import Message

from core.domain.refusal import Refused
from tui.drafts import Draft
from tui.lines import CAPTURES, hint_of
from tui.screens.doing import Doing
from tui.widgets.capture_card import CaptureCard, frame_top
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.widgets.one_line import OneLine
from tui.wording import refusal

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from core.domain.board import Board
    from core.domain.ids import RecordId
    from tui.capture_line import CaptureLine, Piece
    from tui.messages import CommandDone

KINDS: Final = ("action", "blocker", "decision", "risk")
"""What F2 goes round."""


@dataclass
class GroundReady(Message):
    """There is something to read the line against."""

    wanted: tuple[Any, ...]
    """The board, the moment and the selected record that it was made from."""
    ground: Ground
    items: tuple[tuple[RecordId, str, RecordId | None], ...]
    """What is open already: id, title, owner."""


class TypingLine(Doing):
    """The line while it is typed, and its card."""

    def __init__(self) -> None:
        super().__init__()
        self.line: CaptureLine | None = None
        """The open line; None while there is none, or nothing yet to read it against."""
        self._ground_of: tuple[Any, ...] = ()
        self._ground: Ground | None = None
        self._about, self._preset = "", ""
        """The record that the line was opened for, and what stood in it then."""
        self._saved: tuple[str, ...] = ()
        """What was saved while the line was open, in words."""
        self._open_items: tuple[tuple[RecordId, str, RecordId | None], ...] = ()
        self._chosen: dict[tuple[int, int], str] = {}
        self._said: tuple[Span, ...] = ()
        self._seen = ""
        """The text that was there when something was said last."""
        self._asked: Any = None
        self._held: tuple[int, int] | None = None
        """The piece that Tab is kept on: it was asked about, changed or gone to."""
        self._strayed = False
        """Whether the person took the caret elsewhere since the last character."""
        self._confirming = False
        self._consulted: tuple[RecordId, ...] = ()
        """The C of the linked tasks who were asked, as far as that was noted."""
        self._then: Callable[[], None] | None = None

    @property
    def capturing(self) -> bool:
        """Whether the capture line is open."""
        return self.entry.framed

    def action_capture(self, kind: str) -> None:
        """Opens the line for a new record; F2 goes round the kinds, keeping what was typed."""
        purpose, text = self.entry.purpose, self.entry.text
        if purpose is not None and purpose.id in CAPTURES:
            at = KINDS.index(purpose.id) if purpose.id in KINDS else -1
            self._turn(KINDS[(at + 1) % len(KINDS)])
        elif purpose is not None:
            self.open_capture(Draft(text, kind or KINDS[0]))
        else:
            draft = self.pengtou.drafts.taken_up()
            self.open_capture(draft or Draft("", kind or KINDS[0]), kind)

    def open_about(self, draft: Draft) -> None:
        """Opens the line for a record: with what was put aside for it, else with this in it."""
        kept = self.pengtou.drafts.kept_for(draft.about, CAPTURES)
        self.open_capture(kept or draft)
        self._preset = draft.text

    def open_capture(self, draft: Draft, kind: str = "") -> None:
        """Opens the line with this in it, as another kind where one is named."""
        words = self.words
        self._about, self._preset = draft.about, ""
        purpose = Purpose(kind or draft.kind)
        label = words.say(f"term.record.{purpose.id}")
        text = "" if "\n" in draft.text else draft.text
        self.pengtou.hold()
        self.entry.open(purpose, label, text, hint_of(purpose.id, words), framed=True)
        self.entry.keys, self.entry.moved = self.handles, self.caret_moved
        self._chosen = {(a, b): choice for a, b, choice in draft.chosen}
        self.line, self._said, self._seen = None, (), text
        self._consulted = ()
        self._forget_question()
        self._prepare()
        self.draw_lines()
        self.draw_card()

    def shut(self) -> None:
        """Closes the line; what stands in it is put aside."""
        drafts, text, about = self.pengtou.drafts, self.entry.text, self._about
        if text.strip() == self._preset.strip():
            text = ""  # nothing was typed
        drafts.shelve(Draft(text, self._kind, self._choices(), about))
        drafts.typing(None)
        self._about = ""
        self.entry.close()
        self.line, self._saved = None, ()
        self.query_one(CaptureCard).show(())
        self.pengtou.let_go()
        self.draw_lines()
        if text.strip():
            kept = "kept" if about else "shelved"
            super().tell(self.words.say(f"board.entry.{kept}", id=about), "muted")

    def draw_lines(self) -> None:
        """The lines around the panels."""
        raise NotImplementedError

    def _turn(self, kind: str) -> None:
        from core.capture.chips import Type

        self.entry.purpose = Purpose(kind)
        if self.line is not None:
            self.line = self.line.turned(Type(kind))
        self._forget_question()
        self._note()
        self.draw_card()

    def handles(self, key: str) -> bool:
        """Keys that are for the choices, not for the text; whether this was one."""
        raise NotImplementedError

    def warm(self) -> None:
        """Has names and titles spelled out before the first line opens."""
        if not self.capturing:
            self._prepare()

    def spoken_of(self) -> str | None:
        """The record that a line speaks of where it names none."""
        return self.subject()

    def _prepare(self) -> None:
        """Has the ground made, in a thread; until it is there the one of before serves."""
        board: Board | None = self.pengtou.latest
        if board is None:
            return
        wanted = (board, self.moment, self.spoken_of())
        if self.capturing and self.line is None:
            self._read_on(self._of_before(wanted))
        if wanted != self._ground_of:
            make = partial(self._make, wanted)
            self.run_worker(make, thread=True, group="ground", exclusive=True)

    def _of_before(self, wanted: tuple[Any, ...]) -> Ground | None:
        """The last ground with this line's context, where it knows what that speaks of."""
        from tui.grounding import moved

        if self._ground is None or self._ground_of[0].project.code != wanted[0].project.code:
            return None
        return moved(self._ground, *wanted)

    def _make(self, wanted: tuple[Any, ...]) -> None:
        """In a thread: the first look at names and titles takes a while."""
        from tui.grounding import ground_and_items

        board, moment, subject = wanted
        self.post_message(
            GroundReady(wanted, *ground_and_items(board, moment, self.actor, subject))
        )

    @on(GroundReady)
    def _ready(self, message: GroundReady) -> None:
        self._ground_of, self._open_items = message.wanted, message.items
        self._ground = message.ground
        self.ground_ready(message.ground)
        if self.capturing:
            self._read_on(message.ground)
            self.draw_card()

    def _read_on(self, ground: Ground | None) -> None:
        """Reads what stands in the line against this ground from now on."""
        if ground is None:
            return
        from core.capture.chips import Type
        from tui.capture_line import CaptureLine

        before, text, chosen = self.line, self.entry.text, self._chosen
        if before is not None:
            text, chosen = before.text, dict(before.chosen)
        self.line = CaptureLine(ground, Type(self._kind), text, chosen)
        self._edit(self.entry.text)
        then, self._then = self._then, None
        if then is not None:
            self._careful(then)

    def ground_ready(self, ground: Ground) -> None:
        """Lines can be read now."""

    def _when_ready(self, then: Callable[[], None]) -> None:
        """Does something now, or once there is a ground."""
        if self.line is not None:
            then()
        else:
            self._then = then

    def _careful(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refused as problem:
            self.tell("✗ " + refusal(problem.reason, problem.values, self.words), "sla-late bold")

    @property
    def _kind(self) -> str:
        return self.entry.purpose.id if self.entry.purpose else KINDS[0]

    def typed(self, event: EntryBar.Changed) -> None:
        """The line reads differently."""
        if event.purpose.id in CAPTURES:
            self._edit(self.entry.text)
            self.draw_card()

    def _edit(self, text: str) -> None:
        """Takes in what stands in the line now."""
        if text != self._seen:
            self._seen, self._said = text, ()
            self._forget_question()
        if self.line is not None:
            self.line = self.line.edited(text)
        self._note()

    def _note(self) -> None:
        """Keeps the open line, in case that everything ends here."""
        text = self.entry.text
        typed = text.strip() != self._preset.strip()
        draft = Draft(text, self._kind, self._choices(), self._about) if typed else None
        self.pengtou.drafts.typing(draft)

    def _choices(self) -> tuple[tuple[int, int, str], ...]:
        chosen = self.line.chosen if self.line is not None else self._chosen
        return tuple((a, b, choice) for (a, b), choice in sorted(chosen.items()))

    def _forget_question(self) -> None:
        self._asked, self._held, self._confirming, self._strayed = None, None, False, False

    @property
    def _active(self) -> Piece | None:
        """The piece that Tab changes."""
        if self.line is None:
            return None
        return self.line.piece(self.entry.caret, self._held, moved=self._strayed)

    def caret_moved(self) -> None:
        """The caret went elsewhere in the same text: Tab is about what stands there now."""
        if self.entry.text == self._seen and self.line is not None:
            self._held, self._strayed = None, True
            self.draw_card()

    def _cycle(self, step: int) -> None:
        from tui.capture_line import span_of

        self._edit(self.entry.text)
        active = self._active
        if self.line is not None and active is not None:
            self.line = self.line.cycled(step, active)
            self._said, self._asked, self._held = (), None, span_of(active)
            self._note()
            self.draw_card()

    def _walk(self, step: int) -> None:
        """Goes to the next row of the card, be it of what was typed or of what was filled in."""
        from tui.capture_line import span_of

        self._edit(self.entry.text)
        if self.line is None:
            return
        piece = self.line.beside(self._active, step)
        if piece is not None:
            if piece.start >= 0:
                self.entry.caret = piece.end
            self._held, self._said = span_of(piece), ()
            self.draw_card()

    @property
    def _beyond(self) -> bool:
        """Whether Tab is about something that was filled in, behind the text."""
        return self._held is not None and self._held[0] < 0

    def tell(self, text: str, role: str = "") -> None:
        if not self.capturing:
            super().tell(text, role)
            return
        self._said = (Span(text, role),)
        self.draw_card()

    def done(self, message: CommandDone) -> None:
        """What was saved while the line is open is told there, where `u` would be a letter."""
        from tui.outcome import came_to, made

        if not self.capturing or not made(message.events):
            super().done(message)
            return
        told = came_to(message.events, self.board, self.words)
        self._saved = (*self._saved, told)
        aside = self.beside_saved() or self.words.say("board.entry.change_it")
        self.tell(f"✓ {told}  ·  {aside}", "accent")

    def beside_saved(self) -> str:
        """What stands beside a saved line before anything else."""
        return ""

    def draw_card(self) -> None:
        """The card, the pieces in the line and the frame, as the line stands."""
        if not self.capturing:
            return
        from tui.card import Shown, card_rows, parts_of

        width, height = self.app.size
        most = 9 if width < 100 or height < 30 else 12 if width < 180 else 15
        shown = Shown(
            *(self.line, self.board, self._active, self._alike()),
            consult=self._consult_row(),
            said=self._said,
            saved=self._saved[:-1] if self._said else self._saved,
        )
        rows = card_rows(shown, self.words, width - 4, most)
        self.query_one(CaptureCard).show(rows, self._edge())
        kind = self.line.reading.type.value if self.line is not None else self._kind
        label = self.words.say(f"term.record.{kind}")
        self.entry.rename(Purpose(self._kind), label, hint_of(self._kind, self.words))
        self.entry.show_parts(parts_of(self.line) if self.line is not None else ())

    def _edge(self) -> tuple[Span, ...]:
        """The tabs, which the card lies over where there is one panel at a time."""
        found = (each.text.strip() for each in self.query("#tabs").results(OneLine) if each.display)
        return tuple(Span(f" {each} ", "muted") for each in found)

    def frame(self) -> tuple[Span, ...]:
        """The upper edge of the frame: what is typed for, and that the board keeps still."""
        words, width = self.words, self.app.size.width
        title = words.say("board.entry.title")
        if shelved := self.pengtou.drafts.shelved:
            title += " · " + words.say("board.entry.shelf", n=shelved)
        if (subject := self.spoken_of()) is not None:
            told = f"{subject} {getattr(self.record(), 'title', '')}".strip()
            title += " · " + words.say("board.entry.selected", id=told)
        waiting = self.pengtou.link.waiting
        held = words.say("board.frozen", n=waiting) if waiting else words.say("board.held")
        return frame_top(
            (Span(f" {title} ", "accent bold"),), (Span(f" {held} ", "accent"),), width
        )

    def _consult_row(self) -> tuple[Span, ...]:
        """Who is to be asked before this decision."""
        from tui.consulting import consult_row

        if self.line is None:
            return ()
        return consult_row(self.line, self.board, self._consulted, self.words)

    def note_consulted(self) -> None:
        """Notes that the C of the linked tasks were asked; once more takes that back."""
        from tui.consulting import unasked

        if self.line is not None:
            left = unasked(self.line, self.board, self._consulted)
            self._consulted = unasked(self.line, self.board) if left else ()
            self.draw_card()

    def _alike(self) -> tuple[tuple[RecordId, int, str], ...]:
        """What looks like this line already."""
        if self.line is None or not self.line.text.strip():
            return ()
        from core.capture.similar import similar

        reading = self.line.reading
        titles = {identity: title for identity, title, _ in self._open_items}
        found = similar(reading.text, reading.owner, self._open_items)
        return tuple((identity, share, titles[identity]) for identity, share in found[:1])
