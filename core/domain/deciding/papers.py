"""Deciding about decisions, milestones and notes: what is put on record (R21, R26)."""

from __future__ import annotations

from typing import assert_never

from core.domain.decision import (
    Decision,
    Milestone,
    Note,
    RecordDecision,
    SetMilestone,
    WriteNote,
)
from core.domain.event import Event, created
from core.domain.ids import Kind
from core.domain.record import Record
from core.domain.refusal import Gone, Refused
from core.domain.scene import Scene

PaperCommand = RecordDecision | SetMilestone | WriteNote


def decide_paper(command: PaperCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish to put something on record comes to.

    Raises:
        Refused: there is nothing to record, or it speaks of somebody unknown.
        Gone: it speaks of a record that is not there.
    """
    record: Record
    match command:
        case RecordDecision():
            record, kind = _decision(command, scene), "decision.recorded"
        case SetMilestone():
            if not command.title:
                raise Refused("title-missing")
            record = Milestone(
                id=scene.next_id(Kind.MILESTONE), title=command.title, day=command.day
            )
            kind = "milestone.set"
        case WriteNote():
            record = _note(command, scene)
            kind = "note.copied" if command.copied else "note.written"
        case _:
            assert_never(command)
    return (created(record, kind),)


def _decision(command: RecordDecision, scene: Scene) -> Decision:
    if not command.title:
        raise Refused("title-missing")
    linked(command.links, scene)
    return Decision(
        id=scene.next_id(Kind.DECISION),
        title=command.title,
        maker=scene.person(command.maker).id if command.maker else None,
        grounds=command.grounds,
        consulted=tuple(dict.fromkeys(scene.person(each).id for each in command.consulted)),
        links=tuple(dict.fromkeys(command.links)),
        decided_at=scene.now,
        created_by=scene.actor,
        raw_text=command.raw_text,
    )


def _note(command: WriteNote, scene: Scene) -> Note:
    if not command.text and not command.url:
        raise Refused("note-empty")
    if command.url and not command.url.startswith(("https://", "http://")):
        raise Refused("link-not-web", url=command.url)
    linked((command.subject,), scene)
    return written(command, scene)


def written(command: WriteNote, scene: Scene, ahead: int = 1) -> Note:
    """The note itself, the `ahead`-th that its command writes."""
    return Note(
        id=scene.next_id(Kind.NOTE, ahead),
        subject=command.subject,
        text=command.text,
        url=command.url,
        author=scene.actor,
        written_at=scene.now,
    )


def linked(links: tuple[str, ...], scene: Scene) -> None:
    """Checks that what something speaks of is there.

    Raises:
        Gone: one of them is not.
    """
    for each in links:
        if each not in scene.records:
            raise Gone(each)
