"""A new deadline is typed the way it is said."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.action import MoveAction
from core.domain.refusal import Refused
from core.domain.task import MoveTask
from tests.samples import NOW, sample_board
from tui.blocker_lines import Place
from tui.lines import command_of
from tui.widgets.entry_bar import Purpose
from tui.words import Words

MOMENT = datetime.fromisoformat(NOW)


def command(subject: str, text: str) -> object:
    """What a line for a deadline asks for."""
    place = Place(sample_board("zh"), MOMENT, Words.load("zh"))
    return command_of(Purpose("due", subject, 1), text, place)


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("下周三 等条款", "2024-10-23", "等条款"),
        ("10-25 等条款", "2024-10-25", "等条款"),
        ("2024-11-01 客户改期", "2024-11-01", "客户改期"),
        ("月底 等 @王敏 的素材", "2024-10-31", "等 @王敏 的素材"),
        (">z5 等条款", "2024-10-18", "等条款"),
    ],
)
def test_a_task_moves_to_the_day_that_is_said(text: str, day: str, reason: str) -> None:
    found = command("T-08", text)

    assert isinstance(found, MoveTask)
    assert (f"{found.due}", found.reason) == (day, reason)


def test_an_action_item_moves_to_the_hour() -> None:
    found = command("A-19", "明天下午3点")

    assert isinstance(found, MoveAction)
    assert found.due.isoformat() == "2024-10-17T15:00:00+08:00"


@pytest.mark.parametrize("text", ["", "等条款", "第3周", "abc"])
def test_what_begins_with_no_deadline_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="day-form"):
        command("T-08", text)
