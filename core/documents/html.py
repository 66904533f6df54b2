"""Documents as one HTML page that prints well and asks nothing of the network."""

from __future__ import annotations

from functools import singledispatch
from html import escape
from urllib.parse import quote

from core.documents.content import (
    Block,
    Cell,
    Document,
    Facts,
    Figures,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from core.documents.texts import legible

_STYLE = """\
:root { color-scheme: light; --line: #d5dbe3; --ink: #1f2933; --soft: #5d6b7a; --head: #1f3a5f }
* { box-sizing: border-box }
body { margin: 0; background: #eef1f5; color: var(--ink);
  font: 15px/1.65 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "微软雅黑",
    "PingFang SC", system-ui, sans-serif }
main { max-width: 60rem; margin: 2rem auto; padding: 3rem; background: #fff;
  box-shadow: 0 1px 6px #0002 }
main.landscape { max-width: 84rem }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.3; color: var(--head) }
h1 + p { margin: .25rem 0 0; color: var(--soft) }
h2 { margin: 2.2rem 0 .7rem; padding-bottom: .25rem; font-size: 1.15rem; color: var(--head);
  border-bottom: 2px solid var(--head); break-after: avoid }
h3 { margin: 1.2rem 0 .4rem; font-size: 1rem; break-after: avoid }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: .15rem 2rem; margin: 1.2rem 0 }
dl div { display: flex; gap: .8rem } dl .wide { grid-column: 1 / -1 }
dt { flex: none; min-width: 5.5em; color: var(--soft) } dd { margin: 0; white-space: pre-line }
table { width: 100%; margin: .6rem 0; border-collapse: collapse; font-size: .88rem }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; white-space: pre-line }
th { background: #eaf0f7; color: var(--head); white-space: nowrap }
td:first-child { white-space: nowrap }
thead { display: table-header-group } tr { break-inside: avoid }
.right { text-align: right } .strong { font-weight: 600 } .muted { color: var(--soft) }
.red { color: #a3161f; background: #fdecec; font-weight: 600 }
.amber { color: #7a4d00; background: #fff4dc; font-weight: 600 }
.green { color: #17643a; background: #e9f6ee }
.figures { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0 }
.figures div { flex: 1; min-width: 7rem; padding: .6rem .9rem; background: #f4f6f9 }
.figures b { display: block; font-size: 1.5rem; line-height: 1.3 }
.figures .red, .figures .amber, .figures .green { font-weight: 400 }
.figures small, .figures span { color: var(--soft) }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 1.6rem 2.5rem; margin-top: 2rem }
.signatures div { display: flex; gap: .6rem; align-items: end }
.signatures i { flex: 1; border-bottom: 1px solid var(--ink) } .signatures i + span + i { flex: .6 }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .8rem }
@media (max-width: 45rem) { main { margin: 0; padding: 1.2rem } dl, .signatures { display: block } }
@page { size: A4; margin: 16mm 15mm } @page wide { size: A4 landscape }
@media print { body { background: #fff; font-size: 10pt; print-color-adjust: exact }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none } main.landscape { page: wide }
  table { font-size: 8.5pt } th, td { padding: .22rem .35rem } p { orphans: 3; widows: 3 }
  h1, h2, h3 { break-inside: avoid } .figures div, .signatures div { break-inside: avoid } }
"""


def render(document: Document) -> str:
    """The document as a whole page."""
    title, language = _text(document.title), "zh-CN" if document.language == "zh" else "en"
    sub = f"<p>{_text(document.subtitle)}</p>\n" if document.subtitle else ""
    body = "\n".join(_html(each) for each in document.blocks)
    shape = ' class="landscape"' if document.landscape else ""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main{shape}>\n"
        f"<h1>{title}</h1>\n{sub}{body}\n<footer>{_text(document.footer)}</footer>\n"
        "</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(legible(text))


@singledispatch
def _html(block: Block) -> str:
    raise TypeError(block)


@_html.register
def _(block: Heading) -> str:
    return f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>"


@_html.register
def _(block: Facts) -> str:
    rows = (
        f"<div{_class('wide' * (each.key in block.wide))}>"
        f"<dt>{_text(each.label)}</dt><dd>{_text(each.text)}</dd></div>"
        for each in block.rows
    )
    return f"<dl>{''.join(rows)}</dl>"


@_html.register
def _(block: Figures) -> str:
    items = (
        f"<div{_class(each.tone)}><span>{_text(each.label)}</span><b>{_text(each.text)}</b>"
        f"<small>{_text(each.note)}</small></div>"
        for each in block.items
    )
    return f'<div class="figures">{"".join(items)}</div>'


@_html.register
def _(block: Paragraph) -> str:
    told = "<br>".join(_text(block.text).split("\n"))
    return f"<p{_class(block.tone)}>{told}</p>"


@_html.register
def _(block: Listing) -> str:
    if not block.items:
        return _nothing(block.empty)
    return f"<ul>{''.join(f'<li>{_text(each)}</li>' for each in block.items)}</ul>"


@_html.register
def _(block: Table) -> str:
    if not block.rows:
        return _nothing(block.empty)
    heads = (
        f"<th{_class('right' * each.right)}>{_text(each.title)}</th>" for each in block.columns
    )
    rows = (f"<tr>{_row(block, each)}</tr>" for each in block.rows)
    return f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _row(block: Table, row: tuple[Cell, ...]) -> str:
    return "".join(
        f"<td{_class('right' * column.right, cell.tone)}>{_cell(cell)}</td>"
        for column, cell in zip(block.columns, row, strict=True)
    )


def _cell(cell: Cell) -> str:
    if not cell.link:
        return _text(cell.text)
    return f'<a href="{_text(quote(cell.link))}">{_text(cell.text)}</a>'


@_html.register
def _(block: Signatures) -> str:
    lines = (
        f"<div><span>{_text(each)}</span><span>{_text(block.sign)}</span><i></i>"
        f"<span>{_text(block.dated)}</span><i></i></div>"
        for each in block.people
    )
    return f'<div class="signatures">{"".join(lines)}</div>'


def _nothing(text: str) -> str:
    return f'<p class="muted">{_text(text)}</p>' if text else ""


def _class(*names: str) -> str:
    told = " ".join(filter(None, names))
    return f' class="{told}"' if told else ""
