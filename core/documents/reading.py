"""Markdown as somebody edited it, as blocks again: an edited text can become a DOCX, too.

Headings, lists, tables, labelled facts and paragraphs are understood; whatever else there is
stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.documents.content import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
)
from core.documents.texts import width

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def read_markdown(text: str) -> tuple[str, tuple[Block, ...]]:
    """The title of a text (its first heading, empty where there is none) and its blocks."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    rules = MarkdownIt("commonmark", {"html": False}).enable("table")
    tree = SyntaxTreeNode(rules.parse(text))
    blocks = [each for node in tree.children for each in _blocks(node)]
    first = blocks[0] if blocks else None
    if isinstance(first, Heading) and first.level == 0:
        return first.text, tuple(blocks[1:])
    return "", tuple(blocks)


def as_edited(document: Document, text: str) -> Document:
    """A document as somebody edited it: it keeps its name and its look."""
    title, blocks = read_markdown(text)
    return replace(document, title=title or document.title, subtitle="", blocks=blocks)


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(_told(node), min(int(node.tag[1:]) - 1, 2))
        case "bullet_list" | "ordered_list":
            yield _list(node)
        case "table":
            yield _table(node)
        case "paragraph":
            yield _paragraph(node)
        case "hr":
            return
        case _ if node.children and node.type != "inline":
            for each in node.children:
                yield from _blocks(each)
        case _:
            yield Paragraph(node.content.rstrip("\n"))


def _paragraph(node: SyntaxTreeNode) -> Paragraph:
    inner = _pieces(node.children[0])
    strong = len(inner) == 1 and inner[0].type == "strong"
    return Paragraph(_told(node), Tone.STRONG if strong else Tone.PLAIN)


def _list(node: SyntaxTreeNode) -> Facts | Listing:
    """A list in which every item begins with a bold label is one of facts."""
    items = [_told(each) for each in node.children]
    labels = [_label(each) for each in node.children]
    if items and all(labels):
        rows = (
            Fact(f"fact_{at}", label, item.removeprefix(label).strip())
            for at, (label, item) in enumerate(zip(labels, items, strict=True), 1)
        )
        return _facts(rows)
    return Listing("list", tuple(items))


def _facts(rows: Iterable[Fact]) -> Facts:
    """Long ones get a line of their own."""
    found = tuple(rows)
    return Facts(found, frozenset(each.key for each in found if width(each.text) > 30))


def _label(item: SyntaxTreeNode) -> str:
    """The bold text that an item begins with; empty where it begins otherwise."""
    inline = next((each for each in item.walk() if each.type == "inline"), None)
    if inline is None:
        return ""
    parts = _pieces(inline)
    return _told(parts[0]) if len(parts) > 1 and parts[0].type == "strong" else ""


def _pieces(inline: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """What a line is made of: a mark at either end has an empty piece of text beside it."""
    return [each for each in inline.children if each.type != "text" or each.content]


def _table(node: SyntaxTreeNode) -> Table:
    rows = [each for each in node.walk() if each.type == "tr"]
    heads, body = rows[0].children, rows[1:]
    columns = tuple(
        Column(f"column_{at}", _told(each), right="right" in str(each.attrs.get("style", "")))
        for at, each in enumerate(heads, 1)
    )
    return Table("table", "", columns, tuple(_cells(each.children) for each in body))


def _cells(nodes: Sequence[SyntaxTreeNode]) -> tuple[Cell, ...]:
    return tuple(Cell(_BREAK.sub("\n", _told(each))) for each in nodes)


def _told(node: SyntaxTreeNode) -> str:
    """The text of a node without its marks."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if not node.children:
        return node.content
    between = "\n" if node.type in ("list_item", "bullet_list", "ordered_list") else ""
    return between.join(_told(each) for each in node.children)
