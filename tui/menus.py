"""What can be done to a record from the keyboard, numbered, and the command each verb makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tui import action_verbs
from tui.screens.picker import Choice

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.record import Record
    from tui.words import Words

TEN: Final = (
    *("ack", "assign", "escalate", "decide", "verify"),
    *("snooze", "green", "to-action", "merge", "skip"),
)
"""The verbs of a blocker by their digits, 1 to 9 and 0: the same in triage and in every menu."""
BESIDE: Final = {
    "start": "s",
    "submit": "p",
    "wake": "w",
    "reopen": "r",
    "rung": "t",
    "edit": "e",
    "note": "n",
    "link": "l",
    "open": "o",
}
"""What else can be done to a blocker, by letters."""
RISK: Final = {
    "review": "1",
    "assign": "2",
    "light": "3",
    "to-action": "8",
    "turn": "9",
    "skip": "0",
    "edit": "e",
    "close": "c",
    "note": "n",
    "link": "l",
    "open": "o",
}
"""The verbs of a risk with their keys; the digits are those of a blocker where they mean alike."""
VERBS: dict[str, tuple[str, ...]] = {
    "T": ("progress", "status", "assign", "due", "light", "raci", "note", "link", "open"),
    "B": (*TEN, *BESIDE),
    "A": tuple(action_verbs.KEYS),
    "D": ("note", "link", "open"),
    "K": tuple(RISK),
    "MS": ("note", "open"),
}
"""Verbs by the letter of the id, in the order of their numbers."""
KEYS: dict[str, Mapping[str, str]] = {
    "B": {**{verb: str((at + 1) % 10) for at, verb in enumerate(TEN)}, **BESIDE},
    "K": RISK,
    "A": action_verbs.KEYS,
}
"""The key of each verb, where it is not its place in the list."""

PICKED = frozenset({"status", "assign", "light", "snooze", "merge", "rung", "edit"})
"""Verbs that ask for one of several."""
TYPED = frozenset(
    {"progress", "due", "note", "link", "cancel", "submit", "decide", "verify", "reopen", "close"}
)
"""Verbs that ask for a line."""


def verbs(
    record: Record,
    words: Words,
    told: Mapping[str, tuple[str, bool]] | None = None,
    *,
    skips: bool = False,
) -> list[Choice]:
    """The verbs for a record; of a blocker or a risk all of them, so that each keeps its key.

    `told` says what a verb would do now, and whether it would be refused; `skips`, whether there
    is a next record to go to.
    """
    kind, said = record.id.partition("-")[0], told or {}
    keys = KEYS.get(kind, {})
    found = []
    for verb in VERBS.get(kind, ()):
        if not action_verbs.applies(verb, record):
            continue
        name = verb_name(verb, kind, skip=skips)
        hint, off = said.get(verb, ("", False))
        found.append(Choice(verb, words.say(name), hint, key=keys.get(verb, ""), off=off))
    return found


def verb_name(verb: str, kind: str, *, skip: bool = True) -> str:
    """The word id of a verb; where there is nothing to skip, its key opens the triage."""
    if verb == "skip" and not skip:
        return "triage.verb.triage"
    return f"triage.verb.{verb}" if kind in ("B", "K") else f"actions.verb.{verb}"


def statuses(words: Words) -> list[Choice]:
    """The statuses of a task that a person sets; cancelling goes another way (process 1.6)."""
    from core.domain.task import TaskStatus

    return [
        Choice(each.value, words.say(f"term.task.{each.value}"))
        for each in TaskStatus
        if each is not TaskStatus.CANCELLED
    ]


def lights(words: Words) -> list[Choice]:
    """The lights a person may set against the rule, and the way back to it."""
    found = [
        Choice(name, words.say(f"term.light.{name}"), words.say(f"term.light_meaning.{name}"))
        for name in ("red", "amber", "green")
    ]
    return [*found, Choice("auto", words.say("actions.light_auto"))]


def delay_reasons(words: Words) -> list[Choice]:
    """Why a task is behind, numbered from 1 (keys.md 3.2)."""
    from core.domain.delay import REASONS

    return [Choice(name, words.say(f"term.delay.{name}")) for name in REASONS]


def people(board: Board, subject: str) -> list[Choice]:
    """Who may be given a record: its R and A first, then the liaisons of its department."""
    ranked = sorted(_ranked(board, subject), key=lambda each: each[0])
    return [
        Choice(identity, board.people[identity].name, hint, board.people[identity].aliases)
        for _, identity, hint in ranked
    ]


def _ranked(board: Board, subject: str) -> Iterable[tuple[int, str, str]]:
    record = board.record(subject)
    task = subject if subject in board.tasks else next(iter(getattr(record, "tasks", ())), "")
    row = board.raci.get(task)
    letters = row.cells if row is not None else {}
    dept = getattr(record, "dept", "") or getattr(record, "responsible_dept", "")
    for identity, person in board.people.items():
        if not person.here:
            continue
        letter = letters.get(identity, "")
        liaison = person.dept == dept and any(each.value == "liaison" for each in person.functions)
        rank = {"R": 0, "A": 1}.get(letter, 2 if liaison else 3 if person.dept == dept else 4)
        yield rank, identity, " ".join(part for part in (letter, person.dept) if part)


def choices(verb: str, record: Any, board: Board, now: datetime, words: Words) -> list[Choice]:
    """What a verb asks to choose from."""
    asked: Mapping[str, Callable[[], list[Choice]]] = {
        "assign": lambda: people(board, record.id),
        "status": lambda: statuses(words),
        "light": lambda: lights(words)[: None if record.id.startswith("T-") else 3],
        "snooze": lambda: moments(board, now, words),
        "merge": lambda: others(board, record, words),
        "rung": lambda: rungs(board, record, words),
        "edit": lambda: facts(record, words),
    }
    return asked[verb]()


def moments(board: Board, now: datetime, words: Words) -> list[Choice]:
    """Until when something may wait, each moment with its reason; the last asks for both."""
    from tui.triage.presets import presets

    found = []
    for each in presets(board, now):
        local = each.until.astimezone(board.zone)
        why = words.say(f"triage.why.{each.id}")
        at = f"{words.day(local.date(), now.astimezone(board.zone).date())} {local:%H:%M}"
        label = f"{words.say(f'triage.snooze.{each.id}')} · {why}"
        found.append(Choice(f"{each.until.isoformat()} {why}", label, at))
    own = Choice("own", words.say("triage.snooze.own"), words.say("triage.snooze.own_hint"))
    return [*found, own]


def others(board: Board, blocker: Blocker, words: Words) -> list[Choice]:
    """The blockers that one may be merged into, what looks like it first."""
    from tui.triage.alike import score

    found = [board.blockers[each] for each in board.blocker_order if each != blocker.id]
    scored = sorted(((score(blocker, each), each) for each in found), key=lambda pair: -pair[0])
    return [
        Choice(
            each.id,
            f"{each.id} {each.title}",
            words.say("triage.alike", n=share) if share else "",
        )
        for share, each in scored
    ]


def rungs(board: Board, blocker: Blocker, words: Words) -> list[Choice]:
    """The rungs above, with who stands on them."""
    from core.domain.ladder import rungs as ladder
    from tui.triage.prospects import rung_name

    return [
        Choice(
            f"{each.number}",
            rung_name(board, each, words),
            names(board, each.people),
        )
        for each in ladder(blocker, board.people, board.raci)
        if each.number > blocker.rung
    ]


def names(board: Board, people: Iterable[str]) -> str:
    """Some people by their names."""
    return " ".join(board.name_of(each) for each in people)


def facts(record: Record, words: Words) -> list[Choice]:
    """What of a record may be written anew, with what it says now; priorities come last."""
    kind = record.id.partition("-")[0]
    fields = _EDITED.get(kind, ())
    return [
        Choice(name, words.say(f"term.field.{name}"), str(getattr(record, name, "") or ""))
        for name in fields
    ]


_EDITED = {
    "B": ("impact_scope", "attempted_measures", "description", "title", "lead", "responsible_dept"),
    "K": ("response", "impact_scope", "title"),
}


def picked(verb: str, record: Record, choice: str) -> Command | None:
    """The command of a verb and what was picked for it; None where a line must follow."""
    match verb:
        case "assign":
            return _assigned(record, choice)
        case "light":
            return _lit(record, choice)
        case "snooze":
            return _snoozed(record, choice)
        case "status":
            from core.domain.task import SetStatus, TaskStatus

            return SetStatus(task=record.id, status=TaskStatus(choice), seen=record.version)
        case "merge":
            from core.domain.blocker import MergeBlocker
            from core.domain.ids import RecordId

            return MergeBlocker(blocker=record.id, into=RecordId(choice), seen=record.version)
        case _:
            return None


def _assigned(record: Record, choice: str) -> Command:
    """R01: a record gets its one owner."""
    from core.domain.action import AssignAction
    from core.domain.blocker import AssignBlocker
    from core.domain.ids import Kind, RecordId, kind_of
    from core.domain.risk import EditRisk
    from core.domain.task import AssignTask

    identity, seen, person = record.id, record.version, RecordId(choice)
    match kind_of(identity):
        case Kind.TASK:
            return AssignTask(task=identity, owner=person, seen=seen)
        case Kind.BLOCKER:
            return AssignBlocker(blocker=identity, owner=person, seen=seen)
        case Kind.RISK:
            return EditRisk(risk=identity, owner=person, seen=seen)
        case _:
            return AssignAction(action=identity, owner=person, seen=seen)


def _lit(record: Record, choice: str) -> Command | None:
    """A risk's light is a person's word; a task's follows from the rule or wants a reason."""
    from core.domain.risk import EditRisk
    from core.domain.task import LightLevel, SetLight

    if record.id.startswith("K-"):
        return EditRisk(risk=record.id, light=LightLevel(choice), seen=record.version)
    if choice == "auto":
        return SetLight(task=record.id, light=None, seen=record.version)
    return None


