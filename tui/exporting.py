"""What is on a screen as files: its table for sheets and reports, and the screen as a picture."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core import places
from tui.paper_file import keep

if TYPE_CHECKING:
    from core.documents.content import Document
    from core.service import Service
    from tui.picturing import Picture
    from tui.words import Words

TABLES: Final = ("xlsx", "csv", "md", "html")
"""The formats of a table."""
FORMATS: Final = (*TABLES, "svg", "png", "txt")
"""All formats in the order of their digits; where a screen has no table, HTML is its picture."""
RASTERISERS: Final[Mapping[str, tuple[str, ...]]] = {
    "rsvg-convert": ("--zoom=2", "--output={target}", "{source}"),
    "resvg": ("--zoom=2", "{source}", "{target}"),
    "inkscape": ("--export-dpi=192", "--export-filename={target}", "{source}"),
}
"""Programs that make a PNG of an SVG, and how they are asked."""
PATIENCE: Final = 30.0
"""Seconds after which such a program counts as one that hangs."""


class NoRasteriser(Exception):
    """Nothing here makes a PNG of an SVG, or what there is failed."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What a screen shows, and what its files are called."""

    picture: Picture
    name: str
    table: str = ""
    """The table that says the same (`core.documents.tables.TABLES`); empty where there is none."""
    form: str = ""
    """The form that is shown: it is written whole, as its document."""

    @property
    def written(self) -> bool:
        """Whether there is more to write than what is seen."""
        return bool(self.table or self.form)


def formats(shot: Shot) -> frozenset[str]:
    """The formats that a screen can be had in here."""
    left = set(FORMATS) if shot.written else {"html", "svg", "png", "txt"}
    return frozenset(left if rasteriser() else left - {"png"})


def rasteriser() -> str:
    """The program that makes PNGs; empty where there is none."""
    return next((each for each in RASTERISERS if shutil.which(each)), "")


def export(shot: Shot, kind: str, service: Service | None, words: Words) -> Path:
    """Writes a screen in a format into the folder of exports; the file. For a thread.

    Raises:
        ImportError: the extra `office` is not installed.
        NoRasteriser: there is no way to a PNG.
        OSError: the file cannot be written.
        Refused, Unreachable: see `Service`.
    """
    folder = places.exports_folder()
    if shot.written and kind in TABLES and service is not None:
        document = _form(shot.form, kind, service, words) if shot.form else None
        document = document or _document(shot.table, service, words)
        return keep(folder, document.file, kind, _table(document, kind))
    return keep(folder, shot.name, kind, drawn(shot.picture, kind))


def drawn(picture: Picture, kind: str) -> bytes:
    """A picture as SVG, HTML, PNG or text.

    Raises:
        NoRasteriser: there is no way to a PNG.
    """
    from tui import picturing

    match kind:
        case "png":
            return _png(picturing.svg(picture))
        case "svg":
            return picturing.svg(picture).encode()
        case "txt":
            return f"{picturing.text_of(picture)}\n".encode()
        case _:
            return picturing.html(picture).encode()


def _document(table: str, service: Service, words: Words) -> Document:
    """The table with every record there is, as `pengtou export` writes it."""
    from core.documents.tables import table_document
    from core.records_of import project_board
    from tui.voice import WordsVoice

    return table_document(table, project_board(service), WordsVoice(words))


def _form(identity: str, kind: str, service: Service, words: Words) -> Document:
    """A form as `pengtou form export` writes it."""
    from core.documents.form_sheet import FormPaper, as_list, as_sheets, form_document
    from core.domain.form_as_it_stands import as_it_stands
    from core.domain.form_standing import scene_of
    from core.records_of import project_board
    from tui.known import known
    from tui.voice import WordsVoice

    board, defined = project_board(service), known()
    form = board.forms[identity]
    shown = as_it_stands(form, defined.forms.get(form.kind))
    scene = scene_of(board, defined, service.now(), service.actor)
    shapes = {"xlsx": as_sheets, "csv": as_list}
    document = form_document(FormPaper(form, shown, board, scene, WordsVoice(words)), "")
    return shapes[kind](document) if kind in shapes else document


def _table(document: Document, kind: str) -> bytes:
    from core.documents import csv, html, markdown, xlsx

    match kind:
        case "xlsx":
            return xlsx.render(document)
        case "csv":
            # Sheet programs must be told that it is UTF-8.
            return f"{csv.BOM}{csv.render(document.tables[0])}".encode()
        case "md":
            return markdown.render(document).encode()
        case _:
            return html.render(document).encode()


def _png(drawing: str) -> bytes:
    from tempfile import TemporaryDirectory

    program = rasteriser()
    if not program:
        raise NoRasteriser
    with TemporaryDirectory(prefix="pengtou-") as folder:
        source, target = Path(folder) / "board.svg", Path(folder) / "board.png"
        source.write_text(drawing, encoding="utf-8")
        told = [each.format(source=source, target=target) for each in RASTERISERS[program]]
        quiet = subprocess.DEVNULL
        try:
            subprocess.run(
                [program, *told],
                stdin=quiet,
                stdout=quiet,
                stderr=quiet,
                timeout=PATIENCE,
                check=True,
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as problem:
            raise NoRasteriser from problem
