"""One decision a field, by what each side did since both agreed."""

from __future__ import annotations

import pytest

from sync.plan import Change, Held, Kind, Plan, Writes, plan
from sync.record import JSON, Link
from sync.translate import Translated


def _plan(base: JSON, ours: JSON, theirs: JSON) -> list[Kind]:
    link = Link("rec1", "T-01", {"title": "x", "due": base})
    made = plan(
        [Translated("rec1", {"title": "x", "due": theirs})],
        [link],
        {"T-01": {"title": "x", "due": ours, "remark": "only ours"}},
        complete=True,
    )
    return [change.kind for change in made.changes]


def test_nobody_changed_anything() -> None:
    assert _plan("a", "a", "a") == []


def test_changed_there_only_is_taken() -> None:
    assert _plan("a", "a", "b") == [Kind.TAKE]


def test_changed_here_only_is_kept() -> None:
    assert _plan("a", "b", "a") == [Kind.KEPT]


def test_the_same_change_on_both_sides_is_agreed() -> None:
    assert _plan("a", "b", "b") == [Kind.AGREE]


def test_different_changes_clash() -> None:
    assert _plan("a", "b", "c") == [Kind.CLASH]


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "kind"),
    [
        ("dept", "", "市场部", Kind.TAKE),
        ("dept", "市场部", "", Kind.KEPT),
        ("dept", "市场部", "供应链", Kind.CLASH),
        ("dept", "市场部", "市场部", Kind.AGREE),
        ("status", "todo", "doing", Kind.TAKE),
        ("status", "done", "doing", Kind.CLASH),
    ],
)
def test_a_field_mapped_later_is_compared_without_a_base(
    field: str, ours: JSON, theirs: JSON, kind: Kind
) -> None:
    made = plan(
        [Translated("r", {field: theirs})],
        [Link("r", "T", {})],
        {"T": {field: ours}},
        complete=True,
    )

    assert made.changes == (Change(kind, "r", "T", field, None, ours, theirs),)


def test_two_different_fields_changed_on_two_sides_do_not_clash() -> None:
    made = plan(
        [Translated("r", {"title": "new", "due": "1"})],
        [Link("r", "T", {"title": "old", "due": "1"})],
        {"T": {"title": "old", "due": "2"}},
        complete=False,
    )

    assert {change.field: change.kind for change in made.changes} == {
        "title": Kind.TAKE,
        "due": Kind.KEPT,
    }


def test_a_field_that_says_nothing_is_left_alone() -> None:
    made = plan(
        [Translated("r", {"title": "x"})],
        [Link("r", "T", {"title": "x", "status": "doing"})],
        {"T": {"title": "x", "status": "done"}},
        complete=True,
    )

    assert made.changes == ()
    assert made.unchanged == 1


def test_a_record_we_do_not_have_is_created_whole() -> None:
    made = plan([Translated("r", {"title": "x"}, url="https://e")], [], {}, complete=True)

    assert made.changes == (Change(Kind.CREATE, "r", theirs={"title": "x"}, url="https://e"),)


def test_a_record_removed_here_is_not_brought_back() -> None:
    made = plan([Translated("r", {"title": "y"})], [Link("r", "T", {})], {}, complete=True)

    assert made.changes == ()


def test_a_record_gone_there_ends_its_link() -> None:
    made = plan([], [Link("r", "T", {}, "https://e")], {"T": {}}, complete=True)

    assert made.changes == (Change(Kind.END, "r", "T", url="https://e"),)


def test_an_unreadable_record_that_is_still_there_does_not_end() -> None:
    made = plan([], [Link("r", "T", {})], {"T": {}}, complete=True, present=["r"])

    assert made.changes == ()


def test_an_ended_link_does_not_end_again_and_comes_back() -> None:
    link = Link("r", "T", {"title": "x"}, ended=True)

    assert plan([], [link], {"T": {"title": "x"}}, complete=True).changes == ()
    back = plan([Translated("r", {"title": "x"})], [link], {"T": {"title": "x"}}, complete=True)
    assert [change.kind for change in back.changes] == [Kind.BACK]


def _gone(count: int, of: int) -> Plan:
    links = [Link(f"r{n}", f"T-{n}", {}) for n in range(of)]
    theirs = [Translated(f"r{n}", {}) for n in range(count, of)]
    return plan(theirs, links, {link.record_id: {} for link in links}, complete=True)


