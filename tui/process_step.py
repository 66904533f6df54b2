"""The next step of a stage or a clock: what the one key does, and how it is called. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from core.domain.clock_reading import ClockState, Ticking
from core.domain.form_next import step_on
from core.domain.form_standing import waiting
from core.domain.ids import Kind, kind_of
from core.domain.stages import Stage
from tui.form_words import kind_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene
    from tui.words import Words

FORM_VERBS: Final = ("set", "submit", "sign", "answer")
"""Steps that lead to a form that is there."""
ON_RECORDS: Final = ("assign", "raci", "progress", "ack", "decide", "submit")
"""Verbs of `do` that have a way on the screen."""
_BY_CLOCK: Final[Mapping[str, str]] = {
    "updates": "progress",
    "tasks": "progress",
    "response": "ack",
    "solution": "decide",
    "green": "decide",
    "actions": "submit",
}
"""What stops a clock of a record, by what finds the clock."""


_EARLY: Final = timedelta(minutes=15)
"""So long before its time a meeting may be begun by the key for the next step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the key for the next step does."""

    does: str
    """`new`, one of `FORM_VERBS`, `plan`, `convene`, `agenda`, `minutes`, `do`, `open`, `add`,
    `people`, `archive`."""
    subject: str = ""
    """A record; of `new` a kind of form, of `plan` and `convene` a kind of meeting."""
    verb: str = ""
    """Of `do` what is done, of `add` what is added, of `people` a function."""
    dept: str = ""
    about: str = ""
    command: tuple[str, ...] = ()
    """The same on the command line."""


def of_stage(stage: Stage, board: Board, now: datetime) -> Step | None:
    """The step that takes a stage further; None where nothing is to be done."""
    found = read(stage.next)
    if found is not None or not stage.records:
        return _with_meeting(found, stage, board, now) if found is not None else None
    return Step("open", stage.records[0])


def _with_meeting(step: Step, stage: Stage, board: Board, now: datetime) -> Step:
    """The agenda of a meeting is looked at and sent until it is time to begin."""
    if step.does != "convene":
        return step
    ahead = next((each for each in stage.records if each in board.meetings), None)
    if ahead is None or not _still(board.meetings[ahead].starts_at, now):
        return step
    return Step("agenda", ahead, step.subject, command=step.command)


def _still(start: datetime | None, now: datetime) -> bool:
    """Whether a meeting is not about to begin yet."""
    return start is None or now < start - _EARLY


def read(command: Sequence[str]) -> Step | None:
    """A command in words (`core.domain.stages`) as a step of the screen."""
    words = tuple(command)
    if words[:1] == ("form",):
        return _form_step(words)
    found = _meeting_step(words) if words[:1] == ("meet",) else _other_step(words)
    return replace(found, command=words) if found is not None else None


def _meeting_step(words: tuple[str, ...]) -> Step | None:
    match words:
        case ("meet", "agenda", _, meeting):
            return Step("agenda", meeting)
        case ("meet", verb, kind, *_):
            return Step("plan" if verb == "plan" else "convene", kind)
        case _:
            return None


def _other_step(words: tuple[str, ...]) -> Step | None:
    match words:
        case ("minutes", "send", meeting, *_):
            return Step("minutes", meeting)
        case ("do", record, verb, *_):
            return Step("do" if verb in ON_RECORDS else "open", record, verb)
        case ("add", "--type", kind, *_):
            return Step("add", verb=kind)
        case ("archive", *_):
            return Step("archive")
        case ("people", "add", *rest):
            return Step("people", verb=rest[-1] if rest else "")
        case _:
            return None


def _form_step(words: tuple[str, ...]) -> Step:
    _, verb, subject, *rest = words
    if verb != "new":
        return Step(verb, subject, command=words)
    named = dict(zip(rest[::2], rest[1::2], strict=False))
    dept = named.get("--dept", "")
    dept = "?" if dept == "DEPT" else dept
    return Step("new", subject, dept=dept, about=named.get("--about", ""), command=words)


def of_clock(each: Ticking, board: Board, scene: Scene) -> Step | None:
    """The step that stops a clock; what is met is only looked at."""
    if each.subject is None:
        return _begin(each, scene)
    if each.state in (ClockState.MET, ClockState.LATE):
        return Step("open", each.subject)
    if kind_of(each.subject) is Kind.FORM:
        form = board.forms.get(each.subject)
        found = waiting(form, scene) if form is not None else None
        step = read(step_on(form, found, scene)) if form is not None and found else None
        return step or Step("open", each.subject)
    if kind_of(each.subject) is Kind.MEETING:
        return Step("agenda" if _is(each, scene, "agenda") else "minutes", each.subject)
    kind = scene.clocks.get(each.clock)
    verb = _BY_CLOCK.get(kind.watch, "") if kind is not None else ""
    return Step("do", each.subject, verb) if verb else Step("open", each.subject)


def _is(each: Ticking, scene: Scene, watch: str) -> bool:
    kind = scene.clocks.get(each.clock)
    return kind is not None and kind.watch == watch


def _begin(each: Ticking, scene: Scene) -> Step | None:
    """What a clock without a record waits for: a form to be begun, or a meeting to be planned."""
    if each.state in (ClockState.MET, ClockState.LATE):
        return None
    for form in scene.forms.values():
        if form.clock == each.clock:
            return Step("new", form.kind, dept=each.dept if form.about == "dept" else "")
    kind = scene.clocks.get(each.clock)
    kinds = kind.kinds if kind is not None else ()
    return Step("plan", kinds[0]) if kinds else None


def told(step: Step, board: Board, scene: Scene, words: Words) -> str:
    """What the step is called."""
    form = board.forms.get(step.subject)
    name = kind_name(form.kind if form is not None else step.subject, scene.forms, words)
    about = " ".join(each for each in (step.dept.strip("?"), step.about) if each)
    meeting = board.meetings.get(step.subject)
    sort = meeting.kind.value if meeting is not None else step.subject
    values = {"name": name, "about": about, "id": step.subject}
    if step.does in ("plan", "convene", "agenda"):
        values["kind"] = words.say(f"term.meeting.{sort}")
    if step.does == "people":
        values["function"] = words.say(f"term.function.{step.verb}")
    return words.say(f"process_page.step.{_word(step, about)}", **values)


def _word(step: Step, about: str) -> str:
    """The id of the words for a step."""
    if step.does == "do":
        return "submit_action" if step.verb == "submit" else step.verb
    if step.does == "add":
        return f"add_{step.verb}"
    return "new_for" if step.does == "new" and about else step.does
