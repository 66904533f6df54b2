"""What people typed stays what they typed in every format, and is never carried out."""

from __future__ import annotations

import csv as reader
import io
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document as open_docx
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.documents import csv, docx, html, markdown, xlsx
from core.documents.content import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Figures,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    Tone,
)
from core.documents.texts import file_name, legible, risky
from core.domain.text import UNSAFE

FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\n=1+1"),
    *("＝1+1", "＋1", "－1", "＠SUM", "=cmd|' /C calc'!A0"),
)
LONG = datetime(2024, 10, 18, 18, 0)  # noqa: DTZ001 - sheets know no zones


def table(*texts: str) -> Table:
    columns = (Column("id", "编号"), Column("text", "内容"), Column("day", "日期"))
    rows = tuple(
        (Cell(f"A-{at}"), Cell(each), Cell("10-18", LONG)) for at, each in enumerate(texts)
    )
    return Table("actions", "行动项", columns, rows, "没有")


def document(*texts: str) -> Document:
    return Document(
        kind="minutes",
        title="会议纪要",
        subtitle="周会",
        project="新品<推广>",
        file="f",
        footer="碰头",
        blocks=(
            Facts(
                (Fact("place", "地点", "3楼"), Fact("goal", "目标", "同步")), frozenset({"goal"})
            ),
            Figures((Figure("red", "红", "3", "上周 1", Tone.RED),)),
            Heading("一、决议"),
            Paragraph("第一行\n第二行", Tone.STRONG),
            table(*texts),
            Listing("parked", texts),
            Signatures(("张伟",), "签字:", "日期:"),
        ),
    )


