"""`clocks`: the policies that clocks are set by, in force and to come; options set another one."""

from __future__ import annotations

import re
import unicodedata
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from core.calendar.sla import Basis
from core.domain.policy import Policy, SetPolicy, in_force
from tui.cli import lookup
from tui.cli.change import tell
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong
from tui.wording import field_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.cli.parser import Verbs
    from tui.words import Words

_SPAN = re.compile(r"(?:([0-9]{1,5})(?:h|小时))?(?:([0-9]{1,6})(?:m|min|分钟|分)?)?", re.ASCII)
_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?-([0-9]{1,2})(?::([0-9]{2}))?", re.ASCII)
_ANSWERS = {"yes": True, "是": True, "no": False, "否": False}
_SPANS = ("response", "solution", "green", "ack")
_COLUMNS = ("from", "basis", *_SPANS, "hours", "owner_may_close")


def register(verbs: Verbs) -> None:
    """`clocks` and what may be set."""
    say = verbs.words.say
    parser = verbs.add("clocks", run, told=say("clocks.help.verb"))
    parser.argument("--basis", metavar="natural/working", help=say("clocks.help.basis"))
    parser.argument("--response", metavar="2h", help=say("clocks.help.response"))
    parser.argument("--solution", metavar="24h", help=say("clocks.help.solution"))
    parser.argument("--green", metavar="2h", help=say("clocks.help.green"))
    parser.argument("--ack", metavar="8h", help=say("clocks.help.ack"))
    parser.argument("--hours", metavar="09:00-18:00", help=say("clocks.help.hours"))
    parser.argument(
        "--clock", action="append", default=[], metavar="C16=on", help=say("clocks.help.clock")
    )
    parser.argument("--from", dest="begin", metavar="DATE", help=say("clocks.help.begin"))
    parser.argument("--owner-may-close", metavar="yes/no", help=say("clocks.help.owner_may_close"))
    parser.argument("--toml", nargs="?", const="", metavar="C01", help=say("definition.help.clock"))


def run(options: Namespace) -> int:
    """Sets a policy where anything is asked for, and lists them."""
    with Desk(options) as desk:
        if options.toml is not None:
            _print_toml(options.toml, desk)
            return 0
        wishes = _wishes(options)
        if wishes or options.begin:
            command = SetPolicy(effective_at=_begin(options.begin, desk.board), **wishes)
            recorded = desk.service.perform(command)
            desk.look_again()
            if not desk.talk.json:
                tell(desk, recorded)
            _tell_later(desk, wishes, command.effective_at)
        _list(desk)
    return 0


def _print_toml(name: str, desk: Desk) -> None:
    """The clocks that come with the program, or one of them, as their file has them."""
    from core.clocks import standard, written

    try:
        text = written(name.strip().upper())
    except KeyError:
        # Clocks are known by numbers alone: no other is meant by a wrong one.
        raise lookup.no_such(name, (), standard()) from None
    desk.talk.value(text) if desk.talk.json else desk.talk.block(text.rstrip())


def _wishes(options: Namespace) -> dict[str, Any]:
    """What is asked for, by the fields of the command."""
    found: dict[str, Any] = {
        f"{name}_minutes": span(told)
        for name in _SPANS
        if (told := getattr(options, name)) is not None
    }
    if options.basis is not None:
        found["basis"] = lookup.member(Basis, options.basis, lookup.terms(Basis, "basis"))
    if options.hours is not None:
        found["opens"], found["closes"] = hours(options.hours)
    if options.clock:
        found["clocks"] = dict(_said(each) for each in options.clock)
    if options.owner_may_close is not None:
        found["owner_may_close"] = _answer(options.owner_may_close)
    return found


def _said(text: str) -> tuple[str, str]:
    """`C16=on`, `C25=off`, `C01=3wd`; nothing behind the sign takes back what was said.

    Raises:
        Wrong: there is no sign.
    """
    name, sign, word = unicodedata.normalize("NFKC", text).partition("=")
    if not sign:
        raise Wrong(word="clocks.wrong_clock", value=text)
    return name.strip().upper(), word.strip().casefold()


def span(text: str) -> int:
    """Minutes, from `2h`, `90m`, `1h30`, `2小时`; `0` is none at all.

    Raises:
        Wrong: it is no span, or a bare number that may be hours or minutes.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().casefold().replace(" ", "")
    match = _SPAN.fullmatch(wanted)
    bare = wanted.isdecimal() and wanted.strip("0") != ""
    if match is None or not wanted or bare:
        raise Wrong(word="clocks.wrong_span", value=text)
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def hours(text: str) -> tuple[str, str]:
    """When offices open and close, from `9-18`, `08:30-17:30`.

    Raises:
        Wrong: these are no two times of a day.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    match = _HOURS.fullmatch(re.sub("[–—~]", "-", wanted))
    if match is None:
        raise Wrong(word="clocks.wrong_hours", value=text)
    try:
        opens, closes = (time(int(match[at]), int(match[at + 1] or 0)) for at in (1, 3))
    except ValueError:
        raise Wrong(word="clocks.wrong_hours", value=text) from None
    return f"{opens:%H:%M}", f"{closes:%H:%M}"


