"""The service layer's front door: use cases, each one transaction. `tui` and `sync` enter here."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from core.calendar.sla import Basis
from core.domain.board import Board
from core.domain.cleaning import cleaned
from core.domain.clock_choice import chosen
from core.domain.command import (
    Command,
    around,
    creates,
    decide,
    in_meeting,
    needs,
    needs_definitions,
    needs_dependencies,
    needs_forms,
    needs_parents,
    needs_policies,
    needs_signs,
)
from core.domain.contest import Contest
from core.domain.deciding.blocker_undo import led_back_to
from core.domain.decision import Note
from core.domain.event import Event, Recorded
from core.domain.ids import Kind, RecordId, logged_as
from core.domain.intake import BringIn, TakeBack
from core.domain.looking import looks
from core.domain.meeting_wishes import KeepMeeting
from core.domain.people import Department, Person
from core.domain.policy import Policy, in_force
from core.domain.prefill import from_log
from core.domain.project import CreateProject, Project
from core.domain.reach import BROUGHT, RECENT, meant
from core.domain.record import Record
from core.domain.refusal import Conflict, Refused
from core.domain.scene import Scene
from core.domain.text import clean
from core.store import Store, contests, stories
from core.store import journal as journals
from core.store.calendars import calendar_around, own_calendars
from core.store.founding import found
from core.store.journal import Sought
from core.store.reading import notes_on
from core.store.unit import Unit

if TYPE_CHECKING:
    from core.domain.changes import Changes
    from core.domain.clock_kind import ClockKind
    from core.domain.cuts import Cut
    from core.domain.definitions import Definitions
    from core.domain.meeting_record import MeetingRecord


def new_command_id() -> str:
    """An id for one wish: repeated after a lost answer, it is carried out once."""
    return uuid.uuid4().hex


def _named(command: Command, command_id: str | None) -> str:
    """What a wish is known by in the log; what brings records in is told apart by it."""
    name = command_id or new_command_id()
    brings = isinstance(command, BringIn) and not name.startswith(BROUGHT)
    return f"{BROUGHT}{name}" if brings else name


def _tells_all(command: Command, defined: Definitions | None) -> bool:
    return defined is not None and from_log(command, defined.forms)


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
        name, wish = _named(command, command_id), cleaned(command)
        try:
            with self.store.begin(self.project) as unit:
                # From here on nobody else writes: what was done and what is read stays so.
                unit.lock()
                if command_id and (done := unit.done(name)):
                    return done
                scene = self._scene(unit, wish)
                recorded = unit.write(
                    decide(wish, scene),
                    command=name,
                    actor=self.actor,
                    at=self.now(),
                    meeting=scene.said_in(),
                )
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
        wanted += led_back_to(undoing)
        records: dict[RecordId, Record] = {each.id: each for each in (*people, *departments)}
        records |= unit.load(each for each in wanted if each not in records)
        for look in looks(command):
            records |= {each.id: each for each in unit.matching(look)}
        further = around(command, tuple(records.values()))
        records |= unit.load(each for each in further if each not in records)
        policies: list[Policy] = unit.all_of(Kind.POLICY) if needs_policies(command) else []
        defined = self.definitions() if needs_definitions(command, undoing) else None
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
            policies=tuple(each for each in policies if not each.removed),
            **self._calendars(project, departments, policies, always=needs_forms(command)),
            forms=defined.forms if defined else {},
            clocks=self._clocks(defined, policies),
            meeting=unit.meeting() if in_meeting(command) else None,
            signs=unit.signs() if needs_signs(command) else {},
            heard=unit.heard_in(command.meeting) if isinstance(command, KeepMeeting) else None,
            log=unit.log_of("task", "action") if _tells_all(command, defined) else (),
            language=getattr(command, "language", ""),
            undoing=undoing,
            agreed=unit.agreed(records.values()) if undoing else {},
        )

    def definitions(self) -> Definitions:
        """What forms and clocks are like: read when the first one is spoken of."""
        from core.definitions import defined
        from core.places import clock_file, form_folder

        return defined(form_folder(), clock_file())

    def _clocks(
        self, defined: Definitions | None, policies: Sequence[Policy]
    ) -> Mapping[str, ClockKind]:
        """The clocks of the process as the project has them."""
        standing = [each for each in policies if not each.removed]
        told = in_force(standing, self.now()).clocks
        return chosen(defined.clocks, told) if defined is not None else {}

    def _calendars(
        self,
        project: Project,
        departments: Sequence[Department],
        policies: Sequence[Policy],
        *,
        always: bool,
    ) -> dict[str, Any]:
        """The working days of the project and its departments, where a clock counts them."""
        if not always and all(each.basis is Basis.NATURAL for each in policies):
            return {}
        today = self.now().astimezone(ZoneInfo(project.timezone)).date()
        own = own_calendars(departments, project.calendar, today)
        return {"calendar": calendar_around(project.calendar, today), "calendars": own}

    def undo(
        self, *, event: int | None = None, command_id: str | None = None
    ) -> tuple[Recorded, ...]:
        """Takes back one's own last change, or the command that made `event`.

        Raises:
            Refused: there is none, or somebody changed it since: see `contest`.
        """
        return self.perform(self.undoing(event), command_id=command_id)

    def undoing(self, event: int | None = None, *, whole: bool = False) -> TakeBack:
        """The wish that takes back one's own last change, or the command that made `event`.

        Without an event it reaches back `RECENT`, and passes over what only steered a meeting. Of
        a sync, what it did to that one record is meant, unless `whole` says all of its unit.

        Raises:
            Refused: there is none, or none so recent.
        """
        if event is not None:
            found = self.store.ask(journals.to_take_back, self.project, event)
            if found is None:
                raise Refused("no-such-event", seq=event)
            command, forward = found
            only = () if whole else self.store.ask(journals.part_of, self.project, command, event)
            return TakeBack(command=command, forward=forward, only=only)
        target = self.store.ask(journals.last_undoable, self.project, self.actor)
        if target is None:
            raise Refused("nothing-to-undo")
        if target.at < self.now() - RECENT:
            raise Refused("nothing-recent", seq=target.seq)
        # One's own last wish is at hand, however many records it was of.
        return TakeBack(command=target.command, many=True)

    def meant(self, wish: TakeBack) -> tuple[Recorded, ...]:
        """The events that a wish would take back, in their order."""
        done = self.store.ask(journals.undoers, self.project, wish.command)
        return meant(done, wish.only)

    def contest(
        self, command: str, *, forward: bool = False, only: tuple[RecordId, ...] = ()
    ) -> Contest:
        """What somebody changed since a command, in three readings for each field.

        `only` names the records that are meant; all where it is empty.
        """
        found: Contest = self.store.ask(contests.contest, self.project, command, forward, only)
        return found

    def redo(self, *, command_id: str | None = None) -> tuple[Recorded, ...]:
        """Takes back one's own last undo.

        Raises:
            Refused: there is none, or somebody changed it since: see `contest`.
        """
        return self.perform(self.redoing(), command_id=command_id)

    def redoing(self) -> TakeBack:
        """The wish that takes back one's own last undo.

        Raises:
            Refused: there is none.
        """
        target = self.store.ask(journals.last_redoable, self.project, self.actor)
        if target is None:
            raise Refused("nothing-to-redo")
        return TakeBack(command=target, forward=True)

    def board(self) -> Board:
        """The whole board."""
        return self.store.board(self.project, self.now())

    def catch_up(self, board: Board) -> Board:
        """The next board, from what changed since."""
        return self.store.catch_up(self.project, board, self.now())

    def history(
        self,
        subjects: Sequence[str] = (),
        *,
        since: datetime | None = None,
        limit: int = 200,
    ) -> tuple[Recorded, ...]:
        """The log of some records, or of all, the newest first."""
        return self.sought(Sought(subjects=tuple(subjects), since=since), limit=limit)

    def sought(self, sought: Sought, *, limit: int = 200) -> tuple[Recorded, ...]:
        """The events that are asked for, the newest first."""
        return self.store.history(self.project, sought, limit=limit)

    def story(
        self, identity: str, *, before: int | None = None, limit: int = 200
    ) -> tuple[Recorded, ...]:
        """All that the log says of a record, the newest first: see `subjects_of`."""
        sought = Sought(subjects=self.subjects_of(identity), before=before)
        return self.sought(sought, limit=limit) if sought.subjects else ()

    def subjects_of(self, identity: str) -> tuple[str, ...]:
        """The ids whose events make up a record's history.

        With its RACI row, its notes, and the risk that a blocker was before it happened.
        """
        found: tuple[str, ...] = self.store.ask(stories.subjects_of, self.project, identity)
        return found

    def changes(
        self,
        since: Cut | datetime,
        until: Cut | datetime | None = None,
        *,
        board: Board | None = None,
    ) -> Changes:
        """What is different at one moment from an earlier one; see `core.looking_back`."""
        from core import looking_back

        return looking_back.changes(self, since, until, board=board)

    def changes_since(
        self, meeting: str, until: str | None = None, *, board: Board | None = None
    ) -> Changes:
        """What changed from the end of one meeting to that of another, or to now."""
        from core import looking_back

        return looking_back.changes_since(self, meeting, until, board=board)

    def notes_on(self, identity: str) -> tuple[Note, ...]:
        """The remarks and links on a record, in the order they were written."""
        notes: tuple[Note, ...] = self.store.ask(notes_on, self.project, identity)
        return notes

    def meeting_record(self, identity: str) -> MeetingRecord:
        """All facts of one meeting, for its minutes.

        Raises:
            Gone: there is no such meeting.
        """
        from core.records_of import meeting_record

        return meeting_record(self, identity)

    def all_of(self, kind: Kind) -> list[Any]:
        """Every record of one kind, settled ones too."""
        return self.store.all_of(self.project, kind)


__all__ = ["Event", "Service", "create_project", "new_command_id"]
