"""ProjectorScreen: the board for the wall: large, calm, read-only, turning its own pages.

It shows the board as it was read last, whatever is frozen below it, and nothing that the
configuration wants hidden. Everything is drawn from values that panels/projector_*.py make.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widgets import Digits, Static

from tui.actions import PROJECTOR
from tui.keymap import bindings
from tui.panels import projector_below as below
from tui.panels import projector_head as head
from tui.panels.panel import content
from tui.panels.projector_pages import MOST, Page, Reel, listed, pages
from tui.panels.projector_rows import Wall, row
from tui.panels.view import Width, width_of
from tui.screens.compositor import LineCompositor
from tui.screens.edged import wear
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span, fit
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.masking import Mask
    from tui.app import Pengtou
    from tui.panels.projector_rows import Line

SAID = 5
"""Seconds for which it is said that nothing can be changed."""
_DIALS = ("own", "whole")
_FRAME = 4
"""Cells that a frame and the air inside it take of a line."""
_CORNERS = 6
"""Cells that the corners of a frame take of the title in its upper edge."""
_DIAL = {Width.NARROW: 20, Width.NORMAL: 26, Width.WIDE: 40}
"""How wide a clock is (styles/pengtou.tcss)."""


class ProjectorScreen(Screen[None]):
    """Four kinds of pages, two clocks, and no way to change anything."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROJECTOR)]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self.reel = Reel()
        self._planned = False
        self._drawn: dict[str, Any] = {}
        """What each part of the screen shows, so that only what differs is drawn again."""
        self._said: int | None = None
        """For how many more seconds a refusal stands; None while there was none."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="wall-head"):
            yield Static(id="talk", classes="box", markup=False)
            for name in _DIALS:
                with Vertical(id=name, classes="box dial"):
                    yield Digits()
        yield Static(id="wall-page", classes="box", markup=False)
        with Horizontal(id="wall-burning"):
            yield Static(id="stuck", classes="box", markup=False)
            yield Static(id="promised", classes="box", markup=False)
        yield OneLine(id="wall-told")
        yield OneLine(id="wall-foot")

    @property
    def pengtou(self) -> Pengtou:
        """The app."""
        return self.app  # type: ignore[return-value]

    @cached_property
    def _mask(self) -> Mask:
        return self.pengtou.opening.settings.projector.mask

    @property
    def board(self) -> Board | None:
        """The board as it was read last: a wall is live, whatever is held still elsewhere."""
        return self.pengtou.latest

    def on_mount(self) -> None:
        self.on_resize()
        self.set_interval(1.0, self.second)

    def on_resize(self) -> None:
        """Another size holds other pages; the first record stays in view."""
        wide = width_of(*self.app.size)
        wear(self, wide)
        self._drawn.clear()
        self.call_after_refresh(self.plan)

    def second(self) -> None:
        """Once a second: clocks go on, news are taken in, and after some seconds a page turns."""
        if self._said:
            self._said -= 1
        self.reel = self.reel.later()
        if not self._planned:
            self.plan()
        elif self.reel.due:
            self.plan(0 if self.reel.stopped else 1)
        else:
            self.draw()

    def plan(self, step: int = 0) -> None:
        """Takes in which records there are by now, and goes so many pages on."""
        board = self.board
        if board is None or not self.is_attached:
            return
        self._planned = True
        self.reel = self.reel.over(pages(board, self._now(), self._rows()), step)
        self.draw()

    def action_turn(self, step: int) -> None:
        """Turns to the next page, or to the one before."""
        self.plan(step)

    def action_hold(self) -> None:
        """Stops the pages, or lets them go on."""
        self.reel = self.reel.held()
        self.draw()

    def reword(self) -> None:
        """Says all anew in the language that was chosen, on the same page."""
        self._drawn.clear()
        self.draw()

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.pengtou.action_keys("projector")

    def on_key(self, event: Key) -> None:
        """Every other key changes nothing here; the first of them is told so."""
        if event.key not in self.active_bindings:
            event.stop()
            self._refuse()

    def on_paste(self, event: Paste) -> None:
        """What is pasted is for a screen on which something can be written."""
        event.stop()
        self._refuse()

    def _refuse(self) -> None:
        if self._said is None:
            self._said = SAID
            self.draw()

    def _now(self) -> datetime:
        return self.pengtou.moment().replace(second=0, microsecond=0)

    def _inside(self) -> tuple[int, int]:
        """Cells and lines inside the frame of a page."""
        frame = self.query_one("#wall-page").content_size
        return max(frame.width, 10), max(frame.height, 1)

    def _rows(self) -> int:
        """Rows of a page: each has a blank line above it."""
        return max(1, min(MOST, self._inside()[1] // 2))

    def draw(self) -> None:
        """Everything as it stands."""
        board = self.board
        if board is None or not self.is_attached:
            return
        wide = width_of(*self.app.size)
        wall = Wall(board, self._now(), self.pengtou.words, self._mask, wide)
        self._draw_head(wall)
        self._draw_page(wall)
        if wide is not Width.NARROW:
            self._draw_burning(wall)
        self._draw_lines(wall)

    def _draw_head(self, wall: Wall) -> None:
        instant = self.pengtou.moment()
        dials = head.dials(wall, instant)
        room = self.app.size.width - len(dials) * _DIAL[wall.wide] - _FRAME
        self._fill("talk", head.talk(wall, instant), room)
        for name, dial in zip(_DIALS, (*dials, None, None), strict=False):
            frame = self.query_one(f"#{name}")
            frame.display = dial is not None
            if dial is not None and self._differs(name, dial):
                digits = frame.query_one(Digits)
                digits.update(dial.digits)
                digits.set_classes(dial.role)
                frame.border_title = shown(dial.title, "bold")

    def _draw_page(self, wall: Wall) -> None:
        page, (room, height) = self.reel.page, self._inside()
        airy = wall.wide is not Width.NARROW and len(page.keys) * 3 <= height
        lines: list[Line] = []
        for key in page.keys:
            lines += [(), ()] if lines and airy else [()]
            lines.append(row(wall, page.kind, key, room))
        if not page.keys:
            told = wall.words.say("projector.nothing")
            lines = [(), (Span(f"✓ {told}", "success bold"),)]
        self._fill("wall-page", lines)
        title = self._title(wall, page)
        if self._differs("title", title):
            self.query_one("#wall-page").border_title = content(title)

    def _title(self, wall: Wall, page: Page) -> Line:
        """What is listed and how many there are; at the right which page it is."""
        n = len(listed(page.kind, wall.board, wall.now))
        total = len(wall.board.tasks)
        told = wall.words.say(f"projector.title.{page.kind.value}", n=n, of=total)
        return below.titled(told, self._place(wall), self.app.size.width - _CORNERS)

    def _place(self, wall: Wall) -> str:
        reel = self.reel
        at = wall.words.say("projector.page", at=reel.at + 1, of=len(reel.pages))
        if wall.wide is Width.NARROW or len(reel.pages) == 1:
            return at
        name = wall.words.say(f"projector.name.{reel.following.kind.value}")
        return f"{at} · {wall.words.say('projector.following', name=name)}"

    def _draw_burning(self, wall: Wall) -> None:
        roomy = wall.wide is Width.WIDE
        self.query_one("#promised").display = roomy
        room = self.app.size.width // (2 if roomy else 1) - _FRAME
        blockers, actions = below.stuck(wall, room), below.promised(wall, room)
        if roomy:
            self._fill("stuck", ((), blockers[0], (), blockers[1]), room)
            self._fill("promised", ((), actions[0], (), actions[1]), room)
        else:
            self._fill("stuck", (blockers[0], (), actions[0]), room)

    def _draw_lines(self, wall: Wall) -> None:
        told = self.query_one("#wall-told", OneLine)
        told.show(below.lights(wall), below.age(wall, self.pengtou.link))
        state = below.state(wall, self.reel)
        if self._said:
            state = (Span(wall.words.say("projector.read_only"), "sla-soon bold"),)
        self.query_one("#wall-foot", OneLine).show(state, below.leaving(wall))

    def _fill(self, name: str, lines: Iterable[Line], room: int | None = None) -> None:
        found = tuple(fit(line, room) if room else tuple(line) for line in lines)
        if self._differs(name, found):
            text = Content("\n").join([content(line) for line in found])
            self.query_one(f"#{name}", Static).update(text)

    def _differs(self, name: str, value: Any) -> bool:
        """Whether a part is to show something else than it does."""
        if self._drawn.get(name) == value:
            return False
        self._drawn[name] = value
        return True
