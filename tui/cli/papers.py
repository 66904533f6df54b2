"""Where a document goes: to stdout, or whole into a file that is not there yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.documents import csv, docx, html, markdown, xlsx
from tui.cli.wrong import REFUSED, Told, Wrong
from tui.voice import WordsVoice

if TYPE_CHECKING:
    from core.documents.content import Document
    from tui.cli.desk import Desk
    from tui.cli.parser import Parser

_BINARY = frozenset({"docx", "xlsx"})
_TALKED = frozenset({"md", "csv"})
"""What goes to stdout where no file is named."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and how it is to be written down."""

    document: Document
    format: str
    template: Path | None = None


def options_for(parser: Parser, *formats: str) -> None:
    """`--format`, `-o` and `--force` of a verb that writes a document; the first is the usual."""
    say = parser.words.say
    parser.argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="/".join(formats),
        help=say("documents.help.format"),
    )
    parser.argument("-o", "--out", metavar="FILE", help=say("documents.help.out"))
    parser.argument("--force", action="store_true", help=say("documents.help.force"))


def voice_of(desk: Desk) -> WordsVoice:
    """The person's language, as documents speak it."""
    return WordsVoice(desk.words)


def own_template(desk: Desk, kind: str) -> Path | None:
    """The customer's template of a kind of document: named, or in the configuration folder."""
    named = getattr(desk.options, "template", None)
    if named:
        return Path(named).expanduser()
    kept = desk.opening.config.parent / "templates" / f"{kind}.docx"
    return kept if kept.is_file() else None


def hand_over(desk: Desk, paper: Paper) -> int:
    """Writes a document where it was asked for, and says where that is.

    Raises:
        Told: there is a file of that name, or it cannot be written.
        Wrong: the extra `office` is not installed, or a terminal would get bytes.
        Refused: the template cannot be used.
    """
    target = _target(desk.options.out, paper)
    if target is None:
        _say(desk, paper, rendered(desk, paper))
        return 0
    return put_file(desk, target, lambda: _for_file(desk, paper))


def put_starter(desk: Desk, target: str, document: Document) -> int:
    """Writes a template for a customer to begin with; see `put_file`."""
    return put_file(desk, target, lambda: docx.starter(document))


def put_file(desk: Desk, target: Path | str, made: Callable[[], bytes]) -> int:
    """Writes a file that is not there yet, or is to be overwritten, and says where it is.

    Raises:
        Told: there is a file of that name, or it cannot be written.
        Wrong: the extra `office` is not installed.
    """
    path = Path(target).expanduser()
    if path.exists() and not desk.options.force:
        raise Told(word="documents.exists", path=path)
    try:
        data = made()
    except ImportError as problem:
        raise Wrong(word="documents.no_office", format=path.suffix.lstrip(".")) from problem
    _keep(path, data)
    if desk.talk.json:
        desk.talk.value({"path": str(path)})
    else:
        desk.talk.tell("documents.wrote", path=path)
    return 0


def _for_file(desk: Desk, paper: Paper) -> bytes:
    """Of a CSV file, sheet programs must be told that it is UTF-8."""
    data = rendered(desk, paper)
    return csv.BOM.encode() + data if paper.format == "csv" else data


def _target(out: str | None, paper: Paper) -> Path | None:
    """The file; None is stdout."""
    if out == "-" or (out is None and paper.format in _TALKED):
        return None
    name = f"{paper.document.file}.{paper.format}"
    path = Path(out).expanduser() if out else Path(name)
    return path / name if path.is_dir() else path


def rendered(desk: Desk, paper: Paper) -> bytes:
    """A document in its format.

    Raises:
        Wrong: the extra `office` is not installed.
        Refused: the template cannot be used.
    """
    document = paper.document
    try:
        match paper.format:
            case "md":
                return markdown.render(document).encode()
            case "html":
                return html.render(document).encode()
            case "csv":
                return csv.render(document.tables[0]).encode()
            case "docx":
                return docx.render(document, paper.template)
            case _:
                overview = desk.words.say("documents.chapters.overview")
                alone = all(each in document.tables for each in document.blocks)
                return xlsx.render(document, overview="" if alone else overview)
    except ImportError as problem:
        raise Wrong(word="documents.no_office", format=paper.format) from problem


def _say(desk: Desk, paper: Paper, data: bytes) -> None:
    """Texts line by line, as everything on stdout; bytes as they are, but to no terminal."""
    if paper.format not in _BINARY:
        text = data.decode()
        if desk.talk.json:
            desk.talk.value({"format": paper.format, "text": text})
            return
        if paper.format == "csv" and len(paper.document.tables) > 1:
            desk.talk.tell("documents.one_table", title=paper.document.tables[0].title)
        desk.talk.block(text.replace("\r\n", "\n").removesuffix("\n"))
        return
    if sys.stdout.isatty():
        raise Wrong(word="documents.to_terminal", format=paper.format)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _keep(path: Path, data: bytes) -> None:
    """The whole file or none: a reader never sees half of one. A link or a device stays what it is.

    Raises:
        Told: it cannot be written.
    """
    there = path.resolve()
    part = there.with_name(f".{there.name}.{os.getpid()}.part")
    try:
        if there.exists() and not there.is_file():
            there.write_bytes(data)
            return
        part.write_bytes(data)
        part.replace(there)
    except OSError as problem:
        part.unlink(missing_ok=True)
        why = problem.strerror or type(problem).__name__
        raise Told(word="documents.cannot_write", status=REFUSED, path=path, why=why) from problem
