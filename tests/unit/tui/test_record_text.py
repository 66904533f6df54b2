"""A record as text for a chat."""

from __future__ import annotations

from dataclasses import replace

from core.domain.form import Form
from core.domain.ids import RecordId
from tests.samples import sample_board
from tui.record_text import text_of, texts_of
from tui.words import Words

ZH, EN = Words.load("zh"), Words.load("en")


def test_a_task_says_who_by_when_and_how_far() -> None:
    board = sample_board("zh")
    text = text_of(board.tasks["T-04"], board, ZH)
    head, facts = text.split("\n")[:2]
    assert head == "T-04  功能demo交付"
    assert facts.startswith("负责人:赵倩(研发部) · ")
    assert "2024-10-15" in facts
    assert "80%" in facts


def test_a_record_says_where_it_comes_from() -> None:
    board = sample_board("zh")
    task = replace(board.tasks["T-04"], source_url="https://example.com/t/4")
    assert text_of(task, board, ZH).endswith("\n链接:https://example.com/t/4")


def test_nobody_is_said_too() -> None:
    board = sample_board("en")
    blocker = next(each for each in board.blockers.values() if each.owner is None)
    assert "nobody yet" in text_of(blocker, board, EN)


def test_every_record_of_the_board_has_a_text() -> None:
    for language, words in (("zh", ZH), ("en", EN)):
        board = sample_board(language)
        shelves = (board.tasks, board.blockers, board.actions, board.decisions, board.risks)
        for record in (each for shelf in shelves for each in shelf.values()):
            lines = text_of(record, board, words).split("\n")
            assert lines[0].startswith(f"{record.id}  ")
            assert all(lines)
            assert "share." not in lines[1]


def test_several_records_are_set_apart() -> None:
    board = sample_board("zh")
    text = texts_of([board.tasks["T-04"], board.blockers["B-05"]], board, ZH)
    assert [each[:4] for each in text.split("\n\n")] == ["T-04", "B-05"]


def test_a_form_about_a_person_is_titled_with_the_name() -> None:
    board = sample_board("zh")
    who = board.people[RecordId("P-02")]
    form = Form(id=RecordId("F-01"), kind="opinion", subject=who.id, dept="客服部")
    assert text_of(form, board, ZH).startswith(f"F-01  验收意见表 · 客服部 {who.name}\n")
