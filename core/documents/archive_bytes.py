"""Files that are the same byte for byte whenever they are made of the same records.

DOCX and XLSX files are ZIP files that note when they were written: that moment is put in its place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_PROPERTIES = "docProps/core.xml"
_FIRST = (1980, 1, 1, 0, 0, 0)
"""No ZIP file knows an earlier moment."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def zipped(files: Iterable[tuple[str, bytes]], at: datetime) -> bytes:
    """Files as a ZIP, in their order, each as if written at a (local) moment."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(_entry(name, at), data, ZIP_DEFLATED)
    return held.getvalue()


def _entry(name: str, at: datetime) -> ZipInfo:
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
    entry = ZipInfo(name, max(moment, _FIRST))
    # What is left open depends on the system that it is made on.
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    return entry


def steady(office: bytes, at: datetime) -> bytes:
    """A DOCX or XLSX file with its own moments set to one (local) moment."""
    told = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    with ZipFile(io.BytesIO(office)) as file:
        parts = [(each.filename, file.read(each)) for each in file.infolist()]
    return zipped(
        (
            (name, _WRITTEN.sub(rb"\g<1>" + told + rb"\g<3>", data))
            if name == _PROPERTIES
            else (name, data)
            for name, data in parts
        ),
        at,
    )
