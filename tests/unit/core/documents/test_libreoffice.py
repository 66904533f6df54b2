"""LibreOffice opens what we write, Chinese intact and every field there.

Where LibreOffice is not installed this is left out, unless `TEST_OFFICE=required` says that it
has to be there, as the gate does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.documents import docx, xlsx
from core.documents.minutes import minutes_document
from core.documents.tables import TABLES, table_document
from core.documents.weekly import weekly_document
from core.domain.board import Board
from core.domain.meeting_record import MeetingRecord
from core.domain.week_record import WeekRecord
from tests.unit.core.documents.held import NASTY
from tui.voice import WordsVoice

PROGRAM = shutil.which("soffice")
REQUIRED = os.environ.get("TEST_OFFICE") == "required"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder for what LibreOffice reads and writes."""
    if PROGRAM is None and not REQUIRED:
        pytest.skip("LibreOffice (soffice) is not installed")
    return tmp_path


def converted(folder: Path, to: str, *names: str) -> None:
    """Lets LibreOffice open files and write them in another format."""
    assert PROGRAM is not None, "LibreOffice (soffice) is not installed"
    done = subprocess.run(
        [
            PROGRAM,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", to, "--outdir", str(folder)),
            *(str(folder / each) for each in names),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def squeezed(text: str) -> str:
    """A text without blanks and line ends, which depend on the width of a cell."""
    return "".join(text.split())


def test_documents_hold_every_field(
    office: Path, record: MeetingRecord, week: WeekRecord, chinese: WordsVoice
) -> None:
    documents = {
        "minutes": minutes_document(record, chinese),
        "weekly": weekly_document(week, chinese),
    }
    for name, document in documents.items():
        (office / f"{name}.docx").write_bytes(docx.render(document))
    converted(office, "txt:Text (encoded):UTF8", *(f"{each}.docx" for each in documents))

    for name, document in documents.items():
        told = squeezed((office / f"{name}.txt").read_text(encoding="utf-8-sig"))
        lost = [
            cell.text
            for table in document.tables
            for row in table.rows
            for cell in row
            if squeezed(cell.text) not in told
        ]
        assert lost == [], name
        assert squeezed(document.title) in told


def test_sheets_hold_every_cell_and_reckon_nothing(
    office: Path, board: Board, chinese: WordsVoice
) -> None:
    documents = {name: table_document(name, board, chinese) for name in TABLES}
    for name, document in documents.items():
        (office / f"{name}.xlsx").write_bytes(xlsx.render(document))
    converted(office, "csv:Text - txt - csv (StarCalc):44,34,76", *(f"{n}.xlsx" for n in documents))

    for name, document in documents.items():
        told = squeezed((office / f"{name}.csv").read_text(encoding="utf-8"))
        table = document.tables[0]
        texts = [cell.text for row in table.rows for cell in row if cell.value is None]
        lost = [each for each in texts if squeezed(each).replace('"', '""') not in told]
        assert set(lost) <= {"–"}, name
        assert all(squeezed(each.title) in told for each in table.columns)
    actions = (office / "actions.csv").read_text(encoding="utf-8")
    assert NASTY.replace('"', '""') in actions
