"""Papers as files: what was sent is also kept on disk, whole or not at all, never over another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from core import places

if TYPE_CHECKING:
    from core.documents.content import Document
    from tui.paper import Paper

FORMATS = ("md", "docx", "html")


def keep_sent(draft: Paper, folder: Path | None = None) -> list[Path]:
    """Keeps the text as it was sent, and the document beside it where it says the same.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    base = folder or places.minutes_folder()
    kept = [keep(base, draft.document.file, "md", f"{draft.text}\n".encode())]
    if not draft.edited and (data := _docx(draft)) is not None:
        kept.append(keep(base, draft.document.file, "docx", data))
    return kept


def exported(draft: Paper, kind: str, folder: Path | None = None) -> Path:
    """Writes a paper in a format; the path.

    Raises:
        ImportError: the extra `office` is not installed.
        OSError: the file cannot be written.
    """
    base = folder or places.minutes_folder()
    return keep(base, draft.document.file, kind, _RENDERERS[kind](draft))


def keep(folder: Path, name: str, ending: str, data: bytes) -> Path:
    """Writes a file under a name that is free; the one that says the same is taken as it is.

    Raises:
        OSError: it cannot be written.
    """
    places.private_folder(folder)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".minutes-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for path in _names(folder, name, ending):
            if path.exists() and path.read_bytes() == data:
                return path
            try:
                path.open("xb").close()
            except FileExistsError:
                continue
            return Path(part).replace(path)
        raise FileExistsError(name)
    finally:
        Path(part).unlink(missing_ok=True)


def _names(folder: Path, name: str, ending: str) -> Iterator[Path]:
    yield folder / f"{name}.{ending}"
    yield from (folder / f"{name}-{number}.{ending}" for number in count(2))


def _markdown(draft: Paper) -> bytes:
    from core.documents import markdown

    return draft.text.encode() if draft.edited else markdown.render(draft.document).encode()


def _html(draft: Paper) -> bytes:
    from core.documents import html

    return html.render(_as_edited(draft)).encode()


def _word(draft: Paper) -> bytes:
    from core.documents import docx

    return docx.render(_as_edited(draft), own_template(draft.document.kind))


def _as_edited(draft: Paper) -> Document:
    """An edited text keeps the name of the paper."""
    from core.documents.reading import as_edited

    return as_edited(draft.document, draft.text) if draft.edited else draft.document


def own_template(kind: str) -> Path | None:
    """The customer's template of a kind of document, where there is one."""
    path = places.config_file().parent / "templates" / f"{kind}.docx"
    return path if path.is_file() else None


def _docx(draft: Paper) -> bytes | None:
    """None where it cannot be made here: the text is kept in any case."""
    from core.domain.refusal import Refused

    try:
        return _word(draft)
    except (ImportError, Refused):
        return None


_RENDERERS: dict[str, Callable[[Paper], bytes]] = {
    "md": _markdown,
    "html": _html,
    "docx": _word,
}
