"""Minutes that somebody edited as Markdown become a document again."""

from __future__ import annotations

from core.documents import markdown
from core.documents.content import Facts, Heading, Listing, Paragraph, Table, Tone
from core.documents.minutes import minutes_document
from core.documents.reading import read_markdown
from core.domain.meeting_record import MeetingRecord
from tests.unit.core.documents.held import NASTY
from tui.voice import WordsVoice


def test_what_was_written_reads_as_it_was(record: MeetingRecord, voice: WordsVoice) -> None:
    document = minutes_document(record, voice)
    title, blocks = read_markdown(markdown.render(document))
    tables = [each for each in blocks if isinstance(each, Table)]
    told = [[[cell.text for cell in row] for row in each.rows] for each in tables]
    filled = [each for each in document.tables if each.rows]

    assert title == document.title
    assert told == [[[cell.text for cell in row] for row in each.rows] for each in filled]
    assert [each.text for each in blocks if isinstance(each, Heading)] == [
        each.text for each in document.blocks if isinstance(each, Heading)
    ]


def test_a_formula_is_read_without_its_escape(record: MeetingRecord, chinese: WordsVoice) -> None:
    _, blocks = read_markdown(markdown.render(minutes_document(record, chinese)))
    cells = {
        cell.text for each in blocks if isinstance(each, Table) for row in each.rows for cell in row
    }

    assert NASTY in cells


def test_what_people_write_is_understood() -> None:
    head = "# 纪要\n\n- **主持** 张伟\n- **地点** 3楼\n\n"
    title, blocks = read_markdown(head + "## 决议\n\n1. 一\n2. 二\n\n**要紧**\n\n> 引文\n")
    facts, heading, listing, strong, quote = blocks

    assert title == "纪要"
    assert isinstance(facts, Facts)
    assert [(each.label, each.text) for each in facts.rows] == [("主持", "张伟"), ("地点", "3楼")]
    assert heading == Heading("决议")
    assert listing == Listing("list", ("一", "二"))
    assert strong == Paragraph("要紧", Tone.STRONG)
    assert quote == Paragraph("引文")


def test_html_in_an_edited_text_is_a_text() -> None:
    _, blocks = read_markdown("<script>alert(1)</script>\n\n```\ncode\n```\n")

    assert blocks == (Paragraph("<script>alert(1)</script>"), Paragraph("code"))


def test_an_empty_text_has_no_blocks() -> None:
    assert read_markdown("") == ("", ())
