"""A screen as SVG and HTML: every piece stands at its cell, whatever the fonts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style

from tui.picturing import CELL, LINE, Picture, html, line_of, svg, text_of

SVG = "{http://www.w3.org/2000/svg}"
INK, GROUND = "#e0e0e0", "#101010"


def picture(*lines: str, style: Style | None = None) -> Picture:
    """Lines in one style."""
    drawn = tuple(line_of([Segment(each, style)], INK, GROUND) for each in lines)
    return Picture(drawn, max(map(cell_len, lines)), INK, GROUND, "看板")


def texts(found: Picture) -> list[ET.Element]:
    return list(ET.fromstring(svg(found)).iter(f"{SVG}text"))


def cells_of(each: ET.Element) -> tuple[str, float, int]:
    """The text, the cell it begins in, the line it stands in."""
    wide = "w" in each.get("class", "").split()
    left = float(each.get("x", "nan")) - (CELL if wide else 0)
    return each.text or "", left / CELL, int(float(each.get("y", "nan")) // LINE)


def test_every_piece_stands_at_its_cell() -> None:
    lines = ("T-04 功能demo交付 10-16", "缺“购买偏好”维度 ✗超01:10", "a\u0301b 👨‍👩‍👧 完")
    found = [cells_of(each) for each in texts(picture(*lines))]

    for row, line in enumerate(lines):
        at = 0
        placed = {(text, column) for text, column, y in found if y == row}
        for text, column in sorted(placed, key=lambda each: each[1]):
            at = line.index(text, at)
            assert column == cell_len(line[:at]), (text, column)
            at += len(text)
    assert ("功", 5.0, 0) in found
    assert ("demo", 9.0, 0) in found
    assert ("交", 13.0, 0) in found


def test_a_word_is_as_long_as_its_cells_and_a_wide_character_stands_in_the_middle() -> None:
    word, wide = texts(picture("demo交"))
    assert word.get("textLength") == str(4 * CELL)
    assert wide.get("textLength") is None
    assert float(wide.get("x", "0")) == 5 * CELL


def test_frames_are_drawn_from_edge_to_edge() -> None:
    paths = [each.get("d", "") for each in ET.fromstring(svg(picture("╭─│┼"))).iter(f"{SVG}path")]
    assert len(paths) == 4
    assert "L15 11" not in paths[0]
    assert all(f"L{end:g} 11" in paths[1] for end in (CELL, 2 * CELL))
    assert all(f"L25 {end:g}" in paths[2] for end in (0, LINE))
    assert paths[3].count("L") == 4


def test_bars_are_as_long_as_their_eighths() -> None:
    boxes = list(ET.fromstring(svg(picture("█▌▃"))).iter(f"{SVG}rect"))[1:]
    sizes = [(float(each.get("width", 0)), float(each.get("height", 0))) for each in boxes]
    assert sizes == [(CELL, LINE), (CELL / 2, LINE), (CELL, LINE * 3 / 8)]


def test_a_ground_lies_below_its_words_and_a_reversed_piece_changes_sides() -> None:
    style = Style.parse("bold #ff0000 on #000080")
    (word,) = texts(picture("红灯"[:1], style=style))
    assert (word.get("fill"), word.get("class")) == ("#ff0000", "w b")
    assert 'fill="#000080"' in svg(picture("红", style=style))
    (turned,) = texts(picture("x", style=style + Style(reverse=True)))
    assert turned.get("fill") == "#000080"


def test_what_people_wrote_is_text_and_no_markup() -> None:
    found = picture("<script>&\x1b]52;c;x\x07")
    assert "".join(each.text or "" for each in texts(found)).startswith("<script>&")
    assert "\x1b" not in svg(found) + html(found) + text_of(found)
    assert "<script" not in html(found)


def test_control_segments_take_no_cells() -> None:
    line = line_of([Segment("a"), Segment("b", None, [(ControlType.BELL,)]), Segment("c")], "", "")
    assert [(each.text, each.column) for each in line] == [("a", 0), ("c", 1)]


class _Reader(HTMLParser):
    """The text of the page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.told, self.inside = "", False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "pre"

    def handle_data(self, data: str) -> None:
        self.told += data if self.inside else ""


def test_the_text_of_the_page_is_that_of_the_screen() -> None:
    lines = ("T-04 <功能>demo “交付” & 验收", "│ ✗红3  ──")
    reader = _Reader()
    reader.feed(html(picture(*lines)))
    assert reader.told.split("\n") == list(lines)
    assert text_of(picture(*lines)).split("\n") == list(lines)
