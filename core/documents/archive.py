"""项目归档文件包 (F28): every paper of a project in one ZIP, with an index and a list of checksums.

The same records make the same bytes: nothing in it says when, or where, it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from core.documents import cells, csv, docx, html, markdown, naming, xlsx
from core.documents.archive_bytes import steady, zipped
from core.documents.content import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Paragraph,
    Table,
    Tone,
)
from core.documents.texts import file_name
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.phases import phase_of

SUMS: Final = "SHA256SUMS"
"""The list of checksums, as `sha256sum -c` reads it in the package's own folder."""
INDEX: Final = ("index.html", "index.md")
FOLDERS: Final = ("forms", "meetings", "reports", "records", "log")
"""In the order of the index; named as `documents.archive.folder.<name>`."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a package."""

    folder: str
    """One of `FOLDERS`."""
    name: str
    title: str
    """What the index calls it."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it goes into a file."""

    name: str
    """Of the file and of the folder in it, without an ending."""
    data: bytes
    files: int
    seq: int
    """The last event that it knows of."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How the papers of a package are written."""

    board: Board
    """With every record, read at the moment of the last event."""
    voice: Voice
    office: bool = True
    """Word and Excel files; else web pages and CSV, which need nothing installed."""
    templates: Path | None = None
    """The folder of a customer's own Word templates, one a kind of document (`minutes.docx`)."""

    def letter(self, folder: str, document: Document, *, called: str = "") -> Iterator[Item]:
        """A document that is read.

        Raises:
            Refused: a customer's template cannot be used; which and why is said.
        """
        if self.office:
            own = self._template(document.kind)
            data, ending = self._steady(docx.render(document, own)), "docx"
        else:
            data, ending = html.render(document).encode(), "html"
        yield Item(folder, f"{document.file}.{ending}", called or document.title, data)

    def sheet(self, folder: str, document: Document) -> Iterator[Item]:
        """A document that is tables."""
        if self.office:
            data = self._steady(xlsx.render(document))
            yield Item(folder, f"{document.file}.xlsx", document.title, data)
            return
        yield from self.letter(folder, document)
        told = f"{csv.BOM}{csv.render(document.tables[0])}".encode()
        yield Item(folder, f"{document.file}.csv", document.title, told)

    def _template(self, kind: str) -> Path | None:
        path = self.templates / f"{kind}.docx" if self.templates is not None else None
        return path if path is not None and path.is_file() else None

    def _steady(self, data: bytes) -> bytes:
        return steady(data, self.board.read_at.astimezone(self.board.zone))


def packed(items: Iterable[Item], writing: Writing) -> Package:
    """The package of some files: index first, then the folders, the checksums last."""
    board, voice = writing.board, writing.voice
    root = naming.file_of(board, voice.say("documents.archive.kind"), voice)
    placed = list(_placed(items, voice))
    index = _index(board, placed, voice)
    files = [
        (INDEX[0], html.render(index).encode()),
        (INDEX[1], markdown.render(index).encode()),
        *((path, item.data) for path, item in placed),
    ]
    sums = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in files)
    files.append((SUMS, sums.encode()))
    local = board.read_at.astimezone(board.zone)
    data = zipped(((f"{root}/{path}", each) for path, each in files), local)
    return Package(root, data, len(files), board.revision)


def _placed(items: Iterable[Item], voice: Voice) -> Iterator[tuple[str, Item]]:
    """Each with its path: in the order of the folders, no two alike for any system."""
    taken: set[str] = set()
    order = sorted(items, key=lambda each: FOLDERS.index(each.folder))
    for each in order:
        folder = file_name(voice.say(f"documents.archive.folder.{each.folder}"))
        path, number = f"{folder}/{each.name}", 2
        while path.casefold() in taken:
            stem, dot, ending = each.name.rpartition(".")
            path, number = f"{folder}/{stem}-{number}{dot}{ending}", number + 1
        taken.add(path.casefold())
        yield path, each


def _index(board: Board, placed: list[tuple[str, Item]], voice: Voice) -> Document:
    project = board.project
    read = board.read_at.astimezone(board.zone)
    at = f"{read:%Y-%m-%d %H:%M}"
    values = {"code": project.code, "at": at, "seq": board.revision}
    kind = voice.say("documents.archive.kind")
    blocks: tuple[Block, ...] = (
        _facts(board, voice),
        Paragraph(voice.say("documents.archive.how"), Tone.MUTED),
        _contents(placed, voice),
    )
    return Document(
        kind="archive",
        title=voice.say("documents.archive.title", project=project.name),
        blocks=blocks,
        subtitle=voice.say("documents.archive.subtitle", **values),
        project=project.name,
        footer=voice.say("documents.footer", id=project.code, kind=kind),
        language=voice.language,
    )


def _facts(board: Board, voice: Voice) -> Facts:
    project = board.project
    days = " – ".join(f"{each:%Y-%m-%d}" for each in (project.start, project.end) if each)
    told = {
        "documents.fact.lead_dept": project.lead_dept,
        "documents.fact.phase": voice.say(f"term.phase.{phase_of(board).value}"),
        "documents.archive.table.plan": days,
        "documents.archive.table.members": voice.join(each.name for each in board.people.values()),
    }
    rows = tuple(
        Fact(id_.rpartition(".")[2], voice.say(id_), text or cells.DASH)
        for id_, text in told.items()
    )
    return Facts(rows, frozenset({"members"}))


def _contents(placed: list[tuple[str, Item]], voice: Voice) -> Table:
    columns = tuple(
        Column(key, voice.say(f"documents.archive.column.{key}"))
        for key in ("folder", "what", "file")
    )
    rows = tuple(
        (
            Cell(path.partition("/")[0]),
            Cell(item.title),
            Cell(path.partition("/")[2], link=path),
        )
        for path, item in placed
    )
    return Table("files", voice.say("documents.archive.table.files"), columns, rows)
