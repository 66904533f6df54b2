"""CSV and its relatives: which encoding, which delimiter, then cells of text."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from sync.sheet.grid import Grid, Row, bounded, text_of
from sync.trouble import Fatal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What a file begins with that says its encoding; the longer mark before its own beginning."""
_DELIMITERS = (",", "\t", ";")
_SAMPLE = 100
"""Rows that are looked at for the delimiter."""
_MUCH = 0.2
"""The share of zero bytes from which a text without a mark is taken for UTF-16."""


def read_text(data: bytes, name: str) -> Grid:
    """The one sheet of a text file.

    Raises:
        Fatal: `sheet-encoding`, `sheet-broken`, and what is too large.
    """
    text = decoded(data, name)
    rows = list(bounded(_rows(text, _delimiter(text), name), name))
    return Grid("", tuple(rows))


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030, as Excel and WPS write them.

    Raises:
        Fatal: `sheet-encoding` for anything else.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Fatal("sheet-encoding", name=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    start = data[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) * _MUCH:
        return ("utf-16-be",) if even > odd else ("utf-16-le",)
    return ("utf-8", "gb18030")


def _delimiter(text: str) -> str:
    """The one that cuts most rows into equally many cells; a comma where none does.

    Excel writes `sep=;` into a first line of its own.
    """
    first = text.partition("\n")[0].strip().strip('"').casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[-1]
    if first == "sep=":
        return "\t"
    return max(_DELIMITERS, key=lambda each: _even(text, each))


def _even(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the width that is most usual beyond one cell, and that width."""
    widths: Counter[int] = Counter()
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths.update(len(row) for row in islice(reader, _SAMPLE) if len(row) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _rows(text: str, delimiter: str, name: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows: list[Row] = [tuple(text_of(cell) for cell in row) for row in reader]
    except csv.Error:
        raise Fatal("sheet-broken", name=name) from None
    if rows and str(next(iter(rows[0]), "")).casefold().startswith("sep="):
        rows[0] = ()
    return rows
