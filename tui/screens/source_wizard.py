"""SourceWizard: a new source step by step: address, name, secrets, columns, writing back, plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Label, Static

from core.domain.people import stem_of
from sync.trouble import SyncError
from tui import wizard, wizard_work
from tui import wizard_words as told
from tui.messages import SourcesRead
from tui.panels.panel import content
from tui.screens.stepping import Stepping
from tui.terminal.shown import shown
from tui.unfit import Unfit
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine
from tui.wizard import Draft

if TYPE_CHECKING:
    from tui.wizard_work import Went

_TYPED = frozenset({"address", "name", "columns"})
"""Steps with a line to type in."""
_LISTED = frozenset({"columns", "write"})
"""Steps with a table."""


class SourceWizard(Stepping[str | None, "Went"]):
    """Gives back the name of the source that was set up; None where it was left."""

    NAMED = "wizard"

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft()
        self._settled = ""
        """What the last correction came to, to be said once the table was read again."""

    def compose(self) -> ComposeResult:
        with Vertical(id="wizard"):
            with VerticalScroll(id="wizard-told", can_focus=False):
                yield Static(id="wizard-lines", markup=False)
            yield LineGrid(rule=True, id="wizard-list")
            with Horizontal(id="wizard-line"):
                yield Label(id="wizard-mark", markup=False)
                yield Input(id="wizard-input", compact=True)
            yield Static(id="wizard-said", markup=False)
        yield OneLine(id="footer")

    def draw(self, *, fresh: bool = False) -> None:
        """The step as it stands; `fresh` when it was just come to."""
        draft, words = self.draft, self.words
        frame = self.query_one("#wizard")
        frame.border_title = shown(told.title(draft, words), "bold")
        room = max(self.app.size.width - 6, 20)
        lines = told.lines(draft, words, room)
        self.query_one("#wizard-lines", Static).update(Content("\n").join(map(content, lines)))
        self.query_one("#wizard-list").display = draft.step in _LISTED
        self.query_one("#wizard-line").display = draft.step in _TYPED
        self.query_one("#wizard-told").styles.height = "auto" if draft.step in _LISTED else "1fr"
        if draft.step in _LISTED:
            self._list()
        if fresh:
            self._come_to()
        self.query_one("#footer", OneLine).show(self._foot())

    def on_resize(self) -> None:
        """Sentences break elsewhere."""
        self.call_after_refresh(self.draw)

    def _come_to(self) -> None:
        step = self.draft.step
        self._name_line()
        if step in _TYPED:
            usual = {"address": self.draft.address, "name": self.draft.name}
            self.line.value = self._typed.get(step, usual.get(step, ""))
            self.line.focus()
        elif step in _LISTED:
            self.query_one("#wizard-list").focus()
        else:
            self.set_focus(None)

    def _name_line(self) -> None:
        step = self.draft.step
        mark = self.words.say(f"wizard.step.{step}")
        self.query_one("#wizard-mark", Label).update(shown(f"▸ {mark}", "bold"))
        if step in _TYPED:
            self.line.placeholder = self.words.say(f"wizard.hint.{step}")

    def reword(self) -> None:
        """The same step in the language that was chosen; what was typed stays."""
        if self._problem is not None:
            self.unfit(*self._problem)
        elif self._busy:
            self.tell(self.words.say(f"wizard.busy.{self.draft.step}"), "accent")
        self._name_line()
        self.query_one("#wizard-list", LineGrid).draw_anew()
        self.draw()

    def _list(self) -> None:
        draft, words = self.draft, self.words
        grid = self.query_one("#wizard-list", LineGrid)
        columns = draft.step == "columns"
        count = len(draft.columns) if columns else len(draft.writable) + 1
        numbers = range(1, count + 1) if columns else (*range(1, count), 0)
        grid.set_columns(told.column_places(words) if columns else told.write_places())
        cells_of = told.column_cells if columns else told.write_cells

        def cells(key: str) -> Sequence[Cell]:
            return cells_of(draft, int(key), words)

        grid.show([str(each) for each in numbers], lambda key: (key, cells(key)), cells)

    def _foot(self) -> tuple[Span, ...]:
        words, step = self.words, self.draft.step
        keys = [("Enter", words.say(f"wizard.enter.{step}"))]
        if step == "write":
            keys.append(("0-9", words.say("wizard.keys.turn")))
        back = "wizard.keys.back" if self.draft.before else "wizard.keys.leave"
        keys.append(("Esc", words.say(back)))
        found: list[Span] = []
        for key, text in keys:
            found += [Span(key, "accent bold"), Span(f" {text}  ", "muted")]
        return tuple(found)

    def to(self, draft: Draft) -> None:
        """Comes to a step; some of them have work to do before anything is asked."""
        came = draft.step != self.draft.step
        self.draft = draft
        self._busy = False
        self.tell("")
        self.draw(fresh=came)
        if not came:
            return
        if draft.step == "secrets" or (draft.step == "columns" and draft.found is None):
            self._work(wizard_work.look)
        elif draft.step == "plan":
            self._work(partial(wizard_work.plan, opening=self.pengtou.opening))

    def action_back(self) -> None:
        """A step back, with all that was answered; at the first one, out."""
        self.give_up()
        self._settled = ""
        if self.draft.step in _TYPED:
            self._typed[self.draft.step] = self.line.value
        step = self.draft.before
        if step == "secrets" and not self.draft.missing:
            step = "name"
        if step is None:
            self.dismiss(self.draft.name if self.draft.step == "done" else None)
            return
        self.draft = replace(self.draft.at(step), report=None)
        self.tell("")
        self.draw(fresh=True)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._busy:
            self._answered(event.value)

    def _answered(self, text: str) -> None:
        """What was typed is taken, or it is said why not; the line stays as it is then."""
        draft, taken = self.draft, self.pengtou.opening.settings.sources
        try:
            match draft.step:
                case "address":
                    self.to(wizard.addressed(draft, text, taken))
                case "name":
                    self.to(wizard.named(draft, text, taken))
                case "columns" if draft.found is None:
                    self._work(wizard_work.look)
                case "columns" if text.strip():
                    self._correct(wizard.corrected(draft, text, self.words, self._ours))
                case _:
                    self.to(wizard.agreed(draft))
        except SyncError as problem:
            self.unfit(f"sync.reason.{problem.reason}", problem.values)
        except Unfit as problem:
            self.unfit(problem.word, problem.values)

    def _correct(self, draft: Draft) -> None:
        """With a mapping that was corrected; a file is read once more, as it asks now."""
        self._settled = told.settled_told(self.draft, draft, self.words)
        self.to(draft)
        self.line.value = ""
        if draft.settings.type == "sheet":
            self._work(wizard_work.look)
        else:
            self._say_settled()

    def _say_settled(self) -> None:
        if self._settled:
            self.tell(f"✓ {self._settled}", "accent")
        self._settled = ""

    def _ours(self, name: str) -> str:
        """The name of the only person here who goes by `name`."""
        board = self.pengtou.board
        people = board.people.values() if board is not None else ()
        found = [each.name for each in people if each.goes_by(name)]
        if len(found) == 1:
            return found[0]
        alike = found or [each.name for each in people if stem_of(each.name) == name]
        word = "wizard.several" if len(alike) > 1 else "wizard.nobody"
        raise Unfit(word=word, name=name, known=tuple(alike))

    def worded_here(self, word: str) -> str:
        """On a screen nobody is told of options of a command."""
        here = word.replace("sync.", "wizard.", 1)
        return here if self.words.has(here) else word

    def on_key(self, event: Key) -> None:
        """Digits switch what is written back; Enter goes on where there is no line."""
        step, character = self.draft.step, normalize("NFKC", event.character or "")
        if self._busy or step in _TYPED:
            return
        if event.key == "enter":
            event.stop()
            self._go_on()
        elif step == "write" and character.isdecimal():
            event.stop()
            self.draft = wizard.turned(self.draft, int(character))
            self.draw()

    @on(LineGrid.Selected, "#wizard-list")
    def _selected(self) -> None:
        if self.draft.step == "write":
            self._go_on()
        else:
            self._answered(self.line.value)

    def _go_on(self) -> None:
        opening, draft = self.pengtou.opening, self.draft
        match draft.step:
            case "secrets":
                self._work(wizard_work.look)
            case "write":
                self.to(replace(draft.at(draft.after), report=None))
            case "plan" if draft.report is not None:
                remembers = self.pengtou.remembers
                self._work(partial(wizard_work.keep, opening=opening, remembers=remembers))
            case "plan":
                self._work(partial(wizard_work.plan, opening=opening))
            case _:
                self.dismiss(draft.name)
                if not draft.lines:
                    self.pengtou.sync_now(draft.name)

    def _work(self, work: Callable[[Draft], Went]) -> None:
        self.begin(partial(work, self.draft), f"wizard.busy.{self.draft.step}")

    def went(self, went: Went) -> None:
        if went.word:
            self._settled = ""
            self.draw()
            self.unfit(went.word, dict(went.values))
            return
        self.to(went.draft)
        self._say_settled()
        if went.draft.step == "done" and not went.draft.lines:
            self._known(went.draft)

    def _known(self, draft: Draft) -> None:
        """From now on the board syncs it."""
        known = self.pengtou.opening.settings.sources
        self.app.post_message(SourcesRead({**known, draft.name: draft.settings}))
