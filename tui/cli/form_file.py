"""Fields of a form from a file: JSON with all of them, or CSV with the rows of one."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.form_kind import FieldKind, Shape
from tui.cli.form_names import fields_named, folded
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.form_values import Reader

_LARGEST = 2_000_000
"""So many bytes of a file are read."""


def read_file(path: Path, reader: Reader) -> dict[str, Any]:
    """The fields that stand in a file, in plain form.

    Raises:
        Wrong: it cannot be read, or its fields are not those of the form.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Wrong(word="form.wrong.large", file=path.name)
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise Wrong(word="form.wrong.file", file=path.name, why=str(problem)) from problem
    if path.suffix.casefold() == ".csv":
        return _from_csv(text, path, reader)
    return _from_json(text, path, reader)


def _from_json(text: str, path: Path, reader: Reader) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise Wrong(word="form.wrong.file", file=path.name, why=str(problem)) from problem
    if not isinstance(found, dict):
        raise Wrong(word="form.wrong.map", file=path.name)
    # What `form show --json` prints can be handed back as it is.
    fields = found.get("fields", found)
    if not isinstance(fields, dict):
        raise Wrong(word="form.wrong.map", file=path.name)
    return dict(_field(name, value, path, reader) for name, value in fields.items())


def _field(name: str, value: Any, path: Path, reader: Reader) -> tuple[str, Any]:
    asked = reader.field(name, reader.kind.fields)
    if asked.shape is Shape.ROWS:
        rows = [] if value is None else value
        if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
            raise Wrong(word="form.wrong.rows", value=str(value)[:80])
        return asked.name, [reader.row(asked, each) for each in rows]
    if isinstance(value, Mapping):
        raise Wrong(word="form.wrong.map", file=path.name)
    texts = value if isinstance(value, list) else [value]
    text = "、".join("" if each is None else str(each) for each in texts)
    return asked.name, reader.value(asked, text)


def _from_csv(text: str, path: Path, reader: Reader) -> dict[str, Any]:
    rows = csv.DictReader(text.splitlines())
    heads = [each.strip() for each in rows.fieldnames or ()]
    asked = _with_columns(heads, reader)
    if asked is None:
        raise Wrong(word="form.wrong.heads", file=path.name, heads=", ".join(heads))
    found = []
    for row in rows:
        cells = {name.strip(): cell for name, cell in row.items() if isinstance(name, str)}
        if any((cell or "").strip() for cell in cells.values()):
            found.append(reader.row(asked, cells))
    return {asked.name: found}


def _with_columns(heads: list[str], reader: Reader) -> FieldKind | None:
    """The field of rows that has all these columns."""
    for each in reader.kind.fields:
        calls = {call for one in fields_named(each.columns) for call in one.calls()}
        if heads and each.columns and set(map(folded, heads)) <= calls:
            return each
    return None
