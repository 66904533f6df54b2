"""The examples of the capture grammar, each with what must come of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

MEETING = "10-17 09:30"


@dataclass(frozen=True, slots=True)
class Row:
    """One example. Days are `MM-DD HH:MM` of 2024 unless they begin with a year."""

    number: str
    line: str
    text: str
    owner: str = ""
    due: str = MEETING
    links: str = ""
    priority: str = "normal"
    amber: str = ""
    """Ids, blank between them."""
    owners: str = ""
    """What Tab goes through, the first included; empty where there is one."""
    dues: str = ""
    """The same for the deadline, comma between them."""
    helpers: str = ""
    type: str = "action"
    fields: str = ""
    suggests: str = ""
    values: str = ""
    """`key=value` of the deadline's values, blank between them."""
    compact: str = ""
    """The same without blanks, as far as the grammar lets them go."""
    speaker: str = ""


_FILE = Path(__file__).with_name("capture_rows.toml")
ROWS = tuple(Row(**row) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["row"])
