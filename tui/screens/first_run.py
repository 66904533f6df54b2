"""FirstRunScreen: the page that a new person sees: the sample, an own project, a source, a team."""

from __future__ import annotations

from collections.abc import Callable
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

from tui import first_steps as steps
from tui import first_work
from tui.first_steps import MENU, Draft
from tui.panels.panel import content
from tui.screens.stepping import Stepping
from tui.team_address import tells_password
from tui.terminal.shown import shown
from tui.unfit import Unfit
from tui.welcoming import Onward
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from tui.first_work import Went
    from tui.opening import Opening


class FirstRunScreen(Stepping[Onward | None, "Went"]):
    """Gives back the board to go on to; None where it was left."""

    NAMED = "first"
    DEFAULT_CSS = """
    FirstRunScreen { align: center middle; background: $background; }
    #first-run {
        width: 84; max-width: 100%; height: auto; max-height: 100%;
        border: solid $accent; border-title-color: $foreground; padding: 1 2;
    }
    #first-told { height: auto; max-height: 16; }
    #first-told Static, #first-said { height: auto; }
    #first-list { height: 5; margin-top: 1; background: $background; }
    #first-line { height: 1; margin-top: 1; }
    #first-mark { width: auto; color: $accent; padding-right: 1; }
    #first-input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    #first-said { margin-top: 1; min-height: 1; }
    """

    def __init__(self, opening: Opening, *, alone: bool = False) -> None:
        """`alone` says that there is no board below it."""
        super().__init__()
        self._opening = opening
        self._alone = alone
        self.draft = Draft()

    def compose(self) -> ComposeResult:
        with Vertical(id="first-run"):
            with VerticalScroll(id="first-told", can_focus=False):
                yield Static(id="first-lines", markup=False)
            yield LineGrid(
                [
                    Column("number", width=2),
                    Column("name", width=22),
                    Column("about", flex=1, least=10),
                ],
                id="first-list",
            )
            with Horizontal(id="first-line"):
                yield Label("›", id="first-mark", markup=False)
                yield Input(id="first-input", compact=True)
            yield Static(id="first-said", markup=False)
        yield OneLine(id="footer")

    def opening_now(self) -> Opening:
        """The opening, in the language that was chosen on the page."""
        return replace(self._opening, language=self.words.language)

    def draw(self, *, fresh: bool = False) -> None:
        """The page as it stands; `fresh` when its step was just come to."""
        draft, words, menu = self.draft, self.words, self.draft.step == MENU
        self.query_one("#first-run").border_title = shown(steps.title(draft, words), "bold")
        told = [content(line) for line in steps.lines(draft, words)]
        self.query_one("#first-lines", Static).update(Content("\n").join(told))
        self.query_one("#first-list").display = menu
        self.query_one("#first-line").display = not menu
        self.query_one("#footer", OneLine).show(steps.foot(draft, words))
        if menu:
            self._list()
        if fresh:
            self._come_to()

    def reword(self) -> None:
        """The same step in the language that was chosen; what was typed stays."""
        self.line.placeholder = steps.usual(self.draft, self._opening.actor, self.words)
        if self._problem is not None:
            self.unfit(*self._problem)
        self.draw()

    def _list(self) -> None:
        words, ways = self.words, steps.ways()
        keys = (*ways, "leave")

        def cells(key: str) -> tuple[Cell, ...]:
            label = str(ways.index(key) + 1) if key in ways else "q"
            name, about = words.say(f"first_run.way.{key}"), words.say(f"first_run.about.{key}")
            return (Span(label, "accent bold"), Span(name, "bold"), Span(about, "muted"))

        grid = self.query_one("#first-list", LineGrid)
        grid.show(keys, lambda key: (key, words.language), cells)
        grid.styles.height = len(keys)

    def _come_to(self) -> None:
        self.tell("")
        if self.draft.step == MENU:
            self.query_one("#first-list").focus()
            return
        step = self.draft.step
        self.line.password = step == "password"
        self.line.placeholder = steps.usual(self.draft, self._opening.actor, self.words)
        self.line.value = self._typed.get(step, "")
        self.line.focus()

    def action_back(self) -> None:
        """A step back, with all that was answered; from the choice, out."""
        self.give_up()
        if self.draft.step == MENU:
            self.dismiss(None)
            return
        if self.draft.step not in ("url", "password"):
            self._typed[self.draft.step] = self.line.value
        before = self.draft.before
        self.draft = replace(self.draft, step=before, way="" if before == MENU else self.draft.way)
        self.draw(fresh=True)

    def on_key(self, event: Key) -> None:
        """Digits choose in either width; nothing typed here is for a board below."""
        if self.draft.step != MENU:
            return
        said = normalize("NFKC", event.character or "")
        if not (said and said.isprintable()):
            return
        event.stop()
        event.prevent_default()
        ways = steps.ways()
        if said in ("q", "Q"):
            self.dismiss(None)
        elif said in ("l", "L"):
            self.pengtou.action_language()
        elif said.isdecimal() and 0 < int(said) <= len(ways):
            self.take(ways[int(said) - 1])

    @on(LineGrid.Selected, "#first-list")
    def _selected(self, event: LineGrid.Selected) -> None:
        event.stop()
        self.take(event.key)

    def take(self, way: str) -> None:
        """Takes one of the ways."""
        if self._busy:
            return
        if way == "leave":
            self.dismiss(None)
        elif way == "sample":
            self._work(first_work.sampled)
        elif way == "kind":
            self.draft = replace(self.draft, way=way)
            self._work(first_work.listed)
        elif way == "source" and not self._alone and self.pengtou.remembers:
            self.dismiss(None)
            self.pengtou.call_later(self.pengtou.run_action, "source_wizard")
        else:
            draft = replace(self.draft, way=way)
            self.draft = replace(draft, step=draft.after)
            self.draw(fresh=True)

    @on(Input.Changed)
    def _hide(self, event: Input.Changed) -> None:
        """What may be a password is not shown, wherever it is typed."""
        if self.draft.step == "url":
            self.line.password = tells_password(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._busy:
            return
        usually = steps.usual(self.draft, self._opening.actor, self.words)
        try:
            self.draft = steps.answered(self.draft, event.value, usually)
        except Unfit as problem:
            self.unfit(problem.word, problem.values)
            return
        step = self.draft.step
        self._typed[step] = {"url": self.draft.answers.get("url", ""), "password": ""}.get(
            step, event.value
        )
        self._go_on()

    def _go_on(self) -> None:
        """To the next step, or to what has to be done before it."""
        if steps.must_look(self.draft):
            self._work(first_work.looked)
        elif self.draft.after:
            self.draft = replace(self.draft, step=self.draft.after)
            self.draw(fresh=True)
        else:
            self._work(first_work.joined if self.draft.way == "team" else first_work.founded)

    def _work(self, work: Callable[[Draft, Opening], Went]) -> None:
        self.begin(partial(work, self.draft, self.opening_now()), "first_run.busy")

    def went(self, went: Went) -> None:
        if went.word:
            self.unfit(went.word, dict(went.values))
        elif went.onward is not None:
            self.dismiss(went.onward)
        else:
            self.draft = went.draft
            self._go_on()
