"""A customer's own template is filled in; a broken one is told by its name and its fault."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document as new_docx

from core.documents import docx
from core.documents.minutes import minutes_document
from core.domain.meeting_record import MeetingRecord
from core.domain.refusal import Refused
from tests.unit.core.documents.held import NASTY
from tests.unit.core.documents.test_renderers import texts_of
from tui.voice import WordsVoice


def kept(folder: Path, *paragraphs: str, table: tuple[str, ...] = ()) -> Path:
    """A template with these paragraphs and a table of one column."""
    file: Any = new_docx()
    for each in paragraphs:
        file.add_paragraph(each)
    if table:
        made = file.add_table(len(table), 1)
        for row, text in zip(made.rows, table, strict=True):
            row.cells[0].text = text
    path = folder / "minutes.docx"
    file.save(str(path))
    return path


def test_our_own_template_shows_every_block(record: MeetingRecord, voice: WordsVoice) -> None:
    document = minutes_document(record, voice)
    told = texts_of(docx.render(document))

    for table in document.tables:
        for row in table.rows:
            assert all(cell.text in told for cell in row), table.name
    assert "{{" not in told


def test_fields_and_rows_of_a_template_are_filled_in(
    record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    path = kept(
        tmp_path,
        "{{ project }} · {{ facilitator }} · {{ place }}",
        "{{ body }}",
        table=(
            "{%tr for a in actions %}",
            "{{ a.id }} {{ a.action }} {{ a.owner }}",
            "{%tr endfor %}",
        ),
    )
    told = texts_of(docx.render(minutes_document(record, chinese), path))

    assert "2024Q4新品全国推广 · 张伟 · 3楼会议室/腾讯会议" in told
    assert f"A-25 {NASTY} 钱进" in told
    assert "宣传物料先出无条款版" in told


def test_a_template_without_the_body_has_only_its_fields(
    record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    path = kept(tmp_path, "{{ time }}")

    assert texts_of(docx.render(minutes_document(record, chinese), path)).strip().endswith("30 分)")


def test_our_starter_is_a_template_that_works(
    record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    document = minutes_document(record, chinese)
    path = tmp_path / "own.docx"
    path.write_bytes(docx.starter(document))

    assert texts_of(docx.render(document, path)) == texts_of(docx.render(document))


@pytest.mark.parametrize(
    "text",
    ["{{ meetng }}", "{% if %}", "{{ title", "{{ ''.__class__.__mro__ }}", "{% for a in x %}"],
)
def test_a_broken_template_is_refused_by_name(
    text: str, record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    path = kept(tmp_path, text)
    with pytest.raises(Refused) as refused:
        docx.render(minutes_document(record, chinese), path)

    assert refused.value.reason == "template-broken"
    assert refused.value.values["path"] == str(path)


def test_a_file_that_is_no_docx_is_refused(
    record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.docx"
    for data in (b"", b"hello", b"PK\x03\x04 and no more"):
        path.write_bytes(data)
        with pytest.raises(Refused):
            docx.render(minutes_document(record, chinese), path)


def test_a_template_cannot_reach_the_machine(
    record: MeetingRecord, chinese: WordsVoice, tmp_path: Path
) -> None:
    path = kept(tmp_path, "{{ title.__init__.__globals__ }}")

    with pytest.raises(Refused):
        docx.render(minutes_document(record, chinese), path)


def test_what_is_written_can_be_read_again(record: MeetingRecord, chinese: WordsVoice) -> None:
    made = docx.render(minutes_document(record, chinese))
    file = new_docx(io.BytesIO(made))

    assert file.core_properties.title == "会议纪要  2024Q4新品全国推广 周会"
    assert file.core_properties.comments == ""


def test_there_is_a_line_to_sign_and_one_to_date(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    file = new_docx(io.BytesIO(docx.render(minutes_document(record, chinese))))
    name, date = (file.tables[-1].rows[0].cells[at].text for at in (0, 1))

    assert name.split("\n") == ["张伟 项目部", "签字:"]
    assert date.split("\n") == ["", "日期:"]
