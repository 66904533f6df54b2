"""Capturing: from Enter on a capture line to the wishes that it becomes; pasted lines, too."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.events import Paste

from core.domain.refusal import Refused
from tui.drafts import Draft
from tui.lines import CAPTURES, no_maker
from tui.messages import CommandIssued, CommandRefused
from tui.recall import Past, Recall
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
_ROWS: Final = {"pagedown": 1, "pageup": -1}
"""Keys that go from piece to piece."""
_BACK: Final = {"up": 1, "down": -1}
"""Keys that go through the lines of before."""
_OPENS: Final = frozenset("@＠")
"""Beside Chinese, what begins a line by itself."""
_YES: Final = frozenset({"y", "Y", "ｙ", "Ｙ"})


class Capturing(TypingLine):
    """A screen with a capture line."""

    def __init__(self) -> None:
        super().__init__()
        self._recall = Recall()
        self._correcting: Past | None = None
        """The line of before that was brought back to be changed."""
        self._chain: dict[str, Callable[[], None]] = {}
        self._early: list[Draft] = []
        """Lines that were entered before there was anything to read them against."""

    def catches(self, character: str | None) -> bool:
        """Whether this is Chinese that no line is open for; it is in an open line now."""
        if self.entry.typing or not character:
            return False
        if character not in _OPENS and ord(character[0]) < _CHINESE:
            return False
        self.open_capture(Draft(character))
        return True

    def reword(self) -> None:
        super().reword()
        self.draw_card()

    def open_capture(self, draft: Draft, kind: str = "") -> None:
        super().open_capture(draft, kind)
        self._correcting = None
        self._recall.leave()
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
        if key == "f1":
            self.pengtou.action_keys("capture")
        elif key in _BACK and self._recalling:
            self._bring(_BACK[key])
        elif step := self._row_step(key):
            self._walk(step)
        elif key == "f9":
            self.note_consulted()
        elif key in _STEPS:
            self._cycle(_STEPS[key])
        else:
            return self._ends(key)
        return True

    def _ends(self, key: str) -> bool:
        """Enter and Esc, which end the line; whether it was one of them."""
        if key == "escape" or (key == "enter" and not self.entry.text.strip()):
            self.shut()
        elif key == "enter":
            self._careful(self.enter_capture)
        return key in ("enter", "escape")

    def _row_step(self, key: str) -> int:
        """How many rows of the card a key goes on: → does behind the text, and ← back."""
        if key == "right" and (self._beyond or self.entry.caret == len(self.entry.text)):
            return self._filled_in(1)
        if key == "left" and self._beyond:
            return -1
        return _ROWS.get(key, 0)

    def _filled_in(self, step: int) -> int:
        """The step, where what was filled in lies there; 0 where the text would begin again."""
        piece = self.line.beside(self._active, step) if self.line is not None else None
        return step if piece is not None and piece.start < 0 else 0

    def _confirmed(self, key: str) -> bool:
        """Whether this key says yes; any other one takes the question away."""
        self._confirming, self._said = False, ()
        self.draw_card()
        if key in _YES:
            self._careful(self._save)
        return key in _YES

    @property
    def _recalling(self) -> bool:
        """Whether ↑ and ↓ go through the lines of before."""
        shown = self._recall.shown
        if not self.entry.text.strip():
            return True
        return shown is not None and shown.draft == self._draft

    @property
    def _draft(self) -> Draft:
        """The line as it stands."""
        return Draft(self.entry.text, self._kind, self._choices())

    def _bring(self, back: int) -> None:
        """A line of before again, to change what it said."""
        recall, before = self._recall, self._recall.shown
        found = recall.step(back, self.pengtou.drafts.aside)
        if found is before:
            return
        super().open_capture(found.draft if found is not None else Draft("", self._kind))
        self._correcting = found
        told = "" if found is None else "correcting" if found.command else "taken_up"
        self._said = (Span(self.words.say(f"board.entry.{told}"), "muted"),) if told else ()
        self._note()
        self.draw_card()

    def _enter_line(self) -> None:
        line = self.line
        if line is None or self._confirming:
            return
        reading = line.reading
        if not reading.text.strip():
            raise Refused("title-missing")
        if reading.amber and (reading.everyone or self._asked != line.mark):
            self._stop_at_question()
        elif no_maker(reading) and self._asked != line.mark:
            self._asked = line.mark
            self.tell(self.words.say("meeting_screen.ask_maker"), "sla-soon bold")
        elif reading.each:
            self._confirming = True
            told = self.words.say("board.entry.each", n=len(reading.each))
            self.tell(told, "sla-soon bold")
        else:
            self._save()

    def _stop_at_question(self) -> None:
        """The caret goes to what is open; a second Enter accepts it as it stands."""
        from tui.capturing import amber_text

        assert self.line is not None
        amber = self.line.reading.amber[0]
        if amber.start >= 0:
            self.entry.caret = amber.end
        self._asked, self._held = self.line.mark, (amber.start, amber.end)
        told = amber_text(amber, self.words)
        how = "again_everyone" if self.line.reading.everyone else "again"
        self.tell(f"! {told} · {self.words.say(f'board.entry.{how}')}", "sla-soon bold")

    def _save(self) -> None:
        from core.capture.command import commands_for
        from tui.consulting import with_consulted

        assert self.line is not None
        commands = commands_for(self.line.reading)
        commands = with_consulted(commands, self.line, self.board, self._consulted)
        draft = Draft(self.line.text, self._kind, self._choices())
        before, self._correcting = self._correcting, None
        if before is None or not before.command:
            self._add(commands, draft)
            if before is not None:
                self.pengtou.drafts.drop(before.draft)
        elif before.draft == draft:
            self.tell(self.words.say("board.entry.same"), "muted")
        else:
            self._replace(before, commands, draft)
        self._next()

    def _add(self, commands: tuple[Command, ...], draft: Draft) -> None:
        """One wish, whatever the line comes to: it is taken back as one."""
        from core.domain.batch import Batch

        whole = commands[0] if len(commands) == 1 else Batch(commands=commands)
        self._recall.remember(Past(draft, self.send(whole, draft)))

    def _replace(self, before: Past, commands: tuple[Command, ...], draft: Draft) -> None:
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
        self._chosen, self._consulted = {}, ()
        self._recall.leave()
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
        drafts, line, aside = self.pengtou.drafts, self.line, [draft]
        drafts.shelve(draft)

        def keep(text: str) -> None:
            drafts.drop(aside.pop())
            aside.append(Draft(text, draft.kind))
            drafts.shelve(aside[0])

        def sorted_out(kept: tuple[CaptureLine, ...] | None) -> None:
            if kept is None:
                self.tell(self.words.say("board.entry.pasted_kept"), "muted")
                return
            drafts.drop(aside[0])
            if self.entry.text.strip() and self.entry.text in draft.text:
                self._next()
            self._save_all(kept, aside[0])

        kind = Type(draft.kind)
        screen = Pasted(draft.text, line.ground, kind, self.board, self.words, keep=keep)
        self.app.push_screen(screen, sorted_out)

    def _save_all(self, lines: tuple[CaptureLine, ...], draft: Draft) -> None:
        """All lines of a list as one wish; those that nothing can be made of are put aside."""
        from core.capture.command import commands_for

        if not lines:
            n = sum(1 for each in draft.text.splitlines() if each.strip())
            self.tell(self.words.say("board.entry.pasted_gone", n=n), "muted")
            return
        found: list[Command] = []
        for each in lines:
            try:
                found += commands_for(each.reading)
            except Refused:
                self.pengtou.drafts.shelve(Draft(each.text, each.kind.value))
        if found:
            self._add(tuple(found), draft)
