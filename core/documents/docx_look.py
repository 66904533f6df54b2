"""How our DOCX files look: paper, fonts, colours; and the small pieces of WordprocessingML.

Word chooses the font of a Chinese character by its own attribute (`eastAsia`); a font named
without it leaves Chinese texts to chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.documents.content import Document, Tone

if TYPE_CHECKING:
    from docx.document import Document as File

BODY, TITLE = "宋体", "微软雅黑"
LATIN = "Arial"
INK, HEAD, SOFT, RULE = "1F2933", "1F3A5F", "5D6B7A", "D5DBE3"
HEAD_FILL, FIGURE_FILL = "EAF0F7", "F4F6F9"
FILLS = {Tone.RED: "FDECEC", Tone.AMBER: "FFF4DC", Tone.GREEN: "E9F6EE"}
INKS = {Tone.RED: "A3161F", Tone.AMBER: "7A4D00", Tone.GREEN: "17643A", Tone.MUTED: SOFT}
BODY_MARK = "{{ body }}"
"""Where the whole document goes in a template."""
_SIZES = {"Normal": 10.5, "Title": 20, "Heading 1": 13, "Heading 2": 11}


def blank(document: Document) -> File:
    """The template of our own: title, body, page numbers; a customer's may start from it."""
    from docx import Document as new

    file = new()
    _paper(file, landscape=document.landscape)
    for name, points in _SIZES.items():
        _style(file.styles[name], points, title=name != "Normal")
    _spaces(file)
    _language(file)
    title = file.add_paragraph("{{ title }}", style="Title")
    title.paragraph_format.space_after = _points(2)
    inked(file.add_paragraph().add_run("{{ subtitle }}"), size=10, ink=SOFT)
    file.add_paragraph(BODY_MARK)
    _margins(file, document)
    return file


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _paper(file: File, *, landscape: bool) -> None:
    """A4; tables of many columns lie across."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = file.sections[0]
    sides = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = (Mm(each) for each in sides)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)


def _style(style: Any, points: float, *, title: bool) -> None:
    from docx.shared import RGBColor

    style.font.size = _points(points)
    style.font.color.rgb = RGBColor.from_string(HEAD if title else INK)
    style.font.bold = title
    fonts(style.element.get_or_add_rPr(), TITLE if title else BODY)


def _language(file: File) -> None:
    """Which country's shapes Chinese characters have, and how lines are broken."""
    from docx.oxml.ns import qn

    for each in file.styles.element.xpath(".//w:docDefaults//w:lang"):
        each.set(qn("w:eastAsia"), "zh-CN")


def _spaces(file: File) -> None:
    for name, before, after in (("Heading 1", 16, 5), ("Heading 2", 9, 3), ("Normal", 0, 4)):
        form = file.styles[name].paragraph_format
        form.space_before, form.space_after = _points(before), _points(after)
    for border in file.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)


def fonts(properties: Any, chinese: str) -> None:
    """Names the fonts of a run or a style, for Latin and Chinese characters."""
    from docx.oxml.ns import qn

    named = properties.get_or_add_rFonts()
    for each in list(named.attrib):
        if each.endswith("Theme"):
            del named.attrib[each]
    for each in ("w:ascii", "w:hAnsi", "w:cs"):
        named.set(qn(each), LATIN)
    named.set(qn("w:eastAsia"), chinese)


def inked(
    run: Any, *, size: float | None = None, ink: str = "", bold: bool = False, font: str = ""
) -> None:
    """Size, colour and weight of a run."""
    from docx.shared import RGBColor

    if size is not None:
        run.font.size = _points(size)
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)
    if bold:
        run.font.bold = True
    if font:
        fonts(run._r.get_or_add_rPr(), font)


def _margins(file: File, document: Document) -> None:
    """The project above, what the file is and its page below."""
    section = file.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    # Our own footer style has tab stops in the middle of wider paper.
    head.style = foot.style = file.styles["Normal"]
    inked(head.add_run("{{ project }}"), size=8.5, ink=SOFT)
    inked(foot.add_run("{{ footer }}"), size=8.5, ink=SOFT)
    usable = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    _tab(foot, usable)
    inked(foot.add_run("\t"), size=8.5)
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        inked(foot.add_run(text), size=8.5, ink=SOFT)
        if field:
            _field(foot, field)


def _tab(paragraph: Any, at: int) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT

    paragraph.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Any, name: str) -> None:
    """A field that the reader's program reckons."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        inked(run, size=8.5, ink=SOFT)
        if kind == "instr":
            told = OxmlElement("w:instrText")
            told.text = name
            run._r.append(told)
        elif kind != "text":
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)


def shaded(properties: Any, fill: str) -> None:
    """A cell's background."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def ruled(table: Any) -> None:
    """Fine lines between a table's rows and nothing else; cells with room to breathe."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    room = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (("top", 45), ("left", 60), ("bottom", 45), ("right", 60))
    )
    for text in (
        f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>",
    ):
        table._tbl.tblPr.append(parse_xml(text))
