"""Any verbs, by anybody, in any order, as time goes on: what always holds of a blocker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.domain.blocker import (
    Blocker,
    BlockerStatus,
    OpenGreenChannel,
    ReopenBlocker,
    VerifyBlocker,
)
from core.domain.blocker_state import STARTS
from core.domain.clocks import Clock, reading
from core.domain.command import Command
from core.domain.ids import SYSTEM, Kind, RecordId, record_id
from core.domain.intake import TakeBack
from core.domain.people import Person
from core.domain.raci import RaciRow
from core.domain.refusal import Refused
from core.domain.rights import same_person, who_may
from tests.unit.core.stuck import CAST, NAMES, OUTSIDER, STRANGER, standing
from tests.unit.core.verbs import Verb, at, by_name, minutes, verbs
from tests.unit.core.world import PROJECT, World, task

ZERO = timedelta(0)
BLOCKERS = tuple(record_id(Kind.BLOCKER, number) for number in (1, 2))
people = st.sampled_from([each.id for each in CAST])
actors = st.sampled_from([*NAMES.values(), STRANGER, SYSTEM, "老张"])
tasks = st.sampled_from([record_id(Kind.TASK, number) for number in (1, 2)])
wishes = verbs(st.sampled_from(BLOCKERS), people, tasks)
seldom = st.integers(0, 3).map(lambda number: number == 3)


class BlockersLive(RuleBasedStateMachine):
    """Two blockers and whatever else is raised, and a book kept beside them by other means."""

    world: World
    used: dict[tuple[RecordId, Clock], timedelta]
    """How much of each clock was used when it was last looked at."""
    slept: dict[RecordId, timedelta]
    """How long each slept since its solution clock began, snoozes that are over."""
    asleep: dict[RecordId, tuple[datetime, datetime]]
    """From when to when each is to sleep."""

    @initialize()
    def begin(self) -> None:
        cells = {OUTSIDER: "I", "研发部": "C"}
        world = World.of(*CAST, task(1, dept="研发部"), task(2, dept="销售部"))
        world.put(replace(CAST[0], aliases=("老张",)), RaciRow(id=RecordId("R-01"), cells=cells))
        self.world, self.used, self.slept, self.asleep = world, {}, {}, {}
        for number, identity in enumerate(BLOCKERS):
            facts: dict[str, Any] = {} if number else {"description": "x", "impact_scope": "x"}
            world.put(
                Blocker(
                    id=identity,
                    title="卡",
                    reporter="赵倩",
                    responsible_dept="研发部",
                    lead="市场部",
                    tasks=(record_id(Kind.TASK, number + 1),),
                    attempted_measures="x",
                    reported_at=world.now,
                    response_due=world.now + timedelta(hours=2),
                    solution_due=world.now + timedelta(hours=24),
                    **facts,
                )
            )

    @rule(by=minutes)
    def time_passes(self, by: int) -> None:
        self.world.now += timedelta(minutes=by)

    @rule(verb=wishes, actor=actors, by=minutes, back=seldom)
    def somebody_does_anything(self, verb: Verb, actor: str, by: int, back: bool) -> None:
        self._act(verb, actor, by, back)

    @rule(data=st.data(), identity=st.sampled_from(BLOCKERS), by=minutes, back=seldom)
    def somebody_does_what_is_in_turn(
        self, data: st.DataObject, identity: RecordId, by: int, back: bool
    ) -> None:
        """By one of those who may, for the most part: refusals lead nowhere."""
        blocker = self._blocker(identity)
        in_turn = [name for name, starts in STARTS.items() if blocker.status in starts]
        named = by_name(st.just(identity), people, tasks)
        verb = data.draw(st.sampled_from([each for each in in_turn if each in named]))
        known = {each.id: each for each in CAST}
        best = who_may(verb, blocker, known, {}, PROJECT)
        actor = data.draw(st.sampled_from([NAMES[each] for each in best]) | actors)
        self._act(data.draw(named[verb]), actor, by, back)

    @rule(identity=st.sampled_from(BLOCKERS), whose=st.sampled_from(["reporter", "solved_by"]))
    def who_raised_or_solved_it_tries_to_verify_it(self, identity: RecordId, whose: str) -> None:
        if actor := getattr(self._blocker(identity), whose):
            self._act(VerifyBlocker(blocker=identity), actor, 0, back=False)

    def _act(self, verb: Verb, actor: str, by: int, back: bool) -> None:
        """Where it is taken back, everything reads as before: nothing need be written down."""
        world = self.world
        world.now += timedelta(minutes=by)
        self._look()
        world.actor = actor
        command, before, count = at(verb, world.now), standing(world), len(world.log)
        closed = self._closed()
        try:
            written = world.perform(command)
        except Refused:
            assert standing(world) == before
            return
        if back and len(world.log) > count:
            world.perform(TakeBack(command=world.commands()[-1]))
            assert standing(world) == before
            return
        for record in written:
            if isinstance(record, Blocker):
                self._note(command, record, before.get(record.id))
        for identity in self._closed() - closed:
            assert self._blocker(identity).verified_by == self._named(actor)

    def _note(self, command: Command, blocker: Blocker, before: object) -> None:
        """Keeps the book of sleep; clocks that begin anew are looked at anew."""
        if slept := self.asleep.pop(blocker.id, None):
            woke = min(self.world.now, slept[1])
            self.slept[blocker.id] = self.slept.get(blocker.id, ZERO) + woke - slept[0]
        if blocker.status is BlockerStatus.SNOOZED and blocker.snoozed_until:
            began = blocker.snoozed_at or self.world.now
            self.asleep[blocker.id] = (began, blocker.snoozed_until)
            if isinstance(before, Blocker) and before.snoozed_at == began and slept:
                self.slept[blocker.id] -= min(self.world.now, slept[1]) - slept[0]
        if isinstance(command, OpenGreenChannel | ReopenBlocker):
            self.slept[blocker.id] = ZERO
            self.used.pop((blocker.id, Clock.SOLUTION), None)
        if blocker.responded_at is None:
            self.used.pop((blocker.id, Clock.RESPONSE), None)

    def _named(self, actor: str) -> str:
        found = (each for each in self.world.records.values() if isinstance(each, Person))
        return next(each.name for each in found if each.goes_by(actor))

    def _blocker(self, identity: RecordId) -> Blocker:
        found = self.world.records[identity]
        assert isinstance(found, Blocker)
        return found

    def _blockers(self) -> list[Blocker]:
        return [
            each
            for each in self.world.records.values()
            if isinstance(each, Blocker) and not each.removed
        ]

    def _closed(self) -> set[RecordId]:
        return {each.id for each in self._blockers() if each.status is BlockerStatus.CLOSED}

    @invariant()
    def nothing_is_closed_without_a_second_person(self) -> None:
        known = {each.id: each for each in self.world.records.values() if isinstance(each, Person)}
        for each in self._blockers():
            if each.status is BlockerStatus.CLOSED:
                assert any(person.goes_by(each.verified_by) for person in known.values())
                assert not same_person(known, each.verified_by, each.reporter)
                assert not same_person(known, each.verified_by, each.solved_by)
                assert each.closed_at is not None

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        self._look()

    def _look(self) -> None:
        for each in self._blockers():
            for clock in Clock:
                told = reading(each, clock, self.world.now)
                if told is not None and clock is not self._lapsed(each):
                    assert told.used >= self.used.get((each.id, clock), ZERO)
                    self.used[each.id, clock] = told.used

    def _lapsed(self, blocker: Blocker) -> Clock | None:
        """An acknowledgement that has run out reads as the response not yet given."""
        return Clock.RESPONSE if blocker.status is BlockerStatus.ACKED else None

    @invariant()
    def pause_and_resume_add_up(self) -> None:
        for each in self._blockers():
            marks = each.pauses
            assert list(marks) == sorted(marks)
            spans = zip(marks[::2], marks[1::2], strict=True)
            assert sum((end - start for start, end in spans), ZERO) == self.slept.get(each.id, ZERO)

    @invariant()
    def what_was_used_and_what_it_slept_is_all_the_time_that_passed(self) -> None:
        for each in self._blockers():
            told = reading(each, Clock.SOLUTION, self.world.now)
            began = each.green_since or (None if each.reopened else each.reported_at)
            if told is None or began is None or each.solved_at is not None:
                continue
            start, end = self.asleep.get(each.id, (began, began))
            sleeping = max(min(self.world.now, end) - start, ZERO)
            passed = self.world.now - began
            assert told.used + self.slept.get(each.id, ZERO) + sleeping == passed

    @invariant()
    def the_ladder_has_three_rungs_and_statuses_say_what_their_fields_say(self) -> None:
        for each in self._blockers():
            assert 0 <= each.rung <= 3
            assert (each.status is BlockerStatus.SNOOZED) == (each.snoozed_until is not None)
            assert (each.status is BlockerStatus.MERGED) == (each.merged_into is not None)
            if each.status is not BlockerStatus.OPEN and each.merged_into is None:
                assert each.responded_at is not None


BlockersLive.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_whatever_is_done_to_blockers = BlockersLive.TestCase