def _snoozed(record: Record, choice: str) -> Command | None:
    """A preset carries its moment and its reason; one's own is typed."""
    from core.domain.blocker import SnoozeBlocker

    if choice == "own":
        return None
    until, _, why = choice.partition(" ")
    return SnoozeBlocker(
        blocker=record.id, until=datetime.fromisoformat(until), reason=why, seen=record.version
    )


def at_once(verb: str, record: Record) -> Command | None:
    """The command of a verb that asks for nothing."""
    from core.domain.action import ActionStatus, SetActionStatus
    from core.domain.risk import ReviewRisk, TurnRisk

    if (makes := _blocker_verbs().get(verb)) is not None:
        return makes(blocker=record.id, seen=record.version)
    risky: Mapping[str, Callable[..., Command]] = {"review": ReviewRisk, "turn": TurnRisk}
    if verb in risky:
        return risky[verb](risk=record.id, seen=record.version)
    words = {"accept": ActionStatus.ACCEPTED, "done": ActionStatus.DONE}
    if verb in words:
        return SetActionStatus(action=record.id, status=words[verb], seen=record.version)
    return None


def _blocker_verbs() -> Mapping[str, Callable[..., Command]]:
    from core.domain.blocker import Acknowledge, Escalate, OpenGreenChannel, StartWork, WakeBlocker

    return {
        "ack": Acknowledge,
        "escalate": Escalate,
        "green": OpenGreenChannel,
        "start": StartWork,
        "wake": WakeBlocker,
    }


