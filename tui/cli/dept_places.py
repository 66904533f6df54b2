"""`people dept`: where departments are, when their offices are open, when they rest (R27)."""

from __future__ import annotations

from argparse import BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.people import AddDepartment, Department, EditDepartment
from core.domain.policy import in_force
from core.domain.text import clean
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.cli.parser import Verbs

_COLUMNS = ("dept", "timezone", "hours", "calendar", "now", "branch")


def register(below: Verbs) -> None:
    """`people dept [NAME]` and what may be set."""
    say = below.words.say
    parser = below.add("dept", run, told=say("region.help.dept"))
    parser.argument("name", nargs="?", metavar="NAME", help=say("region.help.name"))
    parser.argument("--timezone", metavar="ZONE", help=say("cli.help.timezone"))
    parser.argument("--hours", metavar="09:00-18:00", help=say("region.help.hours"))
    parser.argument("--calendar", metavar="SG/none/FILE", help=say("region.help.calendar"))
    parser.argument(
        "--branch", action=BooleanOptionalAction, default=None, help=say("region.help.branch")
    )


def run(options: Namespace) -> int:
    """Sets what is asked for, and lists the departments."""
    with Desk(options) as desk:
        name = clean(options.name or "", limit=60)
        if name:
            _set(desk, name, _wishes(options))
            desk.look_again()
        board, words = desk.board, desk.words
        found = [each for each in board.departments.values() if name in ("", each.name)]
        if desk.talk.json:
            desk.talk.value([shape(each, board) for each in found])
            return 0
        heads = [words.say(f"region.column.{each}") for each in _COLUMNS]
        desk.talk.table(heads, [_row(each, desk) for each in found])
    return 0


def _wishes(options: Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if options.timezone is not None:
        found["timezone"] = options.timezone.strip()
    if options.hours is not None:
        found["opens"], found["closes"] = _hours(options.hours)
    if options.calendar is not None:
        found |= _days(options.calendar.strip())
    if options.branch is not None:
        found["branch"] = options.branch
    return found


def _days(text: str) -> dict[str, Any]:
    """A country's days of rest by its code, or those of a file; an empty text: the project's.

    Raises:
        Wrong: there is no such calendar, or the file is none.
    """
    from core.calendar.workdays import UnknownCalendar, work_calendar
    from core.calendar_file import BadCalendar, OwnDays, read

    own = OwnDays(text)
    if text.casefold().endswith(".toml") or "/" in text:
        try:
            own = read(Path(text).expanduser())
        except BadCalendar as problem:
            raise Wrong(word=f"region.calendar.{problem.reason}", **problem.values) from None
    try:
        work_calendar(own.base, range(2024, 2025))
    except UnknownCalendar:
        raise Wrong(word="region.wrong_calendar", value=own.base) from None
    return {"calendar": own.base, "rest_days": own.rest, "make_up_days": own.work}


def _hours(text: str) -> tuple[str, str]:
    """An empty text takes the project's own hours again."""
    from tui.cli.clocks import hours

    return hours(text) if text.strip() else ("", "")


def _set(desk: Desk, name: str, wishes: dict[str, Any]) -> None:
    known = desk.board.departments.get(name)
    if known is None:
        desk.service.perform(AddDepartment(name=name, **wishes))
    elif wishes:
        wish = EditDepartment(department=known.id, seen=known.version, **wishes)
        if not desk.service.perform(wish):
            desk.talk.tell("cli.unchanged")


def shape(each: Department, board: Board) -> dict[str, Any]:
    """A department as it is printed."""
    opens, closes = _open(each, board)
    return {
        "id": each.id,
        "name": each.name,
        "timezone": each.timezone or board.project.timezone,
        "opens": opens,
        "closes": closes,
        "calendar": each.calendar or board.project.calendar,
        "rest_days": [day.isoformat() for day in each.rest_days],
        "make_up_days": [day.isoformat() for day in each.make_up_days],
        "branch": each.branch,
        "version": each.version,
    }


def _open(each: Department, board: Board) -> tuple[str, str]:
    policy = in_force(board.policies.values(), board.read_at)
    return each.opens or policy.opens, each.closes or policy.closes


def _calendar(each: Department, desk: Desk) -> str:
    """`SG`, `SG +12 −1`: whose it is, and how many days of its own it rests and works."""
    own = (("+", each.rest_days), ("−", each.make_up_days))
    more = (f"{sign}{len(days)}" for sign, days in own if days)
    return " ".join((each.calendar or desk.board.project.calendar or "none", *more))


def _row(each: Department, desk: Desk) -> list[str]:
    from core.domain.regions import zone_of_dept

    board = desk.board
    opens, closes = _open(each, board)
    now = board.read_at.astimezone(zone_of_dept(each.name, board.departments, board.project))
    return [
        each.name,
        each.timezone or board.project.timezone,
        f"{opens}-{closes}",
        _calendar(each, desk),
        f"{now:%m-%d %H:%M}",
        desk.words.say("cli.yes") if each.branch else "",
    ]
