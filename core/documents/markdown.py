"""Documents as Markdown: for editors, and for group chats, which have no tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch
from urllib.parse import quote

from core.documents.cells import DASH
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
    Tone,
)
from core.documents.texts import lines_of, one_line, risky

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_LEADING = re.compile(r"(#{1,6}(?=\s|$)|=+$|[0-9]{1,9}(?=[.)](?:\s|$)))")
_TAG = re.compile(r"<(?=[@/!?A-Za-z])")
_ESCAPE = r"\\\1"
_GAP = "   "


def render(document: Document) -> str:
    """The document as GitHub's Markdown, texts of people escaped."""
    head = [f"# {marked(document.title)}"]
    if document.subtitle:
        head.append(escaped(document.subtitle))
    parts = (_markdown(each) for each in document.blocks)
    return "\n\n".join([*head, *(each for each in parts if each)]) + "\n"


def for_chat(document: Document) -> str:
    """The document as a message to a group: headings and lines, no tables, nothing escaped.

    What a service would take for a mention or a tag is told with a full-width bracket.
    """
    head = [f"# {_chatted(document.title)}"]
    if document.subtitle:
        head.append(_chatted(document.subtitle))
    parts = (_chat(each) for each in document.blocks)
    return "\n".join([*head, *(each for each in parts if each)]) + "\n"


def escaped(text: str) -> str:
    """A text of people that begins a line, as it reads, whatever signs it holds."""
    plain = marked(text)
    if found := _LEADING.match(plain):
        at = found.end() if found[0][0].isdigit() else 0
        return f"{plain[:at]}\\{plain[at:]}"
    return plain


def marked(text: str) -> str:
    """The same within a line: nothing in it is a mark, and a sheet takes it for no formula."""
    plain = _MARKS.sub(_ESCAPE, one_line(text))
    return f"\\{plain}" if plain[:1].isascii() and risky(plain) else plain


@singledispatch
def _markdown(block: Block) -> str:
    raise TypeError(block)


@_markdown.register
def _(block: Heading) -> str:
    return f"{'#' * (block.level + 1)} {marked(block.text)}"


@_markdown.register
def _(block: Facts) -> str:
    return "\n".join(f"- **{marked(each.label)}** {marked(each.text)}" for each in block.rows)


@_markdown.register
def _(block: Figures) -> str:
    heads = [each.label for each in block.items]
    values = [f"**{_MARKS.sub(_ESCAPE, one_line(each.text))}**" for each in block.items]
    lines = [_line(map(marked, heads)), _line("---" for _ in heads), _line(values)]
    if any(each.note for each in block.items):
        lines.append(_line(marked(each.note) for each in block.items))
    return "\n".join(lines)


@_markdown.register
def _(block: Paragraph) -> str:
    told = [escaped(each) for each in lines_of(block.text) if each]
    return "\n\n".join(f"**{each}**" if block.tone is Tone.STRONG else each for each in told)


@_markdown.register
def _(block: Listing) -> str:
    if not block.items:
        return escaped(block.empty)
    return "\n".join(f"- {escaped(each)}" for each in block.items)


@_markdown.register
def _(block: Table) -> str:
    if not block.rows:
        return escaped(block.empty)
    rules = ("--:" if each.right else "---" for each in block.columns)
    heads = (marked(each.title) for each in block.columns)
    rows = (_line(map(_cell, row)) for row in block.rows)
    return "\n".join([_line(heads), _line(rules), *rows])


@_markdown.register
def _(block: Signatures) -> str:
    line = f"{block.sign} ____________  {block.dated} ________".strip()
    return "\n".join(f"- {escaped(each)}{_GAP}{line}" for each in block.people)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    """A number is ours: it needs no mark that it is one."""
    if cell.value is not None:
        return cell.text
    if cell.link:
        return f"[{marked(cell.text)}]({quote(cell.link)})"
    return "<br>".join(marked(each) for each in lines_of(cell.text) if each)


@singledispatch
def _chat(block: Block) -> str:
    raise TypeError(block)


@_chat.register
def _(block: Heading) -> str:
    return f"\n{'#' * (block.level + 1)} {_chatted(block.text)}"


@_chat.register
def _(block: Facts) -> str:
    return "\n".join(_facts(block))


def _facts(block: Facts) -> Iterator[str]:
    """Short facts three in a line, long ones on their own."""
    held: list[str] = []
    for each in block.rows:
        told = f"{each.label} {_chatted(each.text)}"
        if held and (each.key in block.wide or len(held) == 3):
            yield _GAP.join(held)
            held = []
        if each.key in block.wide:
            yield told
        else:
            held.append(told)
    if held:
        yield _GAP.join(held)


@_chat.register
def _(block: Figures) -> str:
    told = (" ".join(filter(None, (each.label, each.text, each.note))) for each in block.items)
    return _GAP.join(map(_chatted, told))


@_chat.register
def _(block: Paragraph) -> str:
    return "\n".join(_chatted(each) for each in lines_of(block.text))


@_chat.register
def _(block: Listing) -> str:
    return "\n".join(f"· {_chatted(each)}" for each in block.items) or _chatted(block.empty)


@_chat.register
def _(block: Table) -> str:
    """A row is a line: the first two cells as they are, the others with their heads."""
    return "\n".join(_row(block, each) for each in block.rows) or _chatted(block.empty)


def _row(block: Table, row: Iterable[object]) -> str:
    told = []
    for at, (column, cell) in enumerate(zip(block.columns, row, strict=True)):
        text = _chatted(str(getattr(cell, "text", "")).replace("\n", " · "))
        if text in ("", DASH):
            continue
        told.append(text if at < 2 else f"{column.title} {text}")
    return _GAP.join((" ".join(told[:2]), *told[2:]))


@_chat.register
def _(block: Signatures) -> str:
    return ""


def _chatted(text: str) -> str:
    return _TAG.sub("＜", one_line(text))
