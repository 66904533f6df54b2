"""One form as it looks: fields in one column, who signed, what it waits for, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static, TextArea

from core.domain.form import Form, FormStatus
from core.domain.form_as_it_stands import as_it_stands
from core.domain.form_standing import children
from tui.form_acts import ACTS, Sight, next_act, why_not
from tui.form_draft import FormDraft
from tui.form_places import Place, places
from tui.form_words import kind_name, step_name, title
from tui.panels.fold import folded
from tui.panels.form_lines import Block, Line, Look, blocks, height
from tui.panels.frame_title import frame_title
from tui.panels.panel import content
from tui.panels.process_stages import few
from tui.panels.view import Width
from tui.screens import status
from tui.screens.speaking import Speaking
from tui.spans_told import left
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.one_line import OneLine
from tui.widgets.reading import FollowedReading

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.form_kind import FormKind
    from tui.actions import Action

BESIDE = 36
"""Cells of what can be done, where it stands beside the form."""


class FormSight(Speaking):
    """What is seen of a form; what its keys do is in `FormScreen`."""

    AUTO_FOCUS = ""
    KEEPS_TYPING: ClassVar[bool] = True
    SAYS_LEFT_OUT = False

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.identity = identity
        self.draft = FormDraft()
        self.at = ""
        """The place under the cursor."""
        self.opened = ""
        """The row whose cells are shown."""
        self.open_place = ""
        """The place that is typed into."""
        self.faults: dict[str, str] = {}
        """What is wrong at a place, in words."""
        self.spots: tuple[Place, ...] = ()
        self._shown: object = None

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        yield OneLine(id="stands")
        with Horizontal(id="form"):
            with FollowedReading(id="page", classes="box"):
                yield Static(id="before", markup=False)
                with Horizontal(id="spot"):
                    yield Static(id="spot-label", markup=False)
                    yield Input(id="spot-line", compact=True, select_on_focus=False)
                    yield TextArea(id="spot-text", show_line_numbers=False, tab_behavior="focus")
                yield Static(id="after", markup=False)
            with Vertical(id="acts", classes="box"):
                yield Static(id="act-lines", markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        super().on_mount()
        self.lay_out()
        self.query_one("#page").focus()
        self.show_spot(None)
        self.watch_board()

    @property
    def form(self) -> Form | None:
        """The form as the board has it."""
        return self.board.forms.get(self.identity) if self.board is not None else None

    @property
    def kind(self) -> FormKind | None:
        """What it is like, whatever of it this machine knows; None where there is no form."""
        form = self.form
        return as_it_stands(form, self.kinds.get(form.kind)) if form is not None else None

    @property
    def spot(self) -> Place | None:
        """The place under the cursor."""
        return next((each for each in self.spots if each.id == self.at), None)

    def subject(self) -> str | None:
        return self.identity

    def sight(self) -> Sight | None:
        """What acts are judged by; None before all is known."""
        form, scene = self.form, self.scene()
        if form is None or scene is None or self.board is None:
            return None
        on_row = self.spot is not None and self.spot.sort in ("row", "cell", "add")
        return Sight(form, self.kind, self.draft, self.board, scene, self.words, on_row)

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        if self.alive:
            self.lay_out()
            self._shown = None
            self.call_after_refresh(self.draw)

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self.draw()
            self.call_after_refresh(self.draw)

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def overtaken(self) -> dict[str, str]:
        """By place, what others wrote into fields that are written here as well."""
        return {}

    def answers(self, on: Sight) -> tuple[Form, ...]:
        """The forms that this one collected."""
        return children(on.form, on.scene)

    def draw(self) -> None:
        """Everything as it stands."""
        if self.board is None or not self.alive:
            return
        self.draw_edges(self._wide)
        self.entry.set_hint(self.ways())
        on = self.sight()
        if on is None:
            gone = self.known is not None
            word = "form_page.gone" if gone else "process_page.reading"
            self.query_one("#before", Static).update(content((Span(self.words.say(word)),)))
            return
        self._follow(on)
        self._draw_head(on)
        self._draw_page(on)
        self._draw_acts(on)

    def foot(self) -> tuple[Line, Line]:
        """The footer: the keys of the screen, or of the place that is typed into."""
        if self.entry.typing:
            return super().foot()
        if not self.open_place:
            actions = tuple(self._called(each) for each in self.actions)
            return status.footer_line(actions, self.words, self.app.size.width)
        lines = self.query_one("#spot-text").display
        word = "typing_lines" if lines else "typing"
        return (Span(self.words.say(f"form_page.{word}"), "accent"),), ()

    def _called(self, action: Action) -> Action:
        """The key for the next step is called by what it does now."""
        return replace(action, brief=self._next_word()) if action.id == "form.next" else action

    def _next_word(self) -> str:
        """The id, below `actions`, of what the key for the next step does."""
        on = self.sight()
        act = next_act(on) if on is not None else ""
        return f"form.next_{act}" if act else "form.next"

    def ways(self) -> Line:
        """The keys that go on from here; where what can be done is not listed beside the form,
        its digits are told as well."""
        say, on = self.words.say, self.sight()
        step = say(f"actions.{self._next_word()}")
        if self._wide is not Width.NARROW or on is None:
            return (Span(say("form_page.keys", step=step), "muted"),)
        room = self.app.size.width - 4
        told = say("form_page.keys_short", step=step)
        for number, act in enumerate(ACTS, 1):
            more = f"{told}  {number} {say(f'form_page.act.{act}')}"
            if not why_not(act, on) and cell_len(more) <= room:
                told = more
        return (Span(told, "muted"),)

    def _follow(self, on: Sight) -> None:
        """The places of the form as it reads; the cursor stays where it can."""
        before = [each.id for each in self.spots]
        row = before.index(self.at) if self.at in before else 0
        values = on.draft.values(on.form)
        kind_places = (on.kind, values, self.opened, self.answers(on))
        self.spots = places(*kind_places) if on.kind is not None else ()  # type: ignore[arg-type]
        ids = [each.id for each in self.spots]
        if self.at not in ids:
            self.at = ids[min(row, len(ids) - 1)] if ids else ""

    def _draw_head(self, on: Sight) -> None:
        """What the form waits for, and until when; its name, and what is not saved."""
        self.query_one("#stands", OneLine).show(*self._stands(on))
        say = self.words.say
        # A record is F-05, a sheet of the process is F05: brackets keep them apart.
        code = f" ({say('form.code', code=on.kind.code)})" if on.kind and on.kind.code else ""
        name = f"{on.form.id} {title(on.form, self.kinds, on.board, self.words)}{code}"
        parts: list[Span] = []
        if on.draft.edits:
            told = say("form_page.unsaved", n=len(on.draft.edits))
            parts.append(Span(f"● {told} · {say('form_page.saved_hint')}", "accent bold"))
        page = self.query_one("#page")
        room = max(page.outer_size.width - 6, 8)
        page.border_title = frame_title(name, parts, room)

    def _stands(self, on: Sight) -> tuple[Line, Line]:
        """How the form stands and whose turn it is; until when at the right."""
        say = self.words.say
        state = say(f"term.form_status.{on.form.status.value}")
        done = on.form.status is FormStatus.DONE
        line: list[Span] = [Span(f" {state}", "sla-ok bold" if done else "bold"), *self._turn(on)]
        if on.form.round > 1:
            line.append(Span(f" · {say('form_page.round', n=on.form.round)}", "muted"))
        if on.form.parent is not None:
            above = on.board.forms.get(on.form.parent)
            name = kind_name(above.kind, self.kinds, self.words) if above is not None else ""
            told = say("form_page.parent", id=on.form.parent, name=name)
            line.append(Span(f" · {told}", "muted"))
        return tuple(line), self._due(on)

    def _turn(self, on: Sight) -> Line:
        found, say, words = on.waits, self.words.say, self.words
        if found is None:
            return ()
        step, me = step_name(found.step, on.kind, words), on.scene.myself()
        if me is not None and me.id in {each.id for each in found.people} and not found.forms:
            return (Span(f"  ▸ {say('form_page.mine', step=step)}", "accent bold"),)
        if found.people:
            names = few([each.name for each in found.people], words, 4)
            return (Span(f"  … {say('form_page.waits', names=names, step=step)}", "sla-soon"),)
        return (Span(f"  ✗ {say('form_page.waits_nobody', step=step)}", "sla-late"),)

    def _due(self, on: Sight) -> Line:
        found, say = on.waits, self.words.say
        if found is None or found.due is None:
            return ()
        at = f"{found.due.astimezone(on.board.zone):%m-%d %H:%M}"
        told = say("form_page.due", at=at, left=left(found.due, on.scene.now, self.words))
        return (Span(f" {told} ", "sla-late bold" if found.late(on.scene.now) else ""),)

    def _draw_page(self, on: Sight) -> None:
        page = self.query_one("#page")
        room = max(page.content_size.width - 1, 40)
        say, has = self.words.say, self.words.has
        own = {place: say(text) if has(text) else text for place, text in self.faults.items()}
        faults = {**self.overtaken(), **own}
        look = Look(room, self.at, bool(self.open_place), faults, self.answers(on))
        found = blocks(self.spots, on, look)
        state = (tuple(found), self.open_place, room, self.words.language)
        if state == self._shown:
            return
        self._shown = state
        spot = next(
            (at for at, each in enumerate(found) if each.place and each.place == self.open_place),
            None,
        )
        before = found if spot is None else found[:spot]
        self._put(
            "#before",
            [line for each in before for line in (*(each.lines or each.head), *each.tail)],
        )
        after: list[Line] = []
        if spot is not None:
            self._put("#spot-label", found[spot].head)
            self.query_one("#spot-label").styles.width = look.label + 4
            after = [*found[spot].tail]
            after += [
                line
                for each in found[spot + 1 :]
                for line in (*(each.lines or each.head), *each.tail)
            ]
        self._put("#after", after)
        self.call_after_refresh(self.reveal, found)

    def _put(self, where: str, lines: Sequence[Line]) -> None:
        text = Content("\n").join([content(line) for line in lines])
        static = self.query_one(where, Static)
        static.display = bool(lines)
        static.update(text)

    def reveal(self, found: Sequence[Block]) -> None:
        """Brings the cursor into view."""
        if not self.alive:
            return
        page, top = self.query_one("#page"), 0
        for each in found:
            if each.place == self.at:
                break
            top += height(each)
        bottom = top + 4
        if top - 1 < page.scroll_y:
            page.scroll_to(y=max(top - 1, 0), animate=False)
        elif bottom > page.scroll_y + page.content_size.height:
            page.scroll_to(y=bottom - page.content_size.height + 1, animate=False)

    def _draw_acts(self, on: Sight) -> None:
        """What can be done, by digits, and why not where not."""
        say = self.words.say
        frame = self.query_one("#acts")
        frame.border_title = frame_title(say("form_page.acts"), (), BESIDE - 6)
        lines: list[Line] = []
        for number, act in enumerate(ACTS, 1):
            why = why_not(act, on)
            name = say(f"form_page.act.{act}")
            key = Span(f"{number} ", "muted" if why else "accent bold")
            lines.append(
                (
                    key,
                    Span(name, "muted" if why else ""),
                )
            )
            if why and act not in ("add_row", "drop_row", "give_up"):
                lines += [(Span(f"  {line}", "muted"),) for line in folded(why, BESIDE - 7)]
        self._put("#act-lines", lines)

    def show_spot(self, place: Place | None) -> None:
        """Shows the line, or the lines, to type in at a place; None hides them."""
        from core.domain.form_kind import Shape

        lines = place is not None and place.field is not None and place.field.shape is Shape.LINES
        self.query_one("#spot").display = place is not None
        self.query_one("#spot-line").display = place is not None and not lines
        self.query_one("#spot-text").display = lines
