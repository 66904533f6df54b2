"""What a document is made of, before anybody decides how it is written down.

Builders make these values from records; renderers turn them into Markdown, HTML, DOCX, XLSX and
CSV. Words are already the reader's; texts of people are still as they were stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias


class Tone(StrEnum):
    """How something is meant; never told by a colour alone."""

    PLAIN = ""
    STRONG = "strong"
    MUTED = "muted"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str = ""
    """As people read it."""
    value: int | float | date | datetime | None = None
    """What a sheet reckons and sorts with; None where that is the text. Local, without offset."""
    tone: Tone = Tone.PLAIN
    link: str = ""
    """A file beside the document that it leads to, where pages and Markdown can."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    """What templates and tests call it."""
    title: str
    width: int = 12
    """In cells: a Chinese character takes two."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is a chapter, 2 a part of one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact: 主持 张伟."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts, side by side or below each other."""

    rows: tuple[Fact, ...]
    wide: frozenset[str] = frozenset()
    """Those that want a line of their own, by key."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth seeing first."""

    key: str
    label: str
    text: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers side by side."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; what there is to say where it has no items."""

    name: str
    items: tuple[str, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; what there is to say where it has no rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on (R24)."""

    people: tuple[str, ...]
    """Name and department of each."""
    sign: str = ""
    """What stands before the line."""
    dated: str = ""


Block: TypeAlias = Heading | Facts | Figures | Paragraph | Listing | Table | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """One document."""

    kind: str
    """`minutes`, `weekly`, `agenda` or the name of a table."""
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    project: str = ""
    file: str = ""
    """The name its file goes by, without an ending (process 1.9: 项目-部门-文件类型)."""
    footer: str = ""
    page: str = "{page} / {pages}"
    """How a page is numbered."""
    language: str = "zh"
    landscape: bool = False
    named: Mapping[str, Any] = field(default_factory=dict)
    """What else a template may name."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(each for each in self.blocks if isinstance(each, Table))

    def fields(self) -> dict[str, Any]:
        """What a template may name: facts and figures by key, tables as rows, lists as they are.

        A row answers by the keys of its columns, all as text.
        """
        found: dict[str, Any] = {
            "title": self.title,
            "subtitle": self.subtitle,
            "project": self.project,
            "footer": self.footer,
            **self.named,
        }
        for block in self.blocks:
            found |= dict(_named(block))
        return found


def _named(block: Block) -> Iterator[tuple[str, Any]]:
    match block:
        case Facts():
            yield from ((each.key, each.text) for each in block.rows)
        case Figures():
            yield from ((each.key, each.text) for each in block.items)
        case Listing():
            yield block.name, list(block.items)
        case Table():
            yield block.name, [_row(block, each) for each in block.rows]
        case Signatures():
            yield "signatures", list(block.people)


def _row(table: Table, row: tuple[Cell, ...]) -> Mapping[str, str]:
    pairs = zip(table.columns, row, strict=True)
    return {column.key: cell.text for column, cell in pairs}
