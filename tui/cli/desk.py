"""What a verb works with: the opening, the talk, and the service while it runs."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core import places
from tui import opening as openings
from tui.cli import parser
from tui.cli.talk import Talk
from tui.opening import Opening
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.service import Service


def carry_out(arguments: Sequence[str], words: Words) -> int:
    """Understands a command line and does it."""
    options = parser.understand(arguments, words)
    if named := parser.given(options).get("config"):
        # What lies beside the configuration, and every process that is started, follows it.
        os.environ[places.CONFIG] = str(Path(named).expanduser().absolute())
    if getattr(options, "run", None) is None:
        from tui.cli.screen import run

        return run(options)
    status: int = options.run(options)
    return status


class Desk:
    """One verb's work; leaving it closes the database."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.opening: Opening = openings.resolve(parser.given(options), os.environ)
        self.words = self.opening.words()
        self.talk = Talk(
            self.words,
            as_json=getattr(options, "json", False),
            quiet=getattr(options, "quiet", False),
            verbose=getattr(options, "verbose", False),
        )
        self._service: Service | None = None
        self._board: Board | None = None

    @property
    def service(self) -> Service:
        """The use cases, opened when first wanted."""
        if self._service is None:
            self._service = self.opening.service()
        return self._service

    @property
    def board(self) -> Board:
        """The board as it was when first wanted."""
        if self._board is None:
            self._board = self.service.board()
        return self._board

    def look_again(self) -> Board:
        """The board after a change."""
        self._board = None
        return self.board

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._service is not None:
            self._service.store.close()