def example(verb: str, record: Record, board: Board, now: datetime) -> Command | None:
    """A wish of the kind that a verb would make: enough to ask the rules what they say to it."""
    if (command := at_once(verb, record)) is not None:
        return command
    if verb == "assign":
        first = next(iter(people(board, record.id)), None)
        return _assigned(record, first.id) if first is not None else None
    if verb not in _EXAMPLES or not record.id.startswith("B-"):
        return None
    import core.domain.blocker as blockers

    name, said = _EXAMPLES[verb]
    values = dict.fromkeys(said, "?") | ({"until": now + _A_WHILE} if verb == "snooze" else {})
    make: Callable[..., Command] = getattr(blockers, name)
    return make(blocker=record.id, seen=record.version, **values)


_A_WHILE = timedelta(hours=1)
_EXAMPLES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "decide": ("SolveBlocker", ("text",)),
    "verify": ("VerifyBlocker", ()),
    "submit": ("SubmitBlocker", ()),
    "snooze": ("SnoozeBlocker", ("reason",)),
    "reopen": ("ReopenBlocker", ("reason",)),
}
"""By verb: the name of its wish, and what it wants said besides."""
FORESEEN: Final = frozenset(_EXAMPLES)
"""Verbs of a blocker that are refused before anything is typed for them."""
