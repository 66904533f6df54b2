"""What was typed into a form and is not saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.domain.form import Form
from core.domain.ids import RecordId
from tui.form_draft import FormDraft, read
from tui.form_merging import APART, merged

FORM = Form(id=RecordId("F-01"), kind="request", values={"goal": "3000 家"})


def with_goal(text: str) -> Form:
    return Form(id=RecordId("F-01"), kind="request", values={"goal": text})


def test_a_field_that_reads_as_on_record_again_is_no_edit() -> None:
    draft = FormDraft().with_value("goal", "5000 家", FORM)
    assert draft.values(FORM) == {"goal": "5000 家"}
    assert draft.with_value("goal", "3000 家", FORM) == FormDraft()


def test_an_empty_field_and_none_are_the_same() -> None:
    assert FormDraft().with_value("outcome", "", FORM) == FormDraft()
    assert FormDraft().with_value("goal", "", FORM).edits == {"goal": None}


def test_only_what_others_wrote_since_is_overtaken() -> None:
    draft = FormDraft().with_value("goal", "5000 家", FORM)
    assert draft.overtaken(FORM) == ()
    assert draft.overtaken(with_goal("4000 家")) == ("goal",)
    assert draft.overtaken(with_goal("5000 家")) == ()


def test_what_somebody_saw_of_others_is_asked_once_and_is_theirs_or_mine() -> None:
    draft, theirs = FormDraft().with_value("goal", "5000 家", FORM), with_goal("4000 家")
    mine = draft.settled_by({}, {"goal": "4000 家"}, theirs)
    assert (mine.overtaken(theirs), mine.edits) == ((), {"goal": "5000 家"})
    assert not draft.settled_by({"goal": "4000 家"}, {"goal": "4000 家"}, theirs).edits
    assert mine.overtaken(with_goal("4001 家")) == ("goal",)


def test_what_is_written_is_written_upon_what_stood_there_when_it_was_opened() -> None:
    draft, theirs = FormDraft().opened("goal", FORM), with_goal("4000 家")
    assert draft.upon("goal", theirs)["goal"] == "3000 家"
    assert draft.with_value("goal", "5000 家", theirs).overtaken(theirs) == ("goal",)
    assert not draft.with_value("goal", "3000 家", theirs).edits
    assert draft.left("goal") == FormDraft()


def test_an_open_field_keeps_what_it_was_opened_with_when_the_program_dies() -> None:
    draft = read(replace(FormDraft().opened("goal", FORM), typing=("goal", "50")).text)
    assert draft.settled(with_goal("4000 家")).known == {"goal": "3000 家"}


BASE = [{"a": "1"}, {"a": "2"}]


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ([{"a": "9"}, {"a": "2"}], [{"a": "1"}, {"a": "8"}], [{"a": "9"}, {"a": "8"}]),
        ([*BASE, {"a": "3"}], [*BASE, {"a": "4"}], [*BASE, {"a": "4"}, {"a": "3"}]),
        ([{"a": "9"}, {"a": "2"}], [{"a": "8"}, {"a": "2"}], APART),
        (BASE[:1], [{"a": "1"}, {"a": "8"}], APART),
        (BASE, [{"a": "1"}], [{"a": "1"}]),
    ],
)
def test_rows_go_together_cell_by_cell(theirs: Any, mine: Any, both: Any) -> None:
    assert merged(BASE, theirs, mine) == both


def test_names_go_together_and_two_texts_do_not() -> None:
    assert merged(["甲", "乙"], ["甲"], ["甲", "乙", "丙"]) == ["甲", "丙"]
    assert merged("1", "2", "3") is APART
    assert merged("1", "2", "1") == "2"


def test_rows_of_others_join_a_draft_without_a_question() -> None:
    def form(rows: Any) -> Form:
        return Form(id=RecordId("F-01"), kind="goals", values={"rows": rows})

    draft = FormDraft().with_value("rows", [{"a": "1"}, {"a": "8"}], form(BASE))
    theirs = form([{"a": "9"}, {"a": "2"}])
    joined = draft.joined(theirs)
    assert (joined.overtaken(theirs), joined.edits) == ((), {"rows": [{"a": "9"}, {"a": "8"}]})


def test_what_is_on_record_by_now_is_no_draft_any_more() -> None:
    draft = FormDraft().with_value("goal", "5000 家", FORM)
    assert draft.settled(with_goal("5000 家")).text == ""


def test_it_is_read_back_as_it_was_put_aside() -> None:
    draft = FormDraft({"goal": "5000 家", "rows": [{"a": 1}]}, {"goal": None}, ("goal", "50"))
    assert read(draft.text) == draft


def test_what_cannot_be_read_is_nothing() -> None:
    for text in ("", "{", "[]", "null", '{"edits": 3}', '{"edits": {}, "known": {}, "typing": []}'):
        assert read(text).text == ""


def test_what_was_saved_stands_until_the_board_says_so_and_what_came_after_is_kept() -> None:
    sent = FormDraft().with_value("goal", "5000 家", FORM).with_value("outcome", "铺开", FORM)
    later = sent.with_value("outcome", "铺开了", FORM).landed(sent)
    assert later.values(FORM) == {"goal": "5000 家", "outcome": "铺开了"}
    assert (later.edits, later.known) == ({"outcome": "铺开了"}, {"outcome": "铺开"})