@pytest.mark.parametrize(
    ("gone", "of", "asks"), [(0, 10, False), (1, 10, False), (2, 10, True), (1, 1, True)]
)
def test_more_than_a_tenth_gone_is_asked_about(gone: int, of: int, asks: bool) -> None:
    assert _gone(gone, of).needs_asking is asks


def test_an_emptied_source_asks_before_anything_ends() -> None:
    made = _gone(30, 30)

    assert made.share_ended == 1.0
    assert made.needs_asking


@pytest.mark.parametrize(("emptied", "fields"), [(11, ("due",)), (10, ())])
def test_a_field_emptied_nearly_everywhere_is_asked_about(
    emptied: int, fields: tuple[str, ...]
) -> None:
    links = [Link(f"r{n}", f"T-{n}", {"due": "2026-03-02"}) for n in range(12)]
    ours: dict[str, dict[str, JSON]] = {link.record_id: {"due": "2026-03-02"} for link in links}
    theirs = [Translated(f"r{n}", {"due": None}) for n in range(emptied)]

    made = plan(theirs, links, ours, complete=False)

    assert made.emptied == fields
    assert made.needs_asking is bool(fields)


def test_a_source_without_links_asks_nothing() -> None:
    assert not plan([], [], {}, complete=True).needs_asking


def test_what_is_kept_is_told_and_not_carried_out() -> None:
    made = plan(
        [Translated("r", {"a": "1", "b": "2", "c": "9"})],
        [Link("r", "T", {"a": "0", "b": "2", "c": "3"})],
        {"T": {"a": "0", "b": "3", "c": "4"}},
        complete=True,
    )

    assert [change.field for change in made.to_carry] == ["a", "c"]
    assert [change.field for change in made.clashes] == ["c"]
    assert made.counts == {Kind.TAKE: 1, Kind.KEPT: 1, Kind.CLASH: 1}


WRITE = Writes(task=frozenset({"due", "actual"}))


def _written(base: JSON, ours: JSON, theirs: JSON, held: Held | None = None) -> Change | None:
    made = plan(
        [Translated("rec1", {"due": theirs})],
        [Link("rec1", "T-01", {"due": base})],
        {"T-01": {"due": ours}},
        complete=False,
        write=WRITE,
        held={("rec1", "due"): held} if held else {},
    )
    return next(iter(made.changes), None)


def _kind(change: Change | None) -> Kind | None:
    return change.kind if change else None


def test_changed_here_only_is_pushed_where_the_field_is_written_back() -> None:
    assert _kind(_written("a", "b", "a")) is Kind.PUSH
    assert _kind(_written("a", "b", "c")) is Kind.CLASH
    assert _kind(_written("a", "a", "c")) is Kind.TAKE


def test_a_field_that_clashes_is_held_on_both_sides() -> None:
    here = _written("theirs", "ours", "theirs", Held("SC-1", "ours", "theirs"))

    assert here is not None
    assert (here.kind, here.clash, here.standing) == (Kind.CLASH, "SC-1", True)


def test_a_side_that_moves_on_is_news_of_the_clash() -> None:
    moved = _written("theirs", "ours", "later", Held("SC-1", "ours", "theirs"))
    mine = _written("theirs", "later", "theirs", Held("SC-1", "ours", "theirs"))

    assert [each.standing for each in (moved, mine) if each] == [False, False]


def test_a_clash_about_which_both_say_the_same_lapses() -> None:
    same = _written("theirs", "theirs", "theirs", Held("SC-1", "ours", "theirs"))

    assert same is not None
    assert (same.kind, same.clash, same.standing) == (Kind.AGREE, "SC-1", False)


@pytest.mark.parametrize(
    ("base", "ours", "kind"),
    [
        ({}, 40, Kind.PUSH),
        ({}, 0, None),
        ({"actual": 40}, 40, None),
        ({"actual": 40}, 60, Kind.PUSH),
    ],
)
def test_an_empty_cell_gets_what_was_changed_here(
    base: dict[str, JSON], ours: int, kind: Kind | None
) -> None:
    made = plan(
        [Translated("r", {}, blank=("actual",))],
        [Link("r", "T-01", base)],
        {"T-01": {"actual": ours}},
        complete=False,
        write=WRITE,
    )

    assert _kind(next(iter(made.changes), None)) is kind
