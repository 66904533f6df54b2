"""The open risks to choose from, by light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.panels.view import SHAPES
from tui.screens.picker import Choice

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words


def choices(board: Board, words: Words) -> list[Choice]:
    """Each open risk: its light, what it is, whose it is and what is ready to be done."""
    from core.domain.risk import RiskStatus, risk_urgency

    found = [each for each in board.risks.values() if each.status is RiskStatus.OPEN]
    return [
        Choice(
            each.id,
            f"{SHAPES[each.light.value]}{words.say(f'term.light.{each.light.value}')} "
            f"{each.id} {each.title}",
            " ".join(filter(None, (board.name_of(each.owner), each.response))),
        )
        for each in sorted(found, key=risk_urgency)
    ]
