"""The process page as it looks: sixteen stages, the wall of clocks, what the selected row says."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from core.domain.stages import Page, Stage, StageState, page
from tui import process_step
from tui.panels import process_clocks as wall
from tui.panels import process_stages as stages
from tui.panels.frame_title import frame_title
from tui.panels.panel import content
from tui.panels.view import Width
from tui.screens import status
from tui.screens.defined import Defined
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.clock_reading import Ticking
    from core.domain.scene import Scene
    from tui.process_step import Step


class PageRead(Message):
    """A thread has looked where the project stands."""

    def __init__(self, found: Page, board: Board, scene: Scene) -> None:
        super().__init__()
        self.found, self.board, self.scene = found, board, scene


class ProcessSight(Defined):
    """What is seen of the process; what its keys do is in `ProcessScreen`."""

    AUTO_FOCUS = ""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.read: PageRead | None = None
        """What is shown."""
        self.met = False
        """Whether clocks that were met are shown as well."""
        self._stages: dict[str, Stage] = {}
        self._clocks: dict[str, Ticking] = {}
        self._led = ""
        """The stage that the page itself put the cursor on."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Container(id="process"):
            with Vertical(id="stages", classes="box"):
                yield LineGrid(id="stage-list")
            with Vertical(id="wall", classes="box"):
                yield LineGrid(id="clock-list")
            with Vertical(id="explained", classes="box"):
                yield Static(id="explained-lines", markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        super().on_mount()
        self.lay_out()
        self.query_one("#stage-list").focus()
        self.watch_board()

    @property
    def pane(self) -> str:
        """Which list the keys that move are for."""
        focused = self.focused
        return "wall" if focused is not None and focused.id == "clock-list" else "stages"

    @property
    def row(self) -> str:
        """The key of the row under the cursor."""
        where = "#clock-list" if self.pane == "wall" else "#stage-list"
        return self.query_one(where, LineGrid).cursor_key or ""

    @property
    def stage(self) -> Stage | None:
        """The stage under the cursor."""
        return self._stages.get(self.query_one("#stage-list", LineGrid).cursor_key or "")

    @property
    def clock(self) -> Ticking | None:
        """The clock under the cursor."""
        return self._clocks.get(self.query_one("#clock-list", LineGrid).cursor_key or "")

    def step(self) -> Step | None:
        """What the key for the next step would do now."""
        read = self.read
        if read is None:
            return None
        if self.pane == "wall":
            clock = self.clock
            return process_step.of_clock(clock, read.board, read.scene) if clock else None
        stage = self.stage
        return process_step.of_stage(stage) if stage else None

    def subject(self) -> str | None:
        if self.pane == "wall":
            return self.clock.subject if self.clock is not None else None
        stage = self.stage
        return stage.records[0] if stage is not None and stage.records else None

    def on_resize(self) -> None:
        """Another layout may fit better."""
        if self.alive:
            self.lay_out()
            self.call_after_refresh(self.draw)

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self._draw_lines()
            self._look()

    def watch_now(self) -> None:
        self.watch_board()

    def _look(self) -> None:
        """Has a thread read stages and clocks from the board: there may be ten thousand tasks."""
        scene = self.scene()
        if scene is None or self.board is None:
            return
        work = partial(self._read_page, self.board, scene)
        self.run_worker(work, thread=True, group="process", exclusive=True, exit_on_error=False)

    def _read_page(self, board: Board, scene: Scene) -> None:
        """In a thread."""
        self.post_message(PageRead(page(board, scene), board, scene))

    @on(PageRead)
    def _page_read(self, message: PageRead) -> None:
        if not self.alive or (self.read and message.board.revision < self.read.board.revision):
            return
        before, self.read = self.read, message
        self.draw()
        self._lead(before, message.found)
        self.draw_explained()
        self.caught_up()

    def _lead(self, before: PageRead | None, found: Page) -> None:
        """Takes the cursor along with the project, not away from where somebody put it.

        It moves on from a stage that is done, and from one that is others' turn once it is ours;
        whoever put it on a stage is led on once that one is done.
        """
        current, grid = found.current, self.query_one("#stage-list", LineGrid)
        here = self.stage
        if current is None or here is None:
            return
        done = here.state is StageState.DONE
        if self._led and here.id != self._led:
            known = {each.id: each.state for each in before.found.stages} if before else {}
            moves = done and known.get(here.id) is not StageState.DONE
        else:
            ours = found.me in current.people and found.me not in here.people
            moves = not self._led or done or ours
        if moves:
            self._led = current.id
            grid.go_to(current.id)

    @property
    def behind(self) -> bool:
        """Whether what is shown was read from an earlier board than there is."""
        board, read = self.board, self.read
        return board is not None and (read is None or read.board.revision < board.revision)

    def caught_up(self) -> None:
        """The page was read anew."""

    def draw(self) -> None:
        """Everything as it stands."""
        if self.board is None or not self.alive:
            return
        self._draw_lines()
        if self.read is not None:
            self._draw_stages(self.read)
            self._draw_clocks(self.read)
            self.draw_explained()

    def _draw_lines(self) -> None:
        self.draw_edges(self._wide)
        here = "hint_wall" if self.pane == "wall" else "hint"
        short = "_short" if self._wide is Width.NARROW else ""
        word = f"process_page.{here}{short}" if self.read is not None else "process_page.reading"
        self.entry.set_hint((Span(self.words.say(word), "muted"),))

    def _draw_stages(self, read: PageRead) -> None:
        words, width = self.words, self._wide
        self._stages = {each.id: each for each in read.found.stages}
        grid = self.query_one("#stage-list", LineGrid)
        grid.set_columns(stages.columns(width, words))

        def stamp(key: str) -> Hashable:
            stage = self._stages[key]
            late = stage.due is not None and stage.due < read.scene.now
            names = tuple(read.board.name_of(each) for each in stage.people)
            since = stages.altered(stage, read.board, read.scene)
            return (stage, late, names, since, width, words.language)

        def cells(key: str) -> Sequence[Cell]:
            return stages.cells(self._stages[key], read.board, read.scene, words, width)

        grid.show(tuple(self._stages), stamp, cells)
        told = stages.counts(read.found.stages, words)
        self._entitle("stages", words.say("process_page.stages"), told)

    def _draw_clocks(self, read: PageRead) -> None:
        words, width = self.words, self._wide
        shown = [each for each in read.found.clocks if self.met or each.state in wall.OPEN]
        self._clocks = {wall.key_of(each): each for each in shown}
        grid = self.query_one("#clock-list", LineGrid)
        grid.set_columns(wall.columns(width, words))
        grid.set_empty(words.say("process_page.none"))

        def stamp(key: str) -> Hashable:
            each = self._clocks[key]
            names = tuple(read.board.name_of(who) for who in each.people)
            return (each, each.due < read.scene.now, names, width, words.language)

        def cells(key: str) -> Sequence[Cell]:
            return wall.cells(self._clocks[key], read.board, read.scene, words, width)

        grid.show(tuple(self._clocks), stamp, cells)
        told = wall.counts(read.found.clocks, words)
        self._entitle("wall", words.say("process_page.clocks"), told)

    def draw_explained(self) -> None:
        """What the selected row says of itself."""
        read, words = self.read, self.words
        if read is None or not self.alive:
            return
        step, frame = self.step(), self.query_one("#explained")
        room = max(frame.content_size.width - 1, 40)
        narrow = self._wide is Width.NARROW
        on_ = stages.Sight(read.board, read.scene, words, room, narrow)
        lines: list[tuple[Span, ...]] = []
        if self.pane == "wall" and self.clock is not None:
            lines = wall.explained(self.clock, step, on_)
        elif self.pane == "stages" and self.stage is not None:
            lines = stages.explained(self.stage, step, on_)
        text = Content("\n").join([content(line) for line in lines])
        self.query_one("#explained-lines", Static).update(text)
        for each in ("stages", "wall"):
            self.query_one(f"#{each}").set_class(self.pane == each, "-current")
        self.query_one("#process").set_class(self.pane == "wall", "-clocks")

    @on(LineGrid.Highlighted)
    def _moved(self) -> None:
        self.draw_explained()

    def _entitle(self, where: str, left: str, right: Sequence[Span]) -> None:
        frame = self.query_one(f"#{where}")
        if self._wide is Width.NARROW and self.board is not None:
            # Where it is narrow the page has no header.
            left += "".join(each.text for each in status.put_away(self.board, self.words))
        room = max(frame.outer_size.width - 6, 8)  # nothing is laid out before the first paint
        frame.border_title = frame_title(left, right, room)
