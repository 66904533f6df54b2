"""Edged: what every screen of a board has at its edges, the state and the keys, and its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.screen import Screen

from tui.panels.view import Width, width_of
from tui.screens import status
from tui.screens.compositor import LineCompositor
from tui.widgets.entry_bar import EntryBar
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tui.actions import Action
    from tui.app import Pengtou
    from tui.widgets.line_cells import Span
    from tui.words import Words


def wear(node: DOMNode, width: Width) -> None:
    """Has a screen wear the class of the layout that it takes, such as `-wide`, and of no other."""
    for each in Width:
        node.set_class(each is width, f"-{each.name.lower()}")


class Edged(Screen[None]):
    """A screen with the state of the project in its first line, and its keys in the last one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What the command palette offers."""
    KEYS_OF: ClassVar[str] = "board"
    """The name by which its keys are listed."""

    board: Any
    now: Any

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self._wide = Width.NORMAL

    @property
    def pengtou(self) -> Pengtou:
        """The app."""
        return self.app  # type: ignore[return-value]

    @property
    def words(self) -> Words:
        """The language of the screen."""
        return self.pengtou.words

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the screen answers to, with the person's own keys."""
        return self.pengtou.own_keys.of(self.ACTIONS)

    @property
    def entry(self) -> EntryBar:
        """The line to type in."""
        return self.query_one(EntryBar)

    @property
    def alive(self) -> bool:
        """Whether there is a screen to draw on: not before it is, and not while it is taken down.

        Its parts go before it does, and timers and news of the board still reach it meanwhile.
        """
        return self.is_mounted and self.app.is_running and self in self.app.screen_stack

    def lay_out(self) -> None:
        """Takes the layout for the size of the screen."""
        self._wide = width_of(*self.app.size)
        wear(self, self._wide)

    def draw_status(self, width: Width) -> None:
        """The first line: the project as it stands, in a layout of that width."""
        link, across = status.Link(live=True), self.app.size.width
        told = status.Shown(self.board, None, link, self.now, width, across)
        self.query_one("#status", OneLine).show(*status.status_line(told, self.words))

    def draw_edges(self, width: Width) -> None:
        """The first line and the last one."""
        self.draw_status(width)
        self.draw_foot()

    def foot(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The footer: the keys of the screen, or of the line while one is open."""
        if self.entry.typing:
            return status.line_foot(self.words, capture=self.entry.framed), ()
        return status.footer_line(self.actions, self.words, self.app.size.width)

    @on(EntryBar.Opened)
    @on(EntryBar.Closed)
    def draw_foot(self) -> None:
        """The last line."""
        for each in self.query("#footer").results(OneLine):
            each.show(*self.foot())

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.pengtou.action_keys(self.KEYS_OF)
