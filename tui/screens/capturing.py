"""Capturing: from Enter on a capture line to the wishes that it becomes; pasted lines, too."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.events import Paste

from core.domain.refusal import Refused
from tui.drafts import Draft
from tui.lines import CAPTURES
from tui.messages import CommandIssued, CommandRefused
from tui.screens.typing_line import TypingLine
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.capture.chips import Reading
    from core.capture.ground import Ground
    from core.domain.command import Command
    from tui.capture_line import CaptureLine

_CHINESE: Final = 0x2E80
"""From this character on it is no key of a keyboard: an input method has sent it."""
_STEPS: Final = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}
"""Keys that go through the choices of a piece."""
_YES: Final = frozenset({"y", "Y", "ｙ", "Ｙ"})


@dataclass(frozen=True, slots=True)
class _Saved:
    """The line that was saved last, and the wish that it became."""

    draft: Draft
    command: str


class Capturing(TypingLine):
    """A screen with a capture line."""

    def __init__(self) -> None:
        super().__init__()
        self._last: _Saved | None = None
        self._correcting: _Saved | None = None
        self._chain: dict[str, Callable[[], None]] = {}
        self._early: list[Draft] = []
        """Lines that were entered before there was anything to read them against."""

    def catches(self, character: str | None) -> bool:
        """Whether this is Chinese that no line is open for; it is in an open line now."""
        if self.entry.typing or not character or ord(character[0]) < _CHINESE:
            return False
        self.open_capture(Draft(character))
        return True

    def open_capture(self, draft: Draft, kind: str = "") -> None:
        super().open_capture(draft, kind)
        self._correcting = None
        if "\n" in draft.text:
            self._when_ready(partial(self._sort_out, draft))

    def enter_capture(self) -> None:
        """Enter: asks what is open, or saves."""
        self._edit(self.entry.text)
        if self.line is not None:
            self._enter_line()
        elif self.board is None:
            self.tell(self.words.say("board.entry.no_board"), "sla-soon")
        else:
            draft = Draft(self.entry.text, self._kind, self._choices())
            self.pengtou.drafts.shelve(draft)
            self._early.append(draft)
            self._next()

    def ground_ready(self, ground: Ground) -> None:
        """Lines that were entered before they could be read are saved; what is open comes back."""
        from core.capture.chips import Type
        from tui.capture_line import CaptureLine

        early, self._early = self._early, []
        for draft in early:
            self.pengtou.drafts.drop(draft)
            chosen = {(a, b): choice for a, b, choice in draft.chosen}
            reading = CaptureLine(ground, Type(draft.kind), draft.text, chosen).reading
            if reading.amber or reading.each or not reading.text.strip():
                self.bring_back(draft)
            else:
                self._careful(partial(self._add_read, reading, draft))

    def _add_read(self, reading: Reading, draft: Draft) -> None:
        from core.capture.command import commands_for

        self._add(commands_for(reading), draft)

    def handles(self, key: str) -> bool:
        """Keys that are for the line as a whole. At once: the next one may be here already."""
        if self.entry.purpose is None or self.entry.purpose.id not in CAPTURES:
            return False
        if self._confirming and self._confirmed(key):
            return True
        empty = not self.entry.text.strip()
        if key == "escape" or (key == "enter" and empty):
            self.shut()
        elif key == "enter":
            self._careful(self.enter_capture)
        elif key == "up" and empty:
            self._bring_last()
        elif key in _STEPS:
            self._cycle(_STEPS[key])
        else:
            return False
        return True

    def _confirmed(self, key: str) -> bool:
        """Whether this key says yes; any other one takes the question away."""
        self._confirming, self._said = False, ()
        self.draw_card()
        if key in _YES:
            self._careful(self._save)
        return key in _YES

    def _bring_last(self) -> None:
        """The last line again, to change what it said."""
        if self._last is None:
            return
        draft = self._last.draft
        self.open_capture(draft)
        self._correcting = self._last
        self._said = (Span(self.words.say("board.entry.correcting"), "muted"),)
        self._note()

    def _enter_line(self) -> None:
        line = self.line
        if line is None or self._confirming:
            return
        reading = line.reading
        if not reading.text.strip():
            raise Refused("title-missing")
        if reading.amber and (reading.everyone or self._asked != line.mark):
            self._ask()
        elif reading.each:
            self._confirming = True
            told = self.words.say("board.entry.each", n=len(reading.each))
            self.tell(told, "sla-soon bold")
        else:
            self._save()

    def _ask(self) -> None:
        """The caret goes to what is open; a second Enter accepts it as it stands."""
        from tui.capturing import amber_text

        assert self.line is not None
        amber = self.line.reading.amber[0]
        self._asked, self._asked_piece = self.line.mark, (amber.start, amber.end)
        if amber.start >= 0:
            self.entry.caret = amber.end
        told = amber_text(amber, self.words)
        how = "again_everyone" if self.line.reading.everyone else "again"
        self.tell(f"! {told} · {self.words.say(f'board.entry.{how}')}", "sla-soon bold")

    def _save(self) -> None:
        from core.capture.command import commands_for

        assert self.line is not None
        commands = commands_for(self.line.reading)
        if not commands:
            self.tell(self.words.say("board.entry.risk"), "sla-soon")
            return
        draft = Draft(self.line.text, self._kind, self._choices())
        before, self._correcting = self._correcting, None
        if before is None:
            self._add(commands, draft)
        elif before.draft == draft:
            self.tell(self.words.say("board.entry.same"), "muted")
        else:
            self._replace(before, commands, draft)
        self._next()

    def _add(self, commands: tuple[Command, ...], draft: Draft) -> None:
        names = [self.send(each, draft if at == 0 else None) for at, each in enumerate(commands)]
        if len(names) == 1:
            self._last = _Saved(draft, names[0])

    def _replace(self, before: _Saved, commands: tuple[Command, ...], draft: Draft) -> None:
        """The line that was saved is taken back; then this one is saved in its place."""
        from core.domain.intake import TakeBack

        name = self.send(TakeBack(command=before.command), draft)
        self._chain[name] = lambda: self._add(commands, draft)

    def send(self, command: Command, line: Draft | None) -> str:
        """Sends a wish on its way, with the line it was typed as; gives back its id."""
        message = CommandIssued(command, uuid.uuid4().hex, line)
        self.pengtou.promise(message)
        self.post_message(message)
        return message.command_id

    def _next(self) -> None:
        """The line is free for the next one."""
        self._chosen = {}
        self._forget_question()
        said = self._said
        self.entry.clear()
        self._edit("")
        self._said = said
        self._prepare()
        self.draw_card()

    def goes_on(self, command: str) -> bool:
        """Whether something waited for this wish to be carried out; it is done now."""
        chained = self._chain.pop(command, None)
        if chained is not None:
            chained()
        return chained is not None

    def refused(self, message: CommandRefused) -> None:
        self._chain.pop(message.command_id, None)
        super().refused(message)

    def bring_back(self, draft: Draft) -> None:
        """A line that was not carried out comes back; it waits where another is being typed."""
        if self.entry.typing and self.entry.text.strip():
            self.pengtou.drafts.shelve(draft)
            return
        said = self._said
        self.open_capture(draft)
        self._said = said
        self._note()
        self.draw_card()

    def resume(self) -> None:
        """Opens the line that an earlier run left open."""
        if not self.entry.typing:
            self.action_capture("")

    @on(EntryBar.Pasted)
    def _pasted(self, event: EntryBar.Pasted) -> None:
        self._put_aside(event.text)

    def on_paste(self, event: Paste) -> None:
        """Text that is pasted while no line is open opens one."""
        lines = [each for each in event.text.splitlines() if each.strip()]
        if not lines or self.entry.typing:
            return
        event.stop()
        self.open_capture(Draft(lines[0] if len(lines) == 1 else ""))
        if len(lines) > 1:
            self._put_aside("\n".join(lines))
        self._note()

    def _put_aside(self, text: str) -> None:
        """Several lines are kept together until they are saved or taken up again."""
        draft = Draft(text, self._kind)
        self.pengtou.drafts.shelve(draft)
        self._when_ready(partial(self._sort_out, draft))

    def _sort_out(self, draft: Draft) -> None:
        from core.capture.chips import Type
        from tui.screens.pasted import Pasted

        assert self.line is not None
        drafts, line = self.pengtou.drafts, self.line
        drafts.shelve(draft)

        def sorted_out(kept: tuple[CaptureLine, ...] | None) -> None:
            if kept is None:
                self.tell(self.words.say("board.entry.pasted_kept"), "muted")
                return
            drafts.drop(draft)
            if self.entry.text.strip() and self.entry.text in draft.text:
                self._next()
            self._save_all(kept)

        self.app.push_screen(
            Pasted(draft.text, line.ground, Type(draft.kind), self.board, self.words), sorted_out
        )

    def _save_all(self, lines: tuple[CaptureLine, ...]) -> None:
        from core.capture.command import commands_for

        for each in lines:
            draft = Draft(each.text, each.kind.value)
            try:
                commands = commands_for(each.reading)
            except Refused:
                commands = ()
            if commands:
                self._add(commands, draft)
            else:
                self.pengtou.drafts.shelve(draft)
