"""`goals`: what the departments aim at and how far they are; `goals set` says where one stands."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.form import FillForm
from core.domain.goals import ROWS, Goal, goals
from core.domain.text import clean
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.words import Words

_COLUMNS = ("n", "dept", "goal", "measure", "target", "current", "reached")


def register(verbs: Verbs) -> None:
    """`goals` and `goals set N VALUE`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("goals", run, told=say("goals.help.goals")), required=False)
    below.add("list", run, told=say("goals.help.list"))
    parser = below.add("set", _set, told=say("goals.help.set"))
    parser.argument("row", type=int, metavar="N", help=say("goals.help.row"))
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
        if not 1 <= options.row <= len(found):
            raise Wrong(word="goals.wrong_row", n=options.row, last=len(found))
        goal = found[options.row - 1]
        form = desk.board.forms[goal.form]
        rows = [dict(each) for each in form.values[ROWS]]
        rows[goal.row - 1]["current"] = value
        wish = FillForm(form=form.id, values={ROWS: rows}, seen=form.version)
        if not desk.service.perform(wish):
            desk.talk.tell("cli.unchanged")
        desk.look_again()
        _print(desk)
    return 0


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
