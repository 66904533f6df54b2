"""Every example of the capture grammar, and as many lines of our own, by the program itself.

The examples are typed in the standup that their table speaks of. Our own are typed where no meeting
runs: nobody is present, so of namesakes without a role one is asked about, and there is no next
meeting to be the deadline that a line does not name.
"""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.capture.line import without
from tests.cli.capture_board import capture_board, hold_standup
from tests.cli.conftest import Cli
from tests.unit.core.capture_ground import NAMES, NOW, ZONE, ids
from tests.unit.core.capture_rows import ROWS, Row

_FILE = Path(__file__).with_name("parse_lines.toml")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of our own; a day is `MM-DD HH:MM` of 2024 unless it begins with a year."""

    line: str
    text: str
    owner: str = ""
    due: str = ""
    links: str = ""
    helpers: str = ""
    priority: str = "normal"
    amber: str = ""
    type: str = "action"
    fields: str = ""


OWN = tuple(Line(**row) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["line"])


@pytest.fixture(scope="session")
def capture_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board of the examples without a meeting, which no test changes."""
    path = tmp_path_factory.mktemp("capture") / "board.db"
    capture_board(str(path))
    return path


@pytest.fixture(scope="session")
def standups(capture_database: Path) -> dict[str, Path]:
    """The same in the standup, by who speaks; empty is nobody. No test changes them."""
    found = {}
    for speaker in {row.speaker for row in ROWS}:
        path = capture_database.with_name(f"standup-{speaker or 'nobody'}.db")
        shutil.copyfile(capture_database, path)
        hold_standup(str(path), speaker)
        found[speaker] = path
    return found


@pytest.fixture
def parse(cli: Cli, capture_database: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`pengtou parse` on that board without a meeting, as 李雷."""
    for name, value in (
        ("PENGTOU_DB", str(capture_database)),
        ("PENGTOU_NOW", NOW.isoformat(timespec="minutes")),
        ("PENGTOU_USER", "李雷"),
    ):
        monkeypatch.setenv(name, value)
    return cli


def parsed(parse: Cli, lines: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parse("parse", "-", "--json", stdin="\n".join(lines)).json
    return found


def due_of(due: str) -> str | None:
    """A due in the short form of the rows, as the program prints it."""
    if not due:
        return None
    full = due if len(due) > 11 else f"2024-{due}"
    return datetime.fromisoformat(full).replace(tzinfo=ZONE).isoformat()


def names(short: str) -> list[str]:
    return [NAMES[each] for each in ids(*short.split())]


def wanted(row: Row) -> dict[str, Any]:
    """What the table says of a line, in the shape of the JSON."""
    return {
        "type": row.type,
        "text": row.text,
        "owner": names(row.owner)[0] if row.owner else None,
        "owner_choices": names(row.owners or row.owner),
        "collaborators": names(row.helpers),
        "due": due_of(row.due),
        "links": row.links.split(),
        "priority": row.priority,
        "fields": dict(pair.split("=") for pair in row.fields.split()),
        "amber": row.amber.split(),
    }


@pytest.mark.parametrize("speaker", sorted({row.speaker for row in ROWS}))
def test_every_example_means_what_the_table_says(
    parse: Cli, standups: dict[str, Path], monkeypatch: pytest.MonkeyPatch, speaker: str
) -> None:
    monkeypatch.setenv("PENGTOU_DB", str(standups[speaker]))
    rows = [row for row in ROWS if row.speaker == speaker]

    told = parsed(parse, [row.line for row in rows])

    for row, found in zip(rows, told, strict=True):
        assert {name: found[name] for name in wanted(row)} == wanted(row), row.number
        if row.dues:
            assert found["due_choices"] == [due_of(each) for each in row.dues.split(",")], row.line


def test_the_examples_are_all_there() -> None:
    assert {row.number.rstrip("abc") for row in ROWS} == {str(n) for n in range(1, 59)}


def test_there_are_as_many_lines_of_our_own_and_none_twice() -> None:
    lines = {each.line for each in OWN}

    assert len(lines) == len(OWN) >= 58
    assert lines & {row.line for row in ROWS} == set()


def test_every_line_of_our_own_means_what_it_says(parse: Cli) -> None:
    told = parsed(parse, [each.line for each in OWN])

    for line, found in zip(OWN, told, strict=True):
        assert found["text"] == line.text, line.line
        assert (found["owner"] or "") == line.owner, line.line
        assert found["due"] == due_of(line.due), line.line
        assert found["links"] == line.links.split(), line.line
        assert found["collaborators"] == line.helpers.split(), line.line
        assert found["priority"] == line.priority, line.line
        assert found["amber"] == line.amber.split(), line.line
        assert found["type"] == line.type, line.line
        assert found["fields"] == dict(pair.split("=") for pair in line.fields.split()), line.line


def test_the_text_is_the_line_without_its_chips(parse: Cli) -> None:
    typed = [*(each.line for each in ROWS), *(each.line for each in OWN)]
    lines = [each for each in typed if "\\" not in each]

    for line, found in zip(lines, parsed(parse, lines), strict=True):
        spans = [(chip["start"], chip["end"]) for chip in found["chips"]]
        assert without(line, spans) == found["text"]
