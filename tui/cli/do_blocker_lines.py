"""The verbs of a blocker that read a line as the capture line does: `decide` and `to-action`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.capture.chips import Type
from core.capture.command import command_for, commands_for
from core.capture.ground import Context
from core.capture.reading import read
from core.domain.action import AddAction
from core.domain.batch import Batch
from core.domain.blocker import Blocker, SolveBlocker
from core.domain.decision import RecordDecision
from core.domain.refusal import Conflict, Gone
from tui.cli.typed_line import questions
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from core.capture.chips import Reading
    from core.domain.command import Command
    from core.domain.ids import RecordId
    from tui.cli.do import Wish


def decide(wish: Wish) -> Command:
    """F17: the text reads as a decision's line: `改用备用件 @郑洁 依据:测试报告`."""
    line = command_for(_read(wish, wish.text, Type.DECISION))
    if not isinstance(line, RecordDecision):
        raise Wrong(word="tick.not_a_decision", value=wish.text)
    return SolveBlocker(
        blocker=wish.id,
        text=line.title,
        maker=wish.person(wish.by) if wish.by else line.maker,
        grounds=line.grounds,
        consulted=_people(wish),
        raw_text=line.raw_text,
        seen=wish.seen,
    )


def _people(wish: Wish) -> tuple[RecordId, ...]:
    names = wish.consulted.replace("，", ",").replace("、", ",").split(",")
    return tuple(wish.person(each.strip()) for each in names if each.strip())


def to_action(wish: Wish) -> Command:
    """An action item that links the blocker: of the line, else of its title and its owner."""
    blocker = _as_seen(wish)
    if not wish.words:
        return AddAction(title=blocker.title, owner=blocker.owner, links=(wish.id,))
    reading = _read(wish, wish.text, Type.ACTION)
    links = tuple(dict.fromkeys((wish.id, *reading.links)))
    commands: Sequence[Command] = commands_for(replace(reading, links=links))
    if not commands or not all(isinstance(each, AddAction) for each in commands):
        raise Wrong(word="tick.not_an_action", value=wish.text)
    return commands[0] if len(commands) == 1 else Batch(commands=tuple(commands))


def _as_seen(wish: Wish) -> Blocker:
    """The blocker as it stands, which is how the person saw it where they say so.

    Raises:
        Gone: there is none.
        Conflict: somebody wrote it since.
    """
    service = wish.desk.service
    found = next(iter(service.store.records(service.project, [wish.id])), None)
    if not isinstance(found, Blocker) or found.removed:
        raise Gone(wish.id)
    if wish.seen is not None and found.version != wish.seen:
        raise Conflict(wish.id)
    return found


def _read(wish: Wish, text: str, kind: Type) -> Reading:
    """A line about the blocker.

    Raises:
        Told: it leaves something open.
    """
    ground = replace(wish.ground, context=Context(selected=wish.id))
    reading = read(text, ground, kind)
    if reading.amber and not wish.accept:
        raise Told(word="cli.amber.open", questions=questions(reading, wish.desk.words))
    return reading
