"""No verb: the board on the screen."""

from __future__ import annotations

from argparse import Namespace


def run(options: Namespace) -> int:
    """Opens the board; with `--plain` prints it."""
    from tui.cli.desk import Desk

    if getattr(options, "plain", False):
        from tui.cli.board import print_board, sized

        with Desk(options) as desk:
            print_board(desk, sized(None))
        return 0
    from tui import start

    return start.run(Desk(options).opening)
