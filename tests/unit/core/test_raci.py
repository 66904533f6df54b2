"""The RACI grid: exactly one A, at least one R, and not too much for anybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.raci import (
    Finding,
    Letter,
    RaciRule,
    Severity,
    filled,
    load_findings,
    loads,
    row_findings,
)

parties = st.sampled_from(["P-01", "P-02", "P-03", "市场部", "研发部"])
fills = st.lists(st.tuples(parties, st.none() | st.sampled_from(Letter)), max_size=20)


def rules(*cells: str) -> list[RaciRule]:
    return [each.rule for each in row_findings({f"P-{at}": cell for at, cell in enumerate(cells)})]


def test_one_a_and_one_r_is_all_a_row_needs() -> None:
    assert rules("A", "R") == []
    assert rules("A", "R", "R", "C", "C", "C", "I", "I", "I", "I") == []


def test_an_empty_row_is_an_error_of_its_own() -> None:
    assert row_findings({}) == (Finding(RaciRule.EMPTY_ROW, Severity.ERROR),)


def test_nobody_accountable_is_an_error() -> None:
    assert rules("R") == [RaciRule.NO_ACCOUNTABLE]


def test_two_accountable_is_an_error_that_names_them() -> None:
    (finding,) = row_findings({"P-01": "A", "P-02": "R", "市场部": "A"})

    assert finding == Finding(
        RaciRule.MANY_ACCOUNTABLE, Severity.ERROR, ("P-01", "市场部"), count=2
    )


def test_nobody_responsible_is_an_error() -> None:
    assert rules("A") == [RaciRule.NO_RESPONSIBLE]
    assert rules("C") == [RaciRule.NO_ACCOUNTABLE, RaciRule.NO_RESPONSIBLE]


def test_more_than_three_consulted_is_asked_about() -> None:
    (finding,) = row_findings(dict(zip("abcdef", "ARCCCC", strict=True)))

    assert finding == Finding(RaciRule.TOO_MANY_CONSULTED, Severity.WARNING, count=4)


def test_a_new_a_takes_the_place_of_the_old_one() -> None:
    before = {"P-01": "A", "P-02": "R"}

    assert filled(before, "P-02", Letter.A) == {"P-02": "A"}
    assert filled(before, "P-03", Letter.A) == {"P-02": "R", "P-03": "A"}
    assert filled(before, "P-01", Letter.A) == {"P-01": "A", "P-02": "R"}


def test_other_letters_leave_the_row_alone() -> None:
    assert filled({"P-01": "A"}, "P-02", Letter.R) == {"P-01": "A", "P-02": "R"}
    assert filled({"P-01": "R"}, "P-02", Letter.R) == {"P-01": "R", "P-02": "R"}


def test_nothing_clears_a_cell() -> None:
    assert filled({"P-01": "A", "P-02": "R"}, "P-01", None) == {"P-02": "R"}
    assert filled({}, "P-01", None) == {}


@given(fills)
def test_however_a_row_is_filled_it_has_at_most_one_a(
    wishes: list[tuple[str, Letter | None]],
) -> None:
    cells: dict[str, str] = {}
    for party, letter in wishes:
        cells = filled(cells, party, letter)

        assert list(cells.values()).count("A") <= 1
        assert cells.get(party) == letter


def test_six_a_or_five_r_are_too_many_for_one() -> None:
    rows = [{"P-01": "A", "P-02": "R", "P-03": "I"}] * 5
    assert load_findings(loads(rows)) == (
        Finding(RaciRule.OVERLOADED, Severity.WARNING, ("P-02",), 5, "R"),
    )

    assert load_findings(loads([*rows, {"P-01": "A"}])) == (
        Finding(RaciRule.OVERLOADED, Severity.WARNING, ("P-01",), 6, "A"),
        Finding(RaciRule.OVERLOADED, Severity.WARNING, ("P-02",), 5, "R"),
    )


def test_being_informed_is_never_too_much() -> None:
    assert load_findings(loads([{"P-03": "I", "P-04": "C"}] * 100)) == ()


def test_equal_loads_are_told_in_one_order() -> None:
    rows = [{"乙": "R", "甲": "R"}] * 5

    assert load_findings(loads(rows)) == load_findings(loads([dict(reversed(rows[0].items()))] * 5))
