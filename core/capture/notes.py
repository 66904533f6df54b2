"""What is worth saying about a line as a whole, and is never done by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.capture.chips import TEXT, Choice, Suggestion, Type
from core.capture.due import Settled, due_values
from core.capture.ground import Ground
from core.capture.links import Links
from core.capture.scan import Scan
from core.domain.ids import Kind, RecordId, kind_of, parse_id
from core.domain.task import Priority

_ID = re.compile(r"(?<![A-Za-z0-9#-])([A-Za-z]{1,2}-[0-9]{1,9})(?![A-Za-z0-9-])")


def notes_of(
    text: str, scan: Scan, settled: Settled, links: Links, ground: Ground
) -> tuple[Suggestion, ...]:
    """Suggestions that have no place of their own in the line."""
    mentioned = [*links.ids, *_mentioned(text, ground)]
    return (
        *_empty(text, scan),
        *_owner(scan, ground),
        *_urgent(scan),
        *_move_due(scan, settled, mentioned, ground),
        *_link(mentioned, links),
        *_green(scan),
    )


def _owner(scan: Scan, ground: Ground) -> Iterator[Suggestion]:
    """A name in the text, where nobody is named by a mark: at the beginning it may be taken."""
    if any(each.named for each in scan.pieces):
        return
    for each in scan.noticed:
        if each.id == "owner-in-text":
            names = (Choice(one, {"name": ground.name_of(one)}) for one in each.people)
            choices = (*names, Choice(TEXT))
            yield Suggestion(each.id, each.start, each.end, choices[0].values, choices)
        elif each.id == "person-in-text":
            told = {"name": ground.name_of(each.people[0])}
            yield Suggestion(each.id, each.start, each.end, told)


def _urgent(scan: Scan) -> Iterator[Suggestion]:
    """紧急 in so many words: offered as the priority."""
    if any(each.kind == "priority" for each in scan.pieces):
        return
    for each in scan.noticed:
        if each.id == "priority-in-text":
            choices = (Choice(Priority.URGENT), Choice(TEXT))
            yield Suggestion(each.id, each.start, each.end, {}, choices)


def _empty(text: str, scan: Scan) -> Iterator[Suggestion]:
    """Pieces and nothing that they are about."""
    if not text and scan.pieces:
        yield Suggestion("text-missing")


def _mentioned(text: str, ground: Ground) -> list[RecordId]:
    found = (parse_id(each) for each in _ID.findall(text))
    return [each for each in found if each is not None and each in ground.records]


def _move_due(
    scan: Scan, settled: Settled, mentioned: list[RecordId], ground: Ground
) -> Iterator[Suggestion]:
    """A decision that names a task and a day: the task's deadline may be meant to move."""
    days = [*(each.days for each in settled.others), *(each.days for each in scan.noticed)]
    dates = [each[0] for each in days if each]
    tasks = [each for each in mentioned if kind_of(each) in (Kind.TASK, Kind.ACTION)]
    if scan.type is Type.DECISION and dates and tasks:
        yield Suggestion("move-due", values={"id": tasks[0], **due_values(dates[0], ground.basis)})


def _link(mentioned: list[RecordId], links: Links) -> Iterator[Suggestion]:
    for each in dict.fromkeys(mentioned):
        if each not in links.ids:
            yield Suggestion("link-in-text", values={"id": each})


def _green(scan: Scan) -> Iterator[Suggestion]:
    urgent = any(each.kind == "priority" and each.word == "!!" for each in scan.pieces)
    if urgent and scan.type is Type.BLOCKER:
        yield Suggestion("green-channel")
