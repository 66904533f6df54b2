"""What was typed into a form and is not saved."""

from __future__ import annotations

from core.domain.form import Form
from core.domain.ids import RecordId
from tui.form_draft import FormDraft, read

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
    assert draft.looked(with_goal("4000 家")).overtaken(with_goal("4000 家")) == ()


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
