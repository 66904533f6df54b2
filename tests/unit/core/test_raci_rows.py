"""Several cells at once, who has a letter, and who is to be asked before a decision."""

from __future__ import annotations

import pytest

from core.domain.batch import Batch
from core.domain.event import Event
from core.domain.ids import RecordId, raci_of
from core.domain.intake import TakeBack
from core.domain.letter import read, written
from core.domain.raci import (
    FillRaci,
    FillRow,
    Letter,
    RaciRow,
    merged,
    parties,
    unconsulted,
)
from core.domain.refusal import Conflict, Gone, Refused
from tests.unit.core.world import LI, WANG, ZHANG, World, task

ONE, TWO = RecordId("T-01"), RecordId("T-02")


def row(number: int = 1, **cells: str) -> RaciRow:
    """The row of a task; the keywords are letters with their parties."""
    filled = {party: letter for letter, party in cells.items()}
    return RaciRow(id=raci_of(f"T-{number:02d}"), cells=filled, version=1)


def world(*rows: RaciRow) -> World:
    """Two tasks and these rows."""
    return World.of(task(1), task(2), *rows)


def after(events: tuple[Event, ...]) -> object:
    """The cells that the only event leaves."""
    (event,) = events
    return event.after["cells"]


def test_an_a_among_several_cells_replaces_the_old_one() -> None:
    assert merged({ZHANG: "A", WANG: "C"}, {LI: "A"}) == {WANG: "C", LI: "A"}


def test_several_cells_without_an_a_leave_it() -> None:
    assert merged({ZHANG: "A", WANG: "C"}, {WANG: "", LI: "R"}) == {ZHANG: "A", LI: "R"}


def test_a_row_is_filled_in_one_change() -> None:
    events = world().decide(FillRow(task=ONE, cells={ZHANG: "A", "研发部": "R"}))

    assert after(events) == {ZHANG: "A", "研发部": "R"}


def test_a_filled_row_is_one_change_to_take_back() -> None:
    found = world(row(A=ZHANG, R=WANG))
    found.perform(FillRow(task=ONE, cells={ZHANG: "", LI: "A"}))
    found.perform(TakeBack(command=found.commands()[-1]))

    kept = found.records[raci_of("T-01")]
    assert isinstance(kept, RaciRow)
    assert kept.cells == {ZHANG: "A", WANG: "R"}


def test_what_reads_so_already_is_no_change() -> None:
    assert world(row(A=ZHANG)).decide(FillRow(task=ONE, cells={ZHANG: "A"})) == ()
    assert world().decide(FillRow(task=ONE, cells={ZHANG: ""})) == ()


def test_two_a_in_one_row_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        world().decide(FillRow(task=ONE, cells={ZHANG: "A", WANG: "A"}))

    assert (refused.value.reason, refused.value.values["n"]) == ("raci-one-a", 2)


def test_a_fifth_letter_is_refused() -> None:
    with pytest.raises(Refused, match="raci-no-letter"):
        world().decide(FillRow(task=ONE, cells={ZHANG: "X"}))


def test_a_party_is_somebody_of_the_project() -> None:
    with pytest.raises(Refused, match="no-such-person"):
        world().decide(FillRow(task=ONE, cells={"外星部": "R"}))


def test_a_row_needs_its_task() -> None:
    with pytest.raises(Gone):
        world().decide(FillRow(task=RecordId("T-09"), cells={ZHANG: "A"}))


@pytest.mark.parametrize("seen", [0, 2])
def test_a_row_that_somebody_wrote_since_is_a_conflict(seen: int) -> None:
    with pytest.raises(Conflict):
        world(row(A=ZHANG)).decide(FillRow(task=ONE, cells={WANG: "R"}, seen=seen))


def test_a_row_that_was_not_there_when_looked_at_may_come_to_be() -> None:
    assert world().decide(FillRow(task=ONE, cells={WANG: "R"}, seen=0))


def test_a_column_is_filled_as_one_change_and_taken_back_as_one() -> None:
    found = world(row(1, A=ZHANG), row(2, A=WANG))
    wishes = tuple(FillRaci(task=each, party=LI, letter=Letter.A, seen=1) for each in (ONE, TWO))
    found.perform(Batch(commands=wishes))
    found.perform(TakeBack(command=found.commands()[-1]))

    rows = [found.records[raci_of(each)] for each in (ONE, TWO)]
    assert [each.cells for each in rows if isinstance(each, RaciRow)] == [
        {ZHANG: "A"},
        {WANG: "A"},
    ]


def test_a_row_waits_for_the_database_like_any_wish() -> None:
    wish = Batch(commands=(FillRow(task=ONE, cells={ZHANG: "A", WANG: ""}, seen=3),))

    assert read(written(wish)) == wish


def test_parties_of_a_letter_come_in_the_order_in_which_they_got_it() -> None:
    both = RaciRow(id=raci_of("T-01"), cells={LI: "C", ZHANG: "A", "市场部": "C"})

    assert parties(both, Letter.C) == (LI, "市场部")
    assert parties(both, Letter.R) == ()
    assert parties(None, Letter.C) == ()


def test_every_c_of_every_linked_task_is_to_be_asked_once() -> None:
    both = RaciRow(id=raci_of(TWO), cells={WANG: "C", LI: "C"})
    rows: dict[str, RaciRow] = {ONE: row(1, C=WANG), TWO: both}

    assert unconsulted((ONE, TWO), rows, ()) == (WANG, LI)
    assert unconsulted((ONE, TWO), rows, (WANG,)) == (LI,)
    assert unconsulted((RecordId("B-01"),), rows, ()) == ()


def test_a_department_is_asked_through_any_of_its_liaisons() -> None:
    rows: dict[str, RaciRow] = {ONE: row(1, C="研发部")}
    liaisons = {"研发部": (WANG, LI)}

    assert unconsulted((ONE,), rows, (), liaisons) == (WANG,)
    assert unconsulted((ONE,), rows, (LI,), liaisons) == ()
    assert unconsulted((ONE,), rows, ()) == ()