def sheet_cells(made: bytes) -> list[Any]:
    book = load_workbook(io.BytesIO(made))
    return [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text_in_a_sheet(text: str) -> None:
    cell = sheet_cells(xlsx.render(document(text)))[1]

    assert cell.data_type == "s"
    assert cell.value == legible(text)
    assert cell.quotePrefix


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_has_an_apostrophe_in_csv(text: str) -> None:
    told = list(reader.reader(io.StringIO(csv.render(table(text)))))[1][1]

    assert told.startswith("'")
    assert told[1:] == legible(text)


def test_a_negative_number_of_ours_stays_a_number() -> None:
    made = Table("n", "数", (Column("n", "n"),), ((Cell("-20", -20),),))
    shown = Document("n", "数", (made,))

    assert csv.render(made) == "n\r\n-20\r\n"
    assert sheet_cells(xlsx.render(shown))[0].value == -20
    assert "| -20 |" in markdown.render(shown)


def test_days_are_days_in_a_sheet_and_iso_in_csv() -> None:
    made = table("a")
    day = Table("d", "日", (Column("d", "d"),), ((Cell("10-18 周五", date(2024, 10, 18)),),))
    moment = sheet_cells(xlsx.render(Document("d", "", (made,))))[2]

    assert moment.value == LONG
    assert moment.number_format == "yyyy-mm-dd hh:mm"
    assert csv.render(day) == "d\r\n2024-10-18\r\n"


def test_a_sheet_has_a_head_that_stays_filters_and_widths() -> None:
    sheet = load_workbook(io.BytesIO(xlsx.render(document("短", "长" * 60)))).worksheets[0]

    assert sheet.title == "行动项"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.column_dimensions["B"].width > 30
    assert (sheet.row_dimensions[3].height or 0) > (sheet.row_dimensions[2].height or 0)


def test_sheets_with_the_same_name_are_told_apart() -> None:
    twice = Document("d", "", (table("a"), table("b")))

    assert load_workbook(io.BytesIO(xlsx.render(twice))).sheetnames == ["行动项", "行动项 2"]


def test_chinese_fonts_are_named_for_chinese_characters() -> None:
    with ZipFile(io.BytesIO(docx.render(document("a")))) as file:
        styles, body = (file.read(f"word/{each}.xml").decode() for each in ("styles", "document"))

    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="微软雅黑"' in styles
    assert 'w:eastAsia="zh-CN"' in styles
    assert "asciiTheme" not in styles.split('w:styleId="Normal"')[1].split("</w:style>")[0]
    assert "w:tblHeader" in body


def test_pages_are_numbered() -> None:
    with ZipFile(io.BytesIO(docx.render(document("a")))) as file:
        foot = "".join(
            file.read(each).decode()
            for each in file.namelist()
            if "footer" in each and "rels" not in each
        )

    assert "PAGE" in foot
    assert "NUMPAGES" in foot


def texts_of(made: bytes) -> str:
    file = open_docx(io.BytesIO(made))
    told = [each.text for each in file.paragraphs]
    told += [cell.text for one in file.tables for row in one.rows for cell in row.cells]
    return "\n".join(told)


HOSTILE = "<b>&amp; \x1b[31m\x00{{ title }} {% raw %} ]]> 会议\u202e\ufffe"


def test_a_hostile_text_is_only_a_text() -> None:
    shown = document(HOSTILE)

    assert "<b>&amp; [31m{{ title }} {% raw %} ]]> 会议" in texts_of(docx.render(shown))
    assert "&lt;b&gt;&amp;amp; " in html.render(shown)
    assert "\\<b\\>" in markdown.render(shown)
    assert "＜b>" in markdown.for_chat(shown)
    assert sheet_cells(xlsx.render(shown))[1].value == "<b>&amp; [31m{{ title }} {% raw %} ]]> 会议"


@given(st.text(max_size=60))
def test_no_format_breaks_on_any_text_or_lets_a_control_character_through(text: str) -> None:
    made = table(text)
    shown = Document("d", text, (made, Paragraph(text), Listing("l", (text,))))
    told = markdown.render(shown) + markdown.for_chat(shown) + html.render(shown) + csv.render(made)

    assert UNSAFE.sub("", told.replace("\r", "").replace("\n", "")) == told.replace(
        "\r", ""
    ).replace("\n", "")
    assert sheet_cells(xlsx.render(shown))[0].value == "A-0"


@given(st.text(max_size=30))
def test_a_row_of_markdown_stays_one_row(text: str) -> None:
    lines = markdown.render(Document("d", "t", (table(text),))).splitlines()

    assert sum(line.startswith("| A-0 |") for line in lines) == 1
    assert len([line for line in lines if line.startswith("|")]) == 3


def test_an_empty_table_says_so() -> None:
    shown = Document("d", "t", (table(),))

    assert "没有" in markdown.render(shown)
    assert "没有" in html.render(shown)
    assert "没有" in texts_of(docx.render(shown))
    assert markdown.for_chat(shown).endswith("没有\n")


class Closing(HTMLParser):
    """Reads a page and keeps which elements stand open, and which there were."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_stands_alone_and_every_element_is_closed() -> None:
    found = Closing()
    page = html.render(document("a<b>"))
    found.feed(page)

    assert page.startswith("<!doctype html>")
    assert found.open == []
    assert {"html", "head", "title", "style", "body", "main", "h1", "table", "thead"} <= found.seen
    assert found.seen & {"link", "script", "img", "iframe"} == set()
    assert "@page { size: A4" in page


def test_a_page_asks_nothing_of_the_network() -> None:
    page = html.render(document("a"))

    assert "default-src 'none'" in page
    assert "src=" not in page.replace("default-src", "").replace("style-src", "")
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新品/推广:周报?", "新品-推广-周报"),
        ("..\\..\\etc", "etc"),
        ("CON", "-CON"),
        ("", "-"),
        ("a\x00b\n", "ab"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_file_name_is_never_too_long() -> None:
    assert len(file_name("新" * 300).encode()) <= 180


def test_a_dash_is_no_formula() -> None:
    assert not risky("–")
    assert not risky("周会=站会")


def test_facts_in_a_chat_stand_three_in_a_line_and_long_ones_alone() -> None:
    rows = tuple(Fact(str(at), f"项{at}", f"值{at}") for at in range(5))
    told = markdown.for_chat(Document("d", "t", (Facts(rows, frozenset({"3"})),)))

    assert told == "# t\n项0 值0   项1 值1   项2 值2\n项3 值3\n项4 值4\n"


def test_each_line_of_a_paragraph_stays_a_line() -> None:
    told = markdown.render(Document("d", "t", (Paragraph("一\n1. 二"),)))

    assert told == "# t\n\n一\n\n1\\. 二\n"
