"""The service layer's front door: use cases, each one transaction. `tui` and `sync` enter here."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from core.domain.board import Board
from core.domain.cleaning import cleaned
from core.domain.command import Command, creates, decide, needs, needs_dependencies, needs_parents
from core.domain.decision import Note
from core.domain.event import Event, Recorded
from core.domain.ids import Kind, RecordId, logged_as
from core.domain.intake import TakeBack
from core.domain.people import Department, Person
from core.domain.project import CreateProject
from core.domain.record import Record
from core.domain.refusal import Conflict, Refused
from core.domain.scene import Scene
from core.domain.text import clean
from core.store import Store
from core.store import journal as journals
from core.store.founding import found
from core.store.reading import notes_on
from core.store.unit import Unit


def new_command_id() -> str:
    """An id for one wish: repeated after a lost answer, it is carried out once."""
    return uuid.uuid4().hex


def create_project(
    store: Store, command: CreateProject, *, actor: str, now: datetime | None = None
) -> int:
    """A project comes to be; gives back its number in this database.

    Raises:
        Refused: the name or code is missing, or the code is taken.
    """
    return found(store, cleaned(command), actor=clean(actor), at=now or datetime.now(UTC))


class Service:
    """The use cases of one project, on behalf of one person."""

    def __init__(
        self,
        store: Store,
        project: int,
        actor: str,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.store = store
        self.project = project
        """The project's number in its database."""
        self.actor = clean(actor)
        self._clock = clock

    def now(self) -> datetime:
        """The time that counts: the database's, unless a clock was set."""
        return self._clock() if self._clock else datetime.now(UTC) + self.store.skew

    def perform(self, command: Command, *, command_id: str | None = None) -> tuple[Recorded, ...]:
        """Decides a wish and carries it out: what it came to, nothing if all read so already.

        The same `command_id` again gives the same answer and changes nothing.

        Raises:
            Refused: the rules say no.
            Conflict: somebody wrote since the person looked; who and when is said.
            Unreachable: the database is away. Whether it was carried out is not known: ask again
                with the same `command_id`.
        """
        return self.perform_with(command, command_id=command_id)

    def perform_with(
        self,
        command: Command,
        *,
        command_id: str | None = None,
        beside: Callable[[Unit, tuple[Recorded, ...]], None] | None = None,
    ) -> tuple[Recorded, ...]:
        """As `perform`; `beside` writes facts beside the log in the same transaction."""
        name, wish = command_id or new_command_id(), cleaned(command)
        try:
            with self.store.begin(self.project) as unit:
                # From here on nobody else writes: what was done and what is read stays so.
                unit.lock()
                if done := unit.done(name):
                    return done
                events = decide(wish, self._scene(unit, wish))
                recorded = unit.write(events, command=name, actor=self.actor, at=self.now())
                if beside is not None:
                    beside(unit, recorded)
                return recorded
        except Conflict as conflict:
            raise self._told_who(conflict) from conflict

    def _told_who(self, conflict: Conflict) -> Conflict:
        subjects = logged_as(conflict.subject)
        last = next(iter(self.history(subjects, limit=1)), None) if subjects else None
        if last is None:
            return conflict
        fields = ", ".join(last.event.after)
        return Conflict(conflict.subject, actor=last.actor, at=last.at, fields=fields)

    def _scene(self, unit: Unit, command: Command) -> Scene:
        taken = unit.taken(kinds) if (kinds := creates(command)) else {}
        project = unit.project_record()
        people: list[Person] = unit.all_of(Kind.PERSON)
        departments: list[Department] = unit.all_of(Kind.DEPARTMENT)
        undoing = unit.undoing(command.command) if isinstance(command, TakeBack) else ()
        wanted = [*needs(command), *(each.event.subject for each in undoing)]
        records: dict[RecordId, Record] = {each.id: each for each in (*people, *departments)}
        records |= unit.load(each for each in wanted if each not in records)
        return Scene(
            now=self.now(),
            actor=self.actor,
            project=project,
            people={each.id: each for each in people},
            departments={each.name: each for each in departments if not each.removed},
            records=records,
            dependencies=unit.dependencies() if needs_dependencies(command, undoing) else {},
            parents=unit.parents() if needs_parents(command) else frozenset(),
            taken=taken,
            undoing=undoing,
        )

    def undo(
        self, *, event: int | None = None, command_id: str | None = None
    ) -> tuple[Recorded, ...]:
        """Takes back one's own last change, or the command that made `event`.

        Raises:
            Refused: there is none, or somebody changed it since (both readings are named).
        """
        if event is None:
            target = self.store.ask(journals.last_undoable, self.project, self.actor)
        else:
            recorded: Recorded | None = self.store.ask(journals.event_numbered, self.project, event)
            if recorded is None or recorded.event.kind.endswith((journals.UNDONE, journals.REDONE)):
                raise Refused("no-such-event", seq=event)
            target = recorded.command
        if target is None:
            raise Refused("nothing-to-undo")
        return self.perform(TakeBack(command=target), command_id=command_id)

    def redo(self, *, command_id: str | None = None) -> tuple[Recorded, ...]:
        """Takes back one's own last undo.

        Raises:
            Refused: there is none, or something was changed since.
        """
        target = self.store.ask(journals.last_redoable, self.project, self.actor)
        if target is None:
            raise Refused("nothing-to-redo")
        return self.perform(TakeBack(command=target, forward=True), command_id=command_id)

    def board(self) -> Board:
        """The whole board."""
        return self.store.board(self.project, self.now())

    def catch_up(self, board: Board) -> Board:
        """The next board, from what changed since."""
        return self.store.catch_up(self.project, board, self.now())

    def history(
        self, subjects: Sequence[str] = (), *, since: datetime | None = None, limit: int = 200
    ) -> tuple[Recorded, ...]:
        """The log of some records, or of all, the newest first."""
        return self.store.history(self.project, subjects=subjects, since=since, limit=limit)

    def notes_on(self, identity: str) -> tuple[Note, ...]:
        """The remarks and links on a record, in the order they were written."""
        notes: tuple[Note, ...] = self.store.ask(notes_on, self.project, identity)
        return notes

    def all_of(self, kind: Kind) -> list[Any]:
        """Every record of one kind, settled ones too."""
        return self.store.all_of(self.project, kind)


__all__ = ["Event", "Service", "create_project", "new_command_id"]
