"""Copying what a group or a file is to be called (process 1.9): the list to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui import naming
from tui.screens import sharing
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.screens.doing import Doing
    from tui.words import Words


def choices(board: Board, words: Words) -> list[Choice]:
    """Everybody's group, the departments' groups, then the files of each department."""
    found = []
    for dept, name in naming.groups(board, words):
        hint = words.say("naming.of_dept", dept=dept) if dept else words.say("naming.of_all")
        found.append(Choice(name, name, hint))
    what = words.say("naming.what")
    for dept in board.departments:
        name = naming.file(board, dept, what)
        found.append(Choice(name, name, words.say("naming.file_of", dept=dept)))
    return list({each.id: each for each in found}.values())


def ask(screen: Doing) -> None:
    """Offers the names; the one that is chosen is copied."""
    board, words = screen.board, screen.words
    if board is None:
        return

    def chosen(name: str | None) -> None:
        if name is not None:
            sharing.copy_text(screen, name, name)

    again = partial(ask, screen)
    picker = Picker(words.say("naming.copy"), choices(board, words), again=again)
    screen.app.push_screen(picker, chosen)
