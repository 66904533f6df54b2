"""`goals`: what the departments aim at and how far they are; `goals set` says where one stands."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from core.domain.goals import Goal, goals, stands_at
from core.domain.ids import parse_id
from core.domain.text import clean
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.cli.parser import Verbs
    from tui.words import Words

_COLUMNS = ("n", "dept", "goal", "measure", "target", "current", "reached")
_GOAL: Final = re.compile(r"(?:(F-?[0-9]{1,9})\.)?([0-9]{1,9})", re.IGNORECASE)
"""A goal by its number, or by its form and its number there."""


def register(verbs: Verbs) -> None:
    """`goals` and `goals set GOAL VALUE`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("goals", run, told=say("goals.help.goals")), required=False)
    below.add("list", run, told=say("goals.help.list"))
    parser = below.add("set", _set, told=say("goals.help.set"))
    parser.argument("goal", metavar="GOAL", help=say("goals.help.row"))
    parser.argument("words", nargs="+", metavar="VALUE", help=say("goals.help.value"))


def run(options: Namespace) -> int:
    """Lists the goals."""
    with Desk(options) as desk:
        _print(desk)
    return 0


def _print(desk: Desk) -> None:
    found, words = goals(desk.board.forms.values()), desk.words
    if desk.talk.json:
        desk.talk.value([shape(each) for each in found])
        return
    heads = [words.say(f"goals.column.{each}") for each in _COLUMNS]
    desk.talk.table(heads, [_row(each, words) for each in found], empty="goals.none")
    if found and not found[0].agreed:
        desk.talk.tell("goals.not_agreed", form=found[0].form)


def _set(options: Namespace) -> int:
    """The value of one goal today; the signatures of the form stay sound."""
    value = clean(" ".join(options.words), limit=200)
    with Desk(options) as desk:
        found = goals(desk.board.forms.values())
        if not found:
            raise Told(word="goals.none")
        goal = _meant(options.goal, found)
        form = desk.board.forms[goal.form]
        if not desk.service.perform(stands_at(goal, form, value)):
            desk.talk.tell("cli.unchanged")
        desk.look_again()
        _print(desk)
    return 0


def _meant(text: str, found: Sequence[Goal]) -> Goal:
    """The goal that `2` or `F-03.2` names.

    Raises:
        Wrong: it names none; those there are are said.
    """
    said = _GOAL.fullmatch(normalize("NFKC", text).strip())
    if said is not None:
        form, row = said[1] and parse_id(said[1]), int(said[2])
        for each in found:
            if each.row == row and (not said[1] or each.form == form):
                return each
    raise Wrong(word="goals.wrong_row", n=text, form=found[0].form, last=len(found))


def shape(each: Goal) -> dict[str, Any]:
    """A goal as it is printed."""
    return {
        "form": each.form,
        "n": each.row,
        "dept": each.dept or None,
        "goal": each.goal,
        "measure": each.measure or None,
        "target": each.target or None,
        "current": each.current or None,
        "reached": each.reached,
        "agreed": each.agreed,
    }


def _row(each: Goal, words: Words) -> list[str]:
    told = "–" if each.reached is None else f"{each.reached}%"
    texts = (each.dept, each.goal, each.measure, each.target, each.current)
    return [str(each.row), *(text or "–" for text in texts), told]
