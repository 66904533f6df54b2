"""What each verb would do to a record now, in a few words; of one that would be refused, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui import menus
from tui.triage.foresight import foresight, myself
from tui.wording import refusal

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.ladder import Rung
    from core.domain.record import Record
    from core.domain.refusal import Refused
    from tui.words import Words

Prospects = dict[str, tuple[str, bool]]
"""By verb: the words, and whether it would be refused."""
_LEAD = re.compile(r"^[\s::]+")
ASKED = frozenset({"blocker-facts-missing", "blocker-lead-missing"})
"""What a verb asks for before it sends its wish, so that it is not refused for it."""


def prospects(board: Board, record: Record, actor: str, now: datetime, words: Words) -> Prospects:
    """The verbs of a blocker or a risk with what they would do, in the order of their keys."""
    ask = foresight(board, actor, now, (record,))
    about = _of_blocker if record.id.startswith("B-") else _of_risk
    found = dict(about(board, record, actor, words))
    after: Prospects = {}
    for verb in menus.VERBS[record.id.partition("-")[0]]:
        wish = menus.example(verb, record, board, now)
        problem = ask(wish) if wish is not None else None
        if problem is not None and problem.reason not in ASKED:
            after[verb] = (why_not(record.id, problem, words), True)
        elif verb in found:
            after[verb] = (found[verb], False)
    return after


def counted(told: Sequence[Prospects], kind: str, words: Words) -> Prospects:
    """To how many of several marked records each verb of a kind would be done."""
    found: Prospects = {}
    for verb in menus.VERBS[kind]:
        n = sum(verb == "skip" or not each.get(verb, ("", True))[1] for each in told)
        some = "triage.marked_all" if n == len(told) else "triage.marked_some"
        found[verb] = (words.say(some, n=n, all=len(told)), n == 0)
    return found


def why_not(identity: str, problem: Refused, words: Words) -> str:
    """Why not, without the name of the record, which stands above."""
    if problem.reason in ("blocker-who-may", "blocker-who-verifies"):
        names: Any = problem.values["names"]
        return words.say("triage.only", names=words.join(names))
    told = refusal(problem.reason, problem.values, words)
    return _LEAD.sub("", told.removeprefix(identity))


def _of_blocker(board: Board, record: Any, actor: str, words: Words) -> Iterator[tuple[str, str]]:
    say, me = words.say, myself(board, actor)
    owner = board.name_of(record.owner) or (me.name if me is not None else actor)
    yield "ack", say("triage.would.ack", who=owner)
    yield "assign", candidates(board, record.id, words)
    step = next_step(board, record)
    if step is not None:
        yield "escalate", f"→ {rung_told(board, step, words)}"
    yield "decide", _before(record, words) or say("triage.would.decide")
    yield "verify", _before(record, words) or say("triage.would.verify")
    yield "snooze", say("triage.would.snooze")
    yield "green", say("triage.would.green")
    yield "to-action", say("triage.would.to_action", id=record.id)
    yield "merge", say("triage.would.merge")


def _of_risk(board: Board, record: Any, actor: str, words: Words) -> Iterator[tuple[str, str]]:
    say = words.say
    yield "review", say("triage.would.review")
    yield "assign", candidates(board, record.id, words)
    yield "light", say("triage.would.light", light=say(f"term.light.{record.light.value}"))
    yield "to-action", say("triage.would.to_action", id=record.id)
    yield "turn", say("triage.would.turn")


def _before(blocker: Blocker, words: Words) -> str:
    """What is asked for first (R08)."""
    from core.domain.blocker_state import missing_facts

    missing = missing_facts(blocker)
    if not missing:
        return ""
    fields = words.join(words.say(f"term.field.{each}") for each in missing)
    return words.say("triage.would.facts", fields=fields)


def candidates(board: Board, identity: str, words: Words) -> str:
    """The first two who may be given it, with their numbers."""
    found = menus.people(board, identity)[:2]
    return "  ".join(
        f"{number} {each.text}{' ' + each.hint.split()[0] if each.hint[:2] in _LETTERED else ''}"
        for number, each in enumerate(found, 1)
    )


_LETTERED = frozenset({"R ", "A "})


def next_step(board: Board, blocker: Blocker) -> Rung | None:
    """Who would be asked next; None at the top of the ladder."""
    from core.domain.ladder import next_rung

    return next_rung(blocker, board.people, board.raci)


def rung_told(board: Board, rung: Rung, words: Words) -> str:
    """A rung with who stands on it: 研发部负责人 刘强."""
    return f"{rung_name(board, rung, words)} {menus.names(board, rung.people) or '—'}"


def rung_name(board: Board, rung: Rung, words: Words) -> str:
    """What a rung is called; the first is the project manager, or whoever is A of the task."""
    from core.domain.people import Function

    first = board.people.get(rung.people[0]) if rung.number == 1 and rung.people else None
    if first is not None and Function.PROJECT_MANAGER not in first.functions:
        return words.say("triage.rung.accountable")
    return words.say(f"triage.rung.{rung.number}", dept=rung.dept)