def _answer(text: str) -> bool:
    if text.strip().casefold() not in _ANSWERS:
        raise lookup.no_such(text, (), ("yes", "no"))
    return _ANSWERS[text.strip().casefold()]


def _begin(text: str | None, board: Board) -> datetime | None:
    """The beginning of the day, or the moment, that was named; None for now and today."""
    if text is None:
        return None
    if ":" in text:
        return lookup.moment(text, board.today, board.zone)
    day = lookup.day(text, board.today)
    return None if day == board.today else datetime.combine(day, time(), board.zone)


def shown(board: Board) -> list[Policy]:
    """The policy that holds, then those to come, by their beginning."""
    known = board.policies.values()
    later = [each for each in known if each.effective_at and each.effective_at > board.read_at]
    later.sort(key=lambda each: (each.effective_at or board.read_at, each.id.zfill(12)))
    return [in_force(known, board.read_at), *later]


def shape(policy: Policy, board: Board) -> dict[str, Any]:
    """A policy as it is printed; what the process itself says has no id and no beginning."""
    from tui.cli.shapes import instant

    begun = policy.effective_at is None or policy.effective_at <= board.read_at
    return {
        "id": policy.id or None,
        "effective_at": instant(policy.effective_at, board),
        "in_force": begun,
        "basis": policy.basis.value,
        "response_minutes": policy.response_minutes,
        "solution_minutes": policy.solution_minutes,
        "green_minutes": policy.green_minutes,
        "ack_minutes": policy.ack_minutes,
        "opens": policy.opens,
        "closes": policy.closes,
        "owner_may_close": policy.owner_may_close,
        "steps_off": list(policy.steps_off),
        "clocks": dict(policy.clocks),
        "naming": dict(policy.naming),
        "version": policy.version,
    }


def _list(desk: Desk) -> None:
    board, words = desk.board, desk.words
    found = shown(board)
    if desk.talk.json:
        desk.talk.value([shape(each, board) for each in found])
        return
    for name, word in found[0].clocks.items():
        desk.talk.tell("clocks.of_project", clock=name, word=_switched(word, words))
    heads = [words.say(f"clocks.column.{each}") for each in _COLUMNS]
    desk.talk.table(heads, [_row(each, board, words) for each in found])


def _row(policy: Policy, board: Board, words: Words) -> list[str]:
    from tui.clock_words import moment_told, span_told

    begin = words.say("clocks.process")
    if policy.effective_at is not None:
        begin = moment_told(
            policy.effective_at.astimezone(board.zone), board.read_at.astimezone(board.zone)
        )
    return [
        begin,
        words.say(f"term.basis.{policy.basis.value}"),
        *(span_told(each, words) for each in (policy.response, policy.solution, policy.green)),
        span_told(policy.acknowledged, words)
        if policy.acknowledged
        else words.say("clocks.for_ever"),
        f"{policy.opens}-{policy.closes}" if policy.basis is Basis.WORKING else "–",
        _yes(policy.owner_may_close, words),
    ]


def _switched(word: str, words: Words) -> str:
    switch = f"template.clock.{word}"
    return words.say(switch) if words.has(switch) else word


def _yes(value: bool, words: Words) -> str:
    return words.say("cli.yes") if value else words.say("cli.no")


def _tell_later(desk: Desk, wishes: Mapping[str, Any], begin: datetime | None) -> None:
    """A policy that was set before and begins later does not follow: it is said how it can."""
    board, words = desk.board, desk.words
    for each in shown(board)[1:]:
        at = each.effective_at
        if at is None or (begin is not None and at <= begin):
            continue
        day = at.astimezone(board.zone)
        for name, value in wishes.items():
            if (held := getattr(each, name)) != value:
                told = _value_told(name, held, words)
                field = field_name(name, words)
                at_day, iso = f"{day:%m-%d}", f"{day:%Y-%m-%d}"
                desk.talk.tell("cli.policy_later", at=at_day, field=field, value=told, day=iso)


def _value_told(name: str, value: Any, words: Words) -> str:
    from tui.clock_words import span_told

    if isinstance(value, bool):
        return _yes(value, words)
    if isinstance(value, int):
        span = timedelta(minutes=value)
        return span_told(span, words) if value else words.say("clocks.for_ever")
    return words.say(f"term.basis.{value}") if name == "basis" else str(value)
